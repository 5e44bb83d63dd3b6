"""What ez2flex tells somebody to type, and the paths that somebody types."""

import re
import shlex
from pathlib import Path

import pytest

from tests.commands import COMPLETE, GUIDE, configurations, ez2flex
from wizard.cli.terminal_kind import is_ascii_only
from wizard.guide.opening import UsageError, opening_of
from wizard.guide.typed_path import refusal_of_files
from wizard.questions import QUESTIONS
from wizard.sentence import so_many


def folder_of(names: tuple[str, ...], folder: Path) -> Path:
    """A folder with these configurations, and what a folder has beside them."""
    (folder / "of another").mkdir(parents=True)
    (folder / ".DS_Store").write_bytes(b"\0")
    for path in map(Path, configurations(*names)):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_what_is_said_to_be_typed_next_can_be_typed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A path with blanks stands in quotes wherever a command is named."""
    site = tmp_path / "two words" / "site"
    said = [
        ez2flex(capsys, "plan", *configurations(*COMPLETE), "-o", site).err,
        ez2flex(capsys, "plan", *configurations(*GUIDE), "-o", tmp_path / "an other").err,
        ez2flex(capsys, "render", site).err,
        ez2flex(capsys, "demo", "--headless", "-o", tmp_path / "a demo").err,
    ]
    commands = [found for text in said for found in re.findall(r"ez2flex (?:(?:render|check) )?'[^']*'", text)]

    assert not [text for text in said if re.search(r"ez2flex (render |check )?/", text)]
    assert {Path(shlex.split(command)[-1]) for command in commands} == {
        site,
        tmp_path / "an other",
        tmp_path / "a demo",
    }


def test_a_folder_of_configurations_is_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`inspect` and `plan` read the files of a folder, not those that are hidden or in folders of their own."""
    folder = folder_of(COMPLETE, tmp_path / "routers")
    planned = ez2flex(capsys, "plan", folder, "-o", tmp_path / "site")
    again = ez2flex(capsys, "plan", tmp_path / "site", "-o", tmp_path / "site")

    assert ez2flex(capsys, "inspect", folder).out == ez2flex(capsys, "inspect", *sorted(configurations(*COMPLETE))).out
    assert (planned.code, again.code) == (0, 0)
    assert len([*(tmp_path / "site" / "sources").iterdir()]) == len(COMPLETE)


def test_the_wizard_opens_a_folder_of_configurations(tmp_path: Path) -> None:
    """A folder without a plan is its files; one without files is refused, and says so."""
    folder = folder_of(COMPLETE, tmp_path / "routers")

    assert sorted(path.name for path in opening_of([str(folder)]).files) == sorted(COMPLETE)
    assert refusal_of_files(str(folder)) == ""
    assert "no other file in that folder" in refusal_of_files(str(folder / "of another"))
    with pytest.raises(UsageError, match="no other file in that folder"):
        opening_of([str(folder / "of another")])


@pytest.mark.parametrize("option", ["--answers", "--secrets"])
def test_a_file_of_answers_that_is_not_there_is_named_alone(
    option: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`--answers nofile` says that the file is missing, and a folder that it is one; neither names another command."""
    words = ("plan", *map(str, configurations(*COMPLETE)), "-o", str(tmp_path / "site"), option)
    missing, folder = ez2flex(capsys, *words, "nofile").err, ez2flex(capsys, *words, tmp_path).err

    assert "nofile" in missing
    assert "ez2flex plan" not in missing + folder
    assert "Errno" not in missing + folder


@pytest.mark.parametrize(
    ("surroundings", "drawn"),
    [
        ({"LC_ALL": "C"}, "plain"),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "plain"),
        ({"LC_ALL": "C.UTF-8"}, "all"),
        ({"LC_CTYPE": "C"}, "plain"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "plain"),
        ({"LANG": "de_DE.UTF-8"}, "all"),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, "all"),
        ({}, "all"),
    ],
)
def test_the_locale_c_means_plain_characters(
    surroundings: dict[str, str], drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With `LC_ALL=C` no character beyond ASCII is drawn, although Python could write one."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    assert is_ascii_only() is (drawn == "plain")


def test_the_reason_for_a_choice_goes_on_from_when() -> None:
    """`when ...` is half a sentence with a verb: never `when until`, `when never` or `when in a lab`."""
    odd = {"until", "when", "if", "as", "never", "unless", "in", "no", "where"}
    choices = [choice for question in QUESTIONS for choice in question.choices]

    assert not [choice.when for choice in choices if choice.when and choice.when.split()[0] in odd]


def test_one_of_a_thing_is_one_thing() -> None:
    """There is no `1 questions`."""
    assert [so_many(number, "question") for number in (0, 1, 2)] == ["0 questions", "1 question", "2 questions"]
