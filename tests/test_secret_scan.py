"""A site whose configurations are full of secrets shows none of them, whatever is asked of it."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from screens.widgets.lines import LineList
from tests.commands import COMPLETE, CONFIGS, ez2flex
from tests.conftest import WIDE
from tests.pilot import driven, wizard
from tests.secret_forms import ABBREVIATED, WITH_SECRETS
from wizard.check import findings, negotiations
from wizard.difference import difference
from wizard.guide.opening import Opening
from wizard.ledger import ledger
from wizard.render import baseline, documents, target
from wizard.site import read_site

PLANTED = re.compile(r"zz\d{4}zz", re.IGNORECASE)
"""How every planted secret looks."""

TYPES = ("", "0", "5", "6", "7", "8", "9")

HIDDEN_IN = ("sources", "secrets.toml", "out")
"""The only parts of a site folder that hold secrets."""

BODIES = """\
banner exec ^C
 the night key is SECRET
 SECRET
^C
macro name door
 username ops password SECRET
 snmp-server community SECRET RO
@
"""


def planted(numbers: Iterator[int], *, every_type: bool) -> Iterator[str]:
    """A line for each form, with a secret of its own in each place; every second one with blanks or a remark."""
    types = cycle(TYPES)
    for form in WITH_SECRETS + ABBREVIATED:
        for other_type in TYPES if every_type and "TYPE" in form else (next(types),):
            number = next(numbers)
            secret = f"zz{number:04}zz"
            line = form.replace("TYPE ", f"{other_type} " if other_type else "")
            if number % 3 == 1 and not re.search(r"[@=/^:\"]SECRET|SECRET[@\"^]|chat-script", line):
                secret = f'"{secret} {secret}"' if number % 2 else f"{secret} {secret}"
            yield line.replace("SECRET", secret) + (" remark" if number % 5 == 2 else "")


def full_of_secrets(name: str, section: str, numbers: Iterator[int]) -> bytes:
    """A configuration with every form at the top, in a section of EzVPN and in an interface, and in bodies."""
    text = (CONFIGS / name).read_text("utf-8")
    for header in (section, "interface "):
        place = text.index("\n", text.index(f"\n{header}") + 1) + 1
        text = text[:place] + "".join(f" {line}\n" for line in planted(numbers, every_type=False)) + text[place:]
    top = "".join(f"{line}\n" for line in planted(numbers, every_type=True))
    bodies = re.sub("SECRET", lambda _: f"zz{next(numbers):04}zz", BODIES)
    place = text.rindex("end")
    return (text[:place] + bodies + top + text[place:]).encode()


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, ...]:
    """Server and spoke, full of secrets."""
    numbers = iter(range(10_000))
    folder = tmp_path / "given"
    folder.mkdir()
    sections = ("crypto isakmp client configuration group ", "crypto ipsec client ezvpn ")
    for name, section in zip(COMPLETE, sections, strict=True):
        (folder / name).write_bytes(full_of_secrets(name, section, numbers))
    return tuple(folder / name for name in COMPLETE)


def leaks(text: str) -> list[str]:
    """The lines of a text that show a planted secret."""
    return [line for line in text.splitlines() if PLANTED.search(line)]


DEVICES = ("hq-vpn1", "br-leeds")


def test_no_command_shows_a_secret(
    sources: tuple[Path, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path, stranger: Path
) -> None:
    """Every command, with and without --json, on standard output and standard error; and every file but three."""
    folder = tmp_path / "site"
    commands: list[tuple[str | Path, ...]] = [
        ("inspect", *sources),
        ("inspect", "--json", *sources),
        ("plan", *sources, "-o", folder, "--json"),
        ("plan", *sources, "-o", folder),
        ("questions", folder),
        ("questions", folder, "--json"),
        ("check", folder),
        ("check", folder, "--json"),
        ("render", folder),
        ("explain", "PLN001"),
        *(("diff", folder, "--device", device, "--all") for device in DEVICES),
        *(("diff", folder, "--device", device, "--stage", "cutover", "--all") for device in DEVICES),
    ]
    shown = {}
    for words in commands:
        done = ez2flex(capsys, *words)
        assert done.code in {0, 2, 64}, done.err[-500:]
        shown[" ".join(str(word) for word in words[:2])] = done.out + done.err

    assert {words: leaks(text)[:20] for words, text in shown.items() if leaks(text)} == {}
    assert shown["inspect --json"].count("***") > 1000
    written = [path for top in (folder, stranger) for path in top.rglob("*") if path.is_file()]
    kept = [path for path in written if not _may_hold(path, folder)]
    assert folder / "plan.toml" in kept
    assert [path for path in kept if PLANTED.search(path.read_bytes().decode("utf-8", "replace"))] == []


def _may_hold(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder) and path.relative_to(folder).parts[0] in HIDDEN_IN


def test_no_error_shows_a_secret(sources: tuple[Path, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file that cannot be read is reported without its lines."""
    whole = sources[1].read_text("utf-8")
    broken = {
        "cut.cfg": whole + "banner login ^C\nthe key is zz0001zz\n",
        "no-ezvpn.cfg": "hostname r1\n" + "\n".join(planted(iter(range(10_000)), every_type=False)),
        "certificate.cfg": whole + "crypto pki certificate chain A\n certificate 01\n  3082AA\nkey zz0001zz\n",
        "name.cfg": whole.replace("hostname br-leeds", "hostname a/b"),
    }
    for name, text in broken.items():
        (tmp_path / name).write_text(text, "utf-8")
        done = ez2flex(capsys, "inspect", tmp_path / name)

        assert done.code == 65
        assert leaks(done.out + done.err) == []


def test_no_value_shows_a_secret_when_it_is_printed(
    sources: tuple[Path, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A repr in a log or a traceback has none."""
    folder = tmp_path / "site"
    assert ez2flex(capsys, "plan", *sources, "-o", folder).code == 0
    plan = read_site(folder)
    values = [plan, plan.sources, ledger(plan), findings(plan), negotiations(plan), documents(plan)]
    for device in DEVICES:
        after = target(plan, device)
        source = plan.source(device)
        assert source is not None
        values += [after, tuple(after), source.router, source.configuration.lines]
        values += [difference(baseline(plan, device), after)]

    assert [type(value).__name__ for value in values if PLANTED.search(repr(value))] == []


async def test_no_screen_shows_a_secret(
    sources: tuple[Path, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Neither ledger, findings nor old beside new in any of their rows, nor the text of a stage."""
    folder = tmp_path / "site"
    assert ez2flex(capsys, "plan", *sources, "-o", folder).code == 0
    async with driven(wizard(Opening(folder=folder)), WIDE, folder=tmp_path) as person:
        texts = []
        for step in ("1", "2", "3", "4", "5", "6", "7", "8"):
            await person.press(step)
            texts.append(person.screen_text())
            for rows in person.app.screen.query(LineList):
                texts += [*person.rows(f"#{rows.id}"), *(rows.searchable(place) for place in range(rows.count()))]
        await person.press("t")
        texts += [person.screen_text(), *person.rows("#text")]

    assert len(texts) > 2000
    assert leaks("\n".join(texts)) == []
