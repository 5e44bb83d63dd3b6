"""What only the hub, or the EzVPN server as long as it is one, gets."""

from ipaddress import IPv4Network

from wizard.data.answer_forms import Address, AddressRange, InterfaceAddress, OrNone
from wizard.data.constructs.group_attributes import features_of
from wizard.ios.list_entries import closing_deny, entries_of_list, numbers_before_the_closing_deny, prints_numbers
from wizard.model.ikev2 import TunnelInterface
from wizard.model.template_values import AddressedInterface, DefaultRoute, Pool, WidenedSplitList
from wizard.plan.mapping.ikev2_and_ipsec import ipsec_options, tunnel_mode, zone_line
from wizard.plan.mapping.ipv6 import with_ipv6
from wizard.plan.mapping.tunnel_sizes import tunnel_sizes
from wizard.plan.mapping.tunnel_vrfs import inside_vrf_line
from wizard.plan.perspective import Perspective
from wizard.situation.clear_text import template_lines
from wizard.situation.ezvpn_group import ezvpn_template, protecting, widens_split_lists
from wizard.situation.hub import is_bare_new_hub
from wizard.situation.networks import networks_of
from wizard.situation.vrfs import front_door_vrf


def interfaces(asking: Perspective) -> tuple[AddressedInterface, ...]:
    """The interfaces of a new hub that has no configuration yet."""
    if not (asking.is_hub and is_bare_new_hub(asking)):
        return ()
    loopback = asking.given(InterfaceAddress(), "loopback_address")
    return (
        AddressedInterface(name=asking.needed("name_loopback"), address=loopback, physical=False),
        *(
            AddressedInterface(
                name=asking.needed(f"{side}_interface"), address=asking.given(InterfaceAddress(), f"{side}_address")
            )
            for side in ("wan", "lan")
        ),
    )


def default_route(asking: Perspective) -> DefaultRoute | None:
    """The way from a new hub to its spokes."""
    if not (asking.is_hub and is_bare_new_hub(asking)):
        return None
    gateway = asking.given(OrNone(Address()), "default_gateway")
    return DefaultRoute(next_hop=gateway) if gateway else None


def pool(asking: Perspective) -> Pool | None:
    """The pool for tunnel addresses, where the hub does not have it yet."""
    if not asking.is_hub or not asking.needed("pool_range"):
        return None
    bounds = asking.given(AddressRange(), "pool_range")
    return Pool(name=asking.needed("pool"), first=bounds.first, last=bounds.last)


def virtual_template(asking: Perspective) -> TunnelInterface | None:
    """The virtual template from which each spoke gets its virtual access interface."""
    if not asking.is_hub:
        return None
    template = ezvpn_template(asking)
    _, features = features_of(template.line) if template else ("", _clear_text_lines(asking))
    mtu, tcp_mss = tunnel_sizes(asking, features)
    named = asking.needed("virtual_template_source") == "yes"
    return TunnelInterface(
        name=f"Virtual-Template{asking.needed('name_virtual_template')}",
        address=f"unnumbered {asking.needed('hub_unnumbered')}",
        vrf=inside_vrf_line(asking),
        features=with_ipv6(asking, (*features, *zone_line(asking), *_pre_classify(asking, features))),
        tunnel_source=asking.needed("wan_interface") if named else "",
        tunnel_vrf=front_door_vrf(asking),
        mode=tunnel_mode(asking),
        protection=asking.needed("name_ipsec_profile"),
        mtu=mtu,
        tcp_mss=tcp_mss,
    )


def _clear_text_lines(asking: Perspective) -> tuple[str, ...]:
    """What the crypto map's interface of an EzVPN server did with the spokes' packets in clear."""
    source = asking.plan.server
    return (
        template_lines(source.configuration, source.router, protecting(asking))
        if asking.device == source.device
        else ()
    )


def _pre_classify(asking: Perspective, features: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in ipsec_options(asking, on_template=True) if line not in features)


def widened_split_list(asking: Perspective) -> WidenedSplitList | None:
    """The migrated LANs, as entries of the split list that the remaining EzVPN clients get."""
    group = asking.group
    if asking.device != asking.plan.server.device or group is None or not widens_split_lists(asking):
        return None
    access_list = asking.server.access_list(group.split_list)
    entries = access_list.entries if access_list else ()
    covered = [entry.source_network for entry in entries if entry.permit and entry.source_network]
    new = [
        migrated_network
        for migrated_network in migrated_networks(asking)
        if not any(migrated_network.subnet_of(old) for old in covered)
    ]
    if not new:
        return None
    lines = entries_of_list(asking.plan.server.configuration, group.split_list)
    numbers = numbers_before_the_closing_deny(lines, len(new))
    return WidenedSplitList(
        name=group.split_list,
        networks=tuple(new),
        closing_deny="" if numbers else closing_deny([entry.text for entry in entries]),
        numbers=numbers,
        renumbered=bool(numbers) and not prints_numbers(lines),
    )


def migrated_networks(asking: Perspective) -> tuple[IPv4Network, ...]:
    """The LANs of the spokes that move."""
    networks = [
        network for spoke in asking.plan.spokes for network in networks_of(asking.needed("lan_networks", spoke.device))
    ]
    return tuple(dict.fromkeys(networks))
