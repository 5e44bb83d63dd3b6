"""The command line itself: help, exit codes, and what a command costs to start."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import COMPLETE, configurations, ez2flex, planned
from wizard.cli import main
from wizard.cli.commands import check, questions
from wizard.cli.exit_codes import Exit


@pytest.mark.parametrize(
    "words",
    [(), ("frobnicate",), ("check",), ("check", "site", "--jsno"), ("plan", "a.cfg"), ("diff", "site")],
    ids=lambda words: " ".join(words) or "nothing",
)
def test_a_command_line_that_makes_no_sense_is_a_usage_error(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 64, nothing on standard output, and where the help is."""
    done = ez2flex(capsys, *words)

    assert (done.code, done.out) == (64, "")
    assert "--help" in done.err


@pytest.mark.parametrize("words", [("check",), ("render",), ("questions",), ("diff", "--device", "x")], ids=" ".join)
def test_a_folder_that_holds_no_site_is_said(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Exit code 65, and how a site folder is made."""
    done = ez2flex(capsys, *words, tmp_path)

    assert (done.code, done.out) == (65, "")
    assert "there is no plan.toml" in done.err
    assert "`ez2flex plan` makes a site folder" in done.err


def test_a_source_that_was_changed_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The answers were given for the file that was read."""
    site = planned(capsys, tmp_path / "site")
    source = site / "sources" / "br-leeds.cfg"
    source.write_bytes(source.read_bytes() + b"! touched\n")
    done = ez2flex(capsys, "check", site)

    assert done.code == 65
    assert "SHA-256 differs" in done.err


def test_a_plan_that_was_spoiled_says_where(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A slip of a person in plan.toml is named with its file and key, or with its question where that is known."""
    site = planned(capsys, tmp_path / "site")
    spoiled = (site / "plan.toml").read_text("utf-8")
    (site / "plan.toml").write_text(f'{spoiled}\n[answers]\npfs = "group1"\n', "utf-8")
    found = ez2flex(capsys, "check", site)
    (site / "plan.toml").write_text(f'{spoiled}\n[answers]\npsf = "none"\n', "utf-8")
    refused = ez2flex(capsys, "check", site)

    assert (found.code, refused.code) == (2, 64)
    assert "pfs: the answer is kept and not used: group1 is no choice. Choose group14, " in found.out
    assert f"{site / 'plan.toml'}: there is no question psf" in refused.err


def test_a_folder_that_cannot_be_written_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file where the folder should be is no traceback."""
    (tmp_path / "site").write_text("a file", "utf-8")
    done = ez2flex(capsys, "plan", *configurations(*COMPLETE), "-o", tmp_path / "site")

    assert done.code == 65
    assert str(tmp_path / "site") in done.err


@pytest.mark.parametrize("debug", ["", "1"], ids=["quiet", "debug"])
def test_a_bug_of_ours_is_one_sentence(
    debug: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Exit code 70 and where it happened, never what the configuration holds; the traceback only when asked for."""

    def broken(_: object) -> Exit:
        raise RuntimeError("crypto isakmp key hunter2 address 192.0.2.1")

    monkeypatch.setattr(check, "check", broken)
    monkeypatch.setenv("EZ2FLEX_DEBUG", debug)
    done = ez2flex(capsys, "check", tmp_path)

    assert done.code == 70
    assert "a bug of ours: RuntimeError in test_cli_usage.py" in done.err
    assert ("Traceback" in done.err) == bool(debug)
    assert ("hunter2" in done.err) == bool(debug)


def test_an_interrupt_is_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Ctrl-C ends the command with one line."""

    def interrupted(_: object) -> Exit:
        raise KeyboardInterrupt

    monkeypatch.setattr(questions, "questions", interrupted)
    done = ez2flex(capsys, "questions", tmp_path)

    assert done.code == 3
    assert done.err == "ez2flex: interrupted; nothing was sent to any router\n"


def test_a_terminal_that_lacks_a_character_is_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A line in another alphabet is written with escapes where it cannot be shown."""
    text = Path(configurations(COMPLETE[1])[0]).read_text("utf-8")
    mode = " mode network-extension\n"
    (tmp_path / "spoke.cfg").write_text(text.replace(mode, f"{mode} description Zürich\n", 1), "utf-8")
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii", write_through=True))
    code = main(["inspect", str(tmp_path / "spoke.cfg")])

    assert code == 0
    assert b"description Z\\xfcrich" in written.getvalue()


def test_output_that_nobody_reads_any_more_is_no_failure() -> None:
    """`ez2flex questions | head -1` ends quietly."""
    code = "import sys; from wizard.cli import main; sys.exit(main(['questions']))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        err = process.stderr.read()

    assert b"Traceback" not in err
    assert b"BrokenPipeError" not in err


def test_a_command_starts_without_what_it_does_not_need() -> None:
    """To tell a command from a file costs neither Textual nor the parser nor the templates."""
    heavy = "textual rich ciscoconfparse jinja2 tomlkit argparse"
    code = f"import sys, wizard.cli; print(*[name for name in '{heavy}'.split() if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == []
