"""The EzVPN server and a new hub beside it: whether and where they meet."""

from ipaddress import IPv4Interface

from wizard.data.answer_forms import InterfaceAddress
from wizard.model.question import Asking
from wizard.situation.hub import is_new_hub


def uses_inter_hub(asking: Asking) -> bool:
    """Whether traffic between the two hubs is planned."""
    return is_new_hub(asking) and asking.value("inter_hub") != "none"


def uses_inter_hub_protocol(asking: Asking) -> bool:
    """Whether the two hubs tell each other their routes by a protocol."""
    return uses_inter_hub(asking) and asking.value("inter_hub_routing") in {"eigrp", "ospf"}


def hub_lan(asking: Asking) -> IPv4Interface | None:
    """The new hub's address in the LAN, None while it is open."""
    if answered := asking.known(InterfaceAddress(), "lan_address", asking.hub):
        return answered
    if asking.plan.new_hub:
        inside = [
            other_interface
            for other_interface in asking.server.interfaces
            if other_interface.name != server_wan_interface(asking)
        ]
        server_networks = [address.network for interface in inside for address in interface.addresses]
        wan = asking.value("wan_interface", asking.hub)
        for interface in asking.plan.new_hub.router.interfaces:
            for address in interface.addresses if interface.name != wan else ():
                if any(network.overlaps(address.network) for network in server_networks):
                    return address
    return None


def server_wan_interface(asking: Asking) -> str:
    """The interface on which EzVPN ends at the server, "" where none is known."""
    return asking.server.server.wan_interface if asking.server.server else ""
