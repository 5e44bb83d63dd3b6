"""The rehearsal of a plan: every hub and spoke brought up by two daemons, beside what check had predicted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Address, IPv4Network, collapse_addresses

from wizard.check.ikev2.negotiation import negotiate
from wizard.check.view.device import DeviceView
from wizard.check.view.plan_views import device_views, site_view
from wizard.errors import RehearsalError, StillOpen
from wizard.model.finding import Negotiation
from wizard.model.plan import Plan
from wizard.parse.certificates import held_certificates
from wizard.rehearse.laboratory import Configured, Laboratory, Outcome, laboratory
from wizard.rehearse.not_rehearsed import ROUTING, not_rehearsed
from wizard.rehearse.prerequisites import lacks
from wizard.rehearse.spoke_call import outside_of
from wizard.rehearse.stand_ins import in_real_names
from wizard.render import withheld
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """One line of the verdict."""

    what: Sentence
    rehearsed: Sentence
    predicted: Sentence
    """By check; empty where it says nothing of it."""
    differs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """One hub and one spoke, as rehearsed and as predicted."""

    hub: str
    spoke: str
    outcome: Outcome
    predicted: Negotiation
    rows: tuple[ComparedRow, ...] = ()
    not_rehearsed: tuple[str, ...] = field(default=())

    @property
    def as_predicted(self) -> bool:
        """Whether nothing differs from what check says."""
        return not any(row.differs for row in self.rows)

    @property
    def is_good(self) -> bool:
        """Whether the tunnel comes up, carries traffic, lasts, and does so as predicted."""
        outcome = self.outcome
        carries = bool(outcome.pings) and all(ping.answered for ping in outcome.pings)
        return outcome.up and carries and outcome.child_rekeys and outcome.ike_rekeys and self.as_predicted

    @property
    def lines(self) -> tuple[str, ...]:
        """The daemons' own words for what went wrong."""
        hub = (f"{self.hub}: {in_real_names(line)}" for line in told(self.outcome.hub_lines))
        spoke = (f"{self.spoke}: {in_real_names(line)}" for line in told(self.outcome.spoke_lines))
        return () if self.is_good else (*hub, *spoke)


_NOISE = ("[ENC]", "[NET]", "[JOB]", "vici", "candidate", "scheduling", "maximum IKE_SA", "looking for an", "  ")


