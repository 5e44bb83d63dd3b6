"""`ez2flex completion`: what the shells offer, asked of their own functions."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import COMPLETE, ez2flex, planned
from wizard.check import CHECKS
from wizard.cli import COMMANDS
from wizard.cli.documentation import pages
from wizard.model.question import Kind
from wizard.questions import QUESTIONS

SECRET_KEYS = {question.key for question in QUESTIONS if question.kind is Kind.SECRET}

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="this machine has no bash")


@pytest.fixture
def scripts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """A folder with the completion of each shell, two configurations and a site."""
    for shell in ("bash", "zsh"):
        done = ez2flex(capsys, "completion", shell)
        assert (done.code, done.err) == (0, "")
        (tmp_path / f"ez2flex.{shell}").write_text(done.out, "utf-8")
    (tmp_path / "hub one.cfg").touch()
    (tmp_path / "spoke.cfg").touch()
    planned(capsys, tmp_path / "site", *COMPLETE)
    return tmp_path


def offered(scripts: Path, line: str) -> set[str]:
    """What bash offers for the last word of a line, cut into words as it does: at blanks and at each `=`."""
    words = line.replace("=", " = ").split(" ")
    words = [word for place, word in enumerate(words) if word or place == len(words) - 1]
    quoted = " ".join(f"'{word}'" for word in words)
    script = (
        f". ./ez2flex.bash; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _ez2flex; "
        "printf '%s\\n' \"${COMPREPLY[@]}\""
    )
    done = subprocess.run(
        ["bash", "--norc", "-u", "-c", script], cwd=scripts, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return {row for row in done.stdout.splitlines() if row}


@needs_bash
def test_bash_offers_commands_and_files_where_a_line_begins(scripts: Path) -> None:
    """The first word is a command that is built, a configuration or a site; its options are the wizard's."""
    first = offered(scripts, "ez2flex ")

    assert first == {*COMMANDS, *(path.name for path in scripts.iterdir())}
    assert offered(scripts, "ez2flex qu") == {"questions"}
    assert offered(scripts, "ez2flex hub") == {"hub one.cfg"}
    assert offered(scripts, "ez2flex --as") == {"--ascii"}
    assert "hub one.cfg" in offered(scripts, "ez2flex spoke.cfg ")


@needs_bash
@pytest.mark.parametrize("command", COMMANDS)
def test_bash_offers_the_options_of_each_command(command: str, scripts: Path) -> None:
    """Behind a command its own options and --help, and no other."""
    names = {name for argument in COMMANDS[command].arguments if argument.is_option for name in argument.names}

    assert offered(scripts, f"ez2flex {command} -") == {*names, "-h", "--help"}


@needs_bash
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ez2flex check ", {"site"}),
        ("ez2flex plan spoke.cfg hu", {"hub one.cfg"}),
        ("ez2flex plan spoke.cfg -o si", {"site"}),
        ("ez2flex plan --from=si", {"site"}),
        ("ez2flex diff site --device ", {"br-leeds", "hq-vpn1"}),
        ("ez2flex diff --device=br", set()),
        ("ez2flex diff site --device=br", {"br-leeds"}),
        ("ez2flex diff --all site --device hq", {"hq-vpn1"}),
        ("ez2flex render site --stage c", {"cutover", "cleanup"}),
        ("ez2flex render site --stage=c", {"cutover", "cleanup"}),
        ("ez2flex render --stage=pki site --device b", {"br-leeds"}),
        ("ez2flex questions site pf", {"pfs"}),
        ("ez2flex questions site br-leeds.pf", {"br-leeds.pfs"}),
        ("ez2flex questions si", {"site"}),
        ("ez2flex plan spoke.cfg --set strat", {"strategy="}),
        ("ez2flex plan spoke.cfg --set strategy=n", {"new-hub"}),
        ("ez2flex plan spoke.cfg --set strategy=", {"reuse", "new-hub"}),
        ("ez2flex plan spoke.cfg --set br.leeds.connec", {"br.leeds.connect=", "br.leeds.connect_track="}),
        ("ez2flex plan spoke.cfg --set br.leeds.pin_peer_route=y", {"yes"}),
        ("ez2flex plan --set strategy=reuse spoke.cfg hu", {"hub one.cfg"}),
        ("ez2flex explain LCK01", {"LCK014", "LCK018", "LCK019"}),
        ("ez2flex explain site", {"site-folder"}),
        ("ez2flex completion ", {"bash", "zsh"}),
        ("ez2flex completion bash ", set()),
        ("ez2flex demo --headless -o si", {"site"}),
    ],
)
def test_bash_offers_what_fits_the_place(line: str, words: set[str], scripts: Path) -> None:
    """Files, sites, routers, stages, keys, answers, codes and pages, each where it belongs."""
    assert offered(scripts, line) == words


