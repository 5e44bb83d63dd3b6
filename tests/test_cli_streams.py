"""Commands whose input, output or folder is closed, full, gone or hostile, as a shell can start them."""

import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands import COMPLETE, configurations, ez2flex, planned
from tests.conftest import TESTS
from wizard.cli.output import finish, verbatim

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closed streams and signals are those of POSIX")

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full on this system")

PROGRAM = f'"{sys.executable}" -c "import sys; from screens.main import main; sys.exit(main())"'
HOSTILE = "\x1b]0;owned\x07\x9b31m\x7f\u202e\u2066\U000e0041"
SHOWN = r"\x1b]0;owned\x07\x9b31m\x7f\u202e\u2066\U000e0041"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What the shell saw."""

    code: int
    out: bytes
    err: str


def shell(line: str, folder: Path, **surroundings: str) -> Ran:
    """Carries out a line of a shell in which `ez2flex` stands for the program."""
    done = subprocess.run(
        ["bash", "-c", line.replace("ez2flex", PROGRAM)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(TESTS.parent)} | surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    err = done.stderr.decode()

    assert "Traceback" not in err
    assert "Exception ignored" not in err
    return Ran(code=done.returncode, out=done.stdout, err=err)


@needs_full
@pytest.mark.parametrize(
    "words",
    ["explain IDN001", "questions", "questions --json", "--help", "check --help", "--version", "inspect {0} --json"],
)
def test_an_output_that_is_full_is_named(words: str, tmp_path: Path) -> None:
    """Exit 65, with what could not be written and why."""
    done = shell(f"ez2flex {words.format(*configurations(*COMPLETE))} >/dev/full", tmp_path)

    assert (done.code, done.err.splitlines()[0]) == (65, "ez2flex: standard output: No space left on device")


@pytest.mark.parametrize("words", ["explain IDN001", "--help", "check --help", "--version", "inspect {0}"])
def test_an_output_that_is_closed_is_named(words: str, tmp_path: Path) -> None:
    """Exit 65, not a bug of ours."""
    done = shell(f"ez2flex {words.format(*configurations(*COMPLETE))} >&-", tmp_path)

    assert (done.code, done.err.splitlines()[0]) == (65, "ez2flex: standard output: it is closed")


@pytest.mark.parametrize("words", ["explain IDN001", "questions", "--help", "--version"])
def test_a_reader_that_has_seen_enough_is_no_failure(words: str, tmp_path: Path) -> None:
    """`| head -c0` ends quietly, and the exit code stays that of the command."""
    done = shell(f"ez2flex {words} | head -c0; exit ${{PIPESTATUS[0]}}", tmp_path)

    assert (done.code, done.out, done.err) == (0, b"", "")


def test_a_reader_that_leaves_does_not_hide_a_blocker(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`check | head -c0` still exits 2 where something blocks."""
    planned(capsys, tmp_path / "site", "guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg")
    done = shell("ez2flex check site | head -c0; exit ${PIPESTATUS[0]}", tmp_path)

    assert done.code == 2
    assert "blockers" in done.err


