"""The sections of which the stages are made: which template, which stage, in which order they are sent.

The order is that of their dependencies: what a line names is made before it.
"""

from dataclasses import dataclass

from wizard.model.document import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """One section; its mapping, in plan/mapping, has the same name."""

    name: str
    folder: str
    """Of the template `FOLDER/NAME.j2`, which receives one value called NAME."""
    stage: Stage

    @property
    def template(self) -> str:
        """`common/ikev2_profile.j2`."""
        return f"{self.folder}/{self.name}.j2"


def _rows(stage: Stage, *templates: str) -> tuple[SectionRow, ...]:
    pairs = (template.split("/") for template in templates)
    return tuple(SectionRow(name=name, folder=folder, stage=stage) for folder, name in pairs)


SECTIONS: tuple[SectionRow, ...] = (
    *_rows(Stage.ARCHIVE, "common/archive"),
    *_rows(Stage.LOGIN, "common/login"),
    *_rows(Stage.PKI, "common/key_pair", "common/trustpoint", "common/peer_trustpoint", "common/certificate_map"),
    *_rows(
        Stage.STAGE,
        "hub/interfaces",
        "hub/default_route",
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
        "spoke/eigrp_statics",
        "interhub/site_prefixes",
    ),
    *_rows(
        Stage.CUTOVER,
        "common/ikev2_globals",
        "common/ipv6_routing",
        "common/shared_ikev2_policy",
        "interhub/inter_hub_up",
        "interhub/static_routes",
        "interhub/inter_hub_protocol",
        "hub/widened_split_list",
        "common/pull_up_routes",
        "common/router_bgp",
        "common/router_eigrp",
        "hub/handed_on",
        "spoke/peer_routes",
        "spoke/discard_routes",
        "spoke/floated_default",
        "spoke/detach",
        "spoke/nat",
        "spoke/flexvpn_client",
        "spoke/tunnel_up",
    ),
    *_rows(Stage.CLEANUP, "cleanup/transition_routes", "cleanup/unused"),
)
