"""The sections of which the stages are made: which template, which stage, in which order they are sent.

The order is that of their dependencies: what a line names is made before it.
"""

from dataclasses import dataclass

from wizard.model.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """One section; its mapping, in plan/mapping, has the same name."""

    name: str
    template: str
    """`common/ikev2_profile.j2`; sections of which the lines look alike share one."""
    stage: Stage

    @property
    def value_name(self) -> str:
        """What the template calls the value that it receives: its own name."""
        return self.template.rpartition("/")[2].removesuffix(".j2")


def _rows(stage: Stage, *templates: str) -> tuple[SectionRow, ...]:
    """The rows of `FOLDER/TEMPLATE`, or of `FOLDER/TEMPLATE as SECTION` where the section has another name."""
    parts = (text.partition(" as ") for text in templates)
    return tuple(
        SectionRow(name=name or template.rpartition("/")[2], template=f"{template}.j2", stage=stage)
        for template, _, name in parts
    )


SECTIONS: tuple[SectionRow, ...] = (
    *_rows(Stage.ARCHIVE, "common/archive"),
    *_rows(Stage.LOGIN, "common/login"),
    *_rows(Stage.PKI, "common/key_pair", "common/trustpoint", "common/peer_trustpoint", "common/certificate_map"),
    *_rows(
        Stage.STAGE,
        "hub/interfaces",
        "hub/default_route",
        "common/trustpoint_renewal",
        "common/aaa_list",
        "common/radius_list",
        "common/eap_list",
        "hub/pool",
        "common/announced_networks",
        "hub/announced_sites",
        "common/announced_ipv6_networks",
        "common/authorization_policy",
        "common/ikev2_proposal",
        "common/ikev2_policy",
        "common/ike_fragmentation",
        "common/ikev2_keyring",
        "common/name_mangler",
        "common/ikev2_profile",
        "common/transform_set",
        "common/ipsec_profile",
        "hub/virtual_template",
        "hub/cloned_template",
        "interhub/inter_hub_tunnel",
        "spoke/tunnel",
        "spoke/nat_objects",
        "common/route_map_of_prefixes as eigrp_statics",
        "common/route_map_of_prefixes as site_prefixes",
    ),
    *_rows(
        Stage.CUTOVER,
        "common/ikev2_globals",
        "common/ike_fragmentation as shared_ike_fragmentation",
        "common/ipv6_routing",
        "common/ikev2_policy as shared_ikev2_policy",
        "interhub/inter_hub_up",
        "common/floating_routes as static_routes",
        "interhub/inter_hub_protocol",
        "hub/widened_split_list",
        "common/authorization_policy as joined_authorization_policy",
        "common/announced_networks as joined_networks",
        "common/announced_networks as joined_sites",
        "common/route_map_of_prefixes as joined_site_prefixes",
        "hub/profile_matches",
        "common/floating_routes as pull_up_routes",
        "common/router_bgp",
        "common/router_eigrp",
        "hub/handed_on",
        "spoke/peer_routes",
        "common/floating_routes as discard_routes",
        "spoke/floated_default",
        "spoke/detach",
        "spoke/nat",
        "spoke/flexvpn_client",
        "spoke/tunnel_up",
    ),
    *_rows(Stage.CLEANUP, "cleanup/transition_routes", "cleanup/unused"),
)
