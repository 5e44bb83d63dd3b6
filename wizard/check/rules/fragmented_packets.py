"""Checks that what a tunnel takes leaves the router in one piece, tunnels inside it included."""

from collections.abc import Iterator

from wizard.check.ikev2.common_algorithms import transform_sets
from wizard.check.registry import Hit, check
from wizard.check.routes.behind_tunnel import inner_tunnels
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView
from wizard.data.packet_overhead import GRE, IP, TCP, Wrapping, largest_packet
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface
from wizard.model.literals import number
from wizard.sentence import Sentence

_LARGEST = {"Dialer": 1492}
"""What a line takes whose interface says nothing: behind PPPoE [RFC 2516], else 1500."""
_ETHERNET = 1500


@check(
    "RTE086",
    Severity.WARNING,
    why="What does not leave in one piece is fragmented by the router, which a small one does slowly, or lost where "
    "somebody drops fragments: sites answer pings, and large pages never load.",
    fix="Answer `tunnel_mtu` with what fits, and a TCP segment size of 40 bytes less.",
    citation="RFC 4303, RFC 3948, RFC 2784; flexvpn.md 7 (`plaintext mtu 1438`)",
    question="tunnel_mtu",
)
def tunnel_fits_its_line(pair: PairView) -> Iterator[Hit]:
    """A packet of the size that a spoke's new tunnel takes leaves by the tunnel's line in one piece."""
    view = pair.spoke
    for tunnel in made(view.flexvpn_tunnels):
        path, wrapping = _path(view, tunnel.tunnel_source), _wrapping(view, tunnel)
        if path is None or wrapping is None or tunnel.mtu is None:
            continue
        fitting = largest_packet(path, wrapping)
        if tunnel.mtu > fitting:
            message = (
                f"{tunnel.name} takes packets of {tunnel.mtu} bytes, and {_headers(wrapping)} leave {fitting} of the "
                f"{path} on {tunnel.tunnel_source}."
            )
            yield Hit(message=message, line=part(tunnel, "ip mtu"))


def _headers(wrapping: Wrapping) -> Sentence:
    around = "ESP behind a translation" if wrapping.translated else "ESP"
    return f"the headers of GRE and {around}" if wrapping.gre else f"the headers of {around}"


def _path(view: DeviceView, name: str) -> int | None:
    """What the interface takes, None where the tunnel names none."""
    interface = view.facts.interface(name)
    if interface is None:
        return None
    stated = [size for words in ("ip mtu", "mtu") if (size := number(interface.line.argument(words))) is not None]
    kind = name.rstrip("0123456789/.:")
    return min(stated, default=_LARGEST.get(kind, _ETHERNET))


def _wrapping(view: DeviceView, tunnel: TunnelInterface) -> Wrapping | None:
    """How the tunnel's packets leave, None where its transform set is not there."""
    profile = view.ipsec_profiles.get(tunnel.protection)
    found = transform_sets(view, profile) if profile else ()
    if not found:
        return None
    gre = tunnel.mode == ""
    return Wrapping(
        transforms=found[0].transforms,
        gre=gre,
        transport=gre and found[0].mode.startswith("transport"),
        translated=view.answer("behind_nat") != "no",
    )


@check(
    "RTE087",
    Severity.WARNING,
    why="A tunnel of the router's own that runs inside the new one adds its header to each packet. EzVPN let the "
    "router's line decide; the new tunnel has an MTU, which is smaller.",
    fix="Give the inner tunnel that `ip mtu`, and `ip tcp adjust-mss` of 40 bytes less, on both its ends.",
    citation="RFC 2784; ezvpn.md 6 item 21",
)
def inner_tunnel_fits(pair: PairView) -> Iterator[Hit]:
    """A tunnel whose other end is behind the new tunnel fits into it."""
    outer = pair.path.tunnel if pair.path else None
    if outer is None or outer.mtu is None:
        return
    for inner in inner_tunnels(pair):
        if inner.protection:
            continue
        fitting = outer.mtu - GRE - IP
        size = inner.mtu or _ETHERNET - GRE - IP
        segment = inner.tcp_mss or size - IP - TCP
        if size > fitting and segment > fitting - IP - TCP:
            message = f"{inner.name} runs inside {outer.name}: it takes packets of {size} bytes, and {fitting} fit."
            yield Hit(message=message, line=part(inner, "ip mtu"))
