"""Our own line ends, or the clock of our own machine jumps, while a router is on trial."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.push_faults import (
    Meanwhile,
    is_pending,
    runs,
    somebody_enters,
    somebody_types,
    staged_push,
    starts_with,
    time_passes,
    watched_push,
)
from tests.pushing import NothingProved, PracticeTime
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End


def test_a_line_that_the_router_ends_for_being_idle_is_opened_anew(tmp_path: Path) -> None:
    """While the tunnel is proved nobody types there for longer than its `exec-timeout`."""
    push = staged_push(tmp_path)
    somebody_types("line vty 0 4", "exec-timeout 2 0")(push.practice)
    somebody_enters("write memory")(push.practice)
    push.accepted = frozenset({"+ line vty 0 4", "+ line vty 0 4 / exec-timeout 2 0"})
    push.proof = Meanwhile(time_passes(4), push.practice)
    watched = watched_push(push)
    outcome = push.push()
    confirms = next(typed for typed in watched.typed if typed.line == "configure confirm")

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED), outcome
    assert confirms.login > next(typed.login for typed in watched.typed if typed.line == "no shutdown") + 1
    assert not is_pending(push)


class Jumping(PracticeTime):
    """The clock on the wall of our machine is set while the router is on trial; the other one goes on."""

    off = timedelta(0)

    def now(self) -> datetime:
        """UTC, as this machine has it."""
        return super().now() + self.off


@pytest.mark.parametrize("minutes", [-90, 90])
@pytest.mark.parametrize("is_proved", [True, False])
def test_a_clock_of_ours_that_jumps_during_the_trial_decides_nothing(
    minutes: int, *, is_proved: bool, tmp_path: Path
) -> None:
    """What the router shows of its timer counts: it is proved and saved, or goes back."""
    push = staged_push(tmp_path)
    push.time = time = Jumping(push.practice)

    def jumps(practice: object) -> None:
        time.off = timedelta(minutes=minutes)

    push.proof = Meanwhile(jumps, push.practice, missing=() if is_proved else ("no answer",))
    outcome = push.push()

    assert (runs(push), outcome.verdict) == (("new", Verdict.NEW_SAVED) if is_proved else ("staged", Verdict.STAGED))
    assert (starts_with(push), is_pending(push)) == (runs(push), False)
    push.proof = NothingProved()
    assert push.push().verdict is Verdict.NEW_SAVED
