"""What a router offers in IKEv2 and IPsec, and what two offers have in common."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from ipaddress import IPv4Address

from wizard.check.view.device import DeviceView, made, part
from wizard.data.algorithm_strength import Use, algorithm
from wizard.data.smart_defaults import SMART_TRANSFORM_SET, smart_proposal, smart_proposals
from wizard.model.configuration import Line
from wizard.model.ikev2 import IpsecProfile, Policy, Proposal, TransformSet
from wizard.model.literals import is_number
from wizard.sentence import Sentence

DEFAULT = "default"
_SMART_POLICY = Policy(name=DEFAULT, match_fvrf="any", proposals=(DEFAULT,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAlgorithms:
    """The IKE algorithms that two offers share."""

    encryption: str
    integrity: str
    """Empty with an AES-GCM encryption."""
    prf: str
    group: str
    first_guess: str
    """The group for which the initiator sends its key at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What one router proposes; several where its release is unknown and the smart defaults differ by release."""

    alternatives: tuple[tuple[Proposal, ...], ...]
    policy: str = ""
    """The policy that it comes from; "" without one, and where it is the smart defaults."""
    uses_smart_defaults: bool = False

    @property
    def certain(self) -> bool:
        """Whether the release does not matter or is known."""
        return len(self.alternatives) == 1


def is_gcm(words: Iterable[str]) -> bool:
    """Whether an AES-GCM encryption is among the words."""
    return any("gcm" in word for word in words)


def is_complete(proposal: Proposal) -> bool:
    """Whether IOS uses it: encryption, group, and integrity, or prf with AES-GCM."""
    gcm = is_gcm(proposal.encryption)
    cbc = any("gcm" not in word for word in proposal.encryption)
    needs_met = (not gcm or bool(proposal.prf)) and (not cbc or bool(proposal.integrity))
    return bool(proposal.encryption and proposal.group) and needs_met


def accepted(proposal: Proposal, *, enforced: bool) -> Proposal:
    """What remains of a proposal where weak algorithms are refused: a refused word loses its whole line."""

    def kept(use: Use, words: tuple[str, ...]) -> tuple[str, ...]:
        return () if enforced and refused_words(use, words) else words

    return replace(
        proposal,
        encryption=kept(Use.ENCRYPTION, proposal.encryption),
        integrity=kept(Use.INTEGRITY, proposal.integrity),
        prf=kept(Use.INTEGRITY, proposal.prf),
        group=kept(Use.GROUP, proposal.group),
    )


def refused_words(use: Use, words: Iterable[str]) -> tuple[str, ...]:
    """The words for which a router that enforces strong algorithms drops the line."""
    return tuple(word for word in words if (row := algorithm(use, word)) and row.refused)


def policy_of(view: DeviceView, fvrf: str, address: IPv4Address | None) -> Policy | None:
    """The policy that a router takes before it knows its peer: by front VRF and local address; None where none fits."""
    own = [policy for policy in view.objects.policies if policy.name != DEFAULT and _fits(policy, fvrf, address)]
    own.sort(key=lambda policy: (not policy.match_address_local, policy.match_fvrf == "any"))
    return own[0] if own else _default_policy(view)


def _fits(policy: Policy, fvrf: str, address: IPv4Address | None) -> bool:
    by_address = not policy.match_address_local or address is None or str(address) in policy.match_address_local
    return policy.match_fvrf in {"any", fvrf} and by_address


def _default_policy(view: DeviceView) -> Policy | None:
    edited = [policy for policy in view.objects.policies if policy.name == DEFAULT]
    if edited:
        return edited[0]
    return None if "ikev2 policy" in view.objects.disabled_defaults else _SMART_POLICY


def offer(view: DeviceView, fvrf: str, address: IPv4Address | None) -> Offer:
    """What the router proposes or takes for IKE."""
    policy = policy_of(view, fvrf, address)
    if policy is None:
        return Offer(alternatives=((),))
    defined = {proposal.name: proposal for proposal in view.objects.proposals}
    smart_is_there = "ikev2 proposal" not in view.objects.disabled_defaults
    uses_smart = DEFAULT in policy.proposals and DEFAULT not in defined and smart_is_there
    eras: tuple[Proposal | None, ...] = (None,)
    if uses_smart:
        eras = (smart_proposal(view.release),) if view.release else smart_proposals()
    return Offer(
        alternatives=tuple(_usable(policy, defined, era, enforced=view.enforces) for era in eras),
        policy="" if uses_smart else policy.name,
        uses_smart_defaults=uses_smart,
    )


def _usable(
    policy: Policy, defined: dict[str, Proposal], smart: Proposal | None, *, enforced: bool
) -> tuple[Proposal, ...]:
    named = (smart if name == DEFAULT and smart else defined.get(name) for name in policy.proposals)
    left = (accepted(proposal, enforced=enforced) for proposal in named if proposal)
    return tuple(proposal for proposal in left if is_complete(proposal))


def origin(offer: Offer) -> Sentence:
    """Where an offer comes from, in words: `policy FLEX`."""
    if offer.uses_smart_defaults:
        return "the smart defaults"
    return f"policy {offer.policy}" if offer.policy else "no policy"


def described(offer: Offer) -> Sentence:
    """The proposals of an offer in words: `aes-cbc-256, sha512 sha256, group 19 14`."""
    if not offer.certain:
        return "whatever its unknown release has"
    return " or ".join(_described(proposal) for proposal in offer.alternatives[0]) or "no complete proposal"


def _described(proposal: Proposal) -> str:
    parts = (" ".join(proposal.encryption), " ".join(_prf(proposal)), f"group {' '.join(proposal.group)}")
    return ", ".join(parts)


def common_suite(initiator: Offer, responder: Offer) -> SharedAlgorithms | None:
    """What both agree on, whatever their unknown releases are; None where one combination shares nothing."""
    suites = [_first_common(asked, taken) for asked in initiator.alternatives for taken in responder.alternatives]
    return suites[0] if all(suites) else None


def _first_common(initiator: tuple[Proposal, ...], responder: tuple[Proposal, ...]) -> SharedAlgorithms | None:
    for taken in responder:
        for asked in initiator:
            if suite := _shared(asked, taken):
                return suite
    return None


def _shared(asked: Proposal, taken: Proposal) -> SharedAlgorithms | None:
    encryption = _first(taken.encryption, asked.encryption)
    prf = _first(_prf(taken), _prf(asked))
    integrity = "" if "gcm" in encryption else _first(taken.integrity, asked.integrity)
    group = _first(taken.group, asked.group)
    if not (encryption and prf and group) or not (integrity or "gcm" in encryption):
        return None
    return SharedAlgorithms(
        encryption=encryption, integrity=integrity, prf=prf, group=group, first_guess=asked.group[0]
    )


def _prf(proposal: Proposal) -> tuple[str, ...]:
    return proposal.prf or proposal.integrity


def _first(preferred: tuple[str, ...], allowed: tuple[str, ...]) -> str:
    return next((word for word in preferred if word in allowed), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cipher:
    """What a transform set does to a packet."""

    encryption: str
    """`esp-aes 256`, with the size that a bare word stands for; empty for AH alone."""
    integrity: str


_BARE_SIZE = {"esp-aes": "128", "esp-gcm": "128", "esp-gmac": "128"}


def cipher(transform_set: TransformSet) -> Cipher:
    """The cipher of a transform set, so that `esp-aes` and `esp-aes 128` are the same."""
    return Cipher(encryption=" ".join(_encryption(transform_set.transforms)), integrity=_integrity(transform_set))


def _encryption(words: tuple[str, ...]) -> Iterator[str]:
    for position, word in enumerate(words):
        if word.startswith("esp-") and not word.endswith("-hmac"):
            yield word
            following = words[position + 1 : position + 2]
            size = following[0] if following and is_number(following[0]) else _BARE_SIZE.get(word, "")
            if size:
                yield size


def _integrity(transform_set: TransformSet) -> str:
    return " ".join(word for word in transform_set.transforms if word.endswith("-hmac"))


def transform_sets(view: DeviceView, profile: IpsecProfile) -> tuple[TransformSet, ...]:
    """The transform sets that an IPsec profile offers; the smart default where it names none."""
    defined = {transform_set.name: transform_set for transform_set in view.objects.transform_sets}
    if "ipsec transform-set" not in view.objects.disabled_defaults:
        defined.setdefault(DEFAULT, SMART_TRANSFORM_SET)
    named = (defined.get(name) for name in profile.transform_sets or (DEFAULT,))
    return tuple(
        transform_set
        for transform_set in named
        if transform_set and not (view.enforces and refused_words(Use.ESP, transform_set.transforms))
    )


def common_transform(
    initiator: tuple[TransformSet, ...], responder: tuple[TransformSet, ...]
) -> tuple[TransformSet, TransformSet] | None:
    """The first set of the responder with its equal among the initiator's; (initiator's, responder's)."""
    for taken in responder:
        for asked in initiator:
            if cipher(asked) == cipher(taken):
                return asked, taken
    return None


def algorithms_of(view: DeviceView) -> Iterator[tuple[Use, tuple[str, ...], Line | None]]:
    """The algorithms of each new line, with where they are used."""
    for proposal in made(view.objects.proposals):
        yield Use.ENCRYPTION, proposal.encryption, part(proposal, "encryption")
        yield Use.INTEGRITY, proposal.integrity, part(proposal, "integrity")
        yield Use.INTEGRITY, proposal.prf, part(proposal, "prf")
        yield Use.GROUP, proposal.group, part(proposal, "group")
    for transform_set in made(view.objects.transform_sets):
        yield Use.ESP, transform_set.transforms, transform_set.line
    for profile in made(view.objects.ipsec_profiles):
        yield Use.GROUP, (profile.pfs.removeprefix("group"),), part(profile, "set pfs")