@pytest.mark.parametrize("stream", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
@pytest.mark.parametrize(("words", "code"), [("inspect {0}", 0), ("check --nosuch", 64), ("--nosuch", 64)])
def test_where_nobody_can_be_told_the_exit_code_tells(words: str, code: int, stream: str, tmp_path: Path) -> None:
    """A closed or full standard error changes nothing else, and nothing meant for it lands elsewhere."""
    done = shell(f"ez2flex {words.format(*configurations(*COMPLETE))} {stream}", tmp_path)

    assert (done.code, done.err) == (code, "")
    assert (b"EzVPN server" in done.out) == (code == 0)
    assert b"usage:" not in done.out


def test_secrets_from_a_closed_input_are_refused(tmp_path: Path) -> None:
    """Exit 64 and what to do, and no site is made."""
    done = shell(f"ez2flex plan {' '.join(configurations(*COMPLETE))} --secrets - -o site <&-", tmp_path)

    assert (done.code, done.err.splitlines()[0]) == (64, "ez2flex: standard input: it is closed")
    assert not (tmp_path / "site").exists()


def test_secrets_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are said to be none."""
    line = f"printf 'x = \"\\xff\"' | ez2flex plan {' '.join(configurations(*COMPLETE))} --secrets - -o site"
    done = shell(line, tmp_path)

    assert (done.code, done.err.splitlines()[0]) == (65, "ez2flex: standard input:1: it is no UTF-8")


def test_files_never_take_the_place_of_closed_streams(tmp_path: Path) -> None:
    """With all three streams closed the site is planned, and nothing strays into its files."""
    # Without an authority each site would get keys of its own.
    plan = f"ez2flex plan {' '.join(configurations(*COMPLETE))} --set certificate_authority=yes"
    shell(f"{plan} -o site <&- >&- 2>&-", tmp_path)
    shell(f"{plan} -o other", tmp_path)
    files = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*") if path.is_file()}

    assert {Path("plan.toml"), Path("sources/br-leeds.cfg")} <= files
    assert all((tmp_path / "site" / file).read_bytes() == (tmp_path / "other" / file).read_bytes() for file in files)


@pytest.mark.parametrize(
    "words",
    ["{0}", "check {0}", "check site --{0}", "explain {0}", "inspect {0}", "plan {0} -o {0}", "check site {0}"],
)
def test_no_argument_reaches_the_terminal_as_a_command(words: str, tmp_path: Path) -> None:
    """Control, bidi and tag characters of an argument are shown, not sent."""
    quoted = words.format(f"'{HOSTILE}'")
    done = shell(f"ez2flex {quoted}", tmp_path)

    assert done.code in {64, 65}
    assert SHOWN in done.err or SHOWN.upper() in done.err
    assert not set(done.err) & set(HOSTILE.replace("]0;owned", "").replace("31m", ""))


def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    """Its bytes are kept to open it, and shown in messages."""
    source = Path(configurations(COMPLETE[1])[0]).read_bytes()
    Path(os.fsdecode(bytes(tmp_path) + b"/\x9b31m.cfg")).write_bytes(source)
    done = shell("ez2flex inspect *.cfg", tmp_path)

    assert done.code == 0
    assert rb"\x9b31m.cfg: what becomes of each line" in done.out


def test_a_line_break_in_a_name_begins_no_line_of_ours(tmp_path: Path) -> None:
    """A file name cannot forge what ez2flex says."""
    done = shell("ez2flex inspect $'gone\\nnothing blocks.cfg'", tmp_path)

    assert done.code == 65
    assert done.err.startswith(r"ez2flex: gone\nnothing blocks.cfg: ")


def test_a_name_that_is_too_long_is_a_sentence(tmp_path: Path) -> None:
    """The wizard and the commands say so alike."""
    for words in ("a" * 300, f"inspect {'a' * 300}", f"check {'a' * 300}"):
        done = shell(f"ez2flex {words}", tmp_path)

        assert done.code == 65
        assert "File name too long" in done.err


@pytest.mark.parametrize("words", ["", "inspect x.cfg", "check site", "plan {0} {1} -o site", "questions", "--help"])
def test_a_folder_that_is_gone_is_no_bug(words: str, tmp_path: Path) -> None:
    """In a working folder that was removed every command says what it lacks."""
    (tmp_path / "gone").mkdir()
    done = shell(f"cd gone; rmdir ../gone; ez2flex {words.format(*configurations(*COMPLETE))}", tmp_path)

    assert done.code in {0, 64, 65}
    assert (done.code == 0) == (words in {"", "questions", "--help"})


@pytest.mark.parametrize("home", ["unset HOME TERM", "HOME=/nonexistent/home TERM=nonesuch"])
def test_poor_surroundings_are_enough(home: str, tmp_path: Path) -> None:
    """Without a home, a terminal's name or an alphabet a site is planned and checked."""
    words = " ".join(configurations(*COMPLETE))
    plan = f"ez2flex plan {words} --set management_access=outside -o site"
    done = shell(f"{home}; export LC_ALL=C PYTHONUTF8=0; {plan} && ez2flex check site", tmp_path)

    assert done.code == 0, done.err


def test_what_is_rendered_is_printed_byte_for_byte_into_a_pipe(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`render --device --stage` gives the bytes of the file that `render` writes."""
    planned(capsys, tmp_path / "site")
    done = shell("ez2flex render site --device br-leeds --stage stage", tmp_path, LC_ALL="C", PYTHONUTF8="0")
    ez2flex(capsys, "render", tmp_path / "site")

    assert done.out == (tmp_path / "site" / "out" / "br-leeds" / "4-stage.cfg").read_bytes()


class Screen(io.TextIOWrapper):
    """A standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("kind", "written"),
    [(io.TextIOWrapper, b"banner \xff\x1b[31m\r\n"), (Screen, rb"banner \xff\x1b[31m\r" + b"\n")],
    ids=["pipe", "terminal"],
)
def test_what_is_printed_byte_for_byte_does_nothing_to_a_terminal(
    kind: type[io.TextIOWrapper], written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file or a pipe gets the bytes, a person sees what they are."""
    output = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", kind(output, encoding="utf-8", newline=""))
    verbatim(b"banner \xff\x1b[31m\r\n")
    finish()

    assert output.getvalue() == written


def test_json_is_ascii_without_control_characters(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What a machine reads can be looked at in a terminal as well."""
    text = Path(configurations(COMPLETE[1])[0]).read_text("utf-8")
    (tmp_path / "spoke.cfg").write_text(
        text.replace("interface FastEthernet4\n", f"interface FastEthernet4\n description {HOSTILE}\n", 1), "utf-8"
    )
    done = ez2flex(capsys, "inspect", tmp_path / "spoke.cfg", "--json")

    assert "description" in done.out
    assert done.out.isascii()
    assert done.out.replace("\n", "").isprintable()
    json.loads(done.out)


WORKING = """
import sys, time
from wizard.cli.run_to_end import carried_out
from wizard.cli.output import data, finish

def work():
    data("working")
    finish()
    time.sleep(0.5 if sys.argv[1:] else 30)
    return 0

sys.exit(carried_out(work))
"""
"""A command in the middle of its work; with an argument it comes to its end by itself."""


def asked_to_end(number: signal.Signals, before: str = "", *words: str) -> tuple[int, str]:
    """The exit code and the words of a command that gets that signal."""
    with subprocess.Popen(
        ["bash", "-c", f'{before} exec "$@"', "bash", sys.executable, "-c", WORKING, *words],
        env=os.environ | {"PYTHONPATH": str(TESTS.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"working\n"
        running.send_signal(number)
        _, err = running.communicate(timeout=30)
    return running.returncode, err.decode()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_command_that_is_asked_to_end_says_so(name: str) -> None:
    """Exit 128 and the number of the signal, and no traceback."""
    number = signal.Signals[name]

    assert asked_to_end(number) == (128 + number, f"ez2flex: ended by {name}; nothing was sent to any router\n")


def test_an_interrupt_from_outside_is_no_traceback() -> None:
    """`kill -INT` does what Ctrl-C does."""
    assert asked_to_end(signal.SIGINT) == (3, "ez2flex: interrupted; nothing was sent to any router\n")


def test_what_nohup_ignores_is_ignored() -> None:
    """A command that was started to outlive its terminal does so."""
    assert asked_to_end(signal.SIGHUP, "trap '' HUP;", "short") == (0, "")
