"""`show crypto ikev2 client flexvpn`: the FlexVPN clients of a router."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from wizard.judge.answers.answer import Answer, NotRead


@dataclass(frozen=True, slots=True, kw_only=True)
class FlexvpnState:
    """One client."""

    name: str
    state: str = ""
    """`ACTIVE`; the names of other states are unconfirmed [flexvpn.md 6.4]."""
    peer: str = ""
    tunnel: str = ""


_ROWS: dict[str, Callable[[FlexvpnState, str], FlexvpnState]] = {
    "Current state": lambda client, words: replace(client, state=words),
    "Peer": lambda client, words: replace(client, peer=words),
    "Tunnel interface": lambda client, words: replace(client, tunnel=words),
}


def flexvpn_states(answer: Answer) -> tuple[FlexvpnState, ...]:
    """The clients in the order of the answer; none of an empty one, NotRead where it is none of that command."""
    found: list[FlexvpnState] = []
    for row in answer.rows:
        heading, _, text = row.partition(":")
        words, name = text.strip(), heading.strip()
        if name == "Profile":
            found.append(FlexvpnState(name=words))
        elif found and name in _ROWS:
            found[-1] = _ROWS[name](found[-1], words)
    if any(not client.state for client in found) or not (found or answer.is_empty):
        raise NotRead("no FlexVPN client, or one without its state")
    return tuple(found)
