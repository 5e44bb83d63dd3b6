"""While a push is at work it says what changes once, and not every few seconds the same."""

from datetime import UTC, datetime, timedelta

import pytest

from wizard.cli.push_progress import Progress
from wizard.guide.push_words import proof_in_words
from wizard.live.push_seen import ProofSeen
from wizard.push.proof_rows import ProofRow


def seen_at(seconds: int, *, session: bool = True) -> ProofSeen:
    """A proof in which all but the last row holds, once the session is up."""
    last = f"the same 1 session for {seconds} of 60 seconds"
    return ProofSeen(
        at=datetime.now(UTC),
        rows=(
            ProofRow(name="session", device="hub", before="", after="up" if session else "down", is_good=session),
            ProofRow(name="stable", device="spoke", before="", after=last, is_good=seconds >= 60),
        ),
    )


def test_of_a_proof_only_what_changes_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Twelve rounds of a minute are one line; the end of the minute is another."""
    shown: list[str] = []
    progress = Progress(shown.append)
    for proof in (seen_at(0, session=False), *(seen_at(seconds) for seconds in range(0, 61, 5))):
        progress.proved("spoke", proof, None)

    said = capsys.readouterr().err.splitlines()
    assert [row.partition(";")[0] for row in said] == [f"spoke: {good} of 2 hold" for good in (0, 1, 2)]
    assert "spoke: 1 of 2 hold; stable: the same 1 session for 35 of 60 seconds" in shown


def test_what_does_not_answer_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    """A router that is called for ten minutes fills no screen."""
    progress = Progress(lambda _: None)
    for _ in range(5):
        progress.told("spoke does not answer; it is called again")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_line_counts_the_timer_down() -> None:
    """Whoever watches sees how long the router waits, and at which router a row does not hold."""
    line = proof_in_words("spoke", seen_at(5, session=False).rows, timedelta(minutes=9, seconds=41.5))
    assert line == (
        "spoke: 0 of 2 hold, the timer ends in 9:41; session at hub: down; "
        "stable: the same 1 session for 5 of 60 seconds"
    )


def test_a_timer_that_is_over_does_not_count_below_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The clocks of router and machine differ by a little."""
    Progress(lambda _: None).proved("spoke", seen_at(5), datetime.now(UTC) - timedelta(hours=1))
    assert "the timer ends in 0:00" in capsys.readouterr().err
