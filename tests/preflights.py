"""What is known of a practice router before a push, for tests."""

from dataclasses import replace
from functools import cache
from typing import Any

from tests.golden_cases import golden_plan
from tests.practice_routers import change, logged_in
from tests.test_push_guarded_router import frozen
from tests.test_push_standing import before, save
from wizard.model.host import Host
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.changed_since_read import changed_since_read
from wizard.push.preflight import Consents, Preflight, refusals
from wizard.push.preflight_commands import read_router
from wizard.push.reading import Reading
from wizard.push.tunnel_riding import rides_tunnel
from wizard.session.dialogue import Dialogue
from wizard.session.router_session import log_in

CLOCK_IS_SET = {"mark-of-the-clock": "none"}


@cache
def as_it_is(case: str, device: str) -> Preflight:
    """A golden router that took nothing yet, with every stage asked for, every consent given, and its clock set."""
    return preflight_of(case, device, before(case, device).fork(beliefs=CLOCK_IS_SET))


def read_from(practice: PracticeRouter, source: str = "192.0.2.10") -> Reading:
    """What the router shows to somebody who logs in from there."""
    wire = practice.log_in("admin", source=source)
    dialogue = Dialogue(wire, router="r1", now=lambda: practice.clock.now.timestamp())
    session = log_in(dialogue, wire.close, router="r1", enable=None)
    try:
        return read_router(session)
    finally:
        session.close()


def preflight_of(case: str, device: str, practice: PracticeRouter) -> Preflight:
    """The same of a router as it is now."""
    reading = read_from(practice)
    plan, texts = golden_plan(case), {stage: frozen(case, device, stage) for stage in Stage}
    texts = {stage: text for stage, text in texts.items() if text.data}
    source = plan.source(device)
    users = source.router.users if source else ()
    return Preflight(
        plan=plan,
        device=device,
        stages=tuple(texts),
        texts=texts,
        reading=reading,
        host=Host(name=device, address="192.0.2.1", serial=practice.serial),
        user=users[0].name if users else "admin",
        now=practice.clock.now,
        riding=rides_tunnel(reading, plan, device),
        since_read=changed_since_read(reading, plan, device),
        consents=Consents(names=frozenset({device}), allow_reload=True),
    )


def typed(preflight: Preflight, case: str, *lines: str, saves: bool = True) -> Preflight:
    """The router after somebody typed lines of configuration; what the plan was made from is as it is then."""
    practice = before(case, preflight.device).fork(beliefs=CLOCK_IS_SET)
    terminal = logged_in(practice)
    change(terminal, *lines)
    terminal.close()
    if saves:
        save(practice)
    return replace(preflight_of(case, preflight.device, practice), since_read=preflight.since_read)


def answering(preflight: Preflight, command: str, old: bytes, new: bytes) -> Preflight:
    """The router with another text in its answer to a command."""
    shown = dict(preflight.reading.shown)
    assert old in shown[command], shown[command]
    shown[command] = shown[command].replace(old, new)
    return replace(preflight, reading=Reading(name=preflight.reading.name, shown=shown))


def consenting(preflight: Preflight, **changes: Any) -> Preflight:
    """The same with other consents."""
    return replace(preflight, consents=replace(preflight.consents, **changes))


def rows_that_refuse(preflight: Preflight) -> set[str]:
    """The names of the rows that refuse it."""
    return {refusal.row for refusal in refusals(preflight)}
