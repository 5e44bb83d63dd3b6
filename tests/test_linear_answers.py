"""Answers given as numbered text: chosen, typed, hidden, taken back, accepted, and beside somebody else's."""

import sys
from pathlib import Path

import pytest

import screens.linear
from screens.linear import LinearWizard, QuestionPage, ran
from screens.linear.desk import Desk
from screens.linear.speech import Speech
from tests.golden_cases import golden_plan
from tests.pilot import site
from tests.talked import Talk, Turn, opened, said_to, talked, wizard_of
from wizard.check.same_cause import finding_rows
from wizard.cli.exit_codes import Exit
from wizard.errors import OutputError
from wizard.guide.opening import Opening
from wizard.model.question import Kind
from wizard.plan.answer import answer
from wizard.plan.question_rows import QuestionRow, rows_of
from wizard.site import Writer, plan_toml, read_site

CASE = "guide-reuse"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site."""
    return site(CASE, tmp_path)


def test_undo_takes_back_one_answer_after_the_other(folder: Path) -> None:
    """And says so; there is nothing to undo behind the first."""
    wizard, talk = opened(folder)
    before = wizard.desk.plan
    said_to(wizard, talk, "/pfs", "1", "3", "/encapsulation", "1", "2")

    assert wizard.desk.plan != before
    assert "u again takes back" in " ".join(said_to(wizard, talk, "u").split())
    assert "DONE: Undone: pfs" in said_to(wizard, talk, "u")
    assert wizard.desk.plan == before
    assert "NOT NOW: There is nothing to undo." in said_to(wizard, talk, "u")
    assert read_site(folder).answers == golden_plan(CASE).answers
    wizard.close()


def test_what_an_answer_gives_is_said_before_it_is_given(folder: Path) -> None:
    """The lines of a choice, beside what holds; the reason, the source."""
    wizard, talk = opened(folder)
    said_to(wizard, talk, "/pfs", "1")
    lines = said_to(wizard, talk, "lines 3")

    assert "GIVES: It gives instead of what holds now:" in lines
    assert "LINE:  set pfs group" in lines
    said_to(wizard, talk, "b")
    assert "SOURCE: " in said_to(wizard, talk, "why")
    wizard.close()


def row_of(wizard: LinearWizard, key: str) -> QuestionRow:
    """The question of that key."""
    assert wizard.desk.plan
    return next(row for row in rows_of(wizard.desk.plan) if row.first.question.key == key)


def test_an_answer_that_is_spelled_like_a_command_is_typed_behind_a_sign(folder: Path) -> None:
    """`=b` answers b; b alone goes back."""
    wizard, talk = opened(folder)
    names = [row for row in rows_of(golden_plan(CASE)) if row.first.question.names and not row.is_many]
    page = QuestionPage(wizard, names[0].key)
    wizard.go(page)
    said_to(wizard, talk, "b")
    assert wizard.page is not page
    wizard.go(page)

    assert "DONE: " in said_to(wizard, talk, "=b")
    assert row_of(wizard, names[0].first.question.key).first.value == "b"
    wizard.close()


def test_what_cannot_be_an_answer_says_why(folder: Path) -> None:
    """In the words of the form, and the question stays."""
    wizard, talk = opened(folder)
    key = next(row.key for row in rows_of(golden_plan(CASE)) if row.first.question.kind is Kind.NUMBER)
    page = QuestionPage(wizard, key)
    wizard.go(page)

    assert "NOT TAKEN: " in said_to(wizard, talk, "a thousand")
    assert wizard.page is page
    wizard.close()


def test_a_password_is_typed_twice_and_shown_nowhere(tmp_path: Path) -> None:
    """Two that differ are none; the right one answers the question, and is in secrets.toml alone."""
    golden = site("guide-new-hub", tmp_path)
    plan = read_site(golden)
    row = next(row for row in rows_of(plan) if row.first.question.kind is Kind.SECRET and not row.has_own_values)
    talk = talked(
        Opening(folder=golden),
        f"/{row.first.question.key}",
        "1",
        "1",
        Turn("Type", "zz9801zz"),
        Turn("Once more:", "zz9802zz"),
        Turn("NOT TAKEN: The two differ.", "1"),
        Turn("Type", "zz9801zz"),
        Turn("Once more:", "zz9801zz"),
    )

    assert "DONE: " in talk.heard
    assert "zz980" not in talk.heard
    assert "zz9801zz" in (golden / "secrets.toml").read_text("utf-8")


def test_an_answer_that_must_be_looked_at_again_is_said_and_kept(tmp_path: Path) -> None:
    """An earlier answer changed what is recommended: k keeps it, and nothing needs a person any more."""
    wizard, talk = opened(site("guide-new-hub", tmp_path))
    for key, number in (("strategy", "1"), ("spoke_to_spoke", "2"), ("strategy", "2")):
        screens.linear.go_to_question(wizard, key)
        said_to(wizard, talk, number)
    screens.linear.go_to_question(wizard, "spoke_to_spoke")

    assert "RE-CHECK: since an earlier answer changed, yes is recommended. k confirms" in " ".join(talk.heard.split())
    said_to(wizard, talk, "k")
    assert wizard.desk.history.recheck == frozenset()
    wizard.close()


def test_a_blocker_is_accepted_with_a_reason_and_withdrawn(tmp_path: Path) -> None:
    """It stays in the list; without a reason it blocks on."""
    golden = site("guide", tmp_path)
    wizard, talk = opened(golden)
    assert wizard.desk.plan
    row = next(row for row in finding_rows(wizard.desk.plan) if row.first.accepted)
    page = screens.linear.FindingPage(wizard, row.identity)
    wizard.go(page)

    assert "blocks again" in said_to(wizard, talk, "w")
    wizard.go(page)
    assert "is accepted" in said_to(wizard, talk, "a the guide has it so")
    assert 'reason = "the guide has it so"' in (golden / "plan.toml").read_text("utf-8")
    wizard.close()


def test_a_batch_of_spokes_is_made_and_answers_a_question(folder: Path) -> None:
    """Some spokes under a name; the question is answered for them alone."""
    talk = talked(
        Opening(folder=folder),
        "/management access",
        "1",
        "B",
        "1",
        Turn("What is the new batch called?", "first"),
        Turn("Which spokes are in the batch first?", golden_plan(CASE).spokes[0].device),
        Turn("QUESTION: first, 1 spoke", "2"),
        Turn("DONE: first.management_access", "."),
        Turn("QUESTION: ", "b"),
    )

    assert "DONE: first.management_access:" in " ".join(talk.heard.split())
    assert "[batch.first]" in (folder / "plan.toml").read_text("utf-8")


def somebody_answers(folder: Path, key: str, value: str) -> None:
    """A colleague edits plan.toml."""
    path = folder / "plan.toml"
    path.write_bytes(plan_toml(answer(read_site(folder), key, value), path.read_bytes()))


def test_somebody_elses_edit_is_taken_over(folder: Path) -> None:
    """What contradicts nothing is in both."""
    wizard, talk = opened(folder)
    somebody_answers(folder, "pfs", "group19")
    heard = said_to(wizard, talk, "/encapsulation", "1", "2")

    assert "CHANGED: plan.toml was edited meanwhile, and is taken over" in " ".join(heard.split())
    assert {"pfs", "encapsulation"} <= {given.key for given in read_site(folder).answers}
    wizard.close()


@pytest.mark.parametrize("number", ["1", "2", "4"], ids=["theirs", "ours", "later"])
def test_what_contradicts_an_edit_is_decided_by_number(number: str, folder: Path) -> None:
    """Theirs, ours with theirs beside it, or later; nothing is written before that."""
    wizard = wizard_of(talk := Talk(["no", Turn("POSSIBLE: the numbers 1 to 4", number)]))
    wizard.open(Opening(folder=folder))
    somebody_answers(folder, "pfs", "group20")
    theirs = (folder / "plan.toml").read_bytes()
    said_to(wizard, talk, "/pfs", "1", "1")

    assert "CHOICE 4: Decide later" in talk.heard
    assert ((folder / "plan.toml").read_bytes() == theirs) is (number != "2")
    assert (folder / "plan.toml.orig").exists() is (number == "2")
    wizard.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that somebody is in cannot be removed there")
def test_what_cannot_be_saved_is_not_left_unsaid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first q says so and what to do; the second one leaves, with a status that says that something is lost."""
    sources = site(CASE, tmp_path) / "sources"
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    talk = Talk(
        [
            Turn("", "/pfs"),
            Turn("SEARCH: ", "1"),
            Turn("QUESTION: ", "3"),
            Turn("ERROR: The site cannot be saved", "q"),
            Turn("NOT SAVED: The last answers are not saved", "q"),
        ]
    )

    assert ran(wizard_of(talk), Opening(files=tuple(sorted(sources.iterdir())))) == Exit.SOURCE, talk.heard
    assert "POSSIBLE: save FOLDER saves them into another folder" in talk.heard
    assert "LEFT: The last answers are not saved: " in talk.heard


def test_an_output_that_takes_nothing_more_ends_it_with_that_reason(folder: Path) -> None:
    """Whatever is being done then: a wizard that nobody hears asks on into nothing."""

    def full(text: str) -> None:
        raise OutputError("no space left")

    wizard = LinearWizard(Desk(), Speech(full, ascii_only=True), Talk([]))
    wizard.new_routers = lambda folder: None
    with pytest.raises(OutputError, match="no space left"):
        ran(wizard, Opening(folder=folder))
    Writer(folder).close()
