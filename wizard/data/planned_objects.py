"""The kinds of named objects that a plan makes: how each is defined, and on which device it is needed."""

from collections.abc import Callable
from dataclasses import dataclass

from wizard.ios.named_objects import NAMED_OBJECTS
from wizard.model.configuration import Configuration
from wizard.model.question import Asking
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectKind:
    """One kind of object with a name or a number."""

    key: str
    """`name_KEY` is its question; `[names]` of plan.toml has it as KEY."""
    title: Sentence
    header: str
    """The line that the plan writes for it, up to its name."""
    shares: tuple[str, ...]
    """The kinds of NAMED_OBJECTS among whose names its own must be free; the first is its own."""
    suffix: str = ""
    """What its default name has after the prefix."""
    numbered: bool = False
    number_prefix: str = ""
    """`Tunnel` for an interface; empty where the bare number is the name."""
    first_number: int = 0
    on_hub: bool = False
    on_spoke: bool = False
    on_backup: bool = False
    """On a spoke whose EzVPN client has a backup."""
    on_server: bool = False
    """On the EzVPN server of the new-hub strategy."""
    only: Callable[[Asking], bool] = lambda asking: True
    """Whether the answers need one at all."""

    def names(self, configuration: Configuration) -> set[str]:
        """The names of this kind that a configuration takes already."""
        return {name for kind in self.shares for name in NAMED_OBJECTS[kind].names_in(configuration)}


def _tells_sites_by_protocol(asking: Asking) -> bool:
    return asking.value("routing") != "ikev2" or asking.value("inter_hub_routing") in {"ospf", "eigrp"}


