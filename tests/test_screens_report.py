"""Step 10 of the wizard: how a site stands by its journals, and the report for the change ticket."""

from pathlib import Path

from tests.commands import CONFIGS, GUIDE
from tests.conftest import NARROW
from tests.pilot import driven, site, wizard
from wizard.guide.opening import Opening


async def test_the_report_of_a_site_is_shown_and_written(tmp_path: Path) -> None:
    """E asks for the ticket, and says where the three files are; before a push they say what will be done."""
    folder = site("branches-keep-server", tmp_path)
    async with driven(wizard(Opening(folder=folder)), NARROW) as driver:
        await driver.press("0")
        before = driver.text("#report-text")
        await driver.press("E")
        await driver.fill_in("CHG-4711")

        assert "Nothing was pushed yet" in before
        assert "br-leeds: no push has begun" in before
        assert driver.text("#status").startswith("Wrote report.md, report.html, report.json to ")
        assert "CHG-4711" in (folder / "report.md").read_text("utf-8").replace("\\", "")


async def test_escape_writes_no_report(tmp_path: Path) -> None:
    """What was asked can be left."""
    folder = site("branches-keep-server", tmp_path)
    async with driven(wizard(Opening(folder=folder)), NARROW) as driver:
        await driver.press("0", "E", "escape")

        assert not (folder / "report.md").exists()


async def test_a_site_that_is_not_saved_has_no_report() -> None:
    """It says what to do, and so does the key."""
    async with driven(wizard(Opening(files=tuple(CONFIGS / name for name in GUIDE))), NARROW) as driver:
        await driver.press("0", "E")

        assert "ctrl+s saves it" in driver.text("#report-text")
        assert "ctrl+s saves it" in driver.text("#status")
