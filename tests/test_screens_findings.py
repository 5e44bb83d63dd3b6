"""Step 7 of the wizard: what is wrong, where, and what to do."""

from pathlib import Path

import pytest

from screens.modals import AskModal
from screens.widgets.finding_table import FindingTable
from screens.widgets.ledger_table import LedgerTable
from screens.widgets.question_list import QuestionList
from tests.conftest import NARROW, WIDE
from tests.pilot import Driver, driven, site, sources, wizard
from wizard.check import finding_rows
from wizard.guide.opening import Opening
from wizard.model.finding import Finding


async def at(driver: Driver, code: str) -> Finding:
    """The cursor on the first finding of that code."""
    await driver.go_to("#findings", code)
    row = driver.one("#findings", FindingTable).finding
    assert row is not None
    return row.first


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_every_finding_is_listed_the_gravest_first(size: tuple[int, int], tmp_path: Path) -> None:
    """The table is what the checks say, and each pair of hub and spoke stands above it."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), size) as driver:
        await driver.press("7")
        rows = driver.rows("#findings")

        assert [row.split()[2] for row in rows if not row.startswith("  note")] == [
            row.first.code for row in finding_rows(driver.plan) if row.first.severity != "note"
        ]
        assert "= flexserver and ezvpn-spoke1, ezvpn-spoke2-vti: they agree, IKE" in driver.text("#pairs-text")


async def test_a_finding_leads_to_its_line_in_the_source(tmp_path: Path) -> None:
    """Enter on a finding of a line that was read shows that line in the ledger."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("7")
        finding = await at(driver, "LCK006")
        await driver.press("enter")
        entry = driver.one("#ledger", LedgerTable).entry

        assert driver.step == "found"
        assert entry is not None
        assert (entry.device, entry.line) == (finding.device, finding.line)


async def test_a_finding_leads_to_the_line_that_is_generated(tmp_path: Path) -> None:
    """Enter on a finding of a generated line shows that line in the preview."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("7")
        finding = await at(driver, "PKI005")
        await driver.press("enter")

        assert driver.step == "preview"
        assert finding.text in driver.rows("#diff")[driver.searched_cursor]


async def test_a_finding_leads_to_the_question_that_mends_it(tmp_path: Path) -> None:
    """m opens the question of that device; answering it mends the finding."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("7")
        finding = await at(driver, "CRY010")
        await driver.press("m")
        question = driver.one("#questions", QuestionList).question
        await driver.press("enter")
        await driver.fill_in("17.9.4a")
        await driver.press("7")

        assert question is not None
        assert (question.key, finding.device in question.devices) == ("release", True)
        assert not any("CRY010" in row and finding.device in row for row in driver.rows("#findings"))


async def test_o_goes_from_one_warning_to_the_next_that_was_not_read(tmp_path: Path) -> None:
    """In step 7 it stayed on the row it was on, and said nothing."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path))), at="overview") as driver:
        warnings = [row for row in finding_rows(driver.plan) if row.first.severity == "warning"]
        seen = []
        for _ in warnings:
            await driver.press("o")
            seen.append(driver.one("#findings", FindingTable).finding)
        await driver.press("o")

        assert seen == warnings
        assert driver.text("#status") == "Nothing needs you."


async def test_a_blocker_is_accepted_with_a_reason_and_stays_visible(tmp_path: Path) -> None:
    """a asks why a blocker may stay, the list keeps it as accepted, and w lets it block again."""
    async with driven(wizard(Opening(folder=site("branches-present-hub", tmp_path)))) as driver:
        await driver.press("7")
        finding = await at(driver, "blocker")
        await driver.press("a")
        await driver.fill_in("asked by the customer")
        accepted = [(acceptance.code, acceptance.device, acceptance.reason) for acceptance in driver.plan.accepted]
        row = driver.rows("#findings")[driver.searched_cursor]
        await driver.press("w")

        assert accepted == [(finding.code, finding.device, "asked by the customer")]
        assert "= accepted" in row or any("= accepted" in other_row for other_row in driver.rows("#findings"))
        assert not driver.plan.accepted


async def test_a_warning_needs_no_acceptance(tmp_path: Path) -> None:
    """a on a warning says why nothing happens."""
    async with driven(wizard(Opening(folder=site("guide-new-hub", tmp_path)))) as driver:
        await driver.press("7")
        await at(driver, "CRY010")
        await driver.press("a")

        assert driver.text("#status") == "Only a blocker needs to be accepted."


async def test_an_open_answer_is_answered_and_not_accepted() -> None:
    """a on an open answer says that it must be answered."""
    async with driven(wizard(Opening(files=sources("guide-new-hub")))) as driver:
        await driver.press("7")
        await at(driver, "OPN001")
        await driver.press("a")

        assert driver.text("#status") == "An open answer cannot be accepted: m goes to its question."


async def test_the_rail_says_that_blockers_wait() -> None:
    """Once checked, the rail marks the findings as needing attention."""
    async with driven(wizard(Opening(files=sources("guide-new-hub"))), WIDE) as driver:
        await driver.press("7", "8")

        assert "[!]7" in driver.screen_text()


async def test_a_blocker_is_not_accepted_without_a_reason(tmp_path: Path) -> None:
    """An empty reason is refused beside the line, which stays open."""
    async with driven(wizard(Opening(folder=site("branches-present-hub", tmp_path)))) as driver:
        await driver.press("7")
        await at(driver, "blocker")
        await driver.press("a", "enter")

        assert isinstance(driver.app.screen, AskModal)
        assert "Say why it may stay" in driver.screen_text()
