"""The commands that the examples and the README print work as they stand there."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import ez2flex

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "examples" / "guide"

EXIT_CODES = {"diff": 2}
"""Of a command that does not end with 0: old and new differ, which is the point."""


def commands(text: str) -> list[list[str]]:
    """The words of each ez2flex command in a text, those of the wizard left out."""
    found = [shlex.split(line) for line in re.findall(r"(?m)^[# ]*ez2flex ([a-z]+ .*)$", text)]
    return [words for words in found if words[0] in {"inspect", "plan", "questions", "render", "diff", "check"}]


@pytest.mark.parametrize("name", ["reuse.toml", "keys.toml", "new-hub.toml", "guide.toml"])
def test_the_commands_of_an_example_end_well(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Plan, render and check of each answer file exit with 0, and nothing is open."""
    monkeypatch.chdir(GUIDE)
    given = commands((ROOT / "examples" / name).read_text("utf-8"))
    done = [
        ez2flex(capsys, *(str(tmp_path / "site") if word == "site" else word for word in command)) for command in given
    ]

    assert [command[0] for command in given] == ["plan", "render", "check"]
    assert [result.code for result in done] == [0, 0, 0]
    assert "nothing is open" in done[0].err


def test_the_quick_start_of_the_readme_ends_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every command of the quick start does what the README says."""
    monkeypatch.chdir(GUIDE)
    readme = (ROOT / "README.md").read_text("utf-8")
    start = readme[readme.index("## Quick start") : readme.index("## What it writes")]
    given = commands(start)

    assert {command[0] for command in given} == {"inspect", "plan", "questions", "render", "diff", "check"}
    for words in given:
        done = ez2flex(capsys, *(str(tmp_path / "site") if word == "site" else word for word in words))

        assert done.code == EXIT_CODES.get(words[0], 0), done.err


@pytest.mark.skipif(shutil.which("bash") is None, reason="this machine has no bash")
@pytest.mark.parametrize("words", ["", "check site", "--ascii 'two words.cfg'"])
def test_the_alias_of_the_readme_is_ez2flex(words: str, tmp_path: Path) -> None:
    """Also where a folder of its path has a blank, ez2flex gets the words that were typed, and none if none were."""
    checkout = tmp_path / "my checkout"
    checkout.mkdir()
    (checkout / "dev.py").write_text("import sys; print(sys.argv)", "utf-8")
    (alias,) = re.findall(r"(?m)^ +(alias ez2flex=.*?\")  ", (ROOT / "README.md").read_text("utf-8"))
    script = f"shopt -s expand_aliases\n{alias}\ncd /\nez2flex {words}\n"
    done = subprocess.run(["bash", "-c", script], cwd=checkout, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == str([str(checkout / "dev.py"), "run", "--", *shlex.split(words)])


@pytest.mark.parametrize(("name", "routers"), [("reuse", 2), ("new-hub", 3)])
def test_without_the_answers_of_an_example_something_is_open(
    name: str, routers: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The same sources without the answer file are planned, and what is open is listed."""
    monkeypatch.chdir(GUIDE)
    files = ["ezvpn-server.cfg", "ezvpn-spoke1.cfg", "ezvpn-spoke2-vti.cfg"]
    done = ez2flex(capsys, "plan", *files, "--set", f"strategy={name}", "-o", tmp_path / "site")

    assert done.code == 0
    assert "answers are open" in done.err
    assert f"login_username ({routers} routers): Which local user keeps the login?" in done.err
    assert ez2flex(capsys, "check", tmp_path / "site").code == 2
