"""Whether a file shows a certificate authority that could enrol the routers."""

from collections.abc import Iterator

from wizard.model.configuration import Line
from wizard.model.kept_of_plan import answer_of
from wizard.model.question import Asking
from wizard.sentence import Sentence

_OF_CISCO = frozenset({"SLA-TrustPoint"})
"""Trustpoints that a router has for its own licences [Smart Licensing Using Policy]; their CA enrols nobody."""


def shown_authority(asking: Asking) -> Sentence:
    """What shows one, in words; "" where no file does."""
    return next(_shown(asking), "")


_NEED_ONE = {
    "hub_identity_kind": ("dn",),
    "spoke_identity_kind": ("dn",),
    "hub_authentication": ("rsa-sig", "ecdsa-sig"),
    "spoke_authentication": ("rsa-sig", "ecdsa-sig", "eap "),
}
"""How the answers begin, by the keys of the questions, that hold with certificates alone."""


def answer_that_needs_one(asking: Asking) -> str:
    """The key of a question of the site whose answer, as it stands, needs an authority; "" where none does."""
    # What stands, not what holds: whether it holds depends on this.
    stated = ((key, answer_of(asking.plan, "", key) or "") for key in _NEED_ONE)
    return next((key for key, answer in stated if answer.startswith(_NEED_ONE[key])), "")


def _shown(asking: Asking) -> Iterator[Sentence]:
    for source in asking.plan.sources:
        if server := source.configuration.first("crypto pki server"):
            yield f"{source.device} is one: line {server.number}"
        for trustpoint in source.configuration.all("crypto pki trustpoint"):
            name = trustpoint.text.split()[-1]
            if name not in _OF_CISCO and not _is_self_signed(trustpoint):
                yield f"{source.device} has trustpoint {name}: line {trustpoint.number}"
    for spoke in asking.plan.spokes:
        if not asking.seen_from(spoke.device).client.group:
            yield f"the EzVPN client of {spoke.device} has a certificate: it names no group"


def _is_self_signed(trustpoint: Line) -> bool:
    selfsigned = trustpoint.argument("enrollment") == "selfsigned"
    return selfsigned or trustpoint.text.split()[-1].startswith("TP-self-signed")
