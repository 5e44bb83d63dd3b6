"""`ez2flex push`, `resume` and `revert`."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from wizard.cli.at_routers import TAKES_BACK, Told, armed, at_routers, said
from wizard.cli.dry_run import dry_run
from wizard.cli.exit_codes import Exit
from wizard.cli.given_files import known_device
from wizard.cli.output import tell
from wizard.cli.push_progress import Progress, progress
from wizard.cli.terminal_person import TerminalPerson, said_passwords
from wizard.cli.this_user import user_of_this_machine
from wizard.did_you_mean import did_you_mean
from wizard.errors import AnswerError, EzError, SiteRefused
from wizard.guide.push_words import outcome_in_words
from wizard.ios.masking import quoted
from wizard.live.live_push import Asked, LivePush
from wizard.live.over_ssh import OverSsh
from wizard.model.certificate import Certificate
from wizard.model.literals import number
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.parse.certificates import read_certificates
from wizard.parse.open_file import file_bytes
from wizard.plan.perspective import devices
from wizard.push.journal_record import LONGEST
from wizard.push.journal_says import is_before_cut_over, journal_of
from wizard.push.order import Order
from wizard.push.site_order import Journals, orders, resumed, taken_back
from wizard.push.site_push import ACCEPTABLE, Allowed
from wizard.render.stage_files import stages_with_a_file
from wizard.sentence import listed
from wizard.site import Writer


def push(arguments: Namespace) -> int:
    """Sends the stages to the routers of a site, in the site's order, until one does not end as it should."""
    if arguments.dry_run:
        return _dry_run(arguments)

    def work(site: Writer, plan: Plan) -> Sequence[Told]:
        given, wanted = _given_at(arguments), _orders(arguments, plan)
        _refuse_early_clean_up(plan, wanted, partial(journal_of, site.folder, plan))
        if not wanted:
            tell("There is nothing to send: the plan has no such stage.")
        return _carried_out(arguments, site, plan, wanted, given)

    return at_routers(arguments, "ez2flex push", work)


def resume(arguments: Namespace) -> int:
    """Goes on with what a push has begun, to the end of that, from wherever its routers stand."""

    def work(site: Writer, plan: Plan) -> Sequence[Told]:
        given = _given_at(arguments)
        wanted = resumed(plan, partial(journal_of, site.folder, plan), only=_chosen(plan, arguments.devices))
        if not wanted:
            tell(_NOT_BEGUN)
        return _carried_out(arguments, site, plan, wanted, given)

    return at_routers(arguments, "ez2flex resume", work)


def revert(arguments: Namespace) -> int:
    """Takes back what is on trial; each router that is not on trial says where it stands."""

    def work(site: Writer, plan: Plan) -> Sequence[Told]:
        given = _given_at(arguments)
        wanted = taken_back(plan, partial(journal_of, site.folder, plan), only=_chosen(plan, arguments.devices))
        if not wanted:
            tell(_NOT_BEGUN)
        return _carried_out(arguments, site, plan, wanted, given)

    return at_routers(arguments, TAKES_BACK, work)


_NOT_BEGUN = "No push of this site has begun."


def _orders(arguments: Namespace, plan: Plan) -> Sequence[Order]:
    """What is asked for, in the site's order."""
    spokes = _whole(arguments.spokes, "--spokes") if arguments.spokes is not None else None
    last = Stage(arguments.stage or Stage.CUTOVER)
    wanted = orders(plan, only=_chosen(plan, arguments.devices), last=last, spokes=spokes)
    # A clean-up is a run of its own, days later: it begins nothing that stands before it.
    return wanted if last is not Stage.CLEANUP else [order for order in wanted if order.last is Stage.CLEANUP]


def _refuse_early_clean_up(plan: Plan, wanted: Sequence[Order], journals: Journals) -> None:
    """SiteRefused where EzVPN would be removed from a router that goes through it: its cut-over would be sent, too."""
    cleaned = [order.device for order in wanted if order.last is Stage.CLEANUP]
    cut_over = [device for device in cleaned if Stage.CUTOVER in stages_with_a_file(plan, device)]
    early = [device for device in cut_over if is_before_cut_over(journals(device))]
    if early:
        raise SiteRefused(
            f"the clean-up is a run of its own, days behind the cut-over, and {listed(early)} did not cut over yet",
            hint="Push them without --stage cleanup first, or name the others with --device.",
        )


def _chosen(plan: Plan, named: Sequence[str]) -> tuple[str, ...]:
    return tuple(known_device(plan, name) for name in named) or tuple(devices(plan))


