"""The wizard goes on where a site was left, and says where that is when it is left."""

import json
from pathlib import Path

import pytest

from screens.app import EzApp
from screens.widgets.question_list import QuestionList
from tests.golden_cases import golden_plan
from tests.pilot import Driver, driven, site, sources, wizard
from wizard.guide.opening import Opening
from wizard.guide.parting import parting
from wizard.guide.progress import Judged
from wizard.plan.answer import reopen
from wizard.render import OutputState
from wizard.site import LeftOff, left_off, remember_left_off


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def opened(folder: Path) -> EzApp:
    """The wizard on that site."""
    return wizard(Opening(folder=folder))


async def question(driver: Driver) -> str:
    """The key of the question under the cursor."""
    row = driver.one("#questions", QuestionList).question
    return row.key if row else ""


async def test_a_site_opens_where_it_was_left(state: Path, tmp_path: Path) -> None:
    """Step, question and what was read are as before; b leads to the overview."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(opened(folder), at="crypto") as driver:
        await driver.press("z", "G")
        before = await question(driver)
        driver.app.read_now("AUT015 somewhere")
        await driver.press("q")
    app = opened(folder)
    async with driven(app, at="crypto") as driver:
        there, after = driver.app.way, await question(driver)
        await driver.press("b")

        assert (there, after) == (("overview",), before)
        assert driver.step == "overview"
        assert "AUT015 somewhere" in driver.app.read


async def test_a_step_is_remembered_at_once(state: Path, tmp_path: Path) -> None:
    """Whoever is cut off comes back to the step that was open."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(opened(folder), at="addresses"):
        assert left_off(folder).step == "addresses"


MOVED = {
    "sources": "j",
    "found": "jj",
    "identity": "z" + "j" * 5,
    "findings": "jjj",
    "run-sheet": "jj",
    "overview": "j",
}
"""Keys that move the cursor in each kind of step."""


@pytest.mark.parametrize("step", MOVED)
async def test_the_row_is_remembered_where_nobody_leaves(step: str, state: Path, tmp_path: Path) -> None:
    """Whoever is cut off while the cursor moves comes back to that row, not to the first one of the step."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(opened(folder), at=step) as driver:
        first = driver.searched_cursor
        await driver.press(*MOVED[step])
        moved = driver.searched_cursor
        await driver.until(lambda: not driver.app._is_moving)
        await driver.settle()
    async with driven(opened(folder), at=step) as driver:
        assert first != moved == driver.searched_cursor


async def test_the_question_behind_the_first_answer_is_remembered_at_once(state: Path) -> None:
    """Whoever is cut off behind an answer comes back to where it led, also where that answer made the folder."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.answer("login_username", "netops")
        folder = driver.app.folder
        assert folder
        assert left_off(folder).step == "strategy"
        assert left_off(folder).question == await question(driver)


async def test_a_warning_that_was_read_is_remembered_at_once(state: Path, tmp_path: Path) -> None:
    """Whoever is cut off does not read it again."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(opened(folder), at="findings") as driver:
        driver.app.read_now("AUT015 somewhere")
        await driver.settle()
        assert "AUT015 somewhere" in left_off(folder).read


def test_what_somebody_else_wrote_there_is_nothing(state: Path, tmp_path: Path) -> None:
    """A file of another form, or none, is no reason to fail and leads nowhere."""
    folder = site("guide-new-hub", tmp_path)
    left = LeftOff("found", "pfs", frozenset({"AUT015"}), device="spoke1", line=7, filter="kept", cursor=-1)
    remember_left_off(folder, left)

    assert left_off(folder) == left
    for text in ("[", "[1]", json.dumps({str(folder): 7}), json.dumps({str(folder): {"step": 1, "read": [2, "x"]}})):
        (state / "left-off.json").write_text(text, "utf-8")
        assert left_off(folder)._replace(read=frozenset()) == LeftOff()
    (state / "left-off.json").unlink()
    assert left_off(folder) == LeftOff()


def test_the_last_sentence_says_how_the_site_stands_and_what_comes_next() -> None:
    """The verdict, the folder and a command that can be pasted."""
    plan = golden_plan("guide-reuse")
    folder = Path("my sites/leeds")

    none = OutputState.NONE
    assert parting(plan, folder, Judged(0), none) == (
        "my sites/leeds is saved: nothing blocks. Next: ez2flex render 'my sites/leeds'"
    )
    assert "2 things block. Next: ez2flex 'my sites/leeds'" in parting(plan, folder, Judged(2, beside=2), none)
    assert "1 question is open" in parting(reopen(plan, "management_access"), folder, None, none)
    assert "1 question is open. Next" in parting(reopen(plan, "management_access"), folder, Judged(1), none)
    assert "not checked since the last answer" in parting(plan, folder, None, none)
    assert parting(plan, folder, Judged(0), OutputState.OUTDATED).endswith("Next: ez2flex render 'my sites/leeds'")


def test_whose_files_are_written_is_led_to_the_run_sheet() -> None:
    """Rendering once more would give the same files; where something blocks, that comes first all the same."""
    plan, folder, written = golden_plan("guide-reuse"), Path("leeds"), OutputState.CURRENT

    assert parting(plan, folder, Judged(0), written).endswith("Next: follow leeds/out/RUNSHEET.md")
    assert parting(plan, folder, Judged(2, beside=2), written).endswith("Next: ez2flex leeds")
