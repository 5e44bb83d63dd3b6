"""Questions of the step Crypto."""

import wizard.data
from wizard.data.algorithm_strength import Use, words_of
from wizard.data.answer_forms import DEAD_PEER_DETECTION, OneOf, Words, one_of
from wizard.data.answer_forms.choices import listed
from wizard.data.ikev2_suites import SUITES
from wizard.model.literals import number
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.model.release import Family, Release
from wizard.model.router import Keepalive
from wizard.questions.recommend_or_settle import recommend, settle, weigh
from wizard.situation.ezvpn_group import moving_profile
from wizard.situation.hub import gets_flexvpn
from wizard.situation.ipv6 import crosses
from wizard.situation.metered_lines import metered_line
from wizard.situation.translation import outside_lines


def _forbids_vti(asking: Asking) -> str:
    """Why the tunnels cannot be VTIs for IPv4, "" where they can."""
    return "IPv6 crosses the tunnels, and a VTI for IPv4 carries none" if crosses(asking) else ""


def _dpd(asking: Asking) -> Default:
    is_spoke = asking.device in asking.plan.spoke_devices
    of_profile = None if is_spoke else _keepalive_of_profile(asking)
    keepalive = of_profile or asking.router.keepalive or asking.server.keepalive
    for spoke in asking.plan.spokes:
        keepalive = keepalive or spoke.router.keepalive
    mode = "periodic" if is_spoke or (keepalive and keepalive.periodic) else "on-demand"
    as_before = f"{keepalive.interval} {keepalive.retry} {mode}" if keepalive else f"30 5 {mode}"
    source = asking.plan.source(asking.device) if is_spoke else None
    metered = [metered_line(source.configuration, line) for line in outside_lines(asking)] if source else []
    if any(metered[:1]):
        return weigh(f"60 5 {mode}", f"each question of a dead peer costs on {metered[0]}, and keeps it up")
    if any(metered):
        why = f"a dead line is noticed soon; while {metered[1]} stands in, each question costs"
        return weigh(as_before, why)
    if mode == "periodic" and not is_spoke and _has_metered_spokes(asking):
        on_demand = as_before.replace("periodic", "on-demand")
        return weigh(on_demand, "spokes have lines that are paid by use, and each question of the hub costs there too")
    if keepalive is None:
        return recommend(as_before, "EzVPN had no keepalive, and without DPD a dead hub goes unnoticed")
    of_a_spoke = ", periodic as on every spoke" if is_spoke and not keepalive.periodic else ""
    line = "`keepalive` of the isakmp profile" if of_profile else "`crypto isakmp keepalive`"
    return settle(as_before, f"{line} carried over{of_a_spoke}")


def _has_metered_spokes(asking: Asking) -> bool:
    spokes = ((spoke, asking.seen_from(spoke.device)) for spoke in asking.plan.spokes)
    lines = ((spoke.configuration, line) for spoke, seen in spokes for line in outside_lines(seen)[:1])
    return any(metered_line(configuration, line) for configuration, line in lines)


def _keepalive_of_profile(asking: Asking) -> Keepalive | None:
    """Of the group that moves: for its clients it goes before that of the router [ezvpn.md 3.3]."""
    profile = moving_profile(asking)
    words = profile.line.argument("keepalive").split() if profile else []
    interval, retry = number(words[0]) if words else None, number(words[2]) if len(words) > 2 else None
    if interval is None:
        return None
    of_router = asking.server.keepalive
    periodic = bool(of_router and of_router.periodic)
    return Keepalive(interval=interval, retry=2 if retry is None else retry, periodic=periodic)


_NEW = Release(family=Family.IOS_XE, major=16, minor=1)
"""From here on every router has AES-GCM in its engine and elliptic curves [flexvpn.md 12]."""


def _old_router(asking: Asking) -> str:
    """The first of the hub and the spokes of which nobody knows that it runs such a release, "" where all do."""
    routers = (asking.hub, *(spoke.device for spoke in asking.plan.spokes))
    known = ((device, asking.release(device)) for device in routers)
    return next((device for device, found in known if not (found and found.is_at_least(_NEW))), "")


def _crypto(asking: Asking) -> Default:
    if _old_router(asking):
        return recommend("widest", "every release from 15.2(4)M to today's accepts it")
    return recommend("strongest", "every router runs IOS-XE 16 or later")


def _transform(asking: Asking) -> Default:
    if _old_router(asking):
        return recommend("esp-aes 256 esp-sha256-hmac", "every router that can do FlexVPN has it")
    return recommend("esp-gcm 256", "every router runs IOS-XE 16 or later, whose engine has it")


