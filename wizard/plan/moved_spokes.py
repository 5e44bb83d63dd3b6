"""Which spokes have moved to FlexVPN, as far as a hub's configuration tells, and what that says of EzVPN's clean-up."""

from collections.abc import Iterable, Sequence
from enum import Enum

from wizard.ios.identity_matches import matches
from wizard.model.ikev2 import Identity, IdentityKind, IdentityMatch, MatchKind
from wizard.model.plan import EarlierSpoke, Plan, Source
from wizard.model.question import Asking
from wizard.plan.present_flexvpn import PresentFlexvpn
from wizard.sentence import Sentence
from wizard.situation.authentication import kind_of


class Standing(Enum):
    """Whether a spoke has moved, as far as the hub's configuration tells; the value is how a person reads it."""

    MOVED = "moved"
    NOT_YET = "not yet"
    UNKNOWN = "not known"


def standing_on(hub: Source | None, joinable: Sequence[PresentFlexvpn], identity: Identity | None) -> Standing:
    """Whether the hub takes the spoke by its own identity, through any FlexVPN that its spokes could join."""
    if hub is None or identity is None:
        return Standing.UNKNOWN
    if hub.configuration.first("crypto ikev2 profile") is None:
        return Standing.NOT_YET
    if any(_names(present, identity) for present in joinable):
        return Standing.MOVED
    if not joinable or any(_takes_others_too(present, identity) for present in joinable):
        return Standing.UNKNOWN
    return Standing.NOT_YET


def identity_of(asking: Asking) -> Identity | None:
    """What the device calls itself in this plan; None where no answer says it."""
    kind, value = kind_of(asking), asking.value("identity")
    return Identity(kind=IdentityKind(kind), value=value) if value and kind in set(IdentityKind) else None


def identity_in(text: str) -> Identity | None:
    """The identity that a text such as `fqdn br-leeds.example.com` names; None where it is none."""
    kind, _, value = text.partition(" ")
    return Identity(kind=IdentityKind(kind), value=value) if value and kind in set(IdentityKind) else None


def _names(present: PresentFlexvpn, identity: Identity) -> bool:
    """Whether a match of the profile or a peer of its keyring is for that identity alone."""
    peers = present.keyring.peers if present.keyring else ()
    stated = (*present.profile.match, *(peer.identity for peer in peers if peer.identity))
    return any(_is_exact(match) and matches(match, identity) for match in stated)


_EXACT = frozenset({MatchKind.FQDN, MatchKind.EMAIL, MatchKind.KEY_ID})


def _is_exact(match: IdentityMatch) -> bool:
    return match.kind in _EXACT or (match.kind is MatchKind.ADDRESS and match.mask in {"", "255.255.255.255"})


def _takes_others_too(present: PresentFlexvpn, identity: Identity) -> bool:
    """Whether the profile takes the spoke as one of many, and no keyring says which of them have a key."""
    takes = bool(present.profile.match_certificate) or any(matches(m, identity) for m in present.profile.match)
    return takes and present.keyring is None


def as_earlier_spokes(plan: Plan, perspectives: Iterable[Asking]) -> tuple[EarlierSpoke, ...]:
    """The spokes of a plan as its next wave remembers them, behind those that it remembers itself."""
    own = tuple(EarlierSpoke(device=asking.device, identity=str(identity_of(asking) or "")) for asking in perspectives)
    return (*own, *plan.earlier_spokes)


def standings(asking: Asking, joinable: Sequence[PresentFlexvpn]) -> dict[str, Standing]:
    """Each spoke that is known here, of the earlier sites and of this one, by what the hub's configuration tells."""
    hub = asking.plan.source(asking.hub)
    earlier = {spoke.device: identity_in(spoke.identity) for spoke in asking.plan.earlier_spokes}
    own = {spoke.device: identity_of(asking.seen_from(spoke.device)) for spoke in asking.plan.spokes}
    return {device: standing_on(hub, joinable, identity) for device, identity in (earlier | own).items()}


def why_clients_remain(found: dict[str, Standing], own: frozenset[str]) -> Sentence:
    """How many of the known spokes have moved, and what nobody can tell from files."""
    moved = [device for device, how in found.items() if how is Standing.MOVED]
    left = {device: how for device, how in found.items() if how is not Standing.MOVED}
    elsewhere = [device for device in left if device not in own]
    counted = _moved_of(len(moved), len(found))
    if not left:
        return f"{counted}; {_ONLY_THE_SERVER_KNOWS}"
    moving = len(left) - len(elsewhere)
    with_this = f"; {moving} more {_verb(moving)} with this site" if moving else ""
    counted += with_this
    if not elsewhere:
        return f"{counted}, and with that all of them; {_ONLY_THE_SERVER_KNOWS}"
    waiting = (
        f"; {how.value}: {_listed([device for device in elsewhere if left[device] is how])}"
        for how in (Standing.NOT_YET, Standing.UNKNOWN)
        if any(left[device] is how for device in elsewhere)
    )
    return f"{counted}{''.join(waiting)}; no file lists other clients"


def _moved_of(moved: int, known: int) -> Sentence:
    if known == 1:
        return f"the only spoke that is known here has {'' if moved else 'not '}moved"
    some = "all" if moved == known else f"{moved or 'none'}"
    return f"{some} of the {known} spokes that are known here {'has' if moved < 2 else 'have'} moved"


_ONLY_THE_SERVER_KNOWS = (
    "no file lists other clients, so answer no once `show crypto session` on the server lists no EzVPN peer"
)

_FEW = 3


def _listed(devices: Sequence[str]) -> str:
    more = f" and {len(devices) - _FEW} more" if len(devices) > _FEW else ""
    return f"{', '.join(devices[:_FEW])}{more}"


def _verb(number: int) -> str:
    return "moves" if number == 1 else "move"
