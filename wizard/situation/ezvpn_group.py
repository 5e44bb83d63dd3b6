"""The EzVPN group that moves: its profile, its template, its split list, what protects its traffic."""

from functools import lru_cache
from ipaddress import IPv4Network

from wizard.data.ipsec_options import option_lines, protecting_sections
from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number
from wizard.model.plan import Source
from wizard.model.question import Asking
from wizard.model.router import Interface, IsakmpProfile, Router
from wizard.situation.hub import is_new_hub
from wizard.situation.networks import permitted_networks
from wizard.situation.two_hubs import uses_inter_hub


def moving_profile(asking: Asking) -> IsakmpProfile | None:
    """The isakmp profile of the group that moves, on the EzVPN server."""
    return _profile_of(asking.server, asking.group.name if asking.group else "")


def _profile_of(server: Router, group: str) -> IsakmpProfile | None:
    profiles = server.server.profiles if server.server else ()
    of_none = [profile for profile in profiles if not (group and profile.groups)]
    return next((profile for profile in profiles if group in profile.groups), of_none[0] if len(of_none) == 1 else None)


def asks_for_passwords(configuration: Configuration, server: Router, group: str) -> bool:
    """Whether the clients of a group prove themselves by XAUTH."""
    name = authentication_list(configuration, server, group)
    return bool(name) and configuration.exact(f"aaa authentication login {name} none") is None


def authentication_list(configuration: Configuration, server: Router, group: str) -> str:
    """The list by which XAUTH asks the clients of a group: of its profile, or without one of the crypto map."""
    profile = _profile_of(server, group)
    return profile.authentication_list if profile else _of_maps(configuration, server, "client authentication list")


def authorization_list(configuration: Configuration, server: Router, group: str) -> str:
    """The list that says what a group is: of its profile, or without one of the crypto map."""
    profile = _profile_of(server, group)
    return profile.authorization_list if profile else _of_maps(configuration, server, "isakmp authorization list")


def _of_maps(configuration: Configuration, server: Router, words: str) -> str:
    """The list behind those words of the server's crypto maps, "" without one."""
    maps = server.server.crypto_maps if server.server else ()
    lines = (configuration.first(f"crypto map {name} {words}") for name in maps)
    return next((line.text.split()[-1] for line in lines if line), "")


def vrf_of_group(configuration: Configuration, server: Router, group: str) -> str:
    """The VRF of the networks that a group's clients reach, "" for the global table."""
    profile = _profile_of(server, group)
    if profile is None:
        return ""
    named = (server.interface(f"Virtual-Template{template}") for template in _templates_of(configuration, profile))
    return next((template.vrf for template in named if template and template.vrf), profile.line.argument("vrf"))


def ezvpn_template(asking: Asking) -> Interface | None:
    """The EzVPN virtual template of the group that moves, if the device is the server that has it."""
    if asking.router.server is None or asking.device != asking.plan.server.device:
        return None
    number = _template_number(asking)
    return asking.router.interface(f"Virtual-Template{number}") if number else None


def _template_number(asking: Asking) -> int | None:
    """The template that the moving group's profile names; else the only one that is not another group's."""
    server, profile = asking.server.server, moving_profile(asking)
    if server is None or (profile and profile.virtual_template):
        return profile.virtual_template if profile else None
    configuration = asking.plan.server.configuration
    taken = {template for other in _profiles_of_others(asking) for template in _templates_of(configuration, other)}
    known = [template for template in server.virtual_templates if template not in taken]
    return known[0] if len(known) == 1 else None


def _profiles_of_others(asking: Asking) -> list[IsakmpProfile]:
    """The isakmp profiles that name other groups and not the one that moves."""
    profiles = asking.server.server.profiles if asking.server.server else ()
    name = asking.group.name if asking.group else ""
    return [profile for profile in profiles if name and profile.groups and name not in profile.groups]


def _templates_of(configuration: Configuration, profile: IsakmpProfile) -> set[int | None]:
    """The templates that a profile names, or whose IPsec profile names it."""
    ipsec = {
        line.text.split()[-1]
        for line in configuration.all("crypto ipsec profile")
        if line.argument("set isakmp-profile") == profile.name
    }
    protected = {
        number("".join(line.text.split()[1:2]).removeprefix("Virtual-Template"))
        for line in configuration.all("interface")
        if line.argument("tunnel protection ipsec profile").split(" ")[0] in ipsec
    }
    return {profile.virtual_template, *protected}


def general_pool(asking: Asking) -> str:
    """The pool that the server has for groups that name none, "" without one."""
    line = asking.plan.server.configuration.first(_GENERAL_POOL)
    name = line.text.removeprefix(_GENERAL_POOL).strip() if line else ""
    return name if any(pool == name for pool, _, _ in asking.server.pools) else ""


_GENERAL_POOL = "crypto isakmp client configuration address-pool local"


def split_list(asking: Asking) -> str:
    """The split list of the group that moves, "" without one."""
    return asking.group.split_list if asking.group else ""


def split_networks(asking: Asking) -> list[IPv4Network]:
    """The networks behind the server, as its split list names them."""
    return list(_permitted_by(asking.plan.server, split_list(asking)))


@lru_cache(maxsize=16)
def _permitted_by(source: Source, name: str) -> tuple[IPv4Network, ...]:
    return tuple(permitted_networks(source.router.access_list(name)))


def widens_split_lists(asking: Asking) -> bool:
    """Whether the EzVPN server's split list gets the migrated LANs."""
    joined = uses_inter_hub(asking) or not is_new_hub(asking)
    return joined and asking.value("spoke_to_spoke") == "yes" and bool(split_list(asking))


def protecting(asking: Asking) -> tuple[Line, ...]:
    """The IPsec profile or the dynamic maps of the EzVPN group that moves."""
    others = {profile.name for profile in _profiles_of_others(asking)}
    sections = protecting_sections(asking.plan.server.configuration, asking.server.server, _template_number(asking))
    return tuple(section for section in sections if section.argument("set isakmp-profile") not in others)


def stated_options(asking: Asking) -> dict[str, str]:
    """The lines of EzVPN that the new IPsec profile or virtual template can take over, by their word."""
    return option_lines(protecting(asking))
