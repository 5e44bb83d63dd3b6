"""What several questions ask of a plan before they recommend an answer."""

from ipaddress import IPv4Interface

from wizard.data.answer_forms import InterfaceAddress
from wizard.model.plan import Strategy
from wizard.model.question import Asking, Default
from wizard.model.router import Interface, IsakmpProfile


def recommend(value: str, why: str) -> Default:
    """A default that the engineer may well change."""
    return Default(value=value, why=why)


def settle(value: str, why: str) -> Default:
    """A default that the sources or earlier answers leave no choice about."""
    return Default(value=value, why=why, settled=True)


def open_until_answered(why: str) -> Default:
    """No default: nothing is safe to assume."""
    return Default(value=None, why=why)


def is_new_hub(asking: Asking) -> bool:
    """Whether FlexVPN gets a hub of its own."""
    return asking.value("strategy") == Strategy.NEW_HUB


def is_bare_new_hub(asking: Asking) -> bool:
    """Whether the new hub has no configuration that was read."""
    return is_new_hub(asking) and asking.plan.new_hub is None


def uses_inter_hub(asking: Asking) -> bool:
    """Whether traffic between the two hubs is planned."""
    return is_new_hub(asking) and asking.value("inter_hub") != "none"


def widens_split_lists(asking: Asking) -> bool:
    """Whether the EzVPN server's split list gets the migrated LANs."""
    joined = uses_inter_hub(asking) or not is_new_hub(asking)
    return joined and asking.value("spoke_to_spoke") == "yes" and bool(split_list(asking))


def moving_profile(asking: Asking) -> IsakmpProfile | None:
    """The isakmp profile of the group that moves, on the EzVPN server."""
    profiles = asking.server.server.profiles if asking.server.server else ()
    name = asking.group.name if asking.group else ""
    return next(
        (profile for profile in profiles if name in profile.groups), profiles[0] if len(profiles) == 1 else None
    )


def ezvpn_template(asking: Asking) -> Interface | None:
    """The EzVPN virtual template of the group that moves, if the device is the server that has it."""
    server, profile = asking.router.server, moving_profile(asking)
    if server is None or asking.device != asking.plan.server.device:
        return None
    known = server.virtual_templates[:1] if len(server.virtual_templates) == 1 else ()
    number = profile.virtual_template if profile and profile.virtual_template else next(iter(known), None)
    return asking.router.interface(f"Virtual-Template{number}") if number else None


def split_list(asking: Asking) -> str:
    """The split list of the group that moves, "" without one."""
    return asking.group.split_list if asking.group else ""


def aaa_missing(asking: Asking) -> bool:
    """Whether the device gets FlexVPN and has no `aaa new-model`."""
    gets_flexvpn = asking.device == asking.hub or asking.device != asking.plan.server.device
    return gets_flexvpn and not asking.router.aaa_new_model


def existing_administrator(asking: Asking) -> Default:
    """The first local user with privilege 15 and a password."""
    for user in asking.router.users:
        if user.privilege == 15 and user.has_password:
            return settle(user.name, "this user exists with privilege 15")
    return open_until_answered("the router has no local user with privilege 15")


def known_version(asking: Asking) -> Default:
    """What `show version` or the `version` line says, "" without one."""
    source = asking.plan.source(asking.device)
    if source and source.show_commands.release:
        return Default(value=source.show_commands.release, why="`show version` in the same file says so", settled=True)
    if asking.router.version:
        return Default(value=asking.router.version, why="the configuration's `version` line says so", settled=True)
    return recommend("", "no file says it; the plan keeps to what every release accepts")


def known_product(asking: Asking) -> Default:
    """What `show version` or `license udi pid` says, "" without either."""
    source = asking.plan.source(asking.device)
    if source and source.show_commands.platform:
        return settle(source.show_commands.platform, "`show version` in the same file says so")
    line = source.configuration.first("license udi pid") if source else None
    if line and len(line.text.split()) > 3:
        return settle(line.text.split()[3], "`license udi pid` of the configuration")
    return recommend("", "no file says it; the strictest rule of all routers counts")


def shared_lan_address(asking: Asking) -> Default:
    """The server's address in the network of the new hub's LAN."""
    lan = hub_lan(asking)
    for interface in asking.server.interfaces:
        for address in interface.addresses:
            if lan and interface.name != _server_wan(asking) and address.network.overlaps(lan.network):
                return settle(str(address.ip), f"{interface.name} of the server is in the new hub's LAN")
    return open_until_answered("no interface of the server is in the new hub's LAN")


def _server_wan(asking: Asking) -> str:
    return asking.server.server.wan_interface if asking.server.server else ""


def hub_lan(asking: Asking) -> IPv4Interface | None:
    """The new hub's address in the LAN, None while it is open."""
    if answered := asking.known(InterfaceAddress(), "lan_address", asking.hub):
        return answered
    if asking.plan.new_hub:
        inside = [
            server_interface
            for server_interface in asking.server.interfaces
            if server_interface.name != _server_wan(asking)
        ]
        server_networks = [address.network for interface in inside for address in interface.addresses]
        wan = asking.value("wan_interface", asking.hub)
        for interface in asking.plan.new_hub.router.interfaces:
            for address in interface.addresses if interface.name != wan else ():
                if any(network.overlaps(address.network) for network in server_networks):
                    return address
    return None
