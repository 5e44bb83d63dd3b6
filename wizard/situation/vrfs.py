"""The VRFs that a tunnel meets."""

from wizard.model.configuration import Configuration
from wizard.model.question import Asking
from wizard.model.router import Interface


def front_door_vrf(asking: Asking) -> str:
    """The VRF of the interface that faces the Internet, "" for the global table."""
    name = asking.value("wan_interface" if asking.device == asking.hub else "tunnel_source")
    interface = asking.router.interface(name)
    return interface.vrf if interface else ""


def lan_vrf(asking: Asking) -> str:
    """The VRF of the LAN behind a spoke, "" for the global table."""
    inside = [asking.router.interface(name) for name in asking.client.inside[:1]]
    return next((interface.vrf for interface in inside if interface), "")


def reaches_the_internet(configuration: Configuration, lan: str, outside: Interface) -> bool:
    """Whether packets of that VRF can leave by the interface: it is in the same, or a default route leads across."""
    table = f"vrf {lan} " if lan else ""
    across = {outside.name, "" if outside.vrf else "global"}
    defaults = configuration.all(f"ip route {table}0.0.0.0 0.0.0.0")
    return lan == outside.vrf or any(across.intersection(line.text.split()) for line in defaults)


def lan_reaches_the_internet(asking: Asking) -> bool:
    """Whether packets of a spoke's LAN can leave by its Internet interface, as far as the file shows that."""
    source = asking.plan.source(asking.device)
    outside = asking.router.interface(asking.value("tunnel_source"))
    return not (source and outside) or reaches_the_internet(source.configuration, lan_vrf(asking), outside)


def vrf_in_words(vrf: str) -> str:
    """A table as a sentence names it."""
    return f"VRF {vrf}" if vrf else "the global table"
