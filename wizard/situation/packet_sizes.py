"""How large a packet of the LAN may be that leaves a router by its tunnel in one piece."""

from collections.abc import Iterator

from wizard.data.packet_overhead import Wrapping, largest_packet
from wizard.model.literals import number
from wizard.model.question import Asking
from wizard.model.router import Router

ETHERNET, PPPOE = 1500, 1492
"""The MTU of a line that states none: RFC 894, RFC 2516."""


def fitting_packet(asking: Asking) -> tuple[int, str]:
    """The largest packet that fits on every spoke's lines, also behind a translation, and the tightest line."""
    line, path = min(_lines(asking), key=lambda line_and_path: line_and_path[1], default=("", ETHERNET))
    return largest_packet(path, _wrapping(asking)), line


def _lines(asking: Asking) -> Iterator[tuple[str, int]]:
    """Of sources alone: what each spoke answers would have to be asked anew at every answer."""
    for spoke in asking.plan.spokes:
        for client in spoke.router.clients:
            for name in client.outside:
                yield f"{name} of {spoke.device}", path_mtu(spoke.router, name)


def path_mtu(router: Router, name: str) -> int:
    """What the line takes, as its interface says, or as its kind has it."""
    interface = router.interface(name)
    stated = [interface.line.argument(words) for words in ("ip mtu", "mtu")] if interface else []
    sizes = [size for text in stated if (size := number(text)) is not None]
    return min(sizes, default=PPPOE if name.startswith("Dialer") else ETHERNET)


def _wrapping(asking: Asking) -> Wrapping:
    gre = asking.value("encapsulation") == "gre"
    return Wrapping(
        transforms=tuple(asking.value("transform").split()),
        gre=gre,
        transport=gre and asking.value("transform_mode") == "transport",
    )
