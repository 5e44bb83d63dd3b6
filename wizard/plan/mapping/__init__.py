"""What each section of a device holds: one function a section, from a plan to a template's value."""

from collections.abc import Callable

from wizard.plan.adoption import PROFILE, stands_already
from wizard.plan.mapping import (
    hub_only,
    ikev2_and_ipsec,
    ikev2_globals,
    ipv6,
    key_pair_and_trustpoints,
    keyring_and_profile,
    login_and_archive,
    nat,
    pinned_routes,
    protocol_between_hubs,
    pull_up_routes,
    routing_over_tunnel,
    spoke_only,
    tunnel_between_hubs,
)
from wizard.plan.perspective import Perspective


def value_of(section: str, asking: Perspective) -> object:
    """What a section of the device holds; None, or nothing, where it needs no such section."""
    if section not in _OF_EVERY_PLAN:
        asking.needed(PROFILE, asking.hub)
    if asking.is_hub and stands_already(section, asking):
        return None
    return MAPPING[section](asking)


_OF_EVERY_PLAN = frozenset({"archive", "login"})
"""The sections that are the same whichever profile of the hub the spokes join."""

MAPPING: dict[str, Callable[[Perspective], object]] = {
    "archive": login_and_archive.archive,
    "login": login_and_archive.login,
    "key_pair": key_pair_and_trustpoints.key_pair,
    "trustpoint": key_pair_and_trustpoints.trustpoint,
    "peer_trustpoint": key_pair_and_trustpoints.peer_trustpoint,
    "certificate_map": key_pair_and_trustpoints.certificate_map,
    "trustpoint_renewal": key_pair_and_trustpoints.trustpoint_renewal,
    "interfaces": hub_only.interfaces,
    "default_route": hub_only.default_route,
    "aaa_list": ikev2_and_ipsec.aaa_list,
    "radius_list": ikev2_and_ipsec.radius_list,
    "eap_list": ikev2_and_ipsec.eap_list,
    "pool": hub_only.pool,
    "announced_networks": ikev2_and_ipsec.announced_networks,
    "announced_sites": ikev2_and_ipsec.announced_sites,
    "announced_ipv6_networks": ipv6.announced_ipv6_networks,
    "authorization_policy": ikev2_and_ipsec.authorization_policy,
    "ikev2_proposal": ikev2_and_ipsec.ikev2_proposal,
    "ikev2_policy": ikev2_and_ipsec.ikev2_policy,
    "ike_fragmentation": ikev2_globals.ike_fragmentation,
    "ikev2_keyring": keyring_and_profile.ikev2_keyring,
    "name_mangler": ikev2_and_ipsec.name_mangler,
    "ikev2_profile": keyring_and_profile.ikev2_profile,
    "transform_set": ikev2_and_ipsec.transform_set,
    "ipsec_profile": ikev2_and_ipsec.ipsec_profile,
    "virtual_template": hub_only.virtual_template,
    "cloned_template": keyring_and_profile.cloned_template,
    "inter_hub_tunnel": tunnel_between_hubs.inter_hub_tunnel,
    "tunnel": spoke_only.tunnel,
    "nat_objects": nat.nat_objects,
    "ipv6_routing": ipv6.ipv6_routing,
    "eigrp_statics": routing_over_tunnel.eigrp_statics,
    "site_prefixes": protocol_between_hubs.site_prefixes,
    "ikev2_globals": ikev2_globals.ikev2_globals,
    "shared_ike_fragmentation": ikev2_globals.shared_ike_fragmentation,
    "shared_ikev2_policy": ikev2_and_ipsec.shared_ikev2_policy,
    "inter_hub_up": tunnel_between_hubs.inter_hub_up,
    "static_routes": tunnel_between_hubs.static_routes,
    "inter_hub_protocol": protocol_between_hubs.inter_hub_protocol,
    "widened_split_list": hub_only.widened_split_list,
    "joined_authorization_policy": ikev2_and_ipsec.joined_authorization_policy,
    "joined_networks": ikev2_and_ipsec.joined_networks,
    "joined_sites": ikev2_and_ipsec.joined_sites,
    "joined_site_prefixes": protocol_between_hubs.joined_site_prefixes,
    "profile_matches": keyring_and_profile.profile_matches,
    "pull_up_routes": pull_up_routes.pull_up_routes,
    "router_bgp": routing_over_tunnel.router_bgp,
    "router_eigrp": routing_over_tunnel.router_eigrp,
    "handed_on": routing_over_tunnel.handed_on,
    "peer_routes": pinned_routes.peer_routes,
    "floated_default": spoke_only.floated_default,
    "discard_routes": spoke_only.discard_routes,
    "detach": spoke_only.detach,
    "nat": nat.nat,
    "flexvpn_client": spoke_only.flexvpn_client,
    "tunnel_up": spoke_only.tunnel_up,
    "transition_routes": tunnel_between_hubs.transition_routes,
}
"""By the name of the section; a function gives None (or nothing) where the device needs no such section.

The section `unused` is not here: what nothing uses any more is seen only in the configuration after the cut-over.
"""
