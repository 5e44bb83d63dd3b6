"""The wizard as numbered text: what is said, in how few bytes, and what may be typed."""

from pathlib import Path

import pytest
from rich.cells import cell_len

import screens.linear
from screens.linear import LinearWizard, QuestionPage
from screens.linear.desk import Desk
from screens.linear.page import Page
from screens.linear.speech import WIDTH, Said, Speech
from tests.golden_cases import golden_cases, golden_plan
from tests.pilot import site
from tests.talked import Talk, opened, said_to, talked, wizard_of
from tests.test_screens_hostile_text import planted
from wizard.guide.opening import Opening
from wizard.guide.route import OVERVIEW, ROUTE
from wizard.model.question import Kind
from wizard.plan.question_rows import rows_of
from wizard.printable import printable
from wizard.site import Writer, left_off, read_site

CASE = "guide-reuse"
BEFORE, MOST = 1_200, 1_500
"""Bytes of a question with its choices, and with the echo of its answer: 9600 baud carry 960 in a second."""


@pytest.mark.parametrize("case", golden_cases())
def test_a_question_fits_into_a_second_of_a_slow_line(case: str, tmp_path: Path) -> None:
    """With its choices and the prompt, of every question of every golden site; plain, and no line over 79 columns."""
    golden = site(case, tmp_path)
    wizard, talk = opened(golden)
    heard = {}
    for row in rows_of(read_site(golden)):
        talk.heard = ""
        page = QuestionPage(wizard, row.key)
        wizard.go(page)
        wizard.speech.prompt(page.wants, is_answered_here=True)
        heard[row.key] = talk.heard
    wizard.close()

    assert {key: text for key, text in heard.items() if len(text) > BEFORE} == {}
    assert [
        line for text in heard.values() for line in text.split("\n") if len(line) > WIDTH or not line.isascii()
    ] == []


def answers_of(page: QuestionPage) -> list[str]:
    """One line that answers the question, where one does without more being asked."""
    if page.row.has_own_values or page.row.first.question.kind is Kind.SECRET:
        return []
    return ["1"] if page.choices else [page.row.first.value or "-"]


@pytest.mark.parametrize("case", golden_cases())
def test_a_question_and_its_answer_fit_into_two_seconds_of_a_slow_line(case: str, tmp_path: Path) -> None:
    """Every question, with its choices and the echo of an answer, until the next prompt."""
    golden = site(case, tmp_path)
    wizard, talk = opened(golden)
    too_long = {}
    for row in rows_of(read_site(golden)):
        wizard.home()
        talk.heard = ""
        page = QuestionPage(wizard, row.key)
        wizard.go(page)
        before = wizard.desk.plan
        for line in answers_of(page):
            wizard.do(line)
        if len(talk.heard) > MOST:
            too_long[row.key] = talk.heard
        wizard.desk.plan = before
    wizard.close()

    assert too_long == {}


def pages(wizard: LinearWizard) -> list[Page]:
    """A page of each kind that a site with a plan has."""
    steps = [screens.linear.page_of_step(wizard, key) for key in (OVERVIEW, *(step.key for step in ROUTE))]
    plan = wizard.desk.plan
    assert plan
    found = [*steps, screens.linear.SearchPage(wizard, "crypto"), screens.linear.LinesPage(wizard, None)]
    by_step = {page.key: page for page in steps}
    for key in ("findings", "preview", "run-sheet"):
        wizard.go(by_step[key])
        wizard.do("1")
        found.append(wizard.page)
    wizard.go(screens.linear.ChangePage(wizard, plan.spokes[0].device, "cutover"))
    wizard.do("t")
    found += [wizard.page, screens.linear.LinePage(wizard, plan.server.device, 5)]
    found += [QuestionPage(wizard, row.key) for row in rows_of(plan)]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site."""
    return site(CASE, tmp_path)


def test_help_explains_every_page_and_says_why_a_command_does_nothing(folder: Path) -> None:
    """At each prompt `?` says what one is on, lists each command, and names the reason of those that do nothing now."""
    wizard, talk = opened(folder)
    for page in pages(wizard):
        wizard.go(page)
        heard = " ".join(said_to(wizard, talk, "?").split())

        assert page.help.split(".")[0] in heard, type(page).__name__
        for command in page.commands():
            assert f"COMMAND {command.names[0]}" in heard, (type(page).__name__, command.names)
            assert command.why_off() in heard
            if command.why_off():
                assert "NOT NOW:" in " ".join(said_to(wizard, talk, command.names[0]).split())
                wizard.go(page)
    wizard.close()


def test_what_is_typed_otherwise_is_answered_with_what_is_possible(folder: Path) -> None:
    """A slip, a number that is too large, nothing: each says what can be typed, and changes nothing."""
    wizard, talk = opened(folder)
    before = wizard.desk.plan
    for page in pages(wizard):
        if page.takes_text:
            continue
        wizard.go(page)
        for typed in ("xyzzy", "99999999999999999999", "-1", "\u202e", "\x1b[2J"):
            assert "POSSIBLE: " in said_to(wizard, talk, typed), (type(page).__name__, typed)
        assert wizard.page is page
        assert said_to(wizard, talk, "")
    assert "Did you mean" in said_to(wizard, talk, "h", "ovreview")
    assert wizard.desk.plan == before
    wizard.close()


def test_nothing_is_said_that_a_terminal_obeys_or_a_reader_stumbles_over(tmp_path: Path) -> None:
    """Lines of at most 79 columns, ASCII, each behind a role; what comes from outside cannot begin one."""
    heard: list[str] = []
    speech = Speech(heard.append, ascii_only=True)
    speech.say(Said("LINE", "a\x1b[2Jb\u202ec\u2502"), Said("QUESTION", "x" * 200), Said("", "more"), Said("EMPTY", ""))
    text = "".join(heard)

    assert text.isascii()
    assert "\x1b" not in text
    assert all(len(line) <= WIDTH for line in text.split("\n"))
    assert text.startswith("LINE: a\\x1b[2Jb\\u202ec?\nQUESTION: xxx")
    assert text.endswith("  more\nEMPTY:\n")


def test_what_configurations_hold_is_said_and_not_obeyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names, descriptions and files full of control characters, markup and wide letters, on every page."""
    monkeypatch.chdir(tmp_path)
    heard = Talk([])
    wizard = LinearWizard(Desk(), Speech(heard.hears, ascii_only=False), heard)
    wizard.open(planted(tmp_path))
    for page in pages(wizard):
        wizard.go(page)
        while wizard.more():
            """All of it."""
    wizard.close()

    assert "[red]" in heard.heard
    assert [line for line in heard.heard.split("\n") if printable(line) != line or cell_len(line) > 80] == []