OBJECTS: tuple[ObjectKind, ...] = (
    ObjectKind(
        key="aaa_list",
        title="AAA authorization list",
        header="aaa authorization network",
        shares=("network list",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="trustpoint",
        title="trustpoint and its key pair",
        header="crypto pki trustpoint",
        shares=("trustpoint", "key pair", "certificate server"),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="peer_trustpoint",
        title="trustpoint that only proves the other side",
        header="crypto pki trustpoint",
        shares=("trustpoint",),
        suffix="-PEER",
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="certificate_map",
        title="certificate map",
        header="crypto pki certificate map",
        shares=("certificate map",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="radius_list",
        title="AAA list that asks RADIUS, and of the name mangler",
        header="aaa authorization network",
        shares=("network list", "login list", "IKEv2 name mangler"),
        suffix="-RADIUS",
        on_hub=True,
    ),
    ObjectKind(
        key="access_list",
        title="access list of the announced networks",
        header="ip access-list standard",
        shares=("access list",),
        suffix="-ROUTES",
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="ipv6_access_list",
        title="access list of the announced IPv6 networks",
        header="ipv6 access-list",
        shares=("IPv6 access list", "access list"),
        suffix="-ROUTES6",
        on_hub=True,
        on_spoke=True,
        only=lambda asking: asking.value("ipv6") == "yes",
    ),
    ObjectKind(
        key="authorization_policy",
        title="IKEv2 authorization policy",
        header="crypto ikev2 authorization policy",
        shares=("IKEv2 authorization policy",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="proposal",
        title="IKEv2 proposal",
        header="crypto ikev2 proposal",
        shares=("IKEv2 proposal",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="policy",
        title="IKEv2 policy",
        header="crypto ikev2 policy",
        shares=("IKEv2 policy",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="keyring",
        title="IKEv2 keyring",
        header="crypto ikev2 keyring",
        shares=("IKEv2 keyring",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="ikev2_profile",
        title="IKEv2 profile",
        header="crypto ikev2 profile",
        shares=("IKEv2 profile",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="transform_set",
        title="transform set",
        header="crypto ipsec transform-set",
        shares=("transform set",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="ipsec_profile",
        title="IPsec profile",
        header="crypto ipsec profile",
        shares=("IPsec profile",),
        on_hub=True,
        on_spoke=True,
    ),
    ObjectKind(
        key="virtual_template",
        title="virtual template",
        header="interface Virtual-Template",
        shares=("virtual template",),
        numbered=True,
        first_number=1,
        on_hub=True,
    ),
    ObjectKind(
        key="loopback",
        title="loopback",
        header="interface Loopback",
        shares=("loopback",),
        numbered=True,
        number_prefix="Loopback",
        on_hub=True,
    ),
    ObjectKind(
        key="tunnel",
        title="tunnel interface",
        header="interface Tunnel",
        shares=("tunnel",),
        numbered=True,
        number_prefix="Tunnel",
        on_spoke=True,
    ),
    ObjectKind(
        key="flexvpn_client",
        title="FlexVPN client",
        header="crypto ikev2 client flexvpn",
        shares=("FlexVPN client",),
        on_spoke=True,
    ),
    ObjectKind(
        key="backup_tunnel",
        title="tunnel interface of the backup",
        header="interface Tunnel",
        shares=("tunnel",),
        numbered=True,
        number_prefix="Tunnel",
        first_number=1,
        on_backup=True,
    ),
    ObjectKind(
        key="backup_flexvpn_client",
        title="FlexVPN client of the backup",
        header="crypto ikev2 client flexvpn",
        shares=("FlexVPN client",),
        suffix="-BACKUP",
        on_backup=True,
    ),
    ObjectKind(
        key="nat_list",
        title="access list of the translated LAN",
        header="ip access-list extended",
        shares=("access list",),
        suffix="-LAN",
        on_spoke=True,
    ),
    ObjectKind(
        key="internet_route_map",
        title="route-map of the Internet break-out",
        header="route-map",
        shares=("route-map",),
        suffix="-INTERNET",
        on_spoke=True,
    ),
    ObjectKind(
        key="tunnel_route_map",
        title="route-map of the tunnel's translation",
        header="route-map",
        shares=("route-map",),
        suffix="-TUNNEL",
        on_spoke=True,
    ),
    ObjectKind(
        key="backup_internet_route_map",
        title="route-map of the backup line's break-out",
        header="route-map",
        shares=("route-map",),
        suffix="-INTERNET-BACKUP",
        on_backup=True,
    ),
    ObjectKind(
        key="backup_tunnel_route_map",
        title="route-map of the backup tunnel's translation",
        header="route-map",
        shares=("route-map",),
        suffix="-TUNNEL-BACKUP",
        on_backup=True,
    ),
    ObjectKind(
        key="inter_hub",
        title="inter-hub IKEv2 objects",
        header="crypto ikev2 profile",
        shares=("IKEv2 profile", "IKEv2 keyring", "IPsec profile", "transform set", "IKEv2 proposal", "IKEv2 policy"),
        suffix="-INTERHUB",
        on_hub=True,
        on_server=True,
    ),
    ObjectKind(
        key="inter_hub_tunnel",
        title="inter-hub tunnel interface",
        header="interface Tunnel",
        shares=("tunnel",),
        numbered=True,
        number_prefix="Tunnel",
        first_number=100,
        on_hub=True,
        on_server=True,
    ),
    ObjectKind(
        key="bgp_group",
        title="BGP peer group of the spokes",
        header="router bgp",
        shares=("BGP peer group",),
        suffix="-SPOKES",
        on_hub=True,
        only=lambda asking: asking.value("routing") == "bgp",
    ),
    ObjectKind(
        key="site_access_list",
        title="access list of the other sites' networks, which IKEv2 announces beside BGP",
        header="ip access-list standard",
        shares=("access list",),
        suffix="-SITES",
        on_hub=True,
        only=lambda asking: asking.value("routing") == "bgp",
    ),
    ObjectKind(
        key="eigrp_route_map",
        title="route-map, and its prefix list, of the static routes that EIGRP announces",
        header="route-map",
        shares=("route-map", "prefix list"),
        suffix="-STATIC",
        on_spoke=True,
        only=lambda asking: asking.value("routing") == "eigrp",
    ),
    ObjectKind(
        key="site_route_map",
        title="route-map, and its prefix list, of the sites that a protocol of the LAN is told",
        header="route-map",
        shares=("route-map", "prefix list"),
        suffix="-SITES",
        on_hub=True,
        on_server=True,
        only=_tells_sites_by_protocol,
    ),
)
