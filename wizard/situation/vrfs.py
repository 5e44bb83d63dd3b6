"""The VRFs that a tunnel meets."""

from wizard.model.question import Asking


def front_door_vrf(asking: Asking) -> str:
    """The VRF of the interface that faces the Internet, "" for the global table."""
    name = asking.value("wan_interface" if asking.device == asking.hub else "tunnel_source")
    interface = asking.router.interface(name)
    return interface.vrf if interface else ""
