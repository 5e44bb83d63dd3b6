"""Help: what each command does, what is not built yet, slips of the keyboard, and what can be read offline."""

import re
from io import StringIO
from pathlib import Path

import pytest

import dev
from screens.main import main
from tests.commands import Done, ez2flex, planned
from wizard.check import CHECKS
from wizard.cli import COMMANDS, OPTIONS_OF_THE_WIZARD
from wizard.cli.exit_codes import MEANING, Exit


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> Done:
    """What a person gets who types `ez2flex` and these words."""
    capsys.readouterr()
    code = main(list(words))
    written = capsys.readouterr()
    return Done(code=code, out=written.out, err=written.err)


def joined(text: str) -> str:
    """The text without blanks: argparse breaks lines at hyphens too."""
    return "".join(text.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_begins_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command shows how it is used before it says what it does and lists its options."""
    done = typed(capsys, command, "--help")
    example, sentence = COMMANDS[command].examples[0], COMMANDS[command].sentence
    flat = " ".join(done.out.split())

    assert done.code == 0
    assert f"examples:\n  {example}\n" in done.out
    assert f"ez2flex {command}" in example
    assert flat.index(" ".join(example.split())) < flat.index(sentence) < flat.index("options:")
    assert all(joined(argument.help) in joined(done.out) for argument in COMMANDS[command].arguments)


def test_the_help_of_the_whole_has_a_sentence_for_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    """`ez2flex --help` begins with examples and says of every command and exit code what it is; 80 columns do."""
    done = typed(capsys, "--help")
    flat = " ".join(done.out.split())

    assert done.code == 0
    assert done.out.startswith("examples:\n  ez2flex ")
    assert max(map(len, done.out.splitlines())) <= 80
    assert all(f" {name} {command.sentence}" in flat for name, command in COMMANDS.items())
    assert all(f" {code.value} {meaning}" in flat for code, meaning in MEANING.items())
    assert all(option.help in flat for option in OPTIONS_OF_THE_WIZARD)


def test_a_command_is_told_from_a_file_by_its_letters() -> None:
    """No command has another sign than letters, so that a file opens the wizard before any command is read."""
    assert all(name.isalpha() for name in COMMANDS)


def test_every_exit_code_has_a_meaning() -> None:
    """Help and man page say what each code means."""
    assert list(MEANING) == list(Exit)


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("--ascii", "--help")], ids=" ".join)
def test_help_is_printed_wherever_it_stands(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks for help gets it, on standard output, with exit code 0."""
    done = typed(capsys, *words)

    assert (done.code, done.err) == (0, "")
    assert "commands:" in done.out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("inspct", "a.cfg", "--json"), "Did you mean inspect?"),
        (("PLAN", "a.cfg"), "Did you mean plan"),
        (("quesitons",), "Did you mean questions?"),
        (("revret", "site"), "Did you mean revert"),
        (("--asci",), "Did you mean --ascii?"),
        (("check", "site", "--jsno"), "Did you mean --json?"),
        (("plan", "a.cfg", "-o", "site", "--secret-file=x"), "Did you mean --secrets"),
        (("explain", "LCK04"), "Did you mean LCK0"),
        (("explain", "glosary"), "Did you mean glossary?"),
        (("rehearsl", "site"), "Did you mean rehearse?"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_a_slip_gets_a_suggestion(words: tuple[str, ...], meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command, option, code or page is a usage error that names what is near."""
    done = typed(capsys, *words)

    assert (done.code, done.out) == (64, "")
    assert meant in done.err


@pytest.mark.parametrize("words", [("site",), ("spoke1.cfg",), ("zzz", "--ascii"), ("--frobnicate",)], ids=" ".join)
def test_what_is_near_to_nothing_gets_no_suggestion(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that is not there is not taken for a command."""
    monkeypatch.chdir(tmp_path)
    done = typed(capsys, *words)

    assert (done.code, done.out) == (64, "")
    assert "Did you mean" not in done.err
    assert "See ez2flex --help." in done.err


def test_a_file_that_is_called_like_a_slip_is_a_file(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is there is opened, whatever command it resembles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chek").write_text("", "utf-8")

    assert "Did you mean" not in typed(capsys, "chek").err


@pytest.mark.parametrize("words", [("--set", "psf=none"), ("--set", "spoke.psf=none")], ids=" ".join)
def test_an_unknown_key_gets_a_suggestion(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """So does the key of a question: of `--set`, of `questions`, and of plan.toml."""
    site = planned(capsys, tmp_path / "site")
    asked = ez2flex(capsys, "questions", site, "psf")
    (site / "plan.toml").write_text(f'{(site / "plan.toml").read_text("utf-8")}\n[answers]\npsf = "none"\n', "utf-8")
    edited = ez2flex(capsys, "check", site)
    name = words[1].replace("spoke.", "br-leeds.")
    configs = dev.ROOT / "tests" / "configs"
    given = ez2flex(
        capsys,
        *("plan", configs / "server-dvti.cfg", configs / "spoke-nem-classic.cfg"),
        *("--set", name, "-o", tmp_path / "other"),
    )

    for done in (asked, edited, given):
        assert done.code == 64
        assert "Did you mean pfs?" in done.err


def test_an_unknown_router_gets_a_suggestion(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of `--device`, and of an answer: the nearest name, and every name that there is."""
    site = planned(capsys, tmp_path / "site")
    shown = ez2flex(capsys, "diff", site, "--device", "br-leds")
    plan = (site / "plan.toml").read_text("utf-8")
    (site / "plan.toml").write_text(f'{plan}\n[device.hq-vpn]\npfs = "none"\n', "utf-8")
    edited = ez2flex(capsys, "check", site)

    assert (shown.code, edited.code) == (64, 64)
    assert "Did you mean br-leeds? The devices are hq-vpn1, br-leeds." in shown.err
    assert "Did you mean hq-vpn1? The devices are hq-vpn1, br-leeds." in edited.err


def test_an_option_before_its_command_is_told_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    """`ez2flex --json check site` says where options of a command stand."""
    done = typed(capsys, "--json", "check", "site")

    assert (done.code, done.out) == (64, "")
    assert "options of a command stand behind it, as in ez2flex check" in done.err


def test_the_demo_is_a_command_where_no_screen_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Its help is its own, and a folder is chosen in the wizard itself."""
    asked, folder = typed(capsys, "demo", "--help"), typed(capsys, "demo", "-o", str(tmp_path / "site"))

    assert "examples:\n  ez2flex demo\n" in asked.out
    assert folder.code == 64
    assert "-o goes with --headless" in folder.err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("words", [(), ("demo",), ("--ascii", "demo"), ("demo", "--no-color")], ids=" ".join)
def test_the_wizard_is_opened_where_there_is_a_terminal(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone and on the practice site ez2flex makes sense of the words; without a terminal it is numbered text."""
    monkeypatch.setattr("sys.stdin", StringIO())
    done = typed(capsys, *words)

    assert done.code == 0
    assert done.err.startswith("ez2flex: the screens need a terminal")
    assert "--linear" in done.err
    assert done.out


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its severity, what it means, why it matters, what to do, and where that comes from; in any spelling."""
    check, done = CHECKS[code], ez2flex(capsys, "explain", code.lower())

    assert done.code == 0
    assert done.out.startswith(f"{code} ({check.severity})\n")
    for name, words in (
        ("Found where this does not hold", check.sentence),
        ("Why", check.why),
        ("What to do", check.fix),
        ("Source", check.citation),
    ):
        assert words
        assert f"\n{name}: {words}" in done.out


def test_an_explanation_does_not_state_the_opposite_of_its_finding(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever is told that nobody knows how the spoke is managed does not read that it is known."""
    told = ez2flex(capsys, "explain", "LCK004").out.splitlines()

    assert told[1] == (
        "Found where this does not hold: It is known whether the spoke is managed through the tunnel that is cut."
    )


def test_an_unknown_code_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """What is neither a finding nor a page is a usage error that says what there is."""
    done = ez2flex(capsys, "explain", "ABC123")

    assert (done.code, done.out) == (64, "")
    assert "there is neither a finding nor a page ABC123" in done.err
    assert "LCK001" in done.err


def test_every_page_of_the_documentation_can_be_read_offline(capsys: pytest.CaptureFixture[str]) -> None:
    """`ez2flex explain` lists each page of docs/ with its title, and prints it by its name or its file's."""
    listed = ez2flex(capsys, "explain").out
    pages = sorted((dev.ROOT / "docs").rglob("*.md"))

    assert len(pages) > 15
    for page in pages:
        name = page.relative_to(dev.ROOT / "docs").with_suffix("").as_posix()
        assert re.search(rf"^  {name} +\S", listed, re.MULTILINE), name
        for spelling in (name, f"docs/{name}.md", name.upper()):
            done = ez2flex(capsys, "explain", spelling)
            assert (done.code, done.out.splitlines()) == (0, page.read_text("utf-8").splitlines())


def test_the_source_of_a_finding_can_be_read_offline(capsys: pytest.CaptureFixture[str]) -> None:
    """A page of facts that a finding cites is printed by the name by which it is cited."""
    cited = {name for check in CHECKS.values() for name in re.findall(r"\b[a-z-]+\.md\b", check.citation)}

    assert cited
    assert [name for name in sorted(cited) if ez2flex(capsys, "explain", name).code] == []