def _pfs(asking: Asking) -> Default:
    suite = SUITES.get(asking.value("crypto"))
    groups = suite.group if suite else tuple(listed(asking.value("ike_group")))
    first = f"group{groups[0]}" if groups else ""
    if first in {choice.value for choice in _PFS_CHOICES}:
        return recommend(first, "the group with which IKE begins")
    return recommend("group14", "accepted everywhere; always with its group, for the default differs")


def _policy_match(asking: Asking) -> Default:
    other_policies = any(
        True
        for source in asking.plan.sources
        if source.device == asking.device
        for _ in (*source.configuration.all("crypto ikev2 policy"), *source.configuration.all("crypto ikev2 profile"))
    )
    if other_policies:
        return recommend("address", "the router has other IKEv2 peers, which keep their policy")
    return recommend("any", "the router has no other IKEv2 peer")


def _smart_defaults_unfit(asking: Asking) -> str:
    """Why no spoke and the hub can rely on their smart defaults, which differ by release."""
    hub = asking.release(asking.hub)
    for spoke in asking.plan.spokes:
        theirs = asking.release(spoke.device)
        unknown = [name for name, known_release in ((asking.hub, hub), (spoke.device, theirs)) if known_release is None]
        if hub is None or theirs is None:
            return f"they differ by release, and nobody said which one {' and '.join(unknown)} run{_s(unknown)}"
        mine, yours = wizard.data.smart_proposal(hub), wizard.data.smart_proposal(theirs)
        if not wizard.data.shares_a_suite(mine, yours):
            return (
                f"those of {hub} on {asking.hub} have groups {', '.join(mine.group)}, those of {theirs} on "
                f"{spoke.device} groups {', '.join(yours.group)}: none in common"
            )
    return ""


def _s(names: list[str]) -> str:
    return "s" if len(names) == 1 else ""


_PFS_CHOICES = (
    Choice(value="group14", label="group 14", when="a router has no elliptic curves"),
    Choice(value="group19", label="group 19"),
    Choice(value="group20", label="group 20", when="both ends run IOS-XE 16 or later"),
    Choice(value="none", label="none", when="the routers are slow"),
)

_ENCAPSULATION_CHOICES = (
    Choice(
        value="vti",
        label="IPsec directly (VTI), as EzVPN did",
        when="IPv4 unicast is all that crosses the tunnel",
        forbidden=_forbids_vti,
    ),
    Choice(value="gre", label="GRE over IPsec, as the guide does", when="multicast or other protocols cross it"),
    Choice(
        value="auto",
        label="the hub takes both, the spokes use a VTI",
        when="spokes of both kinds will meet at this hub",
        forbidden=_forbids_vti,
    ),
)

