"""The wizard and its folder: alone in it, and careful of what others write there."""

from contextlib import suppress
from pathlib import Path

import pytest
from textual import events

from screens.clash import ClashModal
from screens.modals import AskModal, ErrorModal, TextModal
from tests.commands import ez2flex
from tests.pilot import Driver, driven, site, sources, wizard
from wizard.errors import EzError, SiteLocked
from wizard.guide.opening import Opening
from wizard.model.plan import Plan
from wizard.plan.answer import answer
from wizard.site import Writer, read_site, save_site


def edit(folder: Path, text: str) -> None:
    """Saves plan.toml in an editor."""
    path = folder / "plan.toml"
    path.write_text(text, "utf-8")


def answered(folder: Path, key: str, value: str) -> None:
    """Answers a question in plan.toml by hand."""
    copy = folder.with_name("copy")
    save_site(answer(read_site(folder), key, value), copy)
    edit(folder, (copy / "plan.toml").read_text("utf-8"))


def values(plan: Plan) -> dict[str, str]:
    """The answers for the whole site."""
    return {answer.key: answer.value for answer in plan.answers if not answer.device}


async def answer_pfs(driver: Driver) -> None:
    """Chooses the second choice of the question pfs."""
    await driver.answer("pfs", "group20")


async def test_the_wizard_holds_its_site_until_it_is_left(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A command beside it is refused, and is welcome afterwards."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        beside = ez2flex(capsys, "render", folder)
        await driver.pilot.press("q")
    after = ez2flex(capsys, "render", folder)

    assert (beside.code, after.code) == (3, 0)
    assert not (folder / ".lock").exists()


async def test_a_second_wizard_only_reads(tmp_path: Path) -> None:
    """It says who holds the site, keeps answers to itself, and saves them elsewhere."""
    folder = site("guide-reuse", tmp_path)
    before = (folder / "plan.toml").read_bytes()
    with Writer(folder, "the ez2flex wizard"):
        async with driven(wizard(Opening(folder=folder))) as driver:
            said = driver.screen_text()
            is_told = isinstance(driver.app.screen, TextModal)
            await driver.press("escape")
            await answer_pfs(driver)
            top = driver.text("#top")
            await driver.press("q")
            is_kept = isinstance(driver.app.screen, ErrorModal)
            await driver.press("escape", "ctrl+s")
            await driver.fill_in(str(tmp_path / "mine"))
            plan = driver.plan

            assert driver.app.saved.startswith("saved")

    assert is_told
    assert "is being written by the ez2flex wizard of" in " ".join(said.split())
    assert "READ-ONLY" in top
    assert is_kept
    assert (folder / "plan.toml").read_bytes() == before
    assert read_site(tmp_path / "mine", read_on=plan.read_on) == plan
    assert values(plan)["pfs"] == "group20"


async def test_q_once_more_leaves_without_what_cannot_be_saved(tmp_path: Path) -> None:
    """The message says that q again leaves, and did not take it as long as it was shown."""
    folder = site("guide-reuse", tmp_path)
    with Writer(folder, "the ez2flex wizard"):
        async with driven(wizard(Opening(folder=folder))) as driver:
            await driver.press("escape")
            await answer_pfs(driver)
            await driver.press("q")
            is_told = isinstance(driver.app.screen, ErrorModal)
            await driver.pilot.press("q")
            await driver.pilot.pause()

            assert is_told
            assert driver.app.return_code == 0


async def test_an_edit_that_contradicts_nothing_is_taken_over(tmp_path: Path) -> None:
    """What a person wrote into plan.toml and what was answered in the wizard are both there afterwards."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        answered(folder, "ike_lifetime", "3600")
        await answer_pfs(driver)
        await driver.settle()

        assert driver.text("#status") == "plan.toml was edited meanwhile, and is taken over: ike_lifetime"
        assert values(driver.plan)["ike_lifetime"] == "3600"

    assert {"ike_lifetime": "3600", "pfs": "group20"}.items() <= values(read_site(folder)).items()


async def test_an_edit_is_noticed_when_the_terminal_is_looked_at_again(tmp_path: Path) -> None:
    """Coming back from the editor's window is enough."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        answered(folder, "ike_lifetime", "3600")
        driver.app.post_message(events.AppFocus())
        await driver.settle()
        await driver.settle()

        assert values(driver.plan)["ike_lifetime"] == "3600"


WAYS = {"theirs": ("group19", False), "ours": ("group20", True)}


@pytest.mark.parametrize("way", WAYS)
async def test_who_contradicts_an_edit_is_asked(way: str, tmp_path: Path) -> None:
    """Both answered the same question: a person decides, and the other answer is not gone."""
    folder = site("guide-reuse", tmp_path)
    wanted, is_beside = WAYS[way]
    async with driven(wizard(Opening(folder=folder))) as driver:
        answered(folder, "pfs", "group19")
        edited = (folder / "plan.toml").read_bytes()
        await answer_pfs(driver)
        await driver.settle()
        is_asked = isinstance(driver.app.screen, ClashModal)
        untouched = (folder / "plan.toml").read_bytes() == edited
        await driver.press(*(("enter",) if way == "theirs" else ("down", "enter")))
        await driver.settle()
        await driver.pilot.press("q")

    assert is_asked
    assert untouched
    assert values(read_site(folder))["pfs"] == wanted
    assert (folder / "plan.toml.orig").exists() is is_beside
    assert not is_beside or (folder / "plan.toml.orig").read_bytes() == edited


async def test_a_plan_that_is_broken_meanwhile_is_reported_and_nothing_is_lost(tmp_path: Path) -> None:
    """The wizard goes on with every answer, names the line, and saves once the file is mended."""
    folder = site("guide-reuse", tmp_path)
    good = (folder / "plan.toml").read_text("utf-8")
    async with driven(wizard(Opening(folder=folder))) as driver:
        edit(folder, f"{good}\n[answers\n")
        await answer_pfs(driver)
        await driver.settle()
        asked = " ".join(driver.screen_text().split())
        await driver.press("escape")
        broken = (folder / "plan.toml").read_text("utf-8")
        await driver.answer("key_size", "4096")
        is_asked_again = isinstance(driver.app.screen, ClashModal)
        saved = driver.app.saved
        edit(folder, good)
        await driver.press("ctrl+s")
        await driver.settle()

        assert driver.app.saved.startswith("saved")

    assert f"plan.toml:{len(good.splitlines()) + 2}" in asked.replace(" ", "")
    assert broken.endswith("[answers\n")
    assert (is_asked_again, saved) == (False, "NOT SAVED")
    assert {"key_size": "4096", "pfs": "group20"}.items() <= values(read_site(folder)).items()


async def test_leaving_over_an_edit_asks_first(tmp_path: Path) -> None:
    """q never writes over somebody's edit, nor forgets an answer without a word."""
    folder = site("guide-reuse", tmp_path)
    app = wizard(Opening(folder=folder))
    async with driven(app) as driver:
        edit(folder, "[answers\n")
        await answer_pfs(driver)
        await driver.press("escape", "q")
        is_asked = isinstance(driver.app.screen, ClashModal)
        await driver.press("down", "enter")
        await driver.settle()
        await driver.pilot.press("q")

    assert is_asked
    assert values(read_site(folder))["pfs"] == "group20"
    assert (folder / "plan.toml.orig").read_text("utf-8") == "[answers\n"


async def test_ctrl_s_into_another_site_is_refused(tmp_path: Path) -> None:
    """The folder of another migration is not saved over, and this one stays where it was."""
    other, folder = site("guide-new-hub", tmp_path), site("guide-reuse", tmp_path)
    before = (other / "plan.toml").read_bytes()
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.press("ctrl+s")
        await driver.fill_in(str(other))
        is_refused = isinstance(driver.app.screen, ErrorModal)
        await driver.press("escape")
        await answer_pfs(driver)

        assert is_refused
        assert driver.app.folder == folder

    assert (other / "plan.toml").read_bytes() == before
    assert values(read_site(folder))["pfs"] == "group20"


async def test_ctrl_s_into_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    """Nothing is put among a person's own files."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "letter.txt").write_text("dear", "utf-8")
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.press("ctrl+s")
        is_asked = isinstance(driver.app.screen, AskModal)
        await driver.fill_in(str(tmp_path / "documents"))

        assert is_asked
        assert isinstance(driver.app.screen, ErrorModal)

    assert [path.name for path in (tmp_path / "documents").iterdir()] == ["letter.txt"]


async def test_a_folder_that_cannot_be_had_is_not_tried_again(tmp_path: Path) -> None:
    """After a refused folder the next answer goes to one that is free, and is said to."""
    (tmp_path / "taken").write_text("a file, not a folder")
    async with driven(wizard(Opening(files=sources("guide-reuse"))), folder=tmp_path) as driver:
        await driver.press("ctrl+s")
        await driver.fill_in(str(tmp_path / "taken" / "site"))
        await driver.press("escape")
        await answer_pfs(driver)
        folder = driver.app.folder

        assert folder is not None
        assert driver.app.saved.startswith("saved")
        assert values(read_site(folder))["pfs"] == "group20"


async def test_saving_elsewhere_moves_the_wizard_there(tmp_path: Path) -> None:
    """The folder before is free for others, and the new one is held."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.press("ctrl+s")
        await driver.fill_in(str(tmp_path / "elsewhere"))
        Writer(folder).close()
        with pytest.raises(SiteLocked):
            Writer(tmp_path / "elsewhere")


async def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    """Where somebody moved the folder away, the answers are kept until a person says where to."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        folder.rename(tmp_path / "moved")
        await answer_pfs(driver)
        await driver.settle()
        is_asked = isinstance(driver.app.screen, ClashModal)
        with suppress(EzError):
            read_site(folder)
        await driver.press("down", "enter")
        await driver.settle()
        await driver.pilot.press("q")

    assert is_asked
    assert values(read_site(folder))["pfs"] == "group20"
    assert "pfs" not in values(read_site(tmp_path / "moved"))


async def test_export_writes_nothing_over_an_edit(tmp_path: Path) -> None:
    """Files are not rendered from one plan beside another one."""
    folder = site("guide-reuse", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        edit(folder, "[answers\n")
        await driver.press("8", "e")
        await driver.settle()

        assert isinstance(driver.app.screen, ClashModal)

    assert not (folder / "out").exists()
    assert (folder / "plan.toml").read_text("utf-8") == "[answers\n"
