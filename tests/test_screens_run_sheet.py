"""Step 9 of the wizard: the run sheet, a stage with the checks around it, and how it is sent by hand."""

from pathlib import Path

from screens.modals import StageModal
from screens.widgets.modal_frame import ModalFrame
from screens.widgets.plain_text import PlainText
from screens.widgets.run_sheet_list import RunSheetList
from tests.bench.hub import hub, spoke_of
from tests.commands import CONFIGS, GUIDE
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven, site, wizard
from wizard.guide.opening import Opening
from wizard.render import outputs
from wizard.site import RUN_SHEET


def shown(driver: Driver) -> str:
    """The text above the step, its title first."""
    assert isinstance(driver.app.screen, StageModal)
    title = driver.app.screen.query_one(ModalFrame).border_title or ""
    return "\n".join((title, *(str(text.content) for text in driver.app.screen.query(PlainText))))


async def test_the_site_stands_in_order_with_what_stops(tmp_path: Path) -> None:
    """Step 9 has the numbers of RUNSHEET.md, and says above them what stops, and how it is pushed."""
    async with driven(wizard(Opening(folder=site("filialen-new-hub", tmp_path))), NARROW) as driver:
        await driver.press("9")
        rows = driver.rows("#run-sheet")

        assert rows[1].split()[:4] == ["1", "nw-flex-hub", "1-archive", "+2"]
        assert "P pushes: every router is read first" in driver.text("#stops-text")
        assert "! Traffic stops once on each of NW-KI-RTR01, NW-HB-RTR01, in its 5-cutover" in driver.text(
            "#stops-text"
        )
        assert [row for row in rows if "traffic stops once" in row and "5-cutover" in row and "NW-KI-RTR01" in row]
        assert len([row for row in rows if row[:3].strip().isdigit()]) == outputs(driver.plan)[RUN_SHEET].count(
            "\n### "
        )


async def test_what_one_notices_stands_whole_in_each_row(tmp_path: Path) -> None:
    """On 80 columns too: the sentence stands with the stage, a few words in the row."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("9")
        rows = driver.rows("#run-sheet")

        assert any(row.endswith("nothing stops") for row in rows)
        assert not any(row.endswith("\N{HORIZONTAL ELLIPSIS}") for row in rows)


async def test_enter_on_a_heading_says_where_a_stage_is(tmp_path: Path) -> None:
    """A key that does nothing says why."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path))), NARROW) as driver:
        await driver.press("9", "g", "enter")

        assert driver.text("#status") == "Enter opens a stage: move to one first."


async def test_enter_shows_the_lines_and_the_checks_around_them(tmp_path: Path) -> None:
    """What is typed before and after, what is sent, and what takes it back, in this order; escape comes back."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path))), NARROW) as driver:
        await driver.press("9")
        await driver.go_to("#run-sheet", "traffic stops once")
        await driver.press("enter")
        text = shown(driver)
        places = [
            text.index(part)
            for part in (
                "br-leeds, stage 5: cutover",
                "show crypto ipsec client ezvpn: Current State",
                " no crypto ipsec client ezvpn HQ inside",
                "show crypto ikev2 session detailed",
                "configure revert now",
                " crypto ipsec client ezvpn HQ inside",
            )
        ]
        await driver.press("escape")

        assert places[:5] == sorted(places[:5])
        assert text.rindex(" crypto ipsec client ezvpn HQ inside") > places[4]
        assert driver.step == "run-sheet"


async def test_no_key_is_shown(tmp_path: Path) -> None:
    """The lines of a stage have their secrets masked."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path))), WIDE) as driver:
        await driver.press("9")
        await driver.go_to("#run-sheet", "4-stage")
        await driver.press("enter")
        secrets = [secret.value.reveal() for secret in driver.plan.secrets]

        assert "pre-shared-key" in shown(driver)
        assert [secret for secret in secrets if secret in shown(driver)] == []


async def test_several_routers_are_unfolded(tmp_path: Path) -> None:
    """Enter on a number of several spokes shows each of them, and enter on one opens its stage."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path))), NARROW) as driver:
        await driver.press("9")
        folded = driver.rows("#run-sheet")
        await driver.go_to("#run-sheet", "+ 3 spokes")
        await driver.press("enter")
        unfolded = driver.rows("#run-sheet")
        await driver.press("down", "down", "enter")
        title = shown(driver).splitlines()[0]
        await driver.press("escape", "up", "up", "enter")

        assert len(unfolded) == len(folded) + 3
        assert title == "br-york, stage 1: archive"
        assert driver.rows("#run-sheet") == folded


async def test_p_shows_the_stage_old_beside_new(tmp_path: Path) -> None:
    """p goes to step 8 at that stage of that router, and back the cursor is where it was."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path))), NARROW) as driver:
        await driver.press("9")
        await driver.go_to("#run-sheet", "traffic stops once")
        at = driver.searched_cursor
        await driver.press("p")
        there = (
            driver.step,
            [getattr(driver.app.screen.query_one(row), "current", "") for row in ("#devices", "#stages")],
        )
        await driver.press("9")

        assert there == ("preview", ["br-leeds", "cutover"])
        assert driver.searched_cursor == at


async def test_how_the_files_are_sent_by_hand_is_one_key_away(tmp_path: Path) -> None:
    """y says how each kind of stage is sent as long as ez2flex sends none."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path))), NARROW) as driver:
        await driver.press("9", "y")

        assert "configure terminal revert timer 10" in shown(driver)


async def test_a_stage_that_waits_says_for_what() -> None:
    """With open answers the order is there, and a withheld stage names the question."""
    files = tuple(CONFIGS / name for name in GUIDE)
    async with driven(wizard(Opening(files=files)), WIDE) as driver:
        await driver.press("9")
        await driver.go_to("#run-sheet", "2-login")
        row = driver.rows("#run-sheet")[driver.searched_cursor]
        await driver.press("enter")

        assert row.endswith("! waits for login_username")
        assert "Withheld: it waits for the answer to guide-ezvpn-spoke1.login_username" in shown(driver)


async def test_a_spoke_among_many_is_found(tmp_path: Path) -> None:
    """/ finds the number of a spoke that stands folded among others."""
    files = [tmp_path / "hub.cfg", *(tmp_path / f"spoke{index}.cfg" for index in range(25))]
    texts = [hub(300, users=5, split_entries=5), *map(spoke_of, range(25))]
    for path, text in zip(files, texts, strict=True):
        path.write_text(text, "utf-8")
    async with driven(wizard(Opening(files=tuple(files))), NARROW) as driver:
        await driver.press("9")
        await driver.press("slash")
        await driver.fill_in("spoke-0017")
        rows = driver.one("#run-sheet", RunSheetList)

        assert len(driver.rows("#run-sheet")) < 30
        assert "25 spokes" in driver.rows("#run-sheet")[rows.cursor]
