"""Jumps between the ledger, the findings and old beside new, and the way back to exactly where one was."""

from pathlib import Path

import pytest

from screens.steps.step import StepScreen
from screens.widgets.finding_table import FindingTable
from screens.widgets.ledger_table import LedgerTable
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven, site, wizard
from wizard.guide.opening import Opening

STARTS = {
    "from a line of the ledger to what it becomes": ("2", "#ledger", "set transform-set", "p", "preview"),
    "from a line of the ledger to the finding": ("2", "#ledger", "crypto isakmp profile", "F", "findings"),
    "from a line of the ledger by enter": ("2", "#ledger", "set transform-set", "enter", "preview"),
    "from a finding to the line that was read": ("7", "#findings", "LCK006", "i", "found"),
    "from a finding to old beside new": ("7", "#findings", "LCK006", "p", "preview"),
    "from a finding of a new line to old beside new": ("7", "#findings", "PKI005", "p", "preview"),
    "from a finding to its question": ("7", "#findings", "CRY010", "m", "strategy"),
    "from a new line to the line that was read": ("8", "#diff", "crypto ikev2 client flexvpn", "i", "found"),
    "from a new line to the finding": ("8", "#diff", "enrollment terminal", "F", "findings"),
    "from a new line to what takes it back": ("8", "#diff", "crypto ikev2 profile FLEX", "t", "preview"),
}
"""The step, its list, words of the row one jumps from, the key, and the step in which one arrives."""


def seen(driver: Driver) -> tuple[str, int, int, str]:
    """The step, the row under the cursor, the first row in view, and all that is drawn of the list."""
    screen = driver.app.screen
    assert isinstance(screen, StepScreen)
    lines = screen.searched()
    assert lines is not None
    rows = driver.rows(f"#{lines.id}")
    return driver.step, lines.cursor, lines.scroll_offset.y, "\n".join(rows)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
@pytest.mark.parametrize("start", STARTS)
async def test_escape_comes_back_to_exactly_where_one_jumped_from(
    start: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """Step, row, what is in view and what is folded are as they were."""
    step, rows, words, key, arrives = STARTS[start]
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), size) as driver:
        await driver.press(step, "z", "end", "pageup")
        await driver.go_to(rows, words)
        before = seen(driver)
        await driver.press(key)
        there = driver.step
        await driver.press("escape")

        assert there == arrives
        assert seen(driver) == before


async def test_the_way_back_from_several_jumps_leads_through_each_place(tmp_path: Path) -> None:
    """Two visits of one step are two places to come back to."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("2")
        await driver.go_to("#ledger", "set transform-set")
        first = seen(driver)
        await driver.press("p")
        second = seen(driver)
        await driver.press("i", "down", "down", "down")
        third = seen(driver)
        await driver.press("1")
        came = []
        for _ in range(3):
            await driver.press("escape")
            came.append(seen(driver))

        assert came == [third, second, first]


async def test_a_line_that_was_read_and_its_new_line_lead_to_each_other(tmp_path: Path) -> None:
    """p on the old line and i on the new one are the two directions of one way."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("2")
        await driver.go_to("#ledger", "crypto isakmp keepalive 10 2")
        entry = driver.one("#ledger", LedgerTable).entry
        await driver.press("p")
        line = driver.rows("#diff")[driver.searched_cursor]
        said = driver.text("#line")
        await driver.press("i")

        assert entry is not None
        assert "dpd 10 2 on-demand" in line
        assert f"origin (i): {entry.device}:{entry.line}" in said
        assert driver.one("#ledger", LedgerTable).entry == entry


async def test_a_line_that_stays_leads_to_its_place_in_the_ledger(tmp_path: Path) -> None:
    """Every line that was read has its entry, also where nothing becomes of it."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("8", "z")
        await driver.go_to("#diff", "crypto ipsec client ezvpn")
        await driver.press("i")
        entry = driver.one("#ledger", LedgerTable).entry

        assert entry is not None
        assert entry.text.startswith("crypto ipsec client ezvpn")


async def test_a_line_that_becomes_no_other_leads_to_itself_in_old_beside_new(tmp_path: Path) -> None:
    """A setting of EzVPN that FlexVPN does not have stands there among what was read."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path)))) as driver:
        await driver.press("2")
        await driver.go_to("#ledger", "save-password")
        entry = driver.one("#ledger", LedgerTable).entry
        await driver.press("p")

        assert entry is not None
        assert not entry.becomes
        assert driver.step == "preview"
        assert entry.text in driver.rows("#diff")[driver.searched_cursor]


async def test_a_finding_and_its_line_lead_to_each_other(tmp_path: Path) -> None:
    """F on the line goes to the finding that one came from."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("7")
        await driver.go_to("#findings", "PKI005")
        row = driver.one("#findings", FindingTable).finding
        await driver.press("p")
        said = driver.text("#line")
        await driver.press("F")

        assert "findings (F): " in said
        assert "PKI005" in said
        assert driver.one("#findings", FindingTable).finding == row


async def test_a_key_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    """Of a line that an answer made, and of which no check says anything."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("8")
        await driver.go_to("#diff", "crypto ikev2 policy")
        said = []
        for key in "iF":
            await driver.press(key)
            said.append(driver.text("#status"))

        assert said == [
            "No line that was read became this one: an answer made it.",
            "The checks say nothing of this line.",
        ]


async def test_escape_behind_a_key_that_led_nowhere_stays(tmp_path: Path) -> None:
    """Who pressed it wanted to come back from there: the first escape takes the message, the second one leaves."""
    async with driven(wizard(Opening(folder=site("guide-reuse", tmp_path))), at="findings") as driver:
        for key in ("w", "c"):
            await driver.press("end", key, "escape")

            assert driver.step == "findings"
            assert driver.text("#status") == "Nothing was opened: escape again, or b, goes back."
        await driver.press("escape")
        left = driver.step
        await driver.press("7", "w", "b")

        assert "findings" not in {left, driver.step}
