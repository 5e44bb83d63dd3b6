"""IPv6 over the tunnels."""

from wizard.data.answer_forms import TUNNEL_MTU, Ipv6Networks
from wizard.model.template_values import AnnouncedIpv6Networks, Ipv6Routing
from wizard.plan.perspective import Perspective
from wizard.situation.hub import gets_flexvpn
from wizard.situation.ipv6 import crosses


def announced_ipv6_networks(asking: Perspective) -> AnnouncedIpv6Networks | None:
    """The IPv6 networks behind this router, for its peers."""
    if not _takes_part(asking):
        return None
    networks = asking.given(Ipv6Networks(), "ipv6_networks")
    name = asking.needed("name_ipv6_access_list")
    return AnnouncedIpv6Networks(name=name, networks=networks) if networks else None


def _takes_part(asking: Perspective) -> bool:
    return gets_flexvpn(asking) and crosses(asking)


_IPV6_OF_A_TUNNEL = ("ipv6 enable", "ipv6 unnumbered", "ipv6 mtu")


def with_ipv6(asking: Perspective, features: tuple[str, ...]) -> tuple[str, ...]:
    """The features of a tunnel, with what it needs to carry IPv6."""
    if not _takes_part(asking):
        return features
    kept = tuple(line for line in features if not line.startswith(_IPV6_OF_A_TUNNEL))
    return (*kept, *_tunnel_lines(asking))


def _tunnel_lines(asking: Perspective) -> tuple[str, ...]:
    lender = asking.needed("ipv6_unnumbered")
    address = "ipv6 enable" if lender == "none" else f"ipv6 unnumbered {lender}"
    sizes = asking.given(TUNNEL_MTU, "tunnel_mtu")
    return (address, *((f"ipv6 mtu {sizes.mtu}",) if sizes else ()))


def ipv6_routing(asking: Perspective) -> Ipv6Routing | None:
    """Forwarding of IPv6, where the router does not do it yet."""
    source = asking.plan.source(asking.device)
    forwards = source is not None and source.configuration.exact("ipv6 unicast-routing") is not None
    return Ipv6Routing() if _takes_part(asking) and not forwards else None
