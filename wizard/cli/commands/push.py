"""`ez2flex push`, `resume` and `revert`."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from getpass import getuser
from pathlib import Path

from wizard import __version__
from wizard.cli.at_routers import Told, at_routers, said
from wizard.cli.exit_codes import Exit
from wizard.cli.given_files import known_device
from wizard.cli.output import asked, data, data_json, is_terminal, tell
from wizard.cli.push_progress import Progress, progress
from wizard.cli.reading_routers import Reading
from wizard.cli.router_logins import RouterLogins
from wizard.errors import AnswerError, EzError, SiteRefused
from wizard.fetch.several_routers import Way
from wizard.ios.masking import masked
from wizard.model.certificate import Certificate
from wizard.model.literals import number
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.parse.certificates import read_certificates
from wizard.parse.open_file import file_bytes
from wizard.parse.sources import read_source
from wizard.plan.perspective import devices
from wizard.plan.propose import propose
from wizard.push.begun_run import texts_of, under_way
from wizard.push.frozen_text import FrozenText
from wizard.push.journal_says import journal_of, journal_says, outcome_of, stage_to_resume
from wizard.push.outcome import End
from wizard.push.router_push import Order
from wizard.push.site_order import concerned, orders, while_others_wait
from wizard.push.site_push import Allowed, Reached, SitePush
from wizard.push.ssh_logins import SshLogins
from wizard.push.tunnel_proof import proof_of
from wizard.push.wall_time import WallTime
from wizard.sentence import Sentence, listed
from wizard.session.known_hosts import KnownHosts
from wizard.site import Writer, kept_answers
from wizard.site.file_names import HOSTS, KNOWN_HOSTS
from wizard.site.hosts_file import read_hosts


def push(arguments: Namespace) -> int:
    """Sends the stages to the routers of a site, in the site's order, until one does not end as it should."""
    if arguments.dry_run:
        return _dry_run(arguments)
    given = _given(arguments)

    def work(site: Writer, plan: Plan) -> Sequence[Told]:
        wanted = _orders(arguments, plan)
        if not wanted:
            tell("There is nothing to send: the plan has no such stage.")
        return _carried_out(arguments, site, plan, wanted, given)

    return at_routers(arguments, "ez2flex push", work)


def resume(arguments: Namespace) -> int:
    """Goes on with what a push has begun, to the end of that, from wherever its routers stand."""
    given = _given(arguments)

    def work(site: Writer, plan: Plan) -> Sequence[Told]:
        stages = {
            device: stage_to_resume(journal_of(site.folder, plan, device))
            for device in _chosen(plan, arguments.devices)
        }
        wanted = [Order(device=device, last=stage) for device, stage in stages.items() if stage]
        if not wanted:
            tell(_NOT_BEGUN)
        return _carried_out(arguments, site, plan, wanted, given)

    return at_routers(arguments, "ez2flex resume", work)


def revert(arguments: Namespace) -> int:
    """Takes back what is on trial; each router that is not on trial says where it stands."""
    given = _given(arguments)

    def work(site: Writer, plan: Plan) -> Sequence[Told]:
        begun = [device for device in _chosen(plan, arguments.devices) if journal_says(site.folder, plan, device)]
        if not begun:
            tell(_NOT_BEGUN)
            return ()
        wanted = [replace(order, is_revert=True) for order in _last_of_each(orders(plan, only=begun))]
        return _carried_out(arguments, site, plan, tuple(reversed(wanted)), given)

    return at_routers(arguments, "ez2flex revert", work)


_NOT_BEGUN = "No push of this site has begun."


def _orders(arguments: Namespace, plan: Plan) -> Sequence[Order]:
    """What is asked for, in the site's order."""
    spokes = _whole(arguments.spokes, "--spokes") if arguments.spokes is not None else None
    last = Stage(arguments.stage or Stage.CUTOVER)
    return orders(plan, only=_chosen(plan, arguments.devices), last=last, spokes=spokes)


def _chosen(plan: Plan, named: Sequence[str]) -> tuple[str, ...]:
    return tuple(known_device(plan, name) for name in named) or tuple(devices(plan))


def _last_of_each(wanted: Sequence[Order]) -> tuple[Order, ...]:
    """One order a router, the one that goes furthest; in the order in which they come last."""
    last = {order.device: order for order in wanted}
    return tuple(order for order in wanted if last[order.device] is order)


def _carried_out(
    arguments: Namespace, site: Writer, plan: Plan, wanted: Sequence[Order], given: Allowed
) -> Sequence[Told]:
    """Reads every router that is concerned, asks for the names of those that are changed, and goes through them."""
    brought = _brought(arguments.certificates, plan)
    changed = tuple(dict.fromkeys(order.device for order in wanted))
    unnamed = [device for device in changed if device not in arguments.confirm_hosts]
    may_ask = is_terminal() and not arguments.no_input
    if unnamed and not may_ask:
        return _refused(site, plan, unnamed, _NAME_THEM.format(" ".join(f"--confirm-host {name}" for name in unnamed)))
    reading = _read(arguments, site, concerned(plan, changed)) if changed else None
    if reading is None:
        return _refused(site, plan, changed, "a router that is asked was not reached, or lets nobody in")
    if wrong := [device for device in unnamed if not _is_named(device)]:
        return _refused(site, plan, wrong, "its name was typed otherwise")
    ways = {outcome.way.host.name: outcome.way for outcome in reading.done}
    told: list[Told] = []
    with progress() as seen:
        allowed = replace(given, names=frozenset(ways))
        pushing = replace(
            _site_push(site, _as_read_now(site, plan, reading), ways, reading.known, allowed, seen), brought=brought
        )
        for asked_for in wanted:
            waits = any(outcome.end is End.WAITS for _, outcome in told)
            order = while_others_wait(asked_for, [device for device, _ in told]) if waits else asked_for
            if order is None:
                continue
            told.append((order.device, pushing.push(order)))
            seen.clear()
            if told[-1] not in told[:-1]:
                said(told[-1:], is_json=arguments.json)
            if told[-1][1].end not in (End.DONE, End.WAITS):
                break
    return told


