"""Checks of what a router's release takes, and of what an upgrade would take away."""

from collections.abc import Iterator
from dataclasses import replace

from wizard.check.ikev2.common_algorithms import Offer, algorithms_of, common_suite, offer, refused_words
from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, made
from wizard.check.view.site import PairView
from wizard.data.algorithm_strength import Use
from wizard.data.ipsec_options import protecting_sections
from wizard.data.refused_algorithms import SHIELD_SINCE, refusal_on
from wizard.data.release_features import FLEXVPN, has
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.release import Family
from wizard.model.role import Role

_FN = "Cisco FN72510"


@check(
    "CRY009",
    Severity.BLOCKER,
    why="From that release on the router drops the whole line, and what remains may be incomplete. `crypto engine "
    "compliance shield disable` and a reload bring the algorithm back; that is a last resort.",
    fix="Use AES-256, SHA-256 and group 14 or 19.",
    citation=_FN,
    question="crypto",
)
def release_takes_the_algorithms(view: DeviceView) -> Iterator[Hit]:
    """The router's release takes every algorithm of the new lines."""
    for use, words, line in algorithms_of(view):
        if view.enforces and (refused := refused_words(use, words)):
            yield Hit(message=f"Release {view.release} refuses {use} {' '.join(refused)}.", line=line)


@check(
    "CRY010",
    Severity.WARNING,
    why="What a router takes differs by release; without it only what every release from 15.2(4)M on takes is safe.",
    fix="Look it up with `show version` and answer it.",
    citation="flexvpn.md 3",
    question="release",
)
def release_is_known(view: DeviceView) -> Iterator[Hit]:
    """The release of every router that gets FlexVPN is known."""
    if view.release is None and made(view.objects.profiles):
        yield Hit(message="Nobody said which release the router runs.")


@check(
    "CRY016",
    Severity.BLOCKER,
    why="FlexVPN's client came with IOS 15.2(1)T, and the guide asks for more than 15.2(3)T.",
    fix="Upgrade the router, or replace it: ISR G1 routers have no such release.",
    citation="Cisco EzVPN-NEM to FlexVPN Migration Guide; Cisco documents 115726 and 115727",
    question="release",
)
def release_has_flexvpn(view: DeviceView) -> Iterator[Hit]:
    """The router's release has FlexVPN."""
    if view.release and made(view.objects.profiles) and not has(view.release, FLEXVPN):
        yield Hit(message=f"Release {view.release} has no FlexVPN.")


_ISAKMP = {
    "encr": Use.ISAKMP_ENCRYPTION,
    "encryption": Use.ISAKMP_ENCRYPTION,
    "hash": Use.ISAKMP_HASH,
    "group": Use.GROUP,
}


def _weak_lines_of_ezvpn(view: DeviceView) -> Iterator[tuple[Use, str, Line]]:
    """The lines by which an EzVPN server uses an algorithm that newer releases refuse, with its word."""
    server = view.baseline_facts.server
    if view.role is Role.SPOKE or server is None:
        return
    for policy in view.baseline.all("crypto isakmp policy"):
        for child in policy.children:
            keyword, _, rest = child.text.partition(" ")
            use = _ISAKMP.get(keyword)
            if use and (refused := refused_words(use, (rest.split(" ")[0],))):
                yield use, refused[0], child
    sections = {
        line
        for template in (None, *server.virtual_templates)
        for line in protecting_sections(view.baseline, server, template)
    }
    names = {name for section in sections for name in section.argument("set transform-set").split()}
    for transform_set in view.baseline.all("crypto ipsec transform-set"):
        words = transform_set.text.split()[3:]
        if words[:1] and words[0] in names and (refused := refused_words(Use.ESP, words[1:])):
            yield Use.ESP, refused[0], transform_set
    for section in sorted(sections, key=lambda line: line.number):
        pfs = section.child("set pfs")
        if pfs and (refused := refused_words(Use.GROUP, (pfs.text.split()[-1].removeprefix("group"),))):
            yield Use.GROUP, refused[0], pfs


_LAST_RESORT = (
    "`crypto engine compliance shield disable` and a reload keep them; that is a last resort, and a test outside Cisco "
    "saw the command lost at the next reload."
)


