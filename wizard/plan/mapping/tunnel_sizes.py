"""How large the packets of a new tunnel may be."""

from collections.abc import Iterable

from wizard.data.answer_forms import TUNNEL_MTU
from wizard.data.packet_overhead import IP, TCP
from wizard.model.literals import number
from wizard.plan.perspective import Perspective


def tunnel_sizes(asking: Perspective, taken_over: Iterable[str]) -> tuple[int | None, int | None]:
    """MTU and TCP segment size of a tunnel beside the lines that it takes over; None where it says no more of it."""
    lines = [line.split() for line in taken_over]
    mtu = next((number(words[2]) for words in lines if words[:2] == ["ip", "mtu"] and len(words) == 3), None)
    clamps = any(words[:3] == ["ip", "tcp", "adjust-mss"] for words in lines)
    sizes = asking.given(TUNNEL_MTU, "tunnel_mtu")
    if sizes is None:
        return (None, None)
    segment = min(sizes.tcp_mss, mtu - IP - TCP) if mtu else sizes.tcp_mss
    return (None if mtu else sizes.mtu, None if clamps else segment)
