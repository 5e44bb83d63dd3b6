"""Which line takes an interface down: its own `shutdown`, or that of each interface that carries it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.check.view.device import DeviceView
from wizard.model.configuration import Line
from wizard.model.router import Interface

_CARRIED_BY = (
    (re.compile(r"Port-channel(?P<number>\d+)"), ("channel-group {number}",)),
    (re.compile(r"Multilink(?P<number>\d+)"), ("ppp multilink group {number}",)),
    (re.compile(r"BVI(?P<number>\d+)"), ("bridge-group {number}",)),
    (re.compile(r"BDI(?P<number>\d+)"), ("bridge-domain {number}",)),
    (re.compile(r"Vlan(?P<number>\d+)"), ("switchport access vlan {number}",)),
)
"""Interfaces without a cable of their own, and what a line of each of those that carry them begins with."""

_DIALLED_BY = ("pppoe-client dial-pool-number {number}", "dialer pool-member {number}")
_TRUNK = "switchport mode trunk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """An interface that is shut, and the line that says so."""

    name: str
    line: Line


def shut_by(view: DeviceView, interface: Interface, seen: frozenset[str] = frozenset()) -> Shut | None:
    """The interface that keeps this one down, itself or one that carries it; None where it may be up."""
    if interface.shutdown:
        return Shut(name=interface.name, line=interface.line.child("shutdown") or interface.line)
    if interface.name in seen:
        return None
    found = [shut_by(view, carrier, seen | {interface.name}) for carrier in _carriers(view, interface)]
    return found[0] if all(found) and found else None


def _carriers(view: DeviceView, interface: Interface) -> Iterator[Interface]:
    main = view.facts.interface(interface.name.partition(".")[0]) if "." in interface.name else None
    if main:
        yield main
    words = tuple(_words_of_carriers(interface))
    for other in view.facts.interfaces if words else ():
        texts = [line.text for line in other.line.walk()]
        is_trunk = words[0].startswith("switchport") and _TRUNK in texts
        if is_trunk or any(f"{text} ".startswith(f"{word} ") for text in texts for word in words):
            yield other


def _words_of_carriers(interface: Interface) -> Iterator[str]:
    for kind, lines in _CARRIED_BY:
        if found := kind.fullmatch(interface.name):
            yield from (line.format(number=found["number"]) for line in lines)
    if interface.name.startswith("Dialer") and (pool := interface.line.argument("dialer pool")):
        yield from (line.format(number=pool) for line in _DIALLED_BY)