@check(
    "CRY012",
    Severity.WARNING,
    why="EzVPN clients offer DH group 2 and often 3DES. A release that refuses them cuts off every client that has not "
    "moved, and a rollback brings no client back.",
    fix=f"Move the clients first and upgrade afterwards, or take a new hub. {_LAST_RESORT}",
    citation=f"{_FN}; ezvpn.md 4.1",
    question="strategy",
)
def ezvpn_survives_the_release(view: DeviceView) -> Iterator[Hit]:
    """The EzVPN server's release takes the algorithms of its EzVPN policies."""
    for use, word, line in _weak_lines_of_ezvpn(view) if view.enforces else ():
        yield Hit(message=f"Release {view.release} refuses {use} {word}.", line=line)


@check(
    "CRY022",
    Severity.NOTE,
    why="From the first release that enforces strong algorithms on, the router drops those lines when it starts, and "
    "every EzVPN client that has not moved is cut off.",
    fix=f"Keep this order: move every client, remove EzVPN, and upgrade then. {_LAST_RESORT}",
    citation=f"{_FN}; ezvpn.md 4.1",
    question="ezvpn_remains",
)
def ezvpn_survives_an_upgrade(view: DeviceView) -> Iterator[Hit]:
    """An upgrade of the EzVPN server takes no line away that its clients need."""
    weak = list(_weak_lines_of_ezvpn(view))
    if weak and not view.enforces and view.release and view.release.family is Family.IOS_XE:
        words = ", ".join(dict.fromkeys(f"{use} {word}" for use, word, _ in weak))
        since = refusal_on(view.platform).since
        yield Hit(message=f"An upgrade to {since} or later takes {words} away from EzVPN.", line=weak[0][2])


@check(
    "CRY023",
    Severity.WARNING,
    why="Hub and spoke agree today on something that newer releases refuse. Whichever is upgraded first loses it, and "
    "the tunnel does not come back.",
    fix="Give both ends a proposal that both releases take, and upgrade then: neither may be upgraded before.",
    citation=f"{_FN}; debug crypto ikev2 of Virtual XE 16.7.1; genieparser, ShowCryptoIkev2Proposal",
    question="crypto",
)
def pair_survives_an_upgrade(pair: PairView) -> Iterator[Hit]:
    """What hub and spoke agree on outlives an upgrade of either."""
    asked, taken = _offers(pair, pair.spoke, pair.hub)
    weak = any(map(_names_refused, (asked, taken)))
    if not weak or not (asked.certain and taken.certain) or common_suite(asked, taken) is None:
        return
    for view in (pair.spoke, pair.hub):
        later = _upgraded(view)
        if later is None:
            continue
        spoke, hub = (later, pair.hub) if view is pair.spoke else (pair.spoke, later)
        if common_suite(*_offers(pair, spoke, hub)) is None:
            other = pair.hub if view is pair.spoke else pair.spoke
            message = f"Once {view.device} runs {later.release} or later, it has no IKE suite in common with "
            several = f"Once the {view.role} runs {later.release} or later, hub and spoke have no IKE suite in common."
            yield Hit(message=f"{message}{other.device}.", of_several=several)


def _offers(pair: PairView, spoke: DeviceView, hub: DeviceView) -> tuple[Offer, Offer]:
    asked = offer(spoke, "", pair.spoke_address)
    return asked, offer(hub, hub.vrf_of(pair.hub_address), pair.hub_address)


def _names_refused(offer: Offer) -> bool:
    return any(
        refused_words(use, words)
        for proposal in offer.alternatives[0]
        for use, words in (
            (Use.ENCRYPTION, proposal.encryption),
            (Use.INTEGRITY, (*proposal.integrity, *proposal.prf)),
            (Use.GROUP, proposal.group),
        )
    )


def _upgraded(view: DeviceView) -> DeviceView | None:
    """An IOS-XE router at the first release that enforces strong algorithms; None where it is past it, or classic."""
    if view.enforces or view.release is None or view.release.family is not Family.IOS_XE:
        return None
    return replace(view, release=refusal_on(view.platform).since)


@check(
    "CRY024",
    Severity.WARNING,
    why="The shield keeps broken algorithms alive for everything on the router. It counts only after a reload, and a "
    "test outside Cisco saw the command lost at the next one.",
    fix="Take it away with the last EzVPN client: `no crypto engine compliance shield disable`, and reload.",
    citation=f"{_FN}; ezvpn.md 4.1",
)
def shield_is_on(view: DeviceView) -> Iterator[Hit]:
    """No router that enforces strong algorithms has its shield switched off."""
    line = view.target.first("crypto engine compliance shield disable")
    if line and (view.release is None or view.release.may_be_at_least(SHIELD_SINCE)):
        yield Hit(message="Weak algorithms are let through on this router.", line=line)
