"""Whether the plan itself is ready for this router, and its certificates for the router's clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from wizard.check.all_findings import findings
from wizard.judge.answers.answer import shown
from wizard.judge.answers.certificates import HeldCertificate, held_certificates
from wizard.judge.answers.clock import RouterTime, clock
from wizard.model.configuration import Line
from wizard.model.finding import Finding
from wizard.model.stage import Stage
from wizard.plan.perspective import hub_device
from wizard.push.preflight_commands import CERTIFICATES, CLOCK
from wizard.push.preflight_rows.row import Fault, Preflight, Row, said
from wizard.render.facts_of_steps import zones_of
from wizard.render.stage_files import withheld_of
from wizard.sentence import listed, so_many

_TOLERATED = timedelta(minutes=5)
_FARTHEST_ZONE = timedelta(hours=14)
_PROFILE = "crypto ikev2 profile "
_BY_CERTIFICATE = frozenset({"rsa-sig", "ecdsa-sig"})


def _blockers(preflight: Preflight) -> Iterator[Fault]:
    for finding in findings(preflight.plan):
        if finding.blocks and _concerns(finding, preflight):
            yield Fault(says=f"{finding.code}: {finding.message.rstrip('.')}", to_do=finding.fix)


def _concerns(finding: Finding, preflight: Preflight) -> bool:
    if preflight.is_spoke:
        return finding.concerns(hub_device(preflight.plan), preflight.device)
    return finding.device in {"", preflight.device}


def _withheld(preflight: Preflight) -> Iterator[Fault]:
    for held in withheld_of(preflight.plan, preflight.device):
        if held.stage in preflight.stages:
            yield Fault(says=f"the stage {held.stage} waits for the answer to {listed(held.keys)}")


def _clock(preflight: Preflight) -> Iterator[Fault]:
    tops = tuple(_lines(preflight))
    if not any(map(_by_certificate, tops)):
        return
    time, zones = clock(preflight.answer(CLOCK)), dict(zones_of(preflight.running))
    if Stage.PKI in preflight.stages and time.mark:
        yield Fault(says=f"nobody vouches for its time, by which it will be enrolled: it begins with {time.mark}")
    moment = time.as_utc(zones)
    apart = abs((moment or time.wall.replace(tzinfo=UTC)) - preflight.now)
    if apart > (_TOLERATED if moment else _FARTHEST_ZONE):
        yield Fault(says=f"its clock is {so_many(int(apart.total_seconds()) // 60, 'minute')} from our time")
    used = {name for top in tops for name in _trustpoints(top)}
    for certificate in held_certificates(preflight.answer(CERTIFICATES)):
        says = _not_valid(certificate, time, moment, zones) if used & {*certificate.trustpoints} else ""
        yield from said((says,) if says else ())


def _lines(preflight: Preflight) -> Iterator[Line]:
    """What the router has and what it gets, as far as it is about IKEv2."""
    lines = (*preflight.running, *(line for text in preflight.texts.values() for line in text.commands))
    return (line for line in lines if line.text.startswith(_PROFILE))


def _not_valid(certificate: HeldCertificate, time: RouterTime, moment: datetime | None, zones: dict[str, int]) -> str:
    """Why a certificate does not hold by the router's own clock, "" where it does or has no dates yet."""
    name = listed([shown(each) for each in certificate.trustpoints]) or "no trustpoint"
    what = f"the certificate{' of the CA' if certificate.whose == 'CA' else ''} of {name}"
    if certificate.starts and _is_before(time, moment, certificate.starts, zones):
        return f"by its clock {what} is not valid yet"
    if certificate.ends and _is_before(certificate.ends, certificate.ends.as_utc(zones), time, zones):
        return f"by its clock {what} is not valid any more"
    return ""


def _is_before(first: RouterTime, moment: datetime | None, second: RouterTime, zones: dict[str, int]) -> bool:
    """By UTC; where a zone is not known, as both stand on the wall."""
    other = second.as_utc(zones)
    return moment < other if moment and other else first.wall < second.wall


def _by_certificate(profile: Line) -> bool:
    """Whether an end proves itself by a certificate."""
    return any(_BY_CERTIFICATE & set(line.text.split()) for line in profile.all("authentication"))


def _trustpoints(profile: Line) -> Iterator[str]:
    return (line.text.split()[2] for line in profile.all("pki trustpoint") if len(line.text.split()) > 2)


PLAN_ALLOWS = (
    Row(
        name="blockers",
        holds="`check` finds nothing of this router that blocks, or a person accepted it with a reason.",
        faults=_blockers,
        to_do="Mend it, or accept it in plan.toml with a reason.",
        source="design of ez2flex: findings",
    ),
    Row(
        name="withheld",
        holds="No stage that was asked for waits for an answer.",
        faults=_withheld,
        to_do="Answer it, in the wizard or with --set KEY=VALUE.",
        source="design of ez2flex: answers that are open",
    ),
    Row(
        name="clock",
        holds="Where certificates are used, the router's clock is right, and inside the dates of those that it has.",
        faults=_clock,
        to_do="Set the clock, or see why its time server is not heard; a certificate that ended is asked for anew.",
        source="push.md A5 row 31",
        stages=(Stage.PKI, Stage.CUTOVER),
    ),
)
