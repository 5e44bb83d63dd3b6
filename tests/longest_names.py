"""A site in which every name is as long as IOS lets it be."""

import re
from pathlib import Path

from tests.conftest import TESTS

LONGEST = 63
FILES = ("server-dvti.cfg", "spoke-nem-classic.cfg", "spoke-several-inside.cfg", "new-hub-present.cfg")
_NAMES = (
    "FENN-BRANCH-PROFILE",
    "FENN-BRANCH-IPSEC",
    "FENN-BRANCH",
    "FENN-XAUTH",
    "FENN-GROUPS",
    "FENN-3DES",
    "FENN-AES",
    "NAT-HQ",
    "WAN-IN",
)
"""Profiles, groups, transform sets and lists of the sources."""
_HOST = re.compile(r"^hostname (\S+)", re.MULTILINE)


def host(number: int) -> str:
    """The host name of the router of that number: the names differ at their end alone."""
    return f"{'r' * (LONGEST - 1)}{number}"


def longest_name(name: str) -> str:
    """The name, as long as it may be."""
    return f"{name}-{'x' * (LONGEST - 1 - len(name))}"


def with_longest_names(folder: Path) -> tuple[Path, ...]:
    """The configurations of a server, two spokes and a new hub in that folder."""
    files = []
    for number, name in enumerate(FILES):
        text = (TESTS / "configs" / name).read_text("utf-8")
        found = _HOST.search(text)
        assert found
        text = text.replace(found[1], host(number))
        text = re.sub("|".join(_NAMES), lambda named: longest_name(named.group()), text)
        path = folder / name
        path.write_text(text, "utf-8")
        files.append(path)
    return tuple(files)