def _carried_out(
    arguments: Namespace, site: Writer, plan: Plan, wanted: Sequence[Order], given: Allowed
) -> Sequence[Told]:
    """Goes through the routers, and says what becomes of each as soon as it is known."""
    over_ssh = OverSsh(site, plan, user=arguments.user or "", passwords=said_passwords(arguments.passwords))
    with progress() as shown:
        live = LivePush(
            site.folder,
            plan,
            Asked(orders=tuple(wanted), allowed=given, brought=_brought(arguments.certificates, plan)),
            reaches=over_ssh,
            person=TerminalPerson(arguments),
            told=shown.told,
            changed=lambda: shown.changed(live.seen),
            ended=lambda ended: _said(ended, shown, is_json=arguments.json),
        )
        return live.run()


def _said(ended: Told, shown: Progress, *, is_json: bool) -> None:
    shown.clear()
    said((ended,), is_json=is_json)


def _given_at(arguments: Namespace) -> Allowed:
    """The same for a site on which something may be on trial: that is said before what makes no sense."""
    try:
        return _given(arguments)
    except EzError:
        for row in (row for ended in armed(Path(arguments.site)) for row in outcome_in_words(*ended)):
            tell(row)
        raise


def _given(arguments: Namespace) -> Allowed:
    """What is allowed on the command line; what makes no sense there is said before anybody logs in."""
    return Allowed(
        names=frozenset(arguments.confirm_hosts),
        reload=frozenset(arguments.allow_reload),
        until=_until(arguments.until) if arguments.until is not None else None,
        refusals=_acceptable(arguments.accept),
        residue=_accepted_residue(arguments.accept_residue),
        reason=arguments.reason or "",
        by=user_of_this_machine(),
        ticket=_ticket(arguments.ticket or ""),
    )


def _ticket(written: str) -> str:
    """What a journal can keep of it, which is all of it; AnswerError else."""
    if not written.isprintable() or len(written) > LONGEST:
        raise AnswerError(
            f"it is no number of a change: it has control characters, or more than {LONGEST} characters",
            hint="Write it as CHG0031337.",
            where="--ticket",
        )
    return written


def _acceptable(words: Sequence[str]) -> frozenset[str]:
    """The names of what is accepted; AnswerError where nothing that a person may accept is called so."""
    for word in words:
        name = word.partition(":")[0]
        if name not in ACCEPTABLE:
            raise AnswerError(
                f"nothing that refuses a push and may be accepted is called {quoted(name)}",
                hint=did_you_mean(name, ACCEPTABLE) or f"There are {listed(sorted(ACCEPTABLE))}.",
                where="--accept",
            )
    return frozenset(words)


def _brought(written: Sequence[str], plan: Plan) -> dict[str, tuple[Certificate, ...]]:
    """The certificates in the files that were named, by the router that each is for."""
    found: dict[str, tuple[Certificate, ...]] = {}
    for row in written:
        name, equals, file = row.partition("=")
        if not equals or not file:
            raise AnswerError("it names no router and no file", hint="Write it as ROUTER=FILE.", where="--certificate")
        device = known_device(plan, name)
        found[device] = (*found.get(device, ()), *read_certificates(file_bytes(Path(file)), device, file))
    return found


_MOST_AHEAD = timedelta(hours=12)


def _until(written: str) -> datetime:
    """The moment behind which no cut-over may still be on trial; AnswerError where it is none, or too far."""
    try:
        until = datetime.fromisoformat(written)
    except ValueError:
        until = datetime.min
    if until.tzinfo is None:
        raise AnswerError(
            "it is no time with a date and a zone", hint="Write it as 2026-12-01T02:00+01:00.", where="--until"
        )
    if not timedelta(0) < until - datetime.now(UTC) <= _MOST_AHEAD:
        raise AnswerError("it is past, or more than twelve hours ahead", hint="Look at date and zone.", where="--until")
    return until.astimezone(UTC)


def _whole(written: str, where: str) -> int:
    value = number(written, 1, 10_000)
    if value is None:
        raise AnswerError("it is no whole number above 0", hint=f"Write {where} 1.", where=where)
    return value


def _accepted_residue(file: str | None) -> frozenset[str]:
    """The rows of the file, as a push prints them."""
    rows = file_bytes(Path(file)).decode("utf-8", "replace").splitlines() if file is not None else []
    return frozenset(row.strip() for row in rows if row.strip())


def _dry_run(arguments: Namespace) -> Exit:
    """Says what a push would send, and sends nothing."""
    _given(arguments)
    with Writer(Path(arguments.site), "ez2flex push --dry-run") as site:
        plan = site.read()
        journals = {device: journal_of(site.folder, plan, device) for device in devices(plan)}
    return dry_run(plan, _orders(arguments, plan), journals.__getitem__, is_json=arguments.json)
