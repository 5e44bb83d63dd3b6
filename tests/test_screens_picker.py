"""The file browser of step 1: several files, or a folder, with one key each."""

from pathlib import Path

import pytest

from screens.modals import ErrorModal
from screens.picker import FileList
from screens.widgets.keybar import KeyBar
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven, sources, wizard
from wizard.guide.opening import Opening


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the configurations of a site below it, and others."""
    below = tmp_path / "configs" / "leeds"
    below.mkdir(parents=True)
    for path in sources("guide-reuse"):
        (below / path.name).write_bytes(path.read_bytes())
    (tmp_path / "configs" / "notes.txt").write_text("hostname r9\nbanner motd ^C\nkeep out\n")
    (tmp_path / ".hidden").write_text("nothing\n")
    return tmp_path


def names(driver: Driver) -> list[str]:
    """What the browser lists."""
    return [entry.name for entry in driver.one("#files", FileList).browsed.entries]


async def to(driver: Driver, *found: str) -> None:
    """Open folders one below the other by enter, as by hand."""
    for name in found:
        await driver.go_to("#files", name)
        await driver.press("enter")


@pytest.mark.parametrize("ascii_only", [False, True], ids=["unicode", "ascii"])
async def test_one_enter_adds_a_file(folder: Path, *, ascii_only: bool) -> None:
    """Folders stand first, and what is hidden not at all; enter opens one, and adds a file at once."""
    async with driven(wizard(Opening(), ascii_only=ascii_only), folder=folder) as driver:
        await driver.press("enter", "l")
        first = names(driver)
        await to(driver, "configs/")
        second = names(driver)
        await to(driver, "leeds/", "ezvpn-server")

        assert (first, second) == (["..", "configs"], ["..", "leeds", "notes.txt"])
        assert [source.device for source in driver.app.sources] == ["ezvpn-server"]
        assert driver.step == "sources"


async def test_marked_files_are_added_together(folder: Path) -> None:
    """Space marks one and goes on to the next; enter adds all of them, and backspace leads up."""
    async with driven(wizard(Opening()), folder=folder / "configs" / "leeds") as driver:
        await driver.press("enter", "l", "home", "down", "space", "space", "space")
        await driver.press("space", "space")
        rows = driver.rows("#files")
        said = driver.text("#picked")
        await driver.press("backspace", "backspace")
        above = driver.one("#files", FileList).entry
        await to(driver, "configs/", "leeds/", "ezvpn-server")

        assert [row[:7] for row in rows] == ["    ../", "[x] ezv", "[x] ezv", "[x] ezv"][: len(rows)]
        assert said == "3 marked: enter on a file adds what is marked."
        assert above
        assert above.name == "configs"
        assert len(driver.plan.spokes) == 2


async def test_a_marked_folder_is_all_files_in_it(folder: Path) -> None:
    """Enter on a folder that is marked adds what is in it."""
    async with driven(wizard(Opening()), folder=folder / "configs") as driver:
        await driver.press("enter", "l")
        await driver.go_to("#files", "leeds/")
        await driver.press("space", "up", "enter")

        assert len(driver.plan.spokes) == 2


async def test_what_is_no_configuration_is_an_error_and_what_cannot_be_looked_into_is_said(folder: Path) -> None:
    """The wizard stays as it was; an empty folder that is marked has nothing to add."""
    (folder / "empty").mkdir()
    async with driven(wizard(Opening()), folder=folder) as driver:
        await driver.press("enter", "l")
        await driver.go_to("#files", "empty/")
        await driver.press("space", "enter")
        refused = driver.text("#picked")
        await driver.press("space")
        await to(driver, "configs/", "notes.txt")

        assert "no other file in that folder" in refused
        assert isinstance(driver.app.screen, ErrorModal)
        await driver.press("escape")
        assert driver.step == "sources"


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_the_last_row_has_the_keys_of_what_stands_above_a_step(size: tuple[int, int], folder: Path) -> None:
    """Keys of the step below would do nothing there; when it is left they are back."""
    async with driven(wizard(Opening(files=sources("guide-reuse"))), size, folder) as driver:
        said = []
        for key in ("l", "?", "plus"):
            await driver.press(key)
            bar = driver.app.screen_stack[-2].query_one(KeyBar)
            said.append(str(bar.render()))
            drawn = driver.screen_text().splitlines()[-1].strip()
            assert drawn.startswith(said[-1].split("  ")[0])
            await driver.press("escape")
        await driver.press("l", "?")
        said.append(driver.screen_text().splitlines()[-1].strip())
        await driver.press("escape")
        said.append(driver.screen_text().splitlines()[-1].strip())
        await driver.press("escape")

        of_files = "enter open or add  space mark  backspace folder above  escape leave  ? help"
        assert said == [of_files, "esc back", "escape leave", "esc back", of_files]
        assert driver.screen_text().splitlines()[-1].startswith("? help  b back")
