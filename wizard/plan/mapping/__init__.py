"""What each section of a device holds: one function a section, from a plan to a template's value."""

from collections.abc import Callable

from wizard.plan.mapping import crypto, hub, inter_hub_protocol, interhub, ipv6, login, nat, peers, pki, routing, spoke
from wizard.plan.perspective import Perspective

MAPPING: dict[str, Callable[[Perspective], object]] = {
    "archive": login.archive,
    "login": login.login,
    "key_pair": pki.key_pair,
    "trustpoint": pki.trustpoint,
    "peer_trustpoint": pki.peer_trustpoint,
    "certificate_map": pki.certificate_map,
    "interfaces": hub.interfaces,
    "default_route": hub.default_route,
    "aaa_list": crypto.aaa_list,
    "radius_list": crypto.radius_list,
    "eap_list": crypto.eap_list,
    "pool": hub.pool,
    "announced_networks": crypto.announced_networks,
    "announced_ipv6_networks": ipv6.announced_ipv6_networks,
    "authorization_policy": crypto.authorization_policy,
    "ikev2_proposal": crypto.ikev2_proposal,
    "ikev2_policy": crypto.ikev2_policy,
    "ikev2_keyring": peers.ikev2_keyring,
    "name_mangler": crypto.name_mangler,
    "ikev2_profile": peers.ikev2_profile,
    "transform_set": crypto.transform_set,
    "ipsec_profile": crypto.ipsec_profile,
    "virtual_template": hub.virtual_template,
    "cloned_template": peers.cloned_template,
    "inter_hub_tunnel": interhub.inter_hub_tunnel,
    "tunnel": spoke.tunnel,
    "nat_objects": nat.nat_objects,
    "ipv6_routing": ipv6.ipv6_routing,
    "eigrp_statics": routing.eigrp_statics,
    "site_prefixes": inter_hub_protocol.site_prefixes,
    "ikev2_globals": crypto.ikev2_globals,
    "shared_ikev2_policy": crypto.shared_ikev2_policy,
    "inter_hub_up": interhub.inter_hub_up,
    "static_routes": interhub.static_routes,
    "inter_hub_protocol": inter_hub_protocol.inter_hub_protocol,
    "widened_split_list": hub.widened_split_list,
    "pull_up_routes": routing.pull_up_routes,
    "router_bgp": routing.router_bgp,
    "router_eigrp": routing.router_eigrp,
    "handed_on": routing.handed_on,
    "peer_routes": spoke.peer_routes,
    "floated_default": spoke.floated_default,
    "discard_routes": spoke.discard_routes,
    "detach": spoke.detach,
    "nat": nat.nat,
    "flexvpn_client": spoke.flexvpn_client,
    "tunnel_up": spoke.tunnel_up,
    "transition_routes": interhub.transition_routes,
}
"""By the name of the section; a function gives None (or nothing) where the device needs no such section.

The section `unused` is not here: what nothing uses any more is seen only in the configuration after the cut-over.
"""
