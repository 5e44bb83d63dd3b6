"""What the files of a site are called."""

import hashlib
import re
from collections.abc import Iterable, Mapping

import wizard.plan
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan

PLAN, SECRETS, SOURCES, CERTIFICATES, OUT = "plan.toml", "secrets.toml", "sources", "certificates", "out"

LOGS = "logs"
"""What was sent and what came back, as somebody wanted it written down; without secrets."""

HOSTS, KNOWN_HOSTS = "hosts.toml", "known_hosts"
"""How the routers of the site are reached, and the host keys that are pinned for them."""

RUN_SHEET, RESCUE_CARDS = "RUNSHEET.md", "RESCUE.html"
"""The whole site in order, and a page for whoever stands beside a router of it."""
OF_THE_SITE = frozenset({RUN_SHEET, RESCUE_CARDS})
"""The files of `out/` that are in no folder of a device."""

_LONGEST = 100
"""Characters; what is longer leaves no room for an ending on some file systems."""

_TAKEN = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)|(runsheet\.md|rescue\.html)$")
"""Names that no file of Windows can have, whatever its ending, and those of the files beside the folders of devices."""


def folder_name(device: str) -> str:
    """The name of a device as a file or folder is called: letters, digits, `.`, `-` and `_`."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", device).lstrip(".")[:_LONGEST].rstrip(".")
    taken = _TAKEN.match(plain)
    return f"{taken[0]}_{plain[taken.end() :]}" if taken else plain or "_"


def file_names(devices: Iterable[str]) -> dict[str, str]:
    """A name of its own for each device; two that would share one get a mark at their end.

    A device that can be called by its own name is. Upper and lower case are the same, as they are to some systems.
    """
    every = sorted(dict.fromkeys(devices))
    wanted = [folder_name(device).lower() for device in every]
    names: dict[str, str] = {}
    taken: set[str] = set()
    for device in sorted(every, key=lambda name: (folder_name(name) != name, name)):
        name = folder_name(device)
        if wanted.count(name.lower()) > 1 and (name != device or name.lower() in taken):
            name = _marked(name, device, taken | set(wanted))
        names[device] = name
        taken.add(name.lower())
    return names


def _marked(name: str, device: str, taken: set[str]) -> str:
    mark = hashlib.sha256(device.encode(errors="surrogatepass")).hexdigest()
    lengths = range(6, len(mark))
    return next(made for length in lengths if (made := f"{name}-{mark[:length]}").lower() not in taken)


@kept_of_plan
def names_of(plan: Plan) -> Mapping[str, str]:
    """The name of each device of the plan among the files of its site."""
    return file_names((*(source.device for source in plan.sources), *wizard.plan.devices(plan)))


def source_name(plan: Plan, device: str) -> str:
    """The file in `sources/` that holds the device's configuration."""
    return f"{names_of(plan)[device]}.cfg"
