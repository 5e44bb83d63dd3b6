"""`show crypto ikev2 session detailed` and `show crypto ikev2 sa detailed`: who is connected by IKEv2."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import IPv4Network

from wizard.judge.answers.answer import Answer, NotRead, behind
from wizard.model.literals import address_with_mask

_SESSION = re.compile(r"Session-id: ?(?P<id>\d+), Status: ?(?P<status>[\w-]+), IKE count:\d+, CHILD count:\d+")
_SA = re.compile(
    r"(?P<id>\d+) +(?P<local>\S+)/\d+ +(?P<remote>\S+)/\d+ +(?P<fvrf>[^\s/]+)/(?P<ivrf>[^\s/]+) +(?P<status>[\w-]+)"
)
_SA_OF_IPV6 = re.compile(r"(?P<id>\d+) +(?P<fvrf>[^\s/]+)/(?P<ivrf>[^\s/]+) +(?P<status>[\w-]+)")
_END = re.compile(r"(?P<side>Local|Remote) +(?P<address>[0-9A-Fa-f:.]+)/\d+")
_SPI = re.compile(r"ESP spi in/out: 0x(?P<received>[0-9A-Fa-f]{1,8})/0x(?P<sent>[0-9A-Fa-f]{1,8})")
_LIFE = re.compile(r"Life/Active Time: ?\d{1,10}/(?P<active>\d{1,9}) sec")
_HEADS = ("IPv4 Crypto IKEv2", "IPv6 Crypto IKEv2", "Session-id", "Tunnel-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ikev2Sa:
    """One IKE SA with what hangs on it."""

    local: str = ""
    remote: str = ""
    vrfs: str = ""
    """As the column has them: `none/LAN`."""
    status: str = ""
    """`READY`, `IN-NEG`, `DELETE` ..."""
    session_status: str = ""
    """Of its session: `UP-ACTIVE`, `UP-IDLE` ...; "" in the answer that names no sessions."""
    session_id: str = ""
    """The number of its session; another one where a session began anew."""
    active: int | None = None
    """For how many seconds it is up."""
    own_id: str = ""
    peer_id: str = ""
    peer_networks: tuple[IPv4Network, ...] = ()
    """What the other end announced."""
    children: tuple[tuple[int, int], ...] = ()
    """The SPI of each pair of SAs, in and out."""

    @property
    def is_up(self) -> bool:
        """Whether it is ready, and with it its session where the answer names one."""
        return self.status == "READY" and self.session_status in {"", "UP-ACTIVE"}


def ikev2_sas(answer: Answer) -> tuple[Ikev2Sa, ...]:
    """The SAs in the order of the answer; none where it is empty, and NotRead where it is none of those commands."""
    if answer.is_empty:
        return ()
    if not any(row.strip().startswith(_HEADS) for row in answer.rows):
        raise NotRead("no head of `show crypto ikev2`")
    found: list[Ikev2Sa] = []
    session_status, session_id, is_list = "", "", False
    for row in map(str.strip, answer.rows):
        session = _SESSION.match(row)
        begun = _SA.fullmatch(row) or _SA_OF_IPV6.fullmatch(row)
        if session:
            session_status, session_id = session["status"], session["id"]
        elif begun:
            found.append(replace(_begun(begun, session_status), session_id=session_id))
        elif found:
            network = _network(row) if is_list else None
            found[-1] = (
                replace(found[-1], peer_networks=(*found[-1].peer_networks, network))
                if network
                else _with(found[-1], row)
            )
            is_list = network is not None or row == "Remote subnets:"
    return tuple(found)


def _begun(row: re.Match[str], session_status: str) -> Ikev2Sa:
    ends = row.groupdict()
    return Ikev2Sa(
        local=ends.get("local", ""),
        remote=ends.get("remote", ""),
        vrfs=f"{row['fvrf']}/{row['ivrf']}",
        status=row["status"],
        session_status=session_status,
    )


def _network(row: str) -> IPv4Network | None:
    words = row.split()
    found = address_with_mask(*words) if len(words) == 2 else None
    return found.network if found else None


def _with(sa: Ikev2Sa, row: str) -> Ikev2Sa:
    end, spi, life = _END.fullmatch(row), _SPI.search(row), _LIFE.match(row)
    if end:
        address = end["address"]
        return replace(sa, local=address) if end["side"] == "Local" else replace(sa, remote=address)
    if spi:
        return replace(sa, children=(*sa.children, (int(spi["received"], 16), int(spi["sent"], 16))))
    if life:
        return replace(sa, active=int(life["active"]))
    for heading, taken in _ROWS.items():
        words = behind(row, heading)
        if words is not None:
            return taken(sa, words)
    return sa


_ROWS: dict[str, Callable[[Ikev2Sa, str], Ikev2Sa]] = {
    "Local id:": lambda sa, words: replace(sa, own_id=words),
    "Remote id:": lambda sa, words: replace(sa, peer_id=words),
}
