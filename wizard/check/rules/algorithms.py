"""Checks of algorithms, of what two ends have in common, and of what a release takes."""

from collections.abc import Iterator

from wizard.check.ikev2.common_algorithms import (
    Offer,
    algorithms_of,
    cipher,
    common_suite,
    common_transform,
    described,
    is_complete,
    is_gcm,
    offer,
    transform_sets,
)
from wizard.check.ikev2.negotiation import encapsulation_fits, encapsulation_of
from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView
from wizard.data.algorithm_strength import Strength, Use, weak
from wizard.data.smart_defaults import smart_era
from wizard.model.finding import Severity

_DEFAULTS = "debug crypto ikev2 of Virtual XE 16.7.1; genieparser, ShowCryptoIkev2Proposal"
_FN = "Cisco FN72510"


def _offers(pair: PairView) -> tuple[Offer, Offer]:
    asked = offer(pair.spoke, "", pair.spoke_address)
    return asked, offer(pair.hub, pair.hub.vrf_of(pair.hub_address), pair.hub_address)


def _smart(*offers: Offer) -> bool:
    return all(offer.uses_smart_defaults for offer in offers)


@check(
    "CRY001",
    Severity.BLOCKER,
    why="One common value is needed of encryption, integrity or prf, and group; else NO_PROPOSAL_CHOSEN.",
    fix="Use one proposal on both ends.",
    citation="captures on IOS-XE 26.02 (a published lab); flexvpn.md 1.2",
    question="crypto",
)
def pair_shares_an_ike_suite(pair: PairView) -> Iterator[Hit]:
    """Hub and spoke have a complete IKE proposal in common."""
    asked, taken = _offers(pair)
    if asked.certain and taken.certain and not _smart(asked, taken) and common_suite(asked, taken) is None:
        yield Hit(message=f"The spoke offers {described(asked)}; {pair.hub.device} takes {described(taken)}.")


@check(
    "CRY002",
    Severity.BLOCKER,
    why="The tunnel's own keys are agreed on with the transform set; else NO_PROPOSAL_CHOSEN in IKE_AUTH.",
    fix="Use one transform set on both ends.",
    citation="flexvpn.md 4.4 rule 6",
    question="transform",
)
def pair_shares_a_transform(pair: PairView) -> Iterator[Hit]:
    """Hub and spoke have a transform set in common."""
    spoke, hub = pair.spoke_ipsec, pair.hub_ipsec
    if spoke and hub and common_transform(transform_sets(pair.spoke, spoke), transform_sets(pair.hub, hub)) is None:
        message = f"No transform set of {spoke.name} equals one of {hub.name} on {pair.hub.device}."
        yield Hit(message=message, line=part(spoke, "set transform-set"))


@check(
    "CRY003",
    Severity.WARNING,
    why="The first keys come from IKE_AUTH, without PFS; the difference shows at the first rekey, an hour later.",
    fix="Write the same `set pfs` on both ends, with its group.",
    citation="flexvpn.md 1.11",
    question="pfs",
)
def pair_has_the_same_pfs(pair: PairView) -> Iterator[Hit]:
    """Hub and spoke have the same `set pfs`."""
    spoke, hub = pair.spoke_ipsec, pair.hub_ipsec
    if spoke and hub and spoke.pfs != hub.pfs:
        message = f"PFS is {spoke.pfs or 'off'} on the spoke and {hub.pfs or 'off'} on {pair.hub.device}."
        yield Hit(message=message, line=part(spoke, "set pfs"))


@check(
    "CRY004",
    Severity.BLOCKER,
    why="The smart defaults of 15.x offer groups 5 and 2, those of 17.11.1a and later 19, 14 and 21: none in common.",
    fix="Give both ends a proposal of their own.",
    citation=_DEFAULTS,
    question="crypto",
)
def smart_defaults_fit(pair: PairView) -> Iterator[Hit]:
    """Where both ends rely on the smart defaults, those of their releases have a suite in common."""
    asked, taken = _offers(pair)
    if _smart(asked, taken) and asked.certain and taken.certain and common_suite(asked, taken) is None:
        releases = f"{pair.spoke.release} and of {pair.hub.release} on {pair.hub.device}"
        yield Hit(message=f"The smart defaults of {releases} have nothing in common.")


