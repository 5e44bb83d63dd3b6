"""Questions of how long keys live, and of what else EzVPN settled for its IPsec sessions."""

from wizard.data.answer_forms import SECONDS_OF_IKE, SECONDS_OF_IPSEC, Name, Words
from wizard.data.default_lifetimes import IKE_LIFETIME, IPSEC_LIFETIME
from wizard.data.ipsec_options import (
    IPSEC_OPTIONS,
    lifetime_of,
    lifetime_of_the_router,
)
from wizard.model.configuration import Line
from wizard.model.literals import number
from wizard.model.question import Asking, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import open_until_answered, recommend, settle
from wizard.sentence import Sentence
from wizard.situation.ezvpn_group import moving_profile, protecting, stated_options
from wizard.situation.hub import gets_flexvpn

_SHORTEST = 120
"""Seconds; IKEv1 takes 60 [flexvpn.md 1.5, ezvpn.md 1.1]."""


_ON_BOTH_ENDS: Sentence = "the same on the hub and its spokes"


def _ike_lifetime(asking: Asking) -> Default:
    if asking.device != asking.hub:
        return _as_on_the_hub(asking, "ike_lifetime")
    policies = asking.plan.server.configuration.all("crypto isakmp policy")
    stated = {policy.argument("lifetime") or str(IKE_LIFETIME) for policy in policies}
    seconds = min(stated) if len(stated) == 1 else ""
    known = number(seconds)
    if known is not None and known != IKE_LIFETIME:
        value = max(known, _SHORTEST)
        return settle(str(value), f"EzVPN's IKE policies have a lifetime of {seconds} seconds")
    return recommend(str(IKE_LIFETIME), "a day, which IOS takes without a line", _ON_BOTH_ENDS)


def _as_on_the_hub(asking: Asking, key: str) -> Default:
    known = asking.value(key, asking.hub)
    if not known:
        return open_until_answered("the hub's is open")
    return recommend(known, "the same as on the hub", _ON_BOTH_ENDS)


def _ipsec_lifetime(asking: Asking) -> Default:
    if asking.device != asking.hub:
        return _as_on_the_hub(asking, "ipsec_lifetime")
    stated = lifetime_of(protecting(asking), "set security-association lifetime")
    if stated:
        return settle(str(stated), "EzVPN's IPsec profile or dynamic map has that lifetime")
    stated = lifetime_of_the_router(asking.plan.server.configuration)
    if stated:
        return settle(str(stated), "`crypto ipsec security-association lifetime` of the EzVPN server")
    return recommend(str(IPSEC_LIFETIME), "an hour, which IOS takes without a line", _ON_BOTH_ENDS)


def _ipsec_options(asking: Asking) -> Default:
    stated = stated_options(asking)
    words = [option.word for option in IPSEC_OPTIONS if option.recommended and option.word in stated]
    left = [option.word for option in IPSEC_OPTIONS if not option.recommended and option.word in stated]
    if left:
        return recommend(", ".join(words), f"without {left[0]}: a tunnel that is always up comes back at once")
    return recommend(", ".join(words), "EzVPN had them, and the sessions go on as they were")


def accounting_line(asking: Asking) -> Line | None:
    """The line by which EzVPN counts the sessions of the group that moves."""
    profile = moving_profile(asking)
    line = profile.line.child("accounting") if profile else None
    names = asking.server.server.crypto_maps if asking.server.server else ()
    configuration = asking.plan.server.configuration
    of_maps = (configuration.first(f"crypto map {name} client accounting list") for name in names)
    return line or next((map_line for map_line in of_maps if map_line), None)


def _accounting_list(asking: Asking) -> Default:
    line = accounting_line(asking)
    name = line.text.split()[-1] if line else "none"
    source = asking.plan.source(asking.hub)
    there = source and any(
        accounting.text.split()[3:4] == [name] for accounting in source.configuration.all("aaa accounting network")
    )
    if there:
        return settle(name, "EzVPN counts its sessions by that list")
    return recommend("none", f"EzVPN counts by list {name}, which the hub does not have")


SESSION_QUESTIONS = (
    Question(
        key="ike_lifetime",
        step=WizardStep.CRYPTO,
        scope=Scope.DEVICE,
        form=SECONDS_OF_IKE,
        wording="After how many seconds are the IKE keys renewed? (120 to 86400)",
        why="IKEv2 does not negotiate lifetimes: each end renews by its own, and the shorter one comes first.",
        otherwise="Give less where a policy of the house asks for it; the same on both ends.",
        default=_ike_lifetime,
        applies=gets_flexvpn,
        citation="flexvpn.md 1.5, 1.11",
    ),
    Question(
        key="ipsec_lifetime",
        step=WizardStep.CRYPTO,
        scope=Scope.DEVICE,
        form=SECONDS_OF_IPSEC,
        wording="After how many seconds are the keys of the traffic renewed? (120 to 2592000)",
        why="IKEv2 does not negotiate lifetimes: each end renews by its own, and the shorter one comes first.",
        otherwise="Give more where hundreds of spokes renew at one hub; the same on both ends.",
        default=_ipsec_lifetime,
        applies=gets_flexvpn,
        citation="flexvpn.md 1.11; ezvpn.md 1.6",
    ),
    Question(
        key="ipsec_options",
        step=WizardStep.CRYPTO,
        scope=Scope.HUB,
        form=Words(known=tuple(option.word for option in IPSEC_OPTIONS)),
        wording="Which settings of EzVPN's IPsec profile or dynamic map does the hub take over?",
        why="The anti-replay window, the DF bit, ECN, volume lifetimes and pre-classification have the same line in "
        "FlexVPN, and each was set for a reason.",
        otherwise="Leave out what nobody needs any more: anti-replay that is off lets an attacker send packets twice.",
        default=_ipsec_options,
        applies=lambda asking: bool(stated_options(asking)),
        citation="ezvpn.md 1.4, 1.6",
    ),
    Question(
        key="accounting_list",
        step=WizardStep.CRYPTO,
        scope=Scope.HUB,
        form=Name(),
        wording="By which list does AAA count the sessions? (or none)",
        why="EzVPN counted them, and billing or a report may need it; the IKEv2 profile has the same line.",
        otherwise="Answer none where nobody reads what is counted.",
        default=_accounting_list,
        applies=lambda asking: accounting_line(asking) is not None,
        citation="ezvpn.md 3.3; flexvpn.md 1.5",
    ),
)
