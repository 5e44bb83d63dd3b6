"""`show crypto ikev2 profile NAME`: what an IKEv2 profile has, and what it lacks."""

from dataclasses import dataclass, field

from wizard.judge.answers.answer import Answer, NotRead, behind

_NOTHING = frozenset({"", "none", "None", "(none)"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileState:
    """One profile [flexvpn.md 6.8]; what it says none of is empty."""

    name: str
    local_method: str = ""
    remote_methods: str = ""
    keyring: str = ""
    trustpoints: str = ""
    certificate_maps: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()


@dataclass(slots=True)
class _Profile:
    name: str
    said: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    under: str = ""


def profile_states(answer: Answer) -> tuple[ProfileState, ...]:
    """The profiles in the order of the answer; none of an empty one, NotRead where it is another one."""
    found: list[_Profile] = []
    for row in map(str.strip, answer.rows):
        name = behind(row, "IKEv2 profile:")
        if name is not None:
            found.append(_Profile(name=name))
        elif found:
            _take(found[-1], row)
    if any("Local authentication method" not in profile.said for profile in found) or not (found or answer.is_empty):
        raise NotRead("no IKEv2 profile, or one without its methods")
    return tuple(map(_state, found))


_HEADINGS = {"Identities": "Identities", "Certificate maps": "Certificate maps"}


def _take(profile: _Profile, row: str) -> None:
    heading, colon, words = row.partition(":")
    is_heading = bool(colon) and heading in _KNOWN
    if is_heading:
        profile.under = _HEADINGS.get(heading, "")
        profile.said[heading] = "" if words.strip() in _NOTHING else words.strip()
    elif profile.under and row not in _NOTHING:
        profile.lists.setdefault(profile.under, []).append(row)


def _state(profile: _Profile) -> ProfileState:
    said = profile.said
    maps = (said.get("Certificate maps", ""), *profile.lists.get("Certificate maps", ()))
    return ProfileState(
        name=profile.name,
        local_method=said.get("Local authentication method", ""),
        remote_methods=said.get("Remote authentication method(s)", ""),
        keyring=said.get("Keyring", ""),
        trustpoints=said.get("Trustpoint(s)", "") or said.get("Trustpoints", ""),
        certificate_maps=tuple(name for name in maps if name),
        identities=tuple(profile.lists.get("Identities", ())),
    )


_KNOWN = frozenset(
    {
        *_HEADINGS,
        "Match criteria",
        "Fvrf",
        "Local address/interface",
        "Local identity",
        "Remote identity",
        "Local authentication method",
        "Remote authentication method(s)",
        "EAP options",
        "Keyring",
        "Trustpoint(s)",
        "Trustpoints",
        "Lifetime",
        "DPD",
        "Ref Count",
        "Shutdown",
    }
)
"""What the rows begin with; another one ends a list no less where it stands behind these."""
