"""Names of files as they are typed: `flash:x`, `bootflash:/x`, `nvram:startup-config`."""

from collections.abc import Iterable, Iterator

from wizard.model.configuration import Line

FLASH, NVRAM, SYSTEM = "flash:", "nvram:", "system:"
RUNNING, STARTUP = "running-config", "startup-config"
_SAME = {"bootflash:": FLASH, "flash0:": FLASH, "disk0:": FLASH}
"""File systems that are the one flash of a router under another name."""


def located(typed: str) -> tuple[str, str]:
    """The file system and the name; what names no system is on flash."""
    system, colon, name = typed.partition(":")
    if not colon:
        return FLASH, typed
    system = f"{system.lower()}:"
    return _SAME.get(system, system), name.lstrip("/")


def images_of(lines: Iterable[Line]) -> Iterator[str]:
    """The images on flash from which the lines let a router start: those of `boot system flash:NAME`."""
    for line in lines:
        words = line.text.split(" ")
        system, name = located("".join(words[2:3]))
        if words[:2] == ["boot", "system"] and system == FLASH and name:
            yield name
