"""The wizard as numbered text at a terminal that can do nothing but show lines."""

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs Linux or macOS", allow_module_level=True)

from tests.at_terminal import AtTerminal, at_terminal
from tests.pilot import site
from tests.served_practice import served_practice
from tests.test_linear_migration import configurations, drawn_keys, turns
from tests.test_push_over_ssh import SPEED
from wizard.guide.opening import PROGRAM as HOLDER
from wizard.site import Writer, read_site

WIZARD = "from screens.main import main; sys.exit(main(sys.argv[1:]))"
FAST = f"""
import screens.linear
from tests.test_linear_migration import on_fast_clock
made = screens.linear.new_wizard
def new_wizard(*, ascii_only):
    wizard = made(ascii_only=ascii_only)
    wizard.new_push, time = on_fast_clock()
    wizard.utc = time.now
    return wizard
screens.linear.new_wizard = new_wizard
{WIZARD}
"""
"""With a clock that is as fast as that of the practice routers."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site, in the working folder."""
    monkeypatch.chdir(tmp_path)
    return site("guide-reuse", tmp_path)


def assert_plain(terminal: AtTerminal) -> None:
    """Nothing that moves a cursor, no line over 80 columns, no box; but for what is typed ahead of its prompt."""
    assert "\x1b" not in terminal.shown
    # What is typed while a prompt is being written is answered behind it.
    lines = (line.removeprefix("Number or command: ") for line in terminal.shown.replace("\r", "").split("\n"))
    assert [line for line in lines if len(line) > 80] == []


def test_a_dumb_terminal_gets_numbered_text(folder: Path) -> None:
    """Without being asked for it, and with a sentence that says so."""
    with at_terminal(folder.parent, folder.name, program=WIZARD, kind="dumb") as terminal:
        terminal.waits_for("TERM is dumb.\r\n  So this is the wizard as numbered text")
        terminal.waits_for("Number or command: ")
        terminal.types("q\r")
        code = terminal.code()

    assert code == 0
    assert "LEFT: guide-reuse is saved" in terminal.shown
    assert_plain(terminal)


@pytest.mark.parametrize("control", ["\x04", "\x03"], ids=["ctrl-D", "ctrl-C"])
def test_ctrl_d_and_ctrl_c_leave_with_one_sentence(control: str, folder: Path) -> None:
    """Verdict, folder, next command; every answer is there."""
    with at_terminal(folder.parent, "--linear", folder.name, program=WIZARD) as terminal:
        terminal.waits_for("Number or command: ")
        terminal.types("/pfs\r1\r3\r")
        terminal.waits_for("DONE: pfs")
        terminal.waits_for(": ")
        terminal.types(control)
        code = terminal.code()

    assert code == 0
    assert " ".join(terminal.shown.rpartition("LEFT:")[2].split()).startswith("guide-reuse is saved:")
    assert "Next: ez2flex" in terminal.shown.rpartition("LEFT:")[2]
    assert any(given.key == "pfs" for given in read_site(folder).answers)
    assert_plain(terminal)
    Writer(folder, HOLDER).close()


def test_a_password_is_not_shown_while_it_is_typed(tmp_path: Path) -> None:
    """The terminal echoes nothing, and is as it was behind it."""
    golden = site("guide-new-hub", tmp_path)
    with at_terminal(tmp_path, "--linear", golden, program=WIZARD) as terminal:
        terminal.waits_for("Number or command: ")
        terminal.types("/login_password\r1\r1\r")
        terminal.waits_for("as it was):")
        terminal.types("zz9801zz\r")
        terminal.waits_for("Once more:")
        terminal.types("zz9801zz\r")
        terminal.waits_for("DONE: ")
        terminal.types("steps\r")
        terminal.waits_for("STEP 1:")
        terminal.types("q\r")
        code = terminal.code()

    assert code == 0
    assert "zz9801zz" not in terminal.shown
    assert "steps" in terminal.shown
    assert "zz9801zz" in (golden / "secrets.toml").read_text("utf-8")


def test_a_pipe_drives_it_and_its_end_leaves(folder: Path) -> None:
    """Where nobody is at a terminal, the lines come from wherever they come; the last sentence is said."""
    with at_terminal(folder.parent, "-c", f"echo step 7 | {sys.executable} -c '{PIPED}' {folder}", program=SHELL) as it:
        code = it.code()

    assert code == 0
    assert "STEP 7: Findings" in it.shown
    assert "LEFT: " in it.shown


PIPED = "import sys; from screens.main import main; sys.exit(main(sys.argv[1:]))"
SHELL = "import os; os.execvp('sh', ['sh', *sys.argv[1:]])"


def test_a_migration_goes_through_at_a_dumb_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the list of sites to spokes that run FlexVPN and are saved, each line typed by hand."""
    monkeypatch.chdir(tmp_path)
    configurations(tmp_path / "given")
    with (
        served_practice(tmp_path, SPEED) as practice,
        at_terminal(tmp_path, program=FAST, kind="dumb") as terminal,
    ):
        for turn in turns(practice, "given"):
            terminal.waits_for(turn.waits_for)
            terminal.types(f"{turn.types}\r")
        code = terminal.code()

        assert code == 0, terminal.shown
        assert "crypto ikev2 client flexvpn" in (practice.routers["practice-spoke2"].startup or "")
    assert_plain(terminal)
    assert not [key for key in drawn_keys(tmp_path / "site-practice-spoke1") if key in terminal.shown]
    assert [*(tmp_path / "site-practice-spoke1" / "journal").iterdir()]
