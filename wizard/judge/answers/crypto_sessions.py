"""`show crypto session` and `show crypto session detail`: the tunnels of both versions of IKE."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from wizard.judge.answers.answer import Answer, NotRead, behind, is_host
from wizard.model.literals import is_number, number

# `IKE SA:` is what releases print that know one version alone [flexvpn.md 6.5].
_SA = re.compile(r"IKE(?:v(?P<version>[12]))? SA: local (?P<local>\S+) remote (?P<remote>\S+) (?P<state>\w+)")
_PEER = re.compile(
    r"(?P<peer>\S+) port (?P<port>\d{1,5})(?: +fvrf: *(?P<fvrf>\S+))?(?: +ivrf: *(?P<ivrf>\S+))?(?: .*)?"
)
_MOVED = re.compile(r"#pkts (?P<way>dec|enc)'ed (?P<packets>\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class IkeSa:
    """One IKE SA of a session."""

    version: int
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a pair of SAs is for, and how many packets went each way, where the answer says it."""

    permits: str
    sas: int = 0
    received: int | None = None
    sent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CryptoSession:
    """One tunnel; what the answer does not say is empty."""

    interface: str = ""
    status: str = ""
    """`UP-ACTIVE`, `UP-IDLE`, `UP-NO-IKE`, `DOWN-NEGOTIATING`, `DOWN` ..."""
    peer: str = ""
    port: int = 0
    fvrf: str = ""
    phase1_id: str = ""
    username: str = ""
    group: str = ""
    assigned: str = ""
    ike: tuple[IkeSa, ...] = ()
    flows: tuple[Flow, ...] = ()

    @property
    def is_up(self) -> bool:
        """Whether packets pass."""
        return self.status.startswith("UP")

    @property
    def versions(self) -> frozenset[int]:
        """The versions of IKE that it has an SA of."""
        return frozenset(sa.version for sa in self.ike)

    @property
    def peer_and_user(self) -> tuple[str, str, str]:
        """Which session it is, whatever its interface and its port are now; several may stand behind one address."""
        return self.peer, self.phase1_id or self.username, self.fvrf


def crypto_sessions(answer: Answer) -> tuple[CryptoSession, ...]:
    """The sessions in the order of the answer; NotRead where it is none of that command."""
    if not any(row.strip() == "Crypto session current status" for row in answer.rows):
        raise NotRead("no head of `show crypto session`")
    found: list[CryptoSession] = []
    for row in answer.rows:
        interface = behind(row, "Interface:")
        if interface is not None:
            found.append(CryptoSession(interface=interface))
        elif found:
            found[-1] = _with(found[-1], row.strip())
    if any(not is_host(session.peer) or not session.status for session in found):
        raise NotRead("a session without its peer or status")
    return tuple(found)


def _with(session: CryptoSession, row: str) -> CryptoSession:
    for heading, taken in _ROWS.items():
        words = behind(row, heading)
        if words is not None:
            return taken(session, words)
    sa = _SA.match(row)
    if sa:
        version = int(sa["version"] or 1)
        return replace(session, ike=(*session.ike, IkeSa(version=version, is_active=sa["state"] == "Active")))
    return session


def _peer(session: CryptoSession, words: str) -> CryptoSession:
    found = _PEER.fullmatch(words)
    if not found:
        return session
    fvrf = (found["fvrf"] or "").strip("()")
    return replace(
        session,
        peer=found["peer"],
        port=number(found["port"], 0, 65_535) or 0,
        fvrf="" if fvrf == "none" else fvrf,
    )


def _flow(session: CryptoSession, words: str) -> CryptoSession:
    permits = " ".join(words.split()).removeprefix("permit ")
    return replace(session, flows=(*session.flows, Flow(permits=permits)))


def _of_last_flow(session: CryptoSession, flow: Callable[[Flow], Flow]) -> CryptoSession:
    if not session.flows:
        return session
    return replace(session, flows=(*session.flows[:-1], flow(session.flows[-1])))


def _sas(session: CryptoSession, words: str) -> CryptoSession:
    count = number(words.split(",")[0]) or 0
    return _of_last_flow(session, lambda flow: replace(flow, sas=count))


def _moved(session: CryptoSession, words: str) -> CryptoSession:
    found = _MOVED.search(words)
    packets = _count(found["packets"]) if found else None
    if found is None or packets is None:
        return session
    if found["way"] == "dec":
        return _of_last_flow(session, lambda flow: replace(flow, received=packets))
    return _of_last_flow(session, lambda flow: replace(flow, sent=packets))


def _count(word: str) -> int | None:
    """A number of packets; counters are wider than the numbers that IOS takes."""
    return int(word) if len(word) <= 20 and is_number(word) else None


_ROWS: dict[str, Callable[[CryptoSession, str], CryptoSession]] = {
    "Session status:": lambda session, words: replace(session, status=words),
    "Peer:": _peer,
    "Phase1_id:": lambda session, words: replace(session, phase1_id="" if words == "(none)" else words),
    "Username:": lambda session, words: replace(session, username=words),
    "Group:": lambda session, words: replace(session, group=words),
    "Assigned address:": lambda session, words: replace(session, assigned=words),
    "IPSEC FLOW:": _flow,
    "Active SAs:": _sas,
    "Inbound:": _moved,
    "Outbound:": _moved,
}
"""What the rows of a session begin with."""
