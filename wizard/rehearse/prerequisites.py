"""What a rehearsal needs of the machine, and how to get it."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from wizard.rehearse.programs import INSTALL, program


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Something that is missing."""

    what: str
    how: str
    """To get it."""


_PROGRAMS = ("charon-systemd", "swanctl", "ip", "unshare", "nsenter", "mount", "sh", "cat")


def lacks(system: str = sys.platform, find: Callable[[str], str] = program) -> tuple[Lack, ...]:
    """Everything that is missing here; nothing where a rehearsal can begin."""
    if system != "linux":
        return (Lack(what="Linux", how="Carry it to a Linux machine: ez2flex rehearse SITE"),)
    found: list[Lack] = []
    if os.geteuid() != 0:
        found.append(Lack(what="root, to make network namespaces", how="sudo ez2flex rehearse SITE"))
    absent = [name for name in _PROGRAMS if not find(name)]
    if absent:
        found.append(Lack(what=f"the programs {', '.join(absent)}", how=INSTALL))
    return tuple(found)
