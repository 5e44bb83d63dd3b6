"""The address translation that EzVPN did by itself, made explicit.

IOS refuses to remove a rule while translations by it live, or asks first [Cisco document 13779; push.md A0 item 3]. So
the rules come with the stage, where they translate nothing yet, and the cut-over opens them: by the sides of the
interfaces where those translate nothing today, by the entries of their list where they do.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from ipaddress import IPv4Network

from wizard.ios.list_entries import numbers_at_the_head, source_words
from wizard.model.template_values import Nat, Translation
from wizard.plan.mapping.ikev2_and_ipsec import is_client_mode
from wizard.plan.mapping.tunnel_vrfs import inside_vrf
from wizard.plan.perspective import Perspective
from wizard.situation.networks import networks_of
from wizard.situation.translation import (
    emptied_lists,
    inside_networks,
    interfaces_translate,
    lines_without_translation,
    networks_to_translate,
    pool_of_emptied,
    translates_by_nvi,
    translations_towards,
    untranslated_networks,
)
from wizard.situation.vrfs import front_door_vrf, lan_vrf


def nat_objects(asking: Perspective) -> Nat | None:
    """The access list, the route-maps and the rules, which translate nothing before the cut-over."""
    if not asking.is_spoke or translates_by_nvi(asking):
        return None
    lines = _lines(asking)
    internet = tuple(_internet(asking, lines))
    translations = (*internet, *_tunnel(asking))
    if not translations:
        return None
    outside = tuple(translation.interface for translation in internet)
    networks = _networks(asking, lines)
    translates = interfaces_translate(asking, asking.client.inside, outside)
    return Nat(
        access_list=asking.needed("name_nat_list"),
        networks=networks,
        translations=translations,
        inside=asking.client.inside,
        outside=outside,
        closed_by=_closing(networks) if translates else "",
        opened_by=_entries(networks) if translates else (),
        emptied=emptied_lists(asking),
    )


nat = nat_objects
"""The same value: what the cut-over opens."""


def _closing(networks: Sequence[IPv4Network]) -> str:
    """The only entry of a list until the cut-over opens it, with room for the others in front of it.

    For up to nine it is the first number that IOS gives an entry, which it also has after a reload [flexvpn.md 12].
    """
    return f"{_BETWEEN_ENTRIES * (len(networks) // _BETWEEN_ENTRIES + 1)} deny ip any any"


_BETWEEN_ENTRIES = 10


def _entries(networks: Sequence[IPv4Network]) -> tuple[str, ...]:
    numbers = numbers_at_the_head([_closing(networks)], len(networks))
    return tuple(
        f"{number} permit ip {source_words(network, extended=True)} any"
        for number, network in zip(numbers, networks, strict=True)
    )


def translates_into_tunnel(asking: Perspective) -> bool:
    """Whether the LAN hides behind the tunnel's address, and rules with sides can do that."""
    return is_client_mode(asking) and not translates_by_nvi(asking)


def _lines(asking: Perspective) -> tuple[str, ...]:
    """The outside interfaces whose translation the plan makes; the first one where somebody asks for it anyhow."""
    if asking.needed("internet_breakout") != "yes":
        return ()
    return lines_without_translation(asking) or asking.client.outside[:1]


def _internet(asking: Perspective, lines: Iterable[str]) -> Iterator[Translation]:
    for line in lines:
        is_first = line in asking.client.outside[:1]
        name = "name_internet_route_map" if is_first else "name_backup_internet_route_map"
        yield replace(_translation(asking, name, line, front_door_vrf(asking)), pool=pool_of_emptied(asking, line))


def _tunnel(asking: Perspective) -> Iterator[Translation]:
    if not translates_into_tunnel(asking):
        return
    yield _translation(asking, "name_tunnel_route_map", asking.needed("name_tunnel"), inside_vrf(asking))
    if asking.backup_client:
        name = asking.needed("name_backup_tunnel")
        yield _translation(asking, "name_backup_tunnel_route_map", name, inside_vrf(asking))


def _translation(asking: Perspective, name: str, interface: str, vrf: str) -> Translation:
    """A rule without a VRF translates the global table alone; between interfaces of one VRF it has to say so.

    Cisco IOS IP Addressing Services Command Reference, `ip nat inside source` (unconfirmed).
    """
    own = lan_vrf(asking)
    return Translation(
        route_map=asking.needed(name), interface=interface, vrf=own, stays_in_vrf=bool(own) and own == vrf
    )


def _networks(asking: Perspective, lines: Sequence[str]) -> tuple[IPv4Network, ...]:
    if is_client_mode(asking):
        return tuple(dict.fromkeys((*inside_networks(asking), *networks_to_translate(asking))))
    if not all(translations_towards(asking, line) for line in lines):
        restricted = asking.client.line.argument("nat acl")
        return networks_to_translate(asking) if restricted else networks_of(asking.needed("lan_networks"))
    return tuple(dict.fromkeys(network for line in lines for network in untranslated_networks(asking, line)))
