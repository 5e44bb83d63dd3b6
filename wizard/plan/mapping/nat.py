"""The address translation that EzVPN did by itself, made explicit."""

from ipaddress import IPv4Network

from wizard.model.template_values import Nat, Translation
from wizard.plan.mapping.ikev2_and_ipsec import is_client_mode
from wizard.plan.perspective import Perspective
from wizard.situation.networks import networks_of
from wizard.situation.translation import emptied_lists, translations_towards, untranslated_networks


def nat_objects(asking: Perspective) -> Nat | None:
    """The access list and the route-maps of the translations."""
    if not asking.is_spoke:
        return None
    translations = (*_internet(asking), *_tunnel(asking))
    if not translations:
        return None
    outside = tuple(
        translation.interface for translation in translations if translation.interface != asking.needed("name_tunnel")
    )
    return Nat(
        access_list=asking.needed("name_nat_list"),
        networks=_networks(asking),
        translations=translations,
        inside=asking.client.inside,
        outside=outside,
        emptied=emptied_lists(asking),
    )


nat = nat_objects
"""The same value: translations and the interfaces' sides, switched on at the cut-over."""


def _internet(asking: Perspective) -> tuple[Translation, ...]:
    if asking.needed("internet_breakout") != "yes":
        return ()
    route_map = asking.needed("name_internet_route_map")
    return tuple(Translation(route_map=route_map, interface=name) for name in asking.client.outside[:1])


def _tunnel(asking: Perspective) -> tuple[Translation, ...]:
    if not is_client_mode(asking):
        return ()
    return (Translation(route_map=asking.needed("name_tunnel_route_map"), interface=asking.needed("name_tunnel")),)


def _networks(asking: Perspective) -> tuple[IPv4Network, ...]:
    restricted = asking.router.access_list(asking.client.line.argument("nat acl"))
    if restricted:
        return tuple(entry.source_network for entry in restricted.entries if entry.permit and entry.source_network)
    if not is_client_mode(asking):
        missing = untranslated_networks(asking)
        return missing if translations_towards(asking) else networks_of(asking.needed("lan_networks"))
    inside = [asking.router.interface(name) for name in asking.client.inside]
    networks = [address.network for interface in inside if interface for address in interface.addresses]
    return tuple(dict.fromkeys(networks))
