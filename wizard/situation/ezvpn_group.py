"""The EzVPN group that moves: its profile, its template, its split list, what protects its traffic."""

from functools import lru_cache
from ipaddress import IPv4Network

from wizard.data.ipsec_options import option_lines, protecting_sections
from wizard.model.configuration import Line
from wizard.model.plan import Source
from wizard.model.question import Asking
from wizard.model.router import Interface, IsakmpProfile
from wizard.situation.hub import is_new_hub
from wizard.situation.networks import permitted_networks
from wizard.situation.two_hubs import uses_inter_hub


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
    return protecting_sections(asking.plan.server.configuration, asking.server.server, moving_profile(asking))


def stated_options(asking: Asking) -> dict[str, str]:
    """The lines of EzVPN that the new IPsec profile or virtual template can take over, by their word."""
    return option_lines(protecting(asking))