def test_every_line_has_a_role_or_goes_on(folder: Path) -> None:
    """Whoever hears one line knows what it is."""
    wizard, talk = opened(folder)
    for page in pages(wizard):
        wizard.go(page)
        wizard.do("??")
    wizard.close()
    strange = [line for line in talk.heard.split("\n") if line and not line.startswith("  ") and ":" not in line]

    assert len(talk.heard) > 50_000
    assert strange == []


def test_an_answer_is_saved_at_once_and_ctrl_d_loses_nothing(folder: Path) -> None:
    """The last sentence says verdict, folder and next command; opened again, it goes on where it was left."""
    talk = talked(Opening(folder=folder), "/pfs", "1", "3")

    assert "DONE: pfs:" in talk.heard
    assert "LEFT: " in talk.heard
    assert "is saved:" in " ".join(talk.heard.split())
    assert "Next: ez2flex" in " ".join(talk.heard.split())
    assert read_site(folder).answers != golden_plan(CASE).answers
    assert left_off(folder).step != ""
    Writer(folder).close()


def test_the_question_where_it_was_left_is_opened_again(folder: Path) -> None:
    """Whoever was cut off comes back to the question, not to the beginning."""
    talked(Opening(folder=folder), "step 5", "z", "1")
    again = talked(Opening(folder=folder))

    assert "QUESTION: " in again.heard.partition("SITE: ")[2]


def test_a_second_wizard_only_reads_and_saves_elsewhere(folder: Path, tmp_path: Path) -> None:
    """It says who has the site; answers stay in it until `save FOLDER`."""
    holder = Writer(folder, "a colleague")
    before = (folder / "plan.toml").read_bytes()
    talk = talked(Opening(folder=folder), "/pfs", "1", "3", "e", f"save {tmp_path / 'copy'}", "e")
    holder.close()

    assert "READ-ONLY: " in talk.heard
    assert (folder / "plan.toml").read_bytes() == before
    assert "NOT NOW: This folder is only read" in talk.heard
    assert (tmp_path / "copy" / "out" / "RUNSHEET.md").exists()


def test_a_search_finds_questions_findings_lines_and_documents(folder: Path) -> None:
    """Each row leads to where it stands."""
    wizard, talk = opened(folder)
    heard = said_to(wizard, talk, "/crypto isakmp", *[""] * 30)

    assert {"QUESTION", "READ,", "SAME"} & {line.split()[0] for line in heard.split("\n") if line}
    number = wizard.page.choices
    said_to(wizard, talk, str(number))
    assert wizard.page.key in {step.key for step in ROUTE}
    assert "SEARCH: zzyzx: 0 hits." in said_to(wizard, talk, "/zzyzx")
    wizard.close()


def test_old_and_new_are_said_in_pages_with_what_takes_a_line_back(folder: Path) -> None:
    """A few rows at a time; a number says the way back and where the line came from; secrets only when wanted."""
    wizard, talk = opened(folder)
    spoke = golden_plan(CASE).spokes[0].device
    page = screens.linear.ChangePage(wizard, spoke, "cutover")
    wizard.go(page)
    first = talk.heard
    added = next(line for line in first.split("\n") if line.startswith("ADDED "))
    number = added.split()[1].rstrip(":")

    assert "UNDO: undo-5-cutover.cfg" in said_to(wizard, talk, number)
    assert "SENT: " in said_to(wizard, talk, "t")
    assert "TAKES BACK: " in said_to(wizard, talk, *[""] * 10)
    wizard.close()


def test_configurations_are_looked_for_added_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By path, by number in a folder, and all of a folder; what cannot be read is named."""
    monkeypatch.chdir(tmp_path)
    given = tmp_path / "given"
    given.mkdir()
    for source in (site(CASE, tmp_path) / "sources").iterdir():
        (given / source.name).write_bytes(source.read_bytes())
    (given / "letter.txt").write_text("Dear colleague,\nall is well.\n", "utf-8")
    wizard = wizard_of(talk := Talk([]))
    wizard.open(Opening())
    said_to(wizard, talk, "1", "x 1", f"+ {tmp_path / 'nothing'}")
    assert "NOT TAKEN: " in talk.heard
    heard = said_to(wizard, talk, f"l {given}", "files 1", "files x", "files 999")
    assert heard.count("POSSIBLE: files and the numbers of files behind it") == 3
    said_to(wizard, talk, "files 2 3")
    assert len(wizard.desk.sources) == 2
    heard = said_to(wizard, talk, f"l {given}", "all")

    assert "ERROR: " in heard
    assert "letter.txt" in heard
    assert "SOURCE 1: " in heard
    assert wizard.desk.plan
    device = wizard.desk.sources[-1].device
    assert f"{device} is left out" in said_to(wizard, talk, f"x {len(wizard.desk.sources)}")
    wizard.close()
