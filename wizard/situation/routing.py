"""The routing processes of a router, and what carries the routes over the tunnels."""

from collections.abc import Iterator

from wizard.model.configuration import Configuration, Line
from wizard.model.question import Asking


def processes(configuration: Configuration | None, protocol: str) -> tuple[Line, ...]:
    """The `router PROTOCOL` sections of a configuration, but for those of a VRF."""
    found = configuration.all(f"router {protocol}") if configuration else ()
    named = ((line, line.text.split()[2:]) for line in found)
    return tuple(line for line, words in named if words and "vrf" not in words[1:])


def number_of(process: Line) -> str:
    """Its process number, autonomous system or name."""
    return process.text.split()[2]


def numbers_of(process: Line) -> set[str]:
    """Its number, and the autonomous systems of a named EIGRP."""
    families = (line.text.split() for line in process.all("address-family"))
    systems = {words[-1] for words in families if "autonomous-system" in words[:-1]}
    return {number_of(process), *systems}


def global_lines(process: Line) -> Iterator[Line]:
    """The lines of BGP that are about the global IPv4 table."""
    for line in process.children:
        if line.text in {"address-family ipv4", "address-family ipv4 unicast"}:
            yield from line.children
        elif not line.text.startswith("address-family "):
            yield line


def announces_by_ikev2(asking: Asking) -> bool:
    """Whether the device's networks are announced by IKEv2 itself; with EIGRP the hub's still are."""
    routing = asking.value("routing")
    return routing == "ikev2" or (routing == "eigrp" and asking.device == asking.hub)
