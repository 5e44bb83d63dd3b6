"""The programs of the machine that a rehearsal runs as root, and in what surroundings."""

import os
import shutil

INSTALL = (
    "On Debian and Ubuntu: apt-get install charon-systemd strongswan-swanctl libcharon-extra-plugins "
    "libcharon-extauth-plugins libstrongswan-extra-plugins libstrongswan-standard-plugins iproute2"
)

PLACES = (
    "/usr/sbin",
    "/usr/bin",
    "/sbin",
    "/bin",
    "/usr/local/sbin",
    "/usr/lib/ipsec",
    "/usr/libexec/ipsec",
)
"""Where programs lie, also those that an ordinary PATH does not name."""

SURROUNDINGS = {"PATH": ":".join(PLACES[:4]), "LC_ALL": "C"}
"""The environment of each of them: nothing of the caller's steers what root runs."""

ROOT = "/"
"""The folder in which each of them stands."""


def program(name: str) -> str:
    """Where a program lies, "" where it does not; never in the current folder, whatever PATH says."""
    named = [place for place in os.environ.get("PATH", "").split(os.pathsep) if place.startswith("/")]
    return next((found for place in (*named, *PLACES) if (found := shutil.which(name, path=place))), "")