def told(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines of a log that a person wants to read: no packets, no candidates, no threads."""
    return tuple(line[2:] if line[:2].isdigit() else line for line in lines if not any(word in line for word in _NOISE))


def rehearsals(plan: Plan, say: Callable[[str], None]) -> Iterator[Rehearsal]:
    """Each pair of the plan, one after the other; RehearsalError where this machine cannot do it."""
    if lacking := lacks():
        what = "; ".join(prerequisite.what for prerequisite in lacking)
        raise RehearsalError(
            f"a rehearsal needs {what}", hint="\n  ".join(prerequisite.how for prerequisite in lacking)
        )
    if held_back := withheld(plan):
        raise StillOpen(*dict.fromkeys(key for stage in held_back for key in stage.keys))
    site = site_view(plan, device_views(plan))
    if site is None:
        raise RehearsalError("the plan has no hub with a spoke", hint="Look at it with: ez2flex check SITE")
    say("Starting two strongSwan daemons in network namespaces of their own ...")
    with laboratory() as place:
        for pair in site.pairs:
            say(f"{pair.spoke.device} calls {pair.hub.device} ...")
            yield rehearsal(place, configured(pair.hub), configured(pair.spoke), negotiate(pair), plan.read_on)


def configured(view: DeviceView) -> Configured:
    """A router of the plan, with its certificates: those that were given go before those that were read."""
    names = [trustpoint.name for trustpoint in view.objects.trustpoints]
    read = [
        held_certificate.certificate
        for name in names
        for held_certificate in held_certificates(view.baseline, view.device, name)
        if held_certificate.certificate
    ]
    return Configured(
        device=view.device,
        text=view.target.text(),
        release=view.release,
        certificates=(*view.certificates, *read),
    )


def rehearsal(
    place: Laboratory, hub: Configured, spoke: Configured, predicted: Negotiation, today: date | None
) -> Rehearsal:
    """One pair."""
    day = today or date.today()
    outcome = place.rehearsed(hub, spoke, day)
    limits: tuple[str, ...] = ()
    if outcome.reason == "no-answer" and outcome.meeting:
        called = outcome.meeting.called_address
        limits = (f"the translation from {called} to {hub.device}: without it nobody answers there (RTE011)",)
        outcome = place.rehearsed(hub, spoke, day, translated=True)
    if outcome.meeting:
        limits = (*limits, *not_rehearsed(outcome.meeting, hub.text, spoke.text))
    return Rehearsal(
        hub=hub.device,
        spoke=spoke.device,
        outcome=outcome,
        predicted=predicted,
        rows=tuple(rows(outcome, predicted, routed=any(ROUTING.search(text) for text in (hub.text, spoke.text)))),
        not_rehearsed=limits,
    )


def rows(outcome: Outcome, predicted: Negotiation, *, routed: bool = False) -> Iterator[ComparedRow]:
    """The verdict, line by line, each beside what check says of it; `routed` where a routing protocol adds to it."""
    said, expected = _verdict(outcome.up, outcome.reason), _verdict(predicted.up, predicted.reason)
    yield _row("verdict", said, expected)
    sa = outcome.sa
    if sa is None:
        return
    known = predicted if predicted.up else None
    yield _row("IKE", _suite(sa.ike.encryption, sa.ike.integrity, sa.ike.prf, sa.ike.group), _ike(known))
    if sa.esp:
        yield _row("ESP", _suite(sa.esp.encryption, sa.esp.integrity), _esp(known))
    yield _row("identities", f"hub {sa.remote_id}, spoke {sa.local_id}", "")
    proofs = f"hub {outcome.hub_proof}, spoke {outcome.spoke_proof}"
    methods = f"hub {known.hub_authentication}, spoke {known.spoke_authentication}" if known else ""
    yield _row("authentication", proofs, methods)
    hub_learns, hub_says = (known.hub_learns, known.hub_learns_in_words) if known else ((), ())
    yield _learned("hub learns", sa.local_networks, hub_learns, hub_says, sa.assigned, routed=routed)
    spoke_learns = _not_own(known.spoke_learns if known else (), sa.local_networks)
    yield _learned("spoke learns", sa.remote_networks, spoke_learns, spoke_learns, (), routed=routed)
    answered = sum(ping.answered for ping in outcome.pings)
    silent = [
        f"{unanswered.source_address} to {unanswered.destination_address}"
        for unanswered in outcome.pings
        if not unanswered.answered
    ]
    pings = f"{answered} of {len(outcome.pings)} answered" + (f", not {', '.join(silent)}" if silent else "")
    yield ComparedRow(what="pings both ways", rehearsed=pings, predicted="", differs=bool(silent) or not outcome.pings)
    yield _row("rekey of the child SA", _done(outcome.child_rekeys), _done(predicted.rekeys))
    yield _row("rekey of the IKE SA", _done(outcome.ike_rekeys), _done(True))


def _verdict(up: bool, reason: str) -> str:  # noqa: FBT001 - a value and its reason
    return "up" if up else f"fails: {reason}"


def _done(well: bool) -> str:  # noqa: FBT001 - the value that is put into a word
    return "done" if well else "fails"


def _row(what: str, said: str, expected: str) -> ComparedRow:
    return ComparedRow(what=what, rehearsed=said, predicted=expected, differs=bool(expected) and said != expected)


def _ike(known: Negotiation | None) -> str:
    return _suite(known.encryption, known.integrity, known.prf, known.group) if known else ""


def _esp(known: Negotiation | None) -> str:
    return _suite(known.esp_encryption, known.esp_integrity) if known else ""


def _suite(encryption: str, integrity: str, prf: str = "", group: str = "") -> str:
    words = (encryption, integrity, f"prf {prf}" if prf else "", f"group {group}" if group else "")
    return ", ".join(word for word in words if word)


def _not_own(announced: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """What a spoke learns beyond the networks that lie behind itself."""
    behind = tuple(map(IPv4Network, own))
    named = ((text, IPv4Network(text)) for text in announced if ":" not in text)
    return tuple(text for text, network in named if outside_of(network, behind))


def _learned(
    what: str,
    said: Iterable[str],
    expected: tuple[str, ...],
    in_words: tuple[str, ...],
    assigned: tuple[str, ...],
    *,
    routed: bool,
) -> ComparedRow:
    own = {IPv4Network(IPv4Address(address)) for address in assigned}
    carried = _networks(network for network in map(IPv4Network, said) if network not in own)
    # The daemons carry no IPv6.
    named = _networks(IPv4Network(network) for network in expected if ":" not in network)
    within = all(any(carried_network.subnet_of(network) for network in named) for carried_network in carried)
    handed = [f"address {address}" for address in assigned]
    return ComparedRow(
        what=what,
        rehearsed=", ".join((*handed, *map(str, carried))),
        predicted=", ".join(in_words),
        differs=bool(named) and not (within if routed else carried == named),
    )


def _networks(networks: Iterable[IPv4Network]) -> tuple[IPv4Network, ...]:
    return tuple(collapse_addresses(networks))


def rehearsal_row(rehearsal: Rehearsal) -> dict[str, object]:
    """A rehearsal as JSON has it."""
    return {
        "hub": rehearsal.hub,
        "spoke": rehearsal.spoke,
        "verdict": "up" if rehearsal.outcome.up else "fails",
        "reason": rehearsal.outcome.reason,
        "line": rehearsal.outcome.line,
        "as_predicted": rehearsal.as_predicted,
        "good": rehearsal.is_good,
        "rows": [
            {"what": row.what, "rehearsed": row.rehearsed, "predicted": row.predicted, "differs": row.differs}
            for row in rehearsal.rows
        ],
        "pings": [
            {
                "from": ping.sender,
                "source": ping.source_address,
                "target": ping.destination_address,
                "answered": ping.answered,
            }
            for ping in rehearsal.outcome.pings
        ],
        "not_rehearsed": list(rehearsal.not_rehearsed),
        "lines": list(rehearsal.lines),
    }