@check(
    "CRY005",
    Severity.BLOCKER,
    why="Smart defaults differ by release, and not every release shares a group with every other.",
    fix="Say which release the router runs, or give both ends a proposal of their own.",
    citation=_DEFAULTS,
    question="release",
)
def smart_defaults_are_known(pair: PairView) -> Iterator[Hit]:
    """Where an end relies on the smart defaults, its release is known, or they fit whatever it is."""
    asked, taken = _offers(pair)
    if not (asked.certain and taken.certain) and common_suite(asked, taken) is None:
        unknown = " and ".join(view.device for view in (pair.spoke, pair.hub) if view.release is None)
        yield Hit(message=f"Whether the smart defaults fit depends on the release of {unknown}, which nobody knows.")


@check(
    "CRY026",
    Severity.WARNING,
    why="No source says of every release what its smart defaults are; where the router has others, the two ends may "
    "share nothing.",
    fix="Compare with `show crypto ikev2 proposal default` on the router, or give both ends a proposal of their own.",
    citation=_DEFAULTS,
    question="crypto",
)
def smart_defaults_are_confirmed(pair: PairView) -> Iterator[Hit]:
    """No end relies on smart defaults of which it is unconfirmed that its release has them."""
    for view, offered in zip((pair.spoke, pair.hub), _offers(pair), strict=True):
        doubt = smart_era(view.release).unconfirmed if view.release and _smart(offered) else ""
        if doubt:
            message = f"The smart defaults of {view.release} on {view.device} are unconfirmed: {doubt}."
            several = f"The smart defaults of {view.release} are unconfirmed: {doubt}."
            yield Hit(device=view.device, message=message, of_several=several)


@check(
    "CRY006",
    Severity.BLOCKER,
    why="IOS does not use an incomplete proposal: it needs encryption, integrity and group, or with AES-GCM a prf.",
    fix="Complete it.",
    citation="the text that IOS prints on entering a proposal",
    question="crypto",
)
def proposal_is_complete(view: DeviceView) -> Iterator[Hit]:
    """Every new IKEv2 proposal is complete."""
    for proposal in made(view.objects.proposals):
        if not is_complete(proposal):
            yield Hit(message=f"IKEv2 proposal {proposal.name} is incomplete.", line=proposal.line)


@check(
    "CRY007",
    Severity.WARNING,
    why="AES-GCM protects integrity itself; whether IOS takes CBC or `integrity` beside it is unconfirmed.",
    fix="Write two proposals and name both in the policy.",
    citation="flexvpn.md 1.2 (unconfirmed)",
    question="crypto",
)
def gcm_stands_alone(view: DeviceView) -> Iterator[Hit]:
    """A new IKEv2 proposal with AES-GCM has no CBC encryption and no integrity."""
    for proposal in made(view.objects.proposals):
        mixed = not all("gcm" in word for word in proposal.encryption)
        if is_gcm(proposal.encryption) and (mixed or proposal.integrity):
            message = f"IKEv2 proposal {proposal.name} has AES-GCM beside {'CBC' if mixed else 'an integrity'}."
            yield Hit(message=message, line=part(proposal, "encryption"))


@check(
    "CRY008",
    Severity.WARNING,
    why="It is broken or too short for today's machines, or on its way there.",
    fix="Use AES-256, SHA-256 and group 14 or 19.",
    citation=f"{_FN}; Cisco Next Generation Cryptography, October 2015",
    question="crypto",
)
def algorithms_are_strong(view: DeviceView) -> Iterator[Hit]:
    """No new line names a weak algorithm."""
    for use, words, line in algorithms_of(view):
        for row in weak(use, words):
            verdict = "must be avoided" if row.strength is Strength.AVOID else "is legacy"
            yield Hit(message=f"{use} {row.word} {verdict}.", fix=f"Use {row.instead} in its place.", line=line)


