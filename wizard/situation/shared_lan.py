"""Where the EzVPN server and a new hub meet, and the VRFs in which each has the sites."""

from ipaddress import IPv4Interface

from wizard.data.answer_forms import InterfaceAddress
from wizard.model.question import Asking
from wizard.model.router import Interface
from wizard.situation.ezvpn_group import vrf_of_group


def hub_lan(asking: Asking) -> IPv4Interface | None:
    """The new hub's address in the LAN, None while it is open."""
    if answered := asking.known(InterfaceAddress(), "lan_address", asking.hub):
        return answered
    if asking.plan.new_hub:
        server_networks = [
            address.network for interface in server_lan_interfaces(asking) for address in interface.addresses
        ]
        wan, vrf = asking.value("wan_interface", asking.hub), vrf_at_the_new_hub(asking)
        for interface in asking.plan.new_hub.router.interfaces:
            for address in interface.addresses if interface.name != wan and interface.vrf == vrf else ():
                if any(network.overlaps(address.network) for network in server_networks):
                    return address
    return None


def vrf_at_the_new_hub(asking: Asking) -> str:
    """The VRF of a new hub's tunnels, "" for the global table: that of the interface whose address they borrow."""
    hub = asking.seen_from(asking.hub)
    lender = hub.router.interface(hub.value("hub_unnumbered"))
    return lender.vrf if lender else ""


def vrf_at_the_server(asking: Asking) -> str:
    """The VRF in which the EzVPN server has the group that moves, "" for the global table."""
    server = asking.plan.server
    return vrf_of_group(server.configuration, server.router, asking.group.name if asking.group else "")


def server_lan_interfaces(asking: Asking) -> tuple[Interface, ...]:
    """The server's interfaces in the VRF of the group, without the one on which EzVPN ends."""
    wan, vrf = server_wan_interface(asking), vrf_at_the_server(asking)
    return tuple(interface for interface in asking.server.interfaces if interface.name != wan and interface.vrf == vrf)


def server_wan_interface(asking: Asking) -> str:
    """The interface on which EzVPN ends at the server, "" where none is known."""
    return asking.server.server.wan_interface if asking.server.server else ""
