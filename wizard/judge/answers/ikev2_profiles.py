"""`show crypto ikev2 profile NAME`: what an IKEv2 profile has, and what it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead, behind

_NOTHING = frozenset({"", "none", "None", "(none)"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileState:
    """One profile [flexvpn.md 6.8]; what it says none of is empty."""

    name: str
    local_method: str = ""
    remote_methods: str = ""
    keyring: str = ""
    trustpoints: tuple[str, ...] = ()
    certificate_maps: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()


def profile_states(answer: Answer) -> tuple[ProfileState, ...]:
    """The profiles in the order of the answer; none of an empty one, NotRead where it is another one."""
    blocks: list[tuple[str, list[str]]] = []
    for row in map(str.strip, answer.rows):
        name = behind(row, "IKEv2 profile:")
        if name is not None:
            blocks.append((name, []))
        elif blocks:
            blocks[-1][1].append(row)
    if not (blocks or answer.is_empty):
        raise NotRead("no IKEv2 profile")
    return tuple(_state(name, rows) for name, rows in blocks)


def _state(name: str, rows: Iterable[str]) -> ProfileState:
    said: dict[str, str] = {}
    listed: dict[str, list[str]] = {heading: [] for heading in _LISTS}
    under = ""
    for row in rows:
        heading, colon, words = row.partition(":")
        if colon and heading in _KNOWN:
            under, said[heading] = heading, "" if words.strip() in _NOTHING else words.strip()
        elif under in listed and row not in _NOTHING:
            listed[under].append(row)
    if "Local authentication method" not in said:
        raise NotRead("an IKEv2 profile without its methods")
    return ProfileState(
        name=name,
        local_method=said["Local authentication method"],
        remote_methods=said.get("Remote authentication method(s)", ""),
        keyring=said.get("Keyring", ""),
        trustpoints=tuple(one for one in (said.get("Trustpoint(s)", ""), *listed["Trustpoint(s)"]) if one),
        certificate_maps=tuple(one for one in (said.get("Certificate maps", ""), *listed["Certificate maps"]) if one),
        identities=tuple(listed["Identities"]),
    )


_LISTS = ("Identities", "Certificate maps", "Trustpoint(s)")
"""The headings that may have rows of their own below them."""

_KNOWN = frozenset(
    {
        *_LISTS,
        "Match criteria",
        "Fvrf",
        "Local address/interface",
        "Local identity",
        "Remote identity",
        "Local authentication method",
        "Remote authentication method(s)",
        "EAP options",
        "Keyring",
        "Lifetime",
        "DPD",
        "Ref Count",
        "Shutdown",
    }
)
"""What the rows begin with; another one ends a list no less where it stands behind these."""
