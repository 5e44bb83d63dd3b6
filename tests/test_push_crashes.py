"""This program is killed, its disk is full, or another one pushes the same router: no line leaves unannounced."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.full_disk import why_not
from tests.push_crashes import CRASHED, crashed
from tests.push_sweep import FULL, KILLED, NO_ROOM, suffered
from tests.push_truth import begun
from tests.push_wire import Typed, Watched
from tests.pushing import Pushed
from wizard.errors import SiteLocked
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is forked at each line")
SPOKE = CRASHED[0]


ON_A_SMALL_DISK = pytest.param(FULL, marks=pytest.mark.skipif(bool(why_not()), reason=why_not() or "it can"))


@pytest.mark.parametrize("fault", [KILLED, NO_ROOM, ON_A_SMALL_DISK])
@pytest.mark.parametrize(("case", "device"), CRASHED)
def test_a_push_goes_on_from_wherever_this_program_ended(case: str, device: str, fault: str) -> None:
    """Behind every seventh record of its journal; `dev.py bench --crashes` ends it behind every one."""
    found = list(crashed(case, device, fault, one_of=7))

    assert [(str(end.case), end.broken) for end in found if end.broken] == []
    assert len(found) > 15


def test_lines_that_left_behind_the_last_verdict_are_part_of_the_run(tmp_path: Path) -> None:
    """The program ended while it typed the first stage: what is there is not taken for what was found."""
    practice = begun(*SPOKE).fork()
    watched = Watched(practice)

    class Ended(BaseException):
        """This program, at once."""

    def end(typed: Typed) -> None:
        if typed.line == "end":
            raise Ended

    watched.at_line = end
    push = Pushed(case=SPOKE[0], device=SPOKE[1], practice=practice, path=tmp_path, tap=watched.tap)
    with suppress(Ended):
        push.push(Stage.ARCHIVE)
    watched.at_line = lambda typed: None
    watched.typed.clear()
    outcome = push.push(Stage.ARCHIVE)

    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.PARTIAL), outcome.says
    assert "path flash:ez2flex-" not in [typed.line for typed in watched.typed]
    assert push.push(is_revert=True).verdict is Verdict.OLD
    assert "archive" not in practice.running


def test_a_cut_over_that_lies_on_flash_is_taken_up_too() -> None:
    """The router takes it to its end by itself."""
    ends = list(suffered(*SPOKE, lambda stage, place, count: [KILLED], rides_tunnel=True))

    assert [(str(end.case), end.broken) for end in ends if end.broken] == []
    assert ends


def test_nobody_else_pushes_a_router_that_is_being_pushed(tmp_path: Path) -> None:
    """The second one is told so, and types nothing."""
    practice = begun(*SPOKE).fork()
    watched, other = Watched(practice), Watched(practice)
    second = Pushed(case=SPOKE[0], device=SPOKE[1], practice=practice, path=tmp_path, tap=other.tap)
    refused: list[SiteLocked] = []

    def push_too(typed: Typed) -> None:
        if typed.changes:
            with pytest.raises(SiteLocked) as caught:
                second.push()
            refused.append(caught.value)

    watched.at_line = push_too
    Pushed(case=SPOKE[0], device=SPOKE[1], practice=practice, path=tmp_path, tap=watched.tap).push(Stage.ARCHIVE)

    assert refused
    assert other.typed == []