@needs_bash
def test_bash_offers_every_code_page_and_key(scripts: Path) -> None:
    """Nothing that can be named is missing; a secret's key is none for `--set`."""
    keys = {question.key for question in QUESTIONS}

    assert offered(scripts, "ez2flex explain ") == {*CHECKS, *pages()}
    assert offered(scripts, "ez2flex questions site ") == keys
    assert offered(scripts, "ez2flex plan a.cfg --set ") == {f"{key}=" for key in keys - SECRET_KEYS}


@needs_bash
def test_bash_takes_the_function_for_the_program(scripts: Path) -> None:
    """`eval "$(ez2flex completion bash)"` is all that is needed."""
    script = 'eval "$(cat ez2flex.bash)"; complete -p ez2flex'
    done = subprocess.run(["bash", "--norc", "-c", script], cwd=scripts, capture_output=True, text=True, check=True)

    assert done.stdout == "complete -F _ez2flex ez2flex\n"


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_completion_is_a_script_that_its_shell_can_read(shell: str, scripts: Path) -> None:
    """Where zsh is missing bash reads its script, which keeps to what both can read."""
    reader = shutil.which(shell) or shutil.which("bash")
    if reader is None:
        pytest.skip("this machine has neither shell")
    done = subprocess.run([reader, "-n", f"ez2flex.{shell}"], cwd=scripts, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_zsh_knows_every_command_option_code_page_and_key(scripts: Path) -> None:
    """Its script names all that bash offers; behind `=` stands the value of a long option alone."""
    script = (scripts / "ez2flex.zsh").read_text("utf-8")
    words = {word for line in script.splitlines() for word in line.replace("'", " ").split()}

    assert {*CHECKS, *pages(), *(question.key for question in QUESTIONS)} <= words
    for name in COMMANDS:
        (row,) = (line for line in script.splitlines() if line.startswith(f"        {name}) "))
        for argument in COMMANDS[name].arguments:
            for spelling in argument.names if argument.is_option else ():
                assert f"{spelling}[" in row or f"{spelling}=[" in row
                assert (f"{spelling}=[" in row) == (spelling.startswith("--") and not argument.is_flag)
        assert f"'{name}:" in script


@pytest.mark.skipif(shutil.which("zsh") is None, reason="this machine has no zsh")
def test_zsh_takes_the_function_for_the_program(scripts: Path) -> None:
    """`eval "$(ez2flex completion zsh)"` behind compinit is all that is needed."""
    script = 'autoload -U compinit; compinit -u -D; eval "$(cat ez2flex.zsh)"; print $_comps[ez2flex]'
    done = subprocess.run(["zsh", "-f", "-c", script], cwd=scripts, capture_output=True, text=True, check=True)

    assert done.stdout == "_ez2flex\n"


def test_an_unknown_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The shells that there are are named."""
    done = ez2flex(capsys, "completion", "fish")

    assert (done.code, done.out) == (64, "")
    assert "bash" in done.err