_NAME_THEM: Sentence = "name the routers that are changed: {}"


def _refused(site: Writer, plan: Plan, devices_: Sequence[str], why: Sentence) -> Sequence[Told]:
    """Nothing was sent to any router; where each stands, its journal says."""
    if devices_:
        tell(f"Nothing was sent: {why}.")
    return [
        (device, replace(outcome_of(journal_of(site.folder, plan, device)), end=End.REFUSED, says=(why,)))
        for device in devices_
    ]


def _as_read_now(site: Writer, plan: Plan, reading: Reading) -> Plan:
    """The plan made of what its routers show now, where it sends the very same to each of them; else as it is.

    What a router of a run under way has more than before, that run sent.
    """
    read = [read_source(each.read.data, f"{each.read.name}.cfg") for each in reading.done if each.read]
    now = {source.device: source for source in read if not under_way(site.folder, plan, source.device)}
    new_hub = now.get(plan.new_hub.device, plan.new_hub) if plan.new_hub else None
    sources = [now.get(source.device, source) for source in plan.sources if source is not plan.new_hub]
    try:
        made = kept_answers(propose(sources, new_hub), site.folder)
    except EzError:
        return plan
    made = replace(made, certificates=plan.certificates, earlier_spokes=plan.earlier_spokes, read_on=plan.read_on)
    same = all(texts_of(made, device) == texts_of(plan, device) for device in devices(plan))
    return made if devices(made) == devices(plan) and same else plan


def _site_push(
    site: Writer, plan: Plan, ways: Mapping[str, Way], known: KnownHosts, allowed: Allowed, seen: Progress
) -> SitePush:
    return SitePush(
        folder=site.folder,
        plan=plan,
        logins=SshLogins(ways, known),
        reached={
            name: Reached(host=way.host, user=way.credentials.user, host_key=_host_key(known, way))
            for name, way in ways.items()
        },
        time=WallTime(),
        version=__version__,
        told=seen.told,
        onlooker=seen,
        proof_of=proof_of,
        allowed=allowed,
    )


def _given(arguments: Namespace) -> Allowed:
    """What is allowed on the command line; what makes no sense there is said before anybody logs in."""
    return Allowed(
        reload=frozenset(arguments.allow_reload),
        until=_until(arguments.until) if arguments.until is not None else None,
        refusals=frozenset(arguments.accept),
        residue=_accepted_residue(arguments.accept_residue),
        reason=arguments.reason or "",
    )


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


def _host_key(known: KnownHosts, way: Way) -> str:
    keys = known.keys(way.host.address, way.host.port)
    return keys[0].fingerprint if keys else ""


def _read(arguments: Namespace, site: Writer, concerned: Sequence[str]) -> Reading | None:
    """The routers as they were reached and let us in; None where one of them did not."""
    hosts = {host.name: host for host in read_hosts(site.folder.read(HOSTS), str(site.path / HOSTS))}
    known = KnownHosts((site.folder.read(KNOWN_HOSTS) or b"").decode("utf-8", "replace").splitlines())
    if missing := [device for device in concerned if device not in hosts]:
        raise SiteRefused(
            f"how {listed(missing)} is reached is not known",
            hint=f"Read it once: ez2flex fetch [USER@]ADDRESS -o {site.path}",
            where=str(site.path / HOSTS),
        )
    logins = RouterLogins(arguments.passwords, arguments.user or getuser())
    reading = Reading(known, logins, arguments)
    reading.read(logins.ways([hosts[device] for device in concerned]))
    if reading.known.text() != known.text():
        site.keep_ways(hosts=None, known_hosts=reading.known.text().encode())
    errors = [outcome.error for outcome in reading.done if outcome.error]
    for error in errors:
        tell(str(error))
    return None if errors or len(reading.done) < len(concerned) else reading


def _is_named(device: str) -> bool:
    """Whether a person types the name of the router; a slip of the finger may be mended once."""
    question = f"Type the name of the router that is changed, {device}:"
    return asked(question) == device or asked(f"That is another name. {question}") == device


def _dry_run(arguments: Namespace) -> Exit:
    """Prints what would be sent, in its order, secrets masked, each stage with the SHA-256 of its exact bytes."""
    _given(arguments)
    with Writer(Path(arguments.site), "ez2flex push --dry-run") as site:
        plan = site.read()
    texts = tuple(_texts(plan, _orders(arguments, plan)))
    if arguments.json:
        data_json([_text_as_values(device, text) for device, text in texts])
    for device, text in () if arguments.json else texts:
        data(f"! {device} {text.filename} SHA-256 {text.sha256}")
        data("\n".join(masked(row) for _, row in text.rows))
    tell("Nothing was sent.")
    return Exit.DONE


def _texts(plan: Plan, wanted: Sequence[Order]) -> Iterator[tuple[str, FrozenText]]:
    """Each text once: a router has a part of its own before the first cut-over, and another behind it."""
    sent: set[tuple[str, Stage]] = set()
    for order in wanted:
        for stage, text in texts_of(plan, order.device).items():
            if stage.number <= order.last.number and (order.device, stage) not in sent:
                sent.add((order.device, stage))
                yield order.device, text


def _text_as_values(device: str, text: FrozenText) -> dict[str, object]:
    return {
        "device": device,
        "stage": str(text.stage),
        "file": text.filename,
        "sha256": text.sha256,
        "lines": [masked(row) for _, row in text.rows],
    }
