"""`ping`: whether echoes come back over the network."""

from ipaddress import IPv4Address
from itertools import pairwise

from wizard.model.literals import address, number
from wizard.practice import texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.interface_names import interface_name
from wizard.practice.network import network_texts
from wizard.practice.session import Session

SHORTEST, LONGEST = 36, 18_024
"""Bytes of an echo."""
MOST = 10_000
"""So many echoes at most; a router takes more, and a line of them would not fit here."""


def _ping(session: Session, arguments: Arguments) -> Dialogue:
    words = arguments[-1].split()
    vrf = words[1] if words[0] == "vrf" and len(words) > 1 else ""
    words = words[2:] if vrf else words
    words = words[1:] if words and words[0] == "ip" else words
    router = session.router.network.ways.router(session.router.name)
    destination = router.host(words[0]) if words else None
    if destination is None:
        return said(network_texts.NO_SUCH_HOST.text)
    is_whole = "df-bit" in words[1:]
    options = dict(pairwise(word for word in words[1:] if word != "df-bit"))
    count = number(options.get("repeat", "5"), 1, MOST)
    size = number(options.get("size", "100"), SHORTEST, LONGEST)
    if count is None or size is None:
        return said(texts.NUMBER_OUT_OF_RANGE.text)
    if "source" not in options:
        return said(_result(session, destination, None, vrf, count, size, is_whole=is_whole))
    source = _source(session, options["source"])
    if source is None:
        return said(network_texts.INVALID_SOURCE.text)
    return said(_result(session, destination, source, vrf, count, size, is_whole=is_whole))


def _source(session: Session, word: str) -> IPv4Address | None:
    ways = session.router.network.ways
    router = ways.router(session.router.name)
    called = address(word)
    if called is not None:
        return called if router.owner(called) is not None else None
    return ways.address_of(router.name, interface_name(word) or "")


def _result(
    session: Session,
    destination: IPv4Address,
    source: IPv4Address | None,
    vrf: str,
    count: int,
    size: int,
    *,
    is_whole: bool,
) -> str:
    uncut = size if is_whole else 0
    answered = session.router.network.ping(session.router, destination, source, vrf, count, uncut=uncut)
    shown = network_texts.PING.of(
        count=count,
        size=size,
        address=destination,
        from_address=(network_texts.PING_FROM.of(address=source) if source is not None else "")
        + (network_texts.PING_WHOLE.text if is_whole else ""),
        marks=("!" if answered else ".") * count,
    )
    return shown + (network_texts.PING_ANSWERED if answered else network_texts.PING_LOST).of(count=count)


PING_COMMANDS: tuple[ExecCommand, ...] = (ExecCommand(form="ping +", run=_ping, is_privileged=False),)
