"""A stage that is sent while something goes wrong at one of its lines stops there, or goes on rightly."""

import pytest

from tests.practice_routers import router
from tests.test_router_session import STAGE
from wizard.errors import ConnectionLost, Refused, RouterError, Surprise
from wizard.practice import PracticeRouter
from wizard.session.dialogue import LONGEST_ANSWER, PATIENCE, Dialogue
from wizard.session.router_session import log_in

LINES = [row.strip() for row in STAGE.read_text("utf-8").splitlines() if not row.startswith("!")]

STOPS: dict[str, type[RouterError]] = {
    "before-echo drop": ConnectionLost,
    "after-echo drop": ConnectionLost,
    "after-apply drop": ConnectionLost,
    "refuse": Refused,
    "deny": Refused,
    'refuse "% Something that nobody has seen"': Refused,
    'ask "Do you really want this? [yes/no]:"': Surprise,
    'ask "Continue? [confirm]"': Surprise,
}
"""What goes wrong at a line, and what is said of it."""

GOES_ON = (
    "noise",
    "noise at byte 3",
)


def sent(practice: PracticeRouter, taken: list[str]) -> None:
    """Sends the stage, and notes the lines that were taken."""
    terminal = practice.log_in("admin")
    dialogue = Dialogue(terminal, router="r1", now=lambda: practice.clock.now.timestamp())
    session = log_in(dialogue, terminal.close, router="r1", enable=None)
    session.configure()
    for line in LINES:
        session.send(line)
        taken.append(line)
    session.end()


@pytest.mark.parametrize("fault", STOPS)
@pytest.mark.parametrize("place", range(0, len(LINES), 5))
def test_what_goes_wrong_at_a_line_stops_the_stage_there(fault: str, place: int) -> None:
    """The lines before it were taken, none behind it is typed."""
    practice = router().fork(faults=[f'at "{LINES[place]}" {fault}'])
    begun, taken = practice.clock.now, list[str]()

    with pytest.raises(STOPS[fault]):
        sent(practice, taken)
    assert taken == LINES[: next(at for at, line in enumerate(LINES) if line.startswith(LINES[place]))]
    assert (practice.clock.now - begun).total_seconds() < LONGEST_ANSWER + PATIENCE


@pytest.mark.parametrize("fault", GOES_ON)
@pytest.mark.parametrize("place", range(0, len(LINES), 5))
def test_what_comes_unasked_at_a_line_does_not_stop_the_stage(fault: str, place: int) -> None:
    """All of it is there in the end."""
    taken: list[str] = []
    sent(router().fork(faults=[f'at "{LINES[place]}" {fault}']), taken)

    assert taken == LINES


@pytest.mark.parametrize("fault", ["chunk 1", "chunk 7", "latency 2s"])
def test_a_slow_line_is_no_fault(fault: str) -> None:
    """Bytes that come one by one or late are the same bytes."""
    taken: list[str] = []
    sent(router().fork(faults=[fault]), taken)

    assert taken == LINES
