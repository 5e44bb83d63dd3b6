"""`show crypto ipsec client ezvpn`: the EzVPN clients of a router, and whether they are up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from ipaddress import IPv4Network

from wizard.judge.answers.answer import Answer, NotRead, behind
from wizard.model.literals import address_with_mask


@dataclass(frozen=True, slots=True, kw_only=True)
class EzvpnState:
    """One client."""

    name: str
    state: str = ""
    """`IPSEC_ACTIVE`, `CONNECT_REQUIRED`, `READY`, `IDLE` ..."""
    address: str = ""
    """That the server gave it."""
    peer: str = ""
    saves_password: bool | None = None
    split_words: tuple[str, ...] = ()
    """The addresses and the masks of its split list, in their order."""

    @property
    def is_up(self) -> bool:
        """Whether its tunnel carries packets."""
        return self.state == "IPSEC_ACTIVE"

    @property
    def split(self) -> tuple[IPv4Network | None, ...]:
        """What the server told it to send through the tunnel, None for what cannot be read; none of everything."""
        pairs = zip(self.split_words[::2], self.split_words[1::2], strict=False)
        networks = (address_with_mask(address, mask) for address, mask in pairs)
        return tuple(found.network if found else None for found in networks)


_ROWS: dict[str, Callable[[EzvpnState, str], EzvpnState]] = {
    "Current State:": lambda client, words: replace(client, state=words),
    # A split list has addresses of its own, with blanks in front of the colon.
    "Address:": lambda client, words: replace(client, address=words),
    "Current EzVPN Peer:": lambda client, words: replace(client, peer=words),
    "Address :": lambda client, words: replace(client, split_words=(*client.split_words, words)),
    "Mask :": lambda client, words: replace(client, split_words=(*client.split_words, words)),
    "Save Password:": lambda client, words: replace(client, saves_password=words == "Allowed"),
}


def ezvpn_states(answer: Answer) -> tuple[EzvpnState, ...]:
    """The clients in the order of the answer; none of a router that has none."""
    found: list[EzvpnState] = []
    for row in (" ".join(row.split()) for row in answer.rows):
        name = behind(row, "Tunnel name :")
        if name is not None:
            found.append(EzvpnState(name=name))
        elif found:
            found[-1] = _with(found[-1], row)
    if any(not client.state for client in found) or not (found or answer.is_empty or _is_headed(answer)):
        raise NotRead("no client, or one without its state")
    return tuple(found)


def _is_headed(answer: Answer) -> bool:
    return answer.rows[0].strip().startswith("Easy VPN Remote Phase")


def _with(client: EzvpnState, row: str) -> EzvpnState:
    for heading, taken in _ROWS.items():
        words = behind(row, heading)
        if words is not None:
            return taken(client, words)
    return client
