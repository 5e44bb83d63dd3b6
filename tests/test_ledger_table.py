"""Each construct of EzVPN gets the verdict and the new lines of the table that was written by hand."""

import pytest

from tests.ledger_form import Form, fed, judged
from tests.ledger_table import TABLE
from wizard.data.constructs import CONSTRUCTS
from wizard.ledger import ledger_of
from wizard.ledger.ezvpn_lines import Places
from wizard.model.configuration import Line
from wizard.model.finding import Verdict
from wizard.plan.answer import asked
from wizard.questions import QUESTION

OF_A_FORM = pytest.mark.parametrize("form", TABLE, ids=str)


@OF_A_FORM
def test_a_construct_becomes_what_the_table_says(form: Form) -> None:
    """Verdict, new lines and deciding question of a line are those of the mapping table, and it says why."""
    entry = judged(form)

    assert entry.verdict == form.verdict, entry
    assert [words for words in form.becomes if not any(words in str(line) for line in entry.becomes)] == [], entry
    assert entry.question == form.question, entry
    assert entry.why
    assert entry.citation or entry.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("form", [form for form in TABLE if form.verdict is Verdict.DECIDE], ids=str)
def test_what_a_question_decides_is_asked(form: Form) -> None:
    """A line that is left to the engineer names a question that the wizard asks for that very site."""
    plan, _, _ = fed(form)

    assert judged(form).question in {question.question.key for question in asked(plan)}


@OF_A_FORM
def test_a_lone_file_tells_the_same_forms(form: Form) -> None:
    """Without the other side's file too, a line is understood or not."""
    plan, device, number = fed(form)
    source = plan.source(device)
    assert source is not None
    entry = next(entry for entry in ledger_of(source) if entry.line == number)

    assert (entry.verdict is Verdict.UNKNOWN) == (form.verdict is Verdict.UNKNOWN)
    assert entry.becomes == ()


def row_of(form: Form) -> object:
    """The row that judges a form; None where no row does."""
    plan, device, number = fed(form)
    source = plan.source(device)
    assert source is not None
    top, line = next((top, line) for top in source.configuration for line in top.walk() if line.number == number)
    places = Places(source, plan)
    place = places.tops.get(top.number)
    if place is None:
        beneath = places.beneath[top.text.split()[0]]
        place = next(place for prefix, place in beneath if f"{line.text} ".startswith(f"{prefix} "))
    return place.header_of(line.text) if line is top else place.row_of(line.text)


def test_every_row_is_in_the_table() -> None:
    """No construct has a row that the table written by hand does not try."""
    tried = {id(row_of(form)) for form in TABLE}
    rows = [(construct.title, row) for construct in CONSTRUCTS for row in (construct.header, *construct.rows) if row]

    assert [(title, row.written or row.ezvpn) for title, row in rows if id(row) not in tried] == []


def test_every_form_of_the_table_stands_under_its_construct() -> None:
    """The title of a part of the table is the title of the rows that judge it."""
    of_row = {
        id(row): construct.title for construct in CONSTRUCTS for row in (construct.header, *construct.rows) if row
    }
    found = [(str(form), form.title, of_row.get(id(row_of(form)), "")) for form in TABLE]

    assert [row for row in found if row[2] and row[1] != row[2]] == []


def test_every_row_names_a_question_that_exists_and_a_citation() -> None:
    """A row that says that a question decides names one of the wizard's."""
    rows = [row for construct in CONSTRUCTS for row in (construct.header, *construct.rows) if row]

    assert {row.question for row in rows if row.question} <= set(QUESTION)
    assert [row for row in rows if not row.citation or not row.why] == []
    assert [row for row in rows if Verdict.DECIDE in {row.verdict, row.absent} and not row.question] == []


def test_no_line_of_a_construct_is_taken_by_an_earlier_row() -> None:
    """Rows of one construct stand from the special to the general: none hides a later one with the same words."""
    for construct in CONSTRUCTS:
        seen: set[tuple[str, str | None]] = set()
        for row in construct.rows:
            assert (row.ezvpn, None) not in seen, (construct.title, row.ezvpn)
            assert (row.ezvpn, row.rest) not in seen, (construct.title, row.ezvpn)
            seen.add((row.ezvpn, row.rest))


def test_a_line_keeps_its_place_when_the_file_is_read() -> None:
    """What the helper of these tests adds is what it asks for."""
    for form in TABLE:
        plan, device, number = fed(form)
        source = plan.source(device)
        assert source is not None
        lines: dict[int, Line] = {line.number: line for line in source.configuration.walk()}
        assert lines[number].text == form.text.splitlines()[-1].strip(), form
