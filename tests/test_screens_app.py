"""The wizard as a whole: how it is started, gone through and left."""

import subprocess
import sys
from pathlib import Path

import pytest

from screens.app import EzApp
from screens.main import main
from screens.modals import AskModal, ErrorModal, HelpModal, TooSmallModal
from screens.sites import SiteList
from screens.widgets.keybar import KeyBar
from screens.widgets.plain_text import PlainText
from tests.conftest import NARROW, WIDE
from tests.pilot import driven, site, sources, wizard
from wizard import __version__
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE
from wizard.site import read_site, save_site


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """`ez2flex --version` prints the version and nothing else."""
    code = main(["--version"])

    assert (code, capsys.readouterr().out) == (0, f"ez2flex {__version__}\n")


def test_nothing_heavy_is_imported_before_the_first_frame() -> None:
    """The wizard draws before it loads the parser, the template engine or the plan's own modules."""
    code = (
        "import sys, screens.app, screens.steps.sources; "
        "late = ('ciscoconfparse', 'jinja2', 'tomlkit'); "
        "early = ('cli', 'guide'); "
        "names = [name.split('.') for name in sys.modules if name.startswith('wizard.')]; "
        "print([name for name in late if name in sys.modules]); "
        "print(['.'.join(name) for name in names if len(name) > 2 and name[1] not in early])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n[]\n"


def test_nothing_of_a_push_is_imported_before_one_is_there() -> None:
    """SSH and the judges of what routers answer take longer than the first frame."""
    code = (
        "import asyncio, sys; from screens.app import EzApp; from wizard.guide.opening import Opening\n"
        "async def drawn():\n"
        "    async with EzApp(Opening()).run_test() as pilot:\n"
        "        await pilot.pause()\n"
        "asyncio.run(drawn())\n"
        "late = ('screens.push_screen', 'wizard.judge', 'wizard.live.push_seen', 'paramiko')\n"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


async def test_forward_and_back_go_through_every_step(tmp_path: Path) -> None:
    """f goes from the overview through all ten steps, b comes back, and the ends say that they are ends."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), at="overview") as driver:
        before = driver.plan
        there = [driver.step]
        for _ in ROUTE:
            await driver.press("f")
            there.append(driver.step)
        await driver.press("f")
        last = driver.text("#status")
        back = [driver.step]
        for _ in ROUTE:
            await driver.press("b")
            back.append(driver.step)
        await driver.press("b")

        assert there == ["overview", *(step.key for step in ROUTE)]
        assert back == there[::-1]
        assert (last, driver.text("#status")) == (
            "This is the last step.",
            "This is where the wizard begins: q leaves it.",
        )
        assert driver.plan == before


@pytest.mark.parametrize(("size", "place"), [(NARROW, (14, 0)), (WIDE, (4, 3))], ids=["80x24", "120x40"])
async def test_a_click_on_the_rail_opens_the_step(
    size: tuple[int, int], place: tuple[int, int], tmp_path: Path
) -> None:
    """The numbers of the rail can be clicked, in a row and in a column."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), size) as driver:
        await driver.press("1")
        await driver.click("#rail", *place)

        assert driver.step in {"found", "strategy"}


async def test_a_click_on_a_key_presses_it(tmp_path: Path) -> None:
    """The keys in the last row can be clicked."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.click("#keys", 1)

        assert isinstance(driver.app.screen, HelpModal)


@pytest.mark.parametrize("index", range(len(ROUTE)), ids=[step.key for step in ROUTE])
async def test_every_step_explains_itself(index: int, tmp_path: Path) -> None:
    """? tells what is focused and every key that works there, in words."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press(str((index + 1) % 10), "?")
        shown = driver.screen_text()
        await driver.press("escape")

        assert "Help" in shown
        assert driver.step == ROUTE[index].key


async def test_a_terminal_that_is_too_small_shows_only_that(tmp_path: Path) -> None:
    """Below 80x23 the wizard says how much it needs, and goes on once it has it."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.pilot.resize_terminal(70, 20)
        await driver.settle()
        small = driver.app.screen
        await driver.pilot.resize_terminal(*NARROW)
        await driver.settle()

        assert isinstance(small, TooSmallModal)
        assert driver.step == "sources"


async def test_the_last_steps_write_no_file_by_themselves(tmp_path: Path) -> None:
    """Run sheet and report write only when that is asked for, by e too."""
    folder = site("guide-new-hub", tmp_path)
    async with driven(wizard(Opening(folder=folder))) as driver:
        await driver.press("9", "0", "enter")
        assert not (folder / "out").exists()
        await driver.press("e")

        assert (folder / "out" / "flexserver" / "target.cfg").exists()


async def test_the_folder_can_be_chosen(tmp_path: Path) -> None:
    """ctrl+s asks for the folder, and the site is there and stays there."""
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.press("ctrl+s")
        asked = isinstance(driver.app.screen, AskModal)
        await driver.fill_in(str(tmp_path / "elsewhere"))

        assert asked
        assert read_site(tmp_path / "elsewhere", read_on=driver.plan.read_on) == driver.plan


async def test_a_folder_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    """Where saving fails the wizard says why, and keeps what was answered."""
    (tmp_path / "taken").write_text("a file, not a folder")
    async with driven(wizard(Opening(files=sources("guide-reuse")))) as driver:
        await driver.press("ctrl+s")
        await driver.fill_in(str(tmp_path / "taken" / "site"))

        assert isinstance(driver.app.screen, ErrorModal)
        assert "NOT SAVED" in driver.app.saved


async def test_known_sites_are_listed_the_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`ez2flex` with nothing lists the sites that were saved, and enter opens the first."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(tmp_path / "state"))
    for case in ("guide-new-hub", "guide-reuse"):
        folder = site(case, tmp_path)
        save_site(read_site(folder), folder)
    async with driven(wizard(Opening())) as driver:
        rows, first = driver.rows("#sites"), driver.text("#status")
        await driver.press("enter")
        sites = [row.split()[0] for row in rows if row.endswith("just now")]

        assert ([row.split()[0] for row in rows[:2]], sites) == (["New", "Practice"], ["guide-reuse", "guide-new-hub"])
        assert first == str(tmp_path / "guide-reuse")
        assert driver.step == "overview"
        assert driver.app.folder == tmp_path / "guide-reuse"


async def test_a_new_migration_begins_without_sources() -> None:
    """The first row of the start opens an empty first step that says how to add a configuration."""
    async with driven(wizard(Opening())) as driver:
        driver.app.screen.query_one(SiteList).cursor = 0
        await driver.press("enter")

        assert driver.step == "sources"
        assert "+ types a path, l browses" in driver.screen_text()


@pytest.mark.parametrize("index", range(len(ROUTE)), ids=[step.key for step in ROUTE])
async def test_plain_characters_are_enough(index: int, tmp_path: Path) -> None:
    """With --ascii no step draws a character beyond ASCII."""
    app = wizard(Opening(folder=site("guide-new-hub", tmp_path)), ascii_only=True)
    async with driven(app, WIDE) as driver:
        await driver.press(str((index + 1) % 10))
        drawn = driver.screen_text()

        assert drawn.isascii(), sorted({char for char in drawn if not char.isascii()})


async def test_the_keys_of_a_step_are_in_the_last_row(tmp_path: Path) -> None:
    """On 80 columns help, the step's own keys, and the way on and back are all shown."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        bar = ""
        for key in "2345678":
            await driver.press(key)
            bar = str(driver.one("#keys", KeyBar).render())
            assert bar.startswith("? help  b back  f next  ")

        assert bar.endswith("e export")


async def test_leaving_saves_what_was_not_saved(tmp_path: Path) -> None:
    """q leaves at once, with every answer on disk."""
    folder = site("guide-reuse", tmp_path)
    app: EzApp = wizard(Opening(folder=folder))
    async with driven(app) as driver:
        await driver.press("5")
        await driver.press("z")
        await driver.go_to("#questions", "pfs")
        await driver.press("enter", "down", "enter")
        await driver.pilot.press("q")
        plan = driver.plan

    assert read_site(folder, read_on=plan.read_on) == plan


async def test_the_practice_site_says_that_no_router_stands_behind_it() -> None:
    """`ez2flex demo` opens whole configurations of a lab, and says plainly what it is."""
    async with driven(wizard(Opening(demo=True)), at="overview") as driver:
        assert len(driver.plan.spokes) == 2
        assert driver.text("#top").startswith("SIMULATED  practice-hub + 2 spokes")
        assert driver.text("#status").startswith("Practice site: no router stands behind it.")


async def test_a_long_status_gives_its_rows_back_with_the_next_key(tmp_path: Path) -> None:
    """A status of several rows shrinks the list only until something is typed; ? shows all of it from then on."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("5")
        driver.app.say(f"{'word ' * 40}end.")
        await driver.settle()
        long = driver.one("#status", PlainText).size.height
        await driver.press("down")
        short = driver.one("#status", PlainText).size.height
        await driver.press("?")

        assert (long, short) == (3, 1)
        assert "Said last: word" in driver.screen_text()
