"""Whether somebody else is about to change the router, or has."""

from collections.abc import Iterator
from hashlib import sha256

from wizard.ios.residue import Compared
from wizard.judge.answers.answer import shown
from wizard.judge.answers.configuration_lock import lock_holder
from wizard.judge.answers.installs import pending_installs
from wizard.judge.answers.reload import scheduled_reload
from wizard.judge.answers.rollback_timer import rollback_timer
from wizard.push.preflight_commands import INSTALLS, LOCK, RELOAD, TIMER
from wizard.push.preflight_rows.row import Fault, Preflight, Row, Run, lines_of
from wizard.push.reading import RUNNING, STARTUP
from wizard.sentence import listed

_MARK = 12
"""Letters of a hash by which a difference is accepted; no secret is in it."""


def _timer(preflight: Preflight) -> Iterator[Fault]:
    timer = rollback_timer(preflight.answer(TIMER))
    # Where one of this run is pending, nobody asks.
    if timer is not None:
        ends = timer.set_at.wall + timer.length
        says = f"a timer of {shown(timer.user)} takes the configuration back at {ends:%H:%M:%S} {timer.set_at.zone}"
        yield Fault(says=says.rstrip())


def _lock(preflight: Preflight) -> Iterator[Fault]:
    answer = preflight.answer_if_known(LOCK)
    holder = lock_holder(answer) if answer else None
    if holder is not None:
        yield Fault(says=f"{shown(holder)} holds the lock of the configuration")


def _reload(preflight: Preflight) -> Iterator[Fault]:
    answer = preflight.answer(RELOAD)
    if scheduled_reload(answer) is not None:
        said = next(row for row in answer.rows if row)
        yield Fault(says=f"the router is to restart: {shown(said)}")


def _install(preflight: Preflight) -> Iterator[Fault]:
    answer = preflight.answer_if_known(INSTALLS)
    if answer and (pending := pending_installs(answer)):
        yield Fault(says=f"an image is not committed: {listed([shown(name) for name in pending])}")


def _unsaved(preflight: Preflight) -> Iterator[Fault]:
    reading = preflight.reading
    if _lines(reading.answer(RUNNING)) == _lines(reading.answer(STARTUP)) != b"":
        return
    difference = Compared(reading.running).residue(Compared(reading.startup))
    if not difference.is_empty:
        says = f"a power cycle would bring another configuration than it runs: {lines_of(difference)}"
        yield Fault(says=says, mark=sha256(repr(difference).encode()).hexdigest()[:_MARK])


def _lines(answer: bytes) -> bytes:
    """The configuration behind what is printed above it, "" where nobody can say where it begins."""
    return answer.partition(b"\nversion ")[2]


def _changed(preflight: Preflight) -> Iterator[Fault]:
    if not preflight.since_read.is_empty:
        yield Fault(says=f"it was changed since the plan was made: {lines_of(preflight.since_read)}")


OTHERS_AT_WORK = (
    Row(
        name="timer",
        holds="No timer is pending that takes the configuration back.",
        faults=_timer,
        to_do="Wait for it, or have its user type `configure confirm` or `configure revert now`.",
        source="push.md A5 row 22, A2.1",
        runs=tuple(Run),
    ),
    Row(
        name="lock",
        holds="Nobody holds the lock of the configuration.",
        faults=_lock,
        to_do="Wait until it is free; nobody's session is ended for it.",
        source="push.md A5 row 21, A2.8",
        runs=tuple(Run),
    ),
    Row(
        name="reload",
        holds="No restart is scheduled.",
        faults=_reload,
        to_do="Ask who scheduled it; `reload cancel` takes it back.",
        source="push.md A0 item 15, A2.5",
        runs=(Run.BEGINS,),
    ),
    Row(
        name="install",
        holds="IOS-XE has no image that it may still take back.",
        faults=_install,
        to_do="Finish it first: `install commit`, or `install abort`.",
        source="push.md A0 item 15; Cisco IOS XE System Management, show install summary (forms unconfirmed)",
    ),
    Row(
        name="unsaved",
        holds="The startup configuration is the running one, or the difference that was shown was accepted.",
        faults=_unsaved,
        to_do="Save it on the router where it is meant, or accept this difference.",
        source="push.md A4.2, I3",
        runs=(Run.BEGINS,),
        is_acceptable=True,
    ),
    Row(
        name="changed",
        holds="The router runs what the plan was made from, and what was sent to it since.",
        faults=_changed,
        to_do="Read it again with `ez2flex fetch` and plan again: where every text stays the same, the run goes on.",
        source="push.md A0 items 11 and 20, A5 row 20",
        runs=(Run.BEGINS,),
    ),
)
