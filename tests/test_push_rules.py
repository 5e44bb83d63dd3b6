"""Each rule of the sweeps is seen to fire: at a walk that is broken on purpose, typed by hand at a practice router."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.practice_routers import received, told
from tests.push_rules import Seen, broken_rules
from tests.push_truth import begun, reference
from tests.push_wire import Typed, Watched
from tests.pushing import USER, Pushed
from wizard.model.stage import Stage
from wizard.practice.state import ScheduledReload
from wizard.push.guards import GUARDS
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End, Outcome

SPOKE = ("two-groups", "SP9")
ARM = "configure terminal revert timer 10"
ARCHIVE = ("configure terminal", "archive", "path flash:ez2flex-", "end")
DETACH = ("configure terminal", "interface FastEthernet4", "no crypto ipsec client ezvpn EZ", "end")


def walked(*lines: str, said: Verdict = Verdict.MIX, **known: object) -> list[str]:
    """The rules that a walk breaks which types those lines."""
    watched = Watched(begun(*SPOKE).fork())
    watched.practice.state = replace(watched.practice.state, lines_typed=0)
    wire = watched.tap(watched.practice.log_in(USER))
    received(wire)  # type: ignore[arg-type]  # a wire that is watched
    for line in lines:
        told(wire, line)  # type: ignore[arg-type]
    wire.close()
    seen = Seen(
        known=reference(*SPOKE),
        practice=watched.practice,
        typed=watched.typed,
        outcome=Outcome(end=End.DONE, verdict=said, rows=("- a line",)),
        journal=said,
    )
    return [words.split(":")[0] for words in broken_rules(replace(seen, **known))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "lines", "said", "known"),
    [
        ("I1", DETACH, Verdict.PARTIAL, {"is_at_rest": True}),
        ("I2", DETACH, Verdict.MIX, {}),
        ("I2", ("copy flash:ez2flex-5-cutover.cfg running-config", ""), Verdict.MIX, {}),
        ("I3", (*ARCHIVE, ARM, "end", "write memory"), Verdict.MIX, {}),
        ("I3", (*DETACH, "write memory"), Verdict.UNKNOWN, {}),
        ("I4", ("configure terminal", "frobnicate", "hostname R2"), Verdict.MIX, {"surprised_at": 2}),
        ("A4.3", ("configure terminal", "hostname R2"), Verdict.MIX, {"no_record_behind": 1}),
        ("I5", DETACH, Verdict.OLD, {}),
        ("I5", ("configure terminal", "archive", "path flash:ez2flex-"), Verdict.STAGED, {}),
        ("A0.5", DETACH, Verdict.MIX, {"outcome": Outcome(end=End.NEEDS_A_PERSON, verdict=Verdict.MIX)}),
        ("I6", ("configure terminal", "hostname R2"), Verdict.MIX, {}),
        ("I7", (), Verdict.OLD, {"written": b"the key Spoke-Key-1"}),
        ("I7", (), Verdict.OLD, {"artefacts": b"the key Spoke-Key-1"}),
        ("I9", DETACH, Verdict.MIX, {"was_done": True}),
    ],
)
def test_a_rule_fires(rule: str, lines: tuple[str, ...], said: Verdict, known: dict[str, object]) -> None:
    """What is typed or said so is what it is for."""
    assert rule in walked(*lines, said=said, **known)


def test_a_login_that_asked_for_the_serial_number_may_change_its_router() -> None:
    """And none that did not, whatever another one asked."""
    assert "I6" not in walked("show version", *ARCHIVE)


def test_a_file_that_nobody_was_told_of_is_litter() -> None:
    """Behind a push that is done."""
    practice = begun(*SPOKE).fork()
    state = practice.state.with_file("ez2flex-5-cutover.cfg", "!\n", practice.clock.now)
    assert state
    practice.state = state
    outcome = Outcome(end=End.DONE, verdict=Verdict.OLD)
    seen = Seen(
        known=reference(*SPOKE), practice=practice, typed=(), outcome=outcome, journal=Verdict.OLD, was_done=True
    )

    assert [rule[:2] for rule in broken_rules(seen)] == ["I8"]
    assert broken_rules(replace(seen, written=b"ez2flex-5-cutover.cfg may still lie on its flash")) == []


@pytest.mark.parametrize("left_out", ["", "nothing-pending"])
def test_a_walk_without_a_guard_is_caught(left_out: str, tmp_path: Path) -> None:
    """Somebody schedules a restart while the archive is set up: without the guard it is saved all the same."""
    practice = begun(*SPOKE).fork()
    watched = Watched(practice)
    restart = ScheduledReload(at=practice.clock.now + timedelta(hours=1), by="bob", reason="")

    def schedule(typed: Typed) -> None:
        if typed.line == "end":
            practice.state = replace(practice.state, reload=restart)

    watched.at_line = schedule
    guards = tuple(guard for guard in GUARDS if guard.name != left_out)
    pushed = Pushed(case=SPOKE[0], device=SPOKE[1], practice=practice, path=tmp_path, tap=watched.tap, guards=guards)
    outcome = pushed.push(Stage.ARCHIVE)
    seen = Seen(
        known=reference(*SPOKE), practice=practice, typed=watched.typed, outcome=outcome, journal=Verdict.UNKNOWN
    )

    rules = [words[:2] for words in broken_rules(seen) if not words.startswith("I5")]
    assert rules == (["I3"] if left_out else [])
