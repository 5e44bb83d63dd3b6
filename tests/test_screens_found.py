"""Step 2 of the wizard: what EzVPN there is, and what becomes of every line."""

from pathlib import Path

import pytest

from screens.messages import StepPlace
from screens.steps.ezvpn_lines import place_of
from screens.widgets.ledger_table import LedgerTable
from screens.widgets.question_list import QuestionList
from tests.conftest import NARROW, WIDE
from tests.golden_cases import golden_plan
from tests.pilot import driven, site, wizard
from wizard.guide.opening import Opening
from wizard.ledger import fate_of, ledger
from wizard.model.finding import Verdict


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_every_line_is_in_the_ledger_with_its_verdict(size: tuple[int, int], tmp_path: Path) -> None:
    """Once all is unfolded the table has every line of the sources; the summary names groups and clients."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), size) as driver:
        await driver.press("2", "z")
        lines = [row for row in driver.rows("#ledger") if "not of EzVPN" not in row]

        assert len(lines) == len(ledger(driver.plan))
        assert "EzVPN group cisco" in driver.text("#summary-text")
        assert "EzVPN client ez" in driver.text("#summary-text")


async def test_the_ledger_opens_on_what_ezvpn_became(tmp_path: Path) -> None:
    """The cursor is on the first line that does not stay; runs that are not EzVPN's are folded to a row each."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        await driver.press("2")
        table = driver.one("#ledger", LedgerTable)
        rows, first = driver.rows("#ledger"), table.entry
        await driver.press("z")
        whole = driver.rows("#ledger")
        await driver.press("z")

        boilerplate = [entry for entry in ledger(driver.plan) if not entry.is_ezvpn]
        assert first == next(entry for entry in ledger(driver.plan) if entry.verdict is not Verdict.KEPT)
        assert first == table.entry
        assert {entry.verdict for entry in boilerplate} == {Verdict.KEPT}
        assert len(whole) - len(rows) > len(boilerplate) * 0.9
        assert sum("... " in row for row in rows) == sum("enter folds" in row for row in whole)
        assert rows == driver.rows("#ledger")


async def test_a_run_of_lines_that_are_not_ezvpns_is_opened_by_itself_and_found_by_a_search(tmp_path: Path) -> None:
    """Enter opens one run and folds it; a search opens those that hold the word."""
    async with driven(wizard(Opening(folder=site("branches-keep-server", tmp_path)))) as driver:
        await driver.press("2")
        folded = driver.rows("#ledger")
        await driver.go_to("#ledger", "not of EzVPN")
        await driver.press("enter")
        opened = driver.rows("#ledger")
        await driver.press("enter")
        closed = driver.rows("#ledger")
        await driver.press("g", "/", *"hostname", "enter")
        entry = driver.one("#ledger", LedgerTable).entry

        assert len(opened) > len(folded)
        assert closed == folded
        assert entry is not None
        assert entry.text.startswith("hostname ")
        assert not entry.is_ezvpn


async def test_the_ledger_is_narrowed_to_one_verdict(tmp_path: Path) -> None:
    """] shows only the lines that were carried over, [ all of them again."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("2")
        every = len(driver.rows("#ledger"))
        await driver.press("]")
        carried = driver.rows("#ledger")
        await driver.press("[")

        assert carried
        assert all("= carried" in row for row in carried)
        assert len(driver.rows("#ledger")) == every


async def test_a_click_narrows_the_ledger_too(tmp_path: Path) -> None:
    """The verdicts above the table can be clicked."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("2")
        await driver.click("#verdicts", 14)

        assert all("= carried" in row for row in driver.rows("#ledger"))


async def test_the_ledger_is_searched(tmp_path: Path) -> None:
    """/ goes to the first line that holds a word, n to the next one, past the end to the start."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("2", "/", *"peer", "enter")
        table = driver.one("#ledger", LedgerTable)
        first = table.cursor
        await driver.press("n")
        second = table.cursor
        await driver.press("N")

        assert "peer" in table.searchable(first)
        assert second > first
        assert table.cursor == first


async def test_a_word_that_is_nowhere_is_said_to_be_nowhere(tmp_path: Path) -> None:
    """A search without a match says so and leaves the cursor."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("2", "/", *"zebra", "enter")

        assert driver.text("#status") == "No line holds 'zebra'."


async def test_no_key_of_the_sources_is_shown(tmp_path: Path) -> None:
    """The group key and the XAUTH password are masked in the table and below it."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), WIDE) as driver:
        await driver.press("2", "/", *"key ***", "enter")

        assert "key ***" in driver.text("#entry-text")


async def test_enter_shows_what_a_line_becomes(tmp_path: Path) -> None:
    """Enter on a line that is carried over opens the preview at the new line."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("2")
        await driver.go_to("#ledger", "set transform-set")
        await driver.press("enter")

        assert driver.step == "preview"
        rows = driver.rows("#diff")
        assert "set transform-set" in rows[driver.searched_cursor]


async def test_enter_on_an_undecided_line_opens_the_question_that_decides(tmp_path: Path) -> None:
    """The key of the group leads to how spokes prove themselves, whatever else its reason speaks of."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("2")
        await driver.go_to("#ledger", "key ***")
        await driver.press("enter")
        question = driver.one("#questions", QuestionList).question

        assert question is not None
        assert (driver.step, question.key) == ("identity", "spoke_authentication")


def test_a_line_of_the_server_leads_to_the_question_of_the_hub() -> None:
    """Where the server's successor is another router, what the server's line becomes is asked of that one."""
    plan = golden_plan("guide")
    entry = next(entry for entry in ledger(plan) if entry.text == "crypto isakmp keepalive 10 2")
    fate = fate_of(plan, entry)

    assert fate is not None
    assert place_of(fate) == ("crypto", StepPlace(question="flexserver.dpd"))
