"""Answers that name an interface."""

import re
from dataclasses import dataclass
from typing import ClassVar

from wizard.data.answer_forms.addresses import host
from wizard.model.literals import is_address
from wizard.model.question import Asking, Form, Kind, Refused

_INTERFACE = re.compile(r"([A-Za-z][A-Za-z-]*)([0-9]{1,10}(?:[/.:][0-9]{1,10}){0,6})")

INTERFACE_KINDS = (
    "ATM",
    "BDI",
    "BVI",
    "Cellular",
    "Dialer",
    "Ethernet",
    "FastEthernet",
    "FiveGigabitEthernet",
    "FortyGigabitEthernet",
    "GigabitEthernet",
    "HundredGigE",
    "Loopback",
    "Multilink",
    "Port-channel",
    "Serial",
    "TenGigabitEthernet",
    "Tunnel",
    "TwentyFiveGigE",
    "TwoGigabitEthernet",
    "Virtual-Template",
    "VirtualPortGroup",
    "Vlan",
    "Wlan-GigabitEthernet",
)
"""The kinds of interfaces in their own spelling; an unambiguous beginning is enough."""


@dataclass(frozen=True, slots=True)
class InterfaceOfRouter(Form[str]):
    """An interface that the router has, or that one without a configuration may have."""

    kind: ClassVar = Kind.INTERFACE
    typed: ClassVar = "an interface: GigabitEthernet0/1"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """Its whole name."""
        there = tuple(interface.name for interface in asking.router.interfaces)
        name = _only(_abbreviated(text, there)) or _spelled_out(text)
        if not name:
            return Refused(reason="is no interface", hint="The whole name, like GigabitEthernet0/1.")
        if there and name not in there:
            return Refused(reason=f"is no interface of {asking.device}", hint=f"It has {_some(there)}.")
        return name


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _only(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ""


def _parts(text: str) -> tuple[str, str]:
    """The kind and the number of an interface, in small letters; empty where the text is none."""
    match = _INTERFACE.fullmatch(text.replace(" ", ""))
    return (match[1].lower(), match[2]) if match else ("", "")


def _abbreviated(text: str, names: tuple[str, ...]) -> list[str]:
    """Those of the names that the text may mean: the one that it is, or each that it begins."""
    kind, number = _parts(text)
    parts = [(name, *_parts(name)) for name in names]
    same = [name for name, its_kind, its_number in parts if (its_kind, its_number) == (kind, number) and kind]
    return same or [name for name, own, its_number in parts if kind and own.startswith(kind) and its_number == number]


def _spelled_out(text: str) -> str:
    """The name with its kind in full; empty where that is not known."""
    kind, number = _parts(text)
    kinds = [interface_kind for interface_kind in INTERFACE_KINDS if kind and interface_kind.lower().startswith(kind)]
    whole = _only([known_kind for known_kind in kinds if known_kind.lower() == kind]) or _only(kinds)
    return f"{whole}{number}" if whole else ""


@dataclass(frozen=True, slots=True)
class NextHop(Form[str]):
    """Where a static route leads: an address, an interface, both, or what DHCP says."""

    typed: ClassVar = "an address, an interface, or dhcp: 198.51.100.1"

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The words behind the mask of `ip route`."""
        words = text.split()
        last = words[-1] if words else ""
        names_hop = is_address(last) or last == "dhcp"
        hop = host(last) if is_address(last) else last
        if isinstance(hop, Refused):
            return hop
        through = words[:-1] if names_hop else words
        if not through and names_hop:
            return last
        interface = InterfaceOfRouter().read("".join(through), asking)
        if isinstance(interface, Refused):
            return Refused(reason="is no next hop", hint="An address, an interface of the router, or dhcp.")
        return f"{interface} {last}" if names_hop else interface