@check(
    "CRY011",
    Severity.BLOCKER,
    why="GRE protects host to host, a VTI any to any: the tunnel never comes up. The guide drops `tunnel mode ipsec "
    "ipv4`, which EzVPN always has, without a word.",
    fix="Write the same `tunnel mode` on both ends, or `virtual-template N mode auto` on the hub.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide (its outputs); ezvpn.md 6 item 5",
    question="encapsulation",
)
def pair_has_the_same_encapsulation(pair: PairView) -> Iterator[Hit]:
    """Hub and spoke use the same encapsulation, or the hub takes either."""
    if not (pair.path and pair.hub_template and pair.hub_profile) or encapsulation_fits(pair):
        return
    spoke, hub = encapsulation_of(pair.path.tunnel.mode), encapsulation_of(pair.hub_template.mode)
    message = (
        f"{pair.path.tunnel.name} uses {spoke.upper()}, {pair.hub_template.name} of {pair.hub.device} {hub.upper()}."
    )
    yield Hit(message=message, line=part(pair.path.tunnel, "tunnel mode"))


@check(
    "CRY013",
    Severity.NOTE,
    why="EzVPN has no GRE header. GRE costs 24 bytes a packet and is needed only for multicast or other protocols.",
    fix="Choose a VTI where IPv4 unicast is all that crosses the tunnel.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide (its outputs show protocol 47)",
    question="encapsulation",
)
def tunnel_needs_gre(view: DeviceView) -> Iterator[Hit]:
    """A tunnel that replaces EzVPN has no GRE header, as EzVPN had none."""
    for tunnel in made(view.objects.tunnels):
        profile = view.ipsec_profiles.get(tunnel.protection)
        if profile and profile.ikev2_profile and encapsulation_of(tunnel.mode) == "gre":
            yield Hit(message=f"{tunnel.name} uses GRE inside IPsec.", line=part(tunnel, "tunnel protection"))


@check(
    "CRY014",
    Severity.NOTE,
    why="In tunnel mode a GRE packet gets a second IP header, 20 bytes that transport mode saves. The guide's output "
    "shows transport mode and its transform set has no such line.",
    fix="Write `mode transport` in the transform set of both ends.",
    citation="ezvpn.md 6 item 6; flexvpn.md 1.11",
    question="transform_mode",
)
def gre_uses_transport_mode(view: DeviceView) -> Iterator[Hit]:
    """The transform set under a GRE tunnel says `mode transport`."""
    sets = {transform_set.name: transform_set for transform_set in made(view.objects.transform_sets)}
    for tunnel in made(view.objects.tunnels):
        profile = view.ipsec_profiles.get(tunnel.protection)
        if profile and profile.ikev2_profile and encapsulation_of(tunnel.mode) == "gre":
            for name in profile.transform_sets:
                if name in sets and not sets[name].mode.startswith("transport"):
                    message = f"Transform set {name} wraps the GRE packets of {tunnel.name} in a second IP header."
                    yield Hit(message=message, line=sets[name].line)


@check(
    "CRY015",
    Severity.BLOCKER,
    why="IOS refuses an HMAC beside AES-GCM, which protects integrity itself.",
    fix="Leave the HMAC out.",
    citation="Cisco-IOS-XE-crypto.yang 17.18.1",
    question="transform",
)
def gcm_transform_has_no_hmac(view: DeviceView) -> Iterator[Hit]:
    """No new transform set has an HMAC beside AES-GCM."""
    for transform_set in made(view.objects.transform_sets):
        agreed = cipher(transform_set)
        if agreed.encryption.startswith(("esp-gcm", "esp-gmac")) and agreed.integrity:
            message = f"Transform set {transform_set.name} has {agreed.integrity} beside {agreed.encryption}."
            yield Hit(message=message, line=transform_set.line)


@check(
    "CRY017",
    Severity.WARNING,
    why="The smart defaults of 15.x are called strong and have groups 5 and 2 only, which must be avoided.",
    fix="Give both ends a proposal of their own.",
    citation=f"Cisco EzVPN-NEM to FlexVPN Migration Guide; {_FN}",
    question="crypto",
)
def smart_defaults_are_strong(pair: PairView) -> Iterator[Hit]:
    """Where an end relies on the smart defaults, what the two agree on is strong."""
    asked, taken = _offers(pair)
    suite = common_suite(asked, taken)
    if suite and (_smart(asked) or _smart(taken)):
        agreed = ((Use.ENCRYPTION, suite.encryption), (Use.INTEGRITY, suite.integrity), (Use.GROUP, suite.group))
        for row in (row for use, word in agreed for row in weak(use, (word,))):
            yield Hit(message=f"The smart defaults agree on {row.use} {row.word}.")
