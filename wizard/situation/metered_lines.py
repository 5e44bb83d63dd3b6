"""Lines that are paid by what crosses them, or by the time that they are up."""

import re
from collections.abc import Iterator

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number
from wizard.sentence import Sentence

_METERED = ("Async", "BRI", "Cellular")
_IN_ITS_TEXT = re.compile(
    r"\b(?:[345]G|LTE|UMTS|GSM|HSPA|GPRS|EDGE|SIM|V-?SAT|BGAN|satellite|iridium|inmarsat)\b", re.I
)
_HANGS_UP_AFTER = 120
"""Seconds without interesting traffic, where no `dialer idle-timeout` says another time."""


def metered_line(configuration: Configuration, name: str) -> Sentence:
    """Why an interface is a line that is paid by use, "" where nothing says so."""
    interface = configuration.first(f"interface {name}")
    if name.startswith(_METERED) or (
        interface and any(one.text[10:].startswith(_METERED) for one in _below(configuration, interface))
    ):
        return "a cellular or dialled line"
    text = interface.argument("description") if interface else ""
    found = _IN_ITS_TEXT.search(text)
    return f"a line that is described by {found[0]}" if found else ""


def _below(configuration: Configuration, dialer: Line) -> Iterator[Line]:
    """The interfaces over which a dialer interface dials."""
    pool = dialer.argument("dialer pool")
    for interface in configuration.all("interface") if pool else ():
        if any(member.text.split()[2:3] == [pool] for member in interface.all("dialer pool-member")):
            yield interface


def hangs_up(configuration: Configuration, name: str) -> tuple[int, Line] | None:
    """After how many seconds without traffic a line is hung up that is dialled when there is some, and what says so."""
    interface = configuration.first(f"interface {name}")
    if interface is None or interface.child("dialer persistent"):
        return None
    how = interface.child("dialer in-band") or interface.child("dialer string") or interface.child("dialer map")
    line = interface.child("dialer idle-timeout")
    if how is None and not (line and list(_below(configuration, interface))):
        return None
    seconds = number(line.text.split()[2]) if line else _HANGS_UP_AFTER
    return (seconds, line or how or interface) if seconds else None
