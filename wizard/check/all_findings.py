"""Every finding of a plan, and the negotiation of its hub with each spoke."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from wizard.check.consequences import Found, causes
from wizard.check.ikev2.negotiation import negotiate
from wizard.check.registry import AnySubject, Check, Hit
from wizard.check.rules import CHECKS
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import PairView, SiteView
from wizard.citation import source_in_words
from wizard.collector import collector_paused
from wizard.data.findings_nobody_accepts import NEVER_ACCEPTED
from wizard.errors import AnswerError
from wizard.ios.masking import masked
from wizard.model.finding import Finding, Negotiation, Severity
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.plan.answer import asked
from wizard.plan.perspective import devices
from wizard.questions import QUESTION

_SEVERITIES = tuple(Severity)


@kept_of_plan
def findings(plan: Plan) -> tuple[Finding, ...]:
    """Everything that is to be said of the plan, the gravest first; accepted ones stay, with their reason."""
    with collector_paused():
        return _findings(plan)


def _findings(plan: Plan) -> tuple[Finding, ...]:
    views = device_views(plan)
    site = site_view(plan, views)
    found = tuple(hits((plan, *views, *(site.pairs if site else ()), *((site,) if site else ()))))
    order = {device: place for place, device in enumerate(devices(plan))}
    asking = {key: place for place, key in enumerate(QUESTION)}
    return tuple(
        sorted(
            with_causes(site, found, reasons_of(plan)),
            key=lambda finding: (
                _SEVERITIES.index(finding.severity),
                order.get(finding.device, -1),
                finding.line,
                finding.code,
                finding.text,
                asking.get(finding.question, -1),
                finding.message,
            ),
        )
    )


def reasons_of(plan: Plan) -> dict[tuple[str, str], str]:
    """Why findings are accepted, by code and device."""
    return {(acceptance.code, acceptance.device): acceptance.reason for acceptance in plan.accepted}


def with_causes(
    site: SiteView | None, found: Sequence[Found], reasons: Mapping[tuple[str, str], str]
) -> Iterator[Finding]:
    """What was found, each once, with what it follows from and the spokes that it was found of."""
    every = [
        finding(each.check, each.hit, each.device, reasons.get((each.check.code, each.device), "")) for each in found
    ]
    caused = causes(site, found, [one.blocks for one in every]) if site else {}
    places: dict[Finding, list[int]] = defaultdict(list)
    for place, one in enumerate(every):
        places[one].append(place)
    of_spokes = {one: replace(one, spokes=_spokes(found[place] for place in where)) for one, where in places.items()}

    @cache
    def root(one: Finding) -> Finding | None:
        if any(place not in caused for place in places[one]):
            return None
        direct = every[caused[places[one][0]]]
        return root(direct) or of_spokes[direct]

    yield from (replace(whole, cause=root(one)) for one, whole in of_spokes.items())


def _spokes(found: Iterable[Found]) -> tuple[str, ...]:
    """The spokes of the pairs in which it was found, each once."""
    return tuple(dict.fromkeys(each.subject.spoke.device for each in found if isinstance(each.subject, PairView)))


@kept_of_plan
def negotiations(plan: Plan) -> tuple[Negotiation, ...]:
    """What the hub and each spoke agree on; a pair of which an answer is open is left out."""
    site = site_view(plan, device_views(plan))
    return tuple(negotiate(pair) for pair in site.pairs) if site else ()


def hits(subjects: Sequence[AnySubject]) -> Iterator[Found]:
    """What every check says of every subject that it looks at."""
    for check in CHECKS.values():
        for subject in subjects:
            if isinstance(subject, check.subject):
                for hit in check.find(subject):
                    yield Found(check, subject, hit)


def finding(check: Check, hit: Hit, device: str, reason: str = "") -> Finding:
    """A hit as the user sees it."""
    line = hit.line
    return Finding(
        code=check.code,
        severity=check.severity,
        device=device,
        line=line.number if line else 0,
        text=masked(line.text) if line and not line.number else "",
        message=hit.message,
        of_several=hit.of_several,
        detail=hit.detail,
        fix=hit.fix or check.fix,
        citation=check.citation,
        accepted=reason,
        acceptable=check.code not in NEVER_ACCEPTED,
        question=hit.question or check.question,
    )


def mending_question(plan: Plan, finding: Finding) -> Resolved | None:
    """The question that mends a finding, as it is asked of its device; None where none does."""
    every = [question for question in asked(plan) if question.question.key == finding.question]
    mine = (question for question in every if question.device in {finding.device, ""})
    return next(mine, next(iter(every), None))


def explanation(code: str) -> str:
    """What a check is about, for `ez2flex explain`."""
    check = CHECKS.get(code.upper())
    if check is None:
        raise AnswerError(f"there is no check {code}", hint=f"The checks are {', '.join(sorted(CHECKS))}.")
    lines = (
        f"{check.code} ({check.severity})",
        f"Found where this does not hold: {check.sentence}",
        "",
        f"Why: {check.why}",
        f"What to do: {check.fix}",
        source_in_words(check.citation),
    )
    return "\n".join((*lines, f"Question: {check.question}") if check.question else lines)
