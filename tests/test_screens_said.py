"""What the wizard says holds as long as it stands there: no reason that has gone, no report of a while ago."""

from pathlib import Path

import pytest

from screens.modals import TooSmallModal
from tests.commands import CONFIGS, GUIDE
from tests.conftest import NARROW
from tests.pilot import driven, site, wizard
from tests.push_at_screen import DEVICE, PushedSite, confirmed, proving, until_seen
from wizard.errors import AnswerError
from wizard.guide.behind_push import next_behind_push
from wizard.guide.opening import Opening
from wizard.guide.parting import parting
from wizard.guide.progress import Judged
from wizard.live.push_seen import Doing
from wizard.plan.answer import answer
from wizard.render import OutputState
from wizard.site import read_site


async def test_why_a_key_does_nothing_goes_once_it_does_something(tmp_path: Path) -> None:
    """It stood below the words that all is proved, and said that it is not."""
    push = PushedSite(tmp_path)
    async with push.driven() as driver:
        await proving(driver, push)
        await driver.press("c")
        said = driver.text("#status")
        push.time.let(60)
        await until_seen(driver, lambda seen: seen.router(DEVICE).doing is Doing.HOLDING)
        driver.app.tick()
        await driver.settle()

        assert said.startswith("Not confirmed: ")
        assert driver.text("#status") == ""


async def test_that_answers_are_locked_is_said_no_longer_than_they_are(tmp_path: Path) -> None:
    """Whoever left the push for the steps read it long after the push was over."""
    push = PushedSite(tmp_path)
    async with push.driven() as driver:
        await proving(driver, push)
        await driver.press("b")
        said = driver.text("#status")
        await driver.press("P")
        await confirmed(driver, push)
        await driver.until(lambda: not driver.app.holds_a_push)
        await driver.press("b")
        driver.app.tick()
        await driver.settle()

        assert "Answers stay as they are until it is over" in said
        assert "until it is over" not in driver.text("#status")


async def test_another_message_is_not_taken_away_with_a_reason_that_has_gone(tmp_path: Path) -> None:
    """Only what was said for it goes."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        reasons = ["it waits"]
        driver.app.refuse("Not now: it waits.", lambda: reasons[0])
        driver.app.say("Something else.")
        reasons[0] = ""
        driver.app.tick()

        assert driver.app.said == "Something else."


async def test_ctrl_c_says_which_key_leaves(tmp_path: Path) -> None:
    """In the words of the wizard and in its row, not in a window of the library."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("ctrl+c")

        assert driver.text("#status") == "ctrl+c does not end the wizard: q does, and every answer is saved."
        assert not driver.app._notifications
        assert driver.app._exit is False


async def test_the_report_is_drawn_anew_once_the_site_is_saved() -> None:
    """It went on saying that there is no folder."""
    async with driven(wizard(Opening(files=tuple(CONFIGS / name for name in GUIDE))), NARROW) as driver:
        await driver.press("0")
        before = driver.text("#report-text")
        await driver.press("ctrl+s")
        await driver.fill_in("saved-here")
        await driver.until(lambda: "no folder" not in driver.text("#report-text"))
        await driver.settle()

        assert "has none yet" in before
        assert "Nothing was pushed yet" in driver.text("#report-text")


async def test_the_report_follows_the_push_that_was_made_above_it(tmp_path: Path) -> None:
    """Whoever comes back to it reads how the routers stand now, and so does who stays."""
    push = PushedSite(tmp_path)
    async with push.driven() as driver:
        await driver.press("0")
        before = driver.text("#report-text")
        await proving(driver, push)
        await driver.press("b")
        on_trial = driver.text("#report-text")
        await driver.press("9", "P")
        await confirmed(driver, push)
        await driver.press("b", "0")
        await driver.until(lambda: "SP9: NEW-saved" in driver.text("#report-text"))

        assert "SP9: no push has begun" in before
        assert "HUB9: STAGED" in on_trial
        assert "SP9: no push has begun" not in on_trial


async def test_what_comes_next_behind_a_push_is_what_its_journals_say(tmp_path: Path) -> None:
    """Who leaves with a router on trial is not told to write files; who is done is told of the report."""
    push = PushedSite(tmp_path)
    plan = read_site(push.path)
    before = parting(plan, push.path, Judged(0), OutputState.NONE)
    async with push.driven() as driver:
        await proving(driver, push)
        on_trial = parting(plan, push.path, Judged(2, beside=2), OutputState.NONE)
        await confirmed(driver, push)
        behind = parting(plan, push.path, Judged(0), OutputState.NONE)
        waits = next_behind_push(plan, push.path, waits=True)

    assert before.endswith(f"Next: ez2flex render {push.path}")
    assert f"Next: ez2flex resume {push.path} --device " in on_trial
    assert "render" not in behind
    assert f"Next: ez2flex push {push.path} --device " in behind
    assert waits == f"ez2flex {push.path}"


@pytest.mark.parametrize("size", [(79, 24), (40, 10), (30, 5), (20, 4)], ids=lambda size: "x".join(map(str, size)))
async def test_a_terminal_that_is_too_small_reads_whole_sentences(size: tuple[int, int], tmp_path: Path) -> None:
    """As much as fits is said, and nothing of what stands behind it is seen in part."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), NARROW) as driver:
        await driver.pilot.resize_terminal(*size)
        await driver.settle()
        assert isinstance(driver.app.screen, TooSmallModal)
        rows = [row.strip() for row in driver.screen_text().splitlines() if row.strip()]

        assert rows[-1] == "q quit"
        assert " ".join(rows[:-1]) in driver.app.screen.texts


async def test_whoever_typed_nothing_reads_that_the_answer_is_empty(tmp_path: Path) -> None:
    """It said that nothing is no name."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        with pytest.raises(AnswerError, match="an empty answer "):
            answer(driver.plan, "hub_name", "")
