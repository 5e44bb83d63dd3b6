"""Old beside new of each device and stage, and which line of it a place leads to."""

import pytest

from tests.golden_cases import golden_cases, golden_outputs, golden_plan
from wizard.check import findings
from wizard.difference import DiffRow, Gap, RowChange
from wizard.guide.anchors import Side
from wizard.guide.comparison import (
    FINAL,
    TARGET,
    ComparedPart,
    Comparison,
    compared_parts,
    comparison,
    counts_in_words,
    headed_rows,
)
from wizard.guide.difference_layout import NONE, Drawn, below, beside
from wizard.ledger import came_from, ledger
from wizard.model.finding import TargetLine
from wizard.plan.answer import asked, open_answers, reopen
from wizard.plan.perspective import devices


@pytest.mark.parametrize("case", golden_cases())
def test_the_right_side_is_what_render_writes(case: str) -> None:
    """For every device the new side reads as target.cfg, and with the clean-up as final.cfg."""
    plan, written = golden_plan(case), golden_outputs(case)
    for device in devices(plan):
        for part in compared_parts(plan, device):
            if part.key in {TARGET, FINAL} and f"{device}/{part.key}.cfg" in written:
                rows = comparison(plan, device, part.key).rows
                shown = "".join(f"{row.new}\n" for row in rows if row.new_number)

                assert shown == written[f"{device}/{part.key}.cfg"]


@pytest.mark.parametrize("case", golden_cases())
def test_the_stages_are_those_that_are_written(case: str) -> None:
    """A stage can be looked at exactly where it has a file, and its text is that file."""
    plan, written = golden_plan(case), golden_outputs(case)
    for device in devices(plan):
        stages = [part for part in compared_parts(plan, device) if part.key not in {TARGET, FINAL}]
        files = {
            name.split("/")[1] for name in written if name.startswith(f"{device}/") and name.split("/")[1][0].isdigit()
        }

        assert {f"{part.label.replace(' ', '-')}.cfg" for part in stages} == files
        for part in stages:
            assert comparison(plan, device, part.key).text == written[f"{device}/{part.label.replace(' ', '-')}.cfg"]


@pytest.mark.parametrize("case", golden_cases())
def test_the_left_side_is_what_was_read(case: str) -> None:
    """The number before an old line is that of its line in the file."""
    plan = golden_plan(case)
    for source in plan.sources:
        lines = dict(numbered(source.data))
        for row in comparison(plan, source.device, TARGET).rows:
            if row.old_number and not row.of:
                assert " ".join(row.old.split()) == " ".join(lines[row.old_number].split())


def numbered(data: bytes) -> list[tuple[int, str]]:
    """The lines of a file, counted from 1."""
    return list(enumerate(data.decode("latin-1").splitlines(), 1))


@pytest.mark.parametrize("case", golden_cases())
def test_a_line_of_the_ledger_leads_to_its_new_line_and_back(case: str) -> None:
    """Of lines that read alike in several blocks, the one in its own block is met; from it one comes back."""
    plan = golden_plan(case)
    entries = ledger(plan)
    met = 0
    for entry in entries:
        for line in entry.becomes:
            rows = headed_rows(plan, line.device, TARGET)
            place = rows.row_of(line.path)
            assert place is not None, line
            assert rows.shown_path(place) == line.path
            assert entry in came_from(plan, TargetLine(line.device, rows.shown_path(place)))
            met += 1

    assert met > 10


@pytest.mark.parametrize("case", golden_cases())
def test_a_finding_leads_to_the_line_that_it_concerns(case: str) -> None:
    """A generated line with a finding stands in what is compared."""
    plan = golden_plan(case)
    for finding in findings(plan):
        if finding.text:
            rows = headed_rows(plan, finding.device, TARGET)
            place = rows.row_of((finding.text,))

            assert place is not None, finding
            assert rows.shown_path(place)[-1] == finding.text


def test_what_is_taken_away_has_no_new_line() -> None:
    """From an old line without a new one nothing leads to the ledger."""
    rows = headed_rows(golden_plan("guide-reuse"), "ezvpn-spoke1", TARGET)
    removed = [index for index, row in enumerate(rows.rows) if row.change is RowChange.REMOVED]

    assert removed
    assert {rows.shown_path(index) for index in removed} == {()}
    assert all(rows.path(index, Side.OLD)[-1] == rows.rows[index].old.strip() for index in removed)
    assert rows.row_of(()) is None
    assert rows.row_of(("crypto ikev2 profile NOBODY",)) is None


@pytest.mark.parametrize("case", golden_cases())
def test_a_stage_that_waits_names_open_questions(case: str) -> None:
    """Each key that holds a stage back is that of a question that is asked, open and needed by a file."""
    plan = golden_plan(case)
    for question in asked(plan):
        plan = reopen(plan, question.question.key, question.device)
    still_open = {question.key for question in open_answers(plan) if question.question.withholds}
    waits = {key for device in devices(plan) for part in compared_parts(plan, device) for key in part.open_keys}

    assert waits <= still_open
    assert bool(waits) == bool(still_open)


def test_every_kind_of_change_is_counted_in_words() -> None:
    """Above the difference stands what is compared, and how much of it is new."""
    rows = (row(RowChange.ADDED, "a"), row(RowChange.ADDED, "b"), row(RowChange.SAME, "c"))

    assert counts_in_words(Comparison(ComparedPart(TARGET, "target"), rows)) == (
        "stages 1 to 5:  + 2 added  - 0 removed  ~ 0 changed  1 equal"
    )
    assert counts_in_words(Comparison(ComparedPart("pki", "3 pki"), rows)).startswith("stage 3 pki:")


def test_what_is_removed_stands_beside_what_is_added_in_its_place() -> None:
    """Side by side, a run of removed lines shares its rows with the run of added lines behind it."""
    rows = [
        row(RowChange.REMOVED, "a"),
        row(RowChange.REMOVED, "b"),
        row(RowChange.ADDED, "c"),
        row(RowChange.SAME, "d"),
    ]

    drawn = list(beside(rows, range(4), lambda index: (1, 1)))

    assert drawn == [Drawn(0, 0, 2, 0), Drawn(1, 0, NONE, 0), Drawn(3, 0, 3, 0)]


def test_a_changed_line_stands_above_the_new_one_where_there_is_one_column() -> None:
    """One below the other, the old line of a change comes first, each in as many parts as it needs."""
    rows = [row(RowChange.CHANGED, "a"), row(RowChange.SAME, "b")]

    drawn = list(below(rows, [0, Gap(1, 5)], lambda index: (2, 1)))

    assert drawn == [Drawn(0, 0, NONE, 0), Drawn(0, 1, NONE, 0), Drawn(NONE, 0, 0, 0), Gap(1, 5)]


def row(change: RowChange, text: str) -> DiffRow:
    """A row of that change, without numbers."""
    return DiffRow(change, 0, text, 0, text)
