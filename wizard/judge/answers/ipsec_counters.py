"""`show crypto ipsec sa`: how many packets went each way through each pair of SAs."""

import re
from dataclasses import dataclass, replace

from wizard.judge.answers.answer import Answer, NotRead, behind, is_host

_SENT = re.compile(r"#pkts encaps: (\d{1,20}), #pkts encrypt: \d+")
_RECEIVED = re.compile(r"#pkts decaps: (\d{1,20}), #pkts decrypt: \d+")
_PEER = re.compile(r"current_peer (\S+) port \d{1,5}")
_SPI = re.compile(r"current outbound spi: 0x([0-9A-Fa-f]{1,8})\b")
_IDENT = re.compile(r"(local|remote) +ident \(addr/mask/prot/port\): \(([^()\s]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """One pair of SAs."""

    interface: str
    local: str = ""
    """The selector of this end: `0.0.0.0/0.0.0.0/0/0`."""
    remote: str = ""
    peer: str = ""
    sent: int | None = None
    received: int | None = None
    spi: int = 0
    """Of what is sent; 0 where there is no SA."""


def counters(answer: Answer) -> tuple[Counters, ...]:
    """The pairs in the order of the answer; none where it is empty."""
    if answer.is_empty or answer.text.strip() == "No SAs found":
        return ()
    found: list[Counters] = []
    interface = ""
    for row in map(str.strip, answer.rows):
        named, ident = behind(row, "interface:"), _IDENT.match(row)
        if named is not None:
            interface = named
        elif ident and ident[1] == "local":
            found.append(Counters(interface=interface, local=ident[2]))
        elif ident and found:
            found[-1] = replace(found[-1], remote=ident[2])
        elif found:
            found[-1] = _with(found[-1], row)
    if not found or any(not is_host(pair.peer) or pair.sent is None or pair.received is None for pair in found):
        raise NotRead("no peer or no counters in `show crypto ipsec sa`")
    return tuple(found)


def _with(pair: Counters, row: str) -> Counters:
    if sent := _SENT.match(row):
        return replace(pair, sent=int(sent[1]))
    if received := _RECEIVED.match(row):
        return replace(pair, received=int(received[1]))
    if peer := _PEER.match(row):
        return replace(pair, peer=peer[1])
    if spi := _SPI.match(row):
        return replace(pair, spi=int(spi[1], 16))
    return pair