CRYPTO_QUESTIONS = (
    Question(
        key="encapsulation",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        wording="What runs inside IPsec?",
        why="Both ends must agree: GRE on one and a VTI on the other never comes up. EzVPN always was a VTI.",
        otherwise="GRE where multicast or a routing protocol that needs it crosses the tunnel.",
        form=OneOf(_ENCAPSULATION_CHOICES),
        default=lambda asking: recommend("vti", "it is what EzVPN used, and the headers are smaller"),
        citation="ezvpn.md 3.4, 6 item 5",
    ),
    Question(
        key="crypto",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        wording="Which IKEv2 algorithms shall hub and spokes use?",
        why="Smart defaults differ by release: 15.x and 17.11.1a have no group in common. A proposal of their own "
        "makes both ends independent of it.",
        form=one_of(
            Choice(
                value="widest",
                label="widest common: AES-256, SHA-512 and SHA-256, groups 19 and 14",
                when="one end runs 15.x, or a release is unknown",
            ),
            Choice(
                value="strongest",
                label="strongest common: AES-GCM-256, SHA-384, groups 20 and 19",
                when="both ends run IOS-XE 16 or later",
            ),
            Choice(
                value="smart-defaults",
                label="the smart defaults of the releases",
                when="both releases are known and share a suite; what some releases have is unconfirmed, and a finding "
                "says so",
                unfit=_smart_defaults_unfit,
            ),
            Choice(value="own", label="a proposal of your own", when="a policy of the house prescribes one"),
        ),
        default=_crypto,
        citation="flexvpn.md 2.1, 5.2",
    ),
    Question(
        key="ike_encryption",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        form=Words(known=words_of(Use.ENCRYPTION), least=1),
        wording="Which encryption, in order of preference?",
        why="aes-cbc-256 is accepted everywhere; an aes-gcm algorithm needs a prf and no integrity.",
        default=lambda asking: recommend("aes-cbc-256", "accepted everywhere"),
        applies=lambda asking: asking.value("crypto") == "own",
        citation="flexvpn.md 1.2",
    ),
    Question(
        key="ike_integrity",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        form=Words(known=words_of(Use.INTEGRITY)),
        wording="Which integrity, in order of preference?",
        why="Not with aes-gcm.",
        default=lambda asking: recommend(
            "" if "gcm" in asking.value("ike_encryption") else "sha512, sha256", "accepted everywhere"
        ),
        applies=lambda asking: asking.value("crypto") == "own",
        citation="flexvpn.md 1.2",
    ),
    Question(
        key="ike_prf",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        form=Words(known=words_of(Use.INTEGRITY)),
        wording="Which pseudo-random function?",
        why="Needed with aes-gcm; else it follows the integrity.",
        default=lambda asking: recommend(
            "sha384" if "gcm" in asking.value("ike_encryption") else "", "follows from the encryption"
        ),
        applies=lambda asking: asking.value("crypto") == "own",
        citation="flexvpn.md 1.2",
    ),
    Question(
        key="ike_group",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        form=Words(known=words_of(Use.GROUP), least=1),
        wording="Which Diffie-Hellman groups, in order of preference?",
        why="The spoke guesses the first one; another common one costs one more round trip.",
        default=lambda asking: recommend("19, 14", "accepted everywhere from 15.2(4)M on"),
        applies=lambda asking: asking.value("crypto") == "own",
        citation="flexvpn.md 1.2",
    ),
    Question(
        key="policy_match",
        step=WizardStep.CRYPTO,
        scope=Scope.HUB,
        wording="For which IKEv2 peers of the hub does the new policy hold?",
        why="A policy is chosen before the peer's identity is known: one with `match fvrf any` holds for every IKEv2 "
        "peer of the router.",
        form=one_of(
            Choice(value="any", label="all of them"),
            Choice(
                value="address",
                label="those that connect to the hub's FlexVPN address",
            ),
        ),
        default=_policy_match,
        applies=lambda asking: asking.value("crypto") != "smart-defaults",
        citation="flexvpn.md 1.3; ezvpn.md 4.2",
    ),
    Question(
        key="transform",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        wording="How is the traffic encrypted?",
        why="AES-256 with SHA-256 runs on every router that can do FlexVPN; GCM is faster where the hardware has it.",
        form=one_of(
            Choice(
                value="esp-aes 256 esp-sha256-hmac",
                label="AES-256, SHA-256",
                when="one end is an ISR G2, or unknown",
            ),
            Choice(
                value="esp-gcm 256",
                label="AES-GCM-256",
                when="both ends are IOS-XE routers",
            ),
            Choice(
                value="esp-aes esp-sha-hmac",
                label="AES-128, SHA-1",
                when="an existing policy prescribes it",
            ),
        ),
        default=_transform,
        citation="flexvpn.md 1.11, 5.2",
    ),
    Question(
        key="transform_mode",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        wording="Tunnel or transport mode?",
        why="A VTI is always tunnel mode; GRE saves 20 bytes in transport mode.",
        form=one_of(
            Choice(value="tunnel", label="tunnel"),
            Choice(value="transport", label="transport", when="GRE is used, and no NAT is on the way"),
            Choice(value="unstated", label="not stated", when="the release's default (tunnel) shall hold"),
        ),
        default=lambda asking: (
            recommend("tunnel", "a VTI is always tunnel mode")
            if asking.value("encapsulation") != "gre"
            else recommend("transport", "GRE carries the inner header already")
        ),
        citation="flexvpn.md 1.11",
    ),
    Question(
        key="pfs",
        step=WizardStep.CRYPTO,
        scope=Scope.SITE,
        wording="Perfect forward secrecy?",
        why="Both ends must agree: a difference shows an hour later, at the first rekey.",
        form=OneOf(_PFS_CHOICES),
        default=_pfs,
        citation="flexvpn.md 1.11, 12",
    ),
    Question(
        key="dpd",
        step=WizardStep.CRYPTO,
        scope=Scope.DEVICE,
        form=DEAD_PEER_DETECTION,
        wording="Dead peer detection? (seconds, seconds between retries, on-demand or periodic; or none)",
        why="Without it a dead hub is never noticed, and a second peer never tried. The guide leaves it out.",
        otherwise="Longer where a line is paid by the byte: 60 seconds cost about 10 MB a month. One profile serves "
        "all lines of a spoke.",
        default=_dpd,
        applies=gets_flexvpn,
        citation="ezvpn.md 3.1, 6 item 10",
    ),
)
