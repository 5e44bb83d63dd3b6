"""Names of interfaces, written out."""

from wizard.practice.configuration_tree import Lines, named_by

PHYSICAL = (
    "ATM",
    "Async",
    "Cellular",
    "Embedded-Service-Engine",
    "Ethernet",
    "FastEthernet",
    "GigabitEthernet",
    "Serial",
    "TenGigabitEthernet",
)
LOGICAL = (
    "BVI",
    "Dialer",
    "Loopback",
    "NVI",
    "Null",
    "Port-channel",
    "Tunnel",
    "VirtualPortGroup",
    "Virtual-Template",
    "Vlan",
)

_TYPES = {name.lower(): name for name in (*PHYSICAL, *LOGICAL)}


def interface_name(typed: str) -> str | None:
    """`GigabitEthernet0/0` for `gi0/0` and `gig 0/0`; what stands behind the name stays. None where it is none."""
    letters = next((place for place, letter in enumerate(typed) if letter in "0123456789"), len(typed))
    kind, rest = typed[:letters].strip(" ").lower(), typed[letters:].strip(" ")
    found = [kind] if kind in _TYPES else [name for name in _TYPES if kind and name.startswith(kind)]
    places = rest.split(" ", 1)[0]
    if len(found) != 1 or not places or set(places) - set("0123456789/.:"):
        return None
    return _TYPES[found[0]] + rest


def short_name(name: str) -> str:
    """`Gi0/0` for `GigabitEthernet0/0`, as tables write it."""
    letters = next((place for place, letter in enumerate(name) if letter in "0123456789"), len(name))
    return name[:2] + name[letters:]


def header_of(lines: Lines, name: str) -> str:
    """The line that opens the interface: a virtual template's names its type."""
    there = named_by(lines, f"interface {name}")
    return there[0].text if there else f"interface {name}"


def can_be_removed(name: str) -> bool:
    """Whether the interface is none that one can touch."""
    return not name.startswith(PHYSICAL) or "." in name
