"""Whole sites in which names, files and answers are made to do harm, and the harm that is looked for."""

import io
import os
import re
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.golden_cases import GOLDEN
from tests.hostile import foreign
from tests.printed_page import is_harmless, read_page
from wizard.check.view.plan_views import device_views, site_view
from wizard.cli import main
from wizard.errors import AnswerError, RehearsalError
from wizard.model.plan import Plan
from wizard.model.question import Kind
from wizard.plan.perspective import devices
from wizard.questions import QUESTIONS
from wizard.rehearse.addresses_and_hosts import prepared
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.spoke_call import Obstacle, call
from wizard.rehearse.swanctl_settings import initiator, responder
from wizard.render import withheld
from wizard.site import read_site

PIECES = (
    *("../../outside/sentinel", "/etc/cron.d/x", "..", ".", "-o", "--help", "~root", "CON", "a/b", "C:\\x", "x\\..\\y"),
    *("$(touch outside/ran)", "`touch outside/ran`", ";touch outside/ran;", "|cat", "&&", "%s%n", "{0.__class__}"),
    *('"', "'", '"}', "}", "{", "={", "#", "include /etc/passwd", "secrets {", "=", ":", ",", "a,b", "\\"),
    *("*", "?", "%any", "@#00", "0x00", "0sAA", "10.0.0.1", "fqdn:a", "keyid:#61"),
    *('"""', "'''", "[answers]", "]]", "\\u0000", "= 1 #", "[[source]]", "true"),
    *("{{ 7*7 }}", "{% include 'x' %}", "{#", "[red]x[/red]", "[@click=app.quit]x[/]", "[/]", "$primary"),
    *("<script>", "</text>", "&lt;", "]]>", "<!--", "&#27;", "\x1b]0;x\x07", "\x1b[2J", "\x9b31m", "\x7f", "\x08\x08"),
    *("\u202e", "\u2066", "\u200b", "\U000e0041", "\u2028", "\x85", "\xa0", "\u3000", "\ufeff"),
    *("büro", "支店", "филиал", "é", "\ud7ff", "a%b", "a+b", "a" * 300, "9" * 5000, "٣", "²"),
)
"""What a shell, a path, a settings file, TOML, a template, markup, SVG or a terminal may take for more than text."""

NAMES = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^hostname (\S+)",
        r"^crypto isakmp client configuration group (\S+)",
        r"^crypto ipsec client ezvpn (\S+)",
        r"^crypto isakmp profile (\S+)",
        r"^crypto ipsec (?:transform-set|profile) (\S+)",
        r"^crypto (?:dynamic-)?map (\S+)",
        r"^crypto pki (?:trustpoint|certificate map) (\S+)",
        r"^crypto ikev2 (?:profile|keyring|policy|proposal|authorization policy) (\S+)",
        r"^ (?:peer|group) (\S+)",
        r"^ key (\S+)",
        r"^ (?:fqdn|subject-name|enrollment url) (.+)",
        r"^ match identity remote \S+ (?:domain )?(\S+)",
        r"^ identity local \S+ (\S+)",
        r"^ pre-shared-key (?:local |remote )?(\S+)",
        r"^aaa (?:authentication login|authorization network) (\S+)",
        r"^username (\S+)",
        r"^ip local pool (\S+)",
        r"^ip access-list (?:standard|extended) (\S+)",
        r"^(?:ip vrf|vrf definition) (\S+)",
        r"^ip domain[ -]name (\S+)",
        r"^route-map (\S+)",
        r" description (.+)",
        r"^version (\S+)",
        r"^banner \S+ \^C(.*)",
    )
)
"""Where a customer's own words stand in a configuration."""

FREE = tuple(question.key for question in QUESTIONS if question.kind not in {Kind.CHOICE, Kind.YES_NO, Kind.SECRET})
"""The questions whose answer is typed."""

DONE = {0, 2, 3, 64, 65}
"""The exit codes of a command that did what it was asked for, or refused it."""


def hostile(dice: Random) -> str:
    """A name or a value that no friend would give; one line of it."""
    text = "".join(dice.choice(PIECES) for _ in range(dice.choice((1, 1, 1, 2, 3))))
    return text if dice.randrange(3) else text.replace(" ", "")


@dataclass(frozen=True, kw_only=True)
class HostileSite:
    """A folder in which a site is made, and what must not change around it."""

    folder: Path
    configurations: tuple[str, ...]
    """Their paths, below the folder."""
    site: str
    answers: str
    words: int
    """How many of the words in them are hostile, with those that files and folder are called."""
    around: dict[str, str] = field(default_factory=dict)
    """Every other file by its path, with what it holds."""


def hostile_site(dice: Random, folder: Path) -> HostileSite:
    """The configurations of a golden case with some of their names replaced, in files and a folder of hostile names."""
    case = dice.choice(sorted(path.parent.parent for path in GOLDEN.glob("*/site/plan.toml")))
    texts = [path.read_text("utf-8", "surrogateescape") for path in sorted((case / "site" / "sources").iterdir())]
    found = sorted({name for text in texts for pattern in NAMES for name in pattern.findall(text)})
    chosen = dice.sample(found, min(len(found), dice.choice((1, 2, 4, 8))))
    words = {name: hostile(dice) for name in chosen}
    given = folder / "given"
    (folder / "outside").mkdir()
    given.mkdir()
    (folder / "outside" / "sentinel").write_text("stays")
    (folder / "outside" / "sentinel.pem").write_text("stays")
    paths = []
    for number, text in enumerate(texts):
        for name, word in words.items():
            text = re.sub(rf"(?<!\S){re.escape(name)}(?!\S)", word.replace("\\", "\\\\"), text)
        path = given / f"{number}{_file_name(dice)}"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        paths.append(path.relative_to(folder).as_posix())
    answers = given / "answers.toml"
    answers.write_text(_answers(case / "site" / "plan.toml"))
    site = f"made{_file_name(dice)}"
    made = HostileSite(
        folder=folder,
        configurations=tuple(paths),
        site=site,
        answers=answers.relative_to(folder).as_posix(),
        words=len(words) + len(paths) + 2,
    )
    made.around.update(_files(folder))
    return made


def _file_name(dice: Random) -> str:
    return hostile(dice).replace("/", "").replace("\0", "")[:60].encode()[:180].decode(errors="ignore")


def _answers(plan: Path) -> str:
    """The answers that are for the whole site; those of a device go with its name."""
    table = tomllib.loads(plan.read_text("utf-8")).get("answers", {})
    return "[answers]\n" + "".join(f'{key} = """{value}"""\n' for key, value in table.items())


def _files(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of what it holds; a link with where it leads."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            held = str(path.readlink()) if path.is_symlink() else sha256(path.read_bytes()).hexdigest()
            found[path.relative_to(folder).as_posix()] = held
    return found


@dataclass(frozen=True, kw_only=True)
class Harm:
    """What a hostile site did that no site may do."""

    words: int
    """How many hostile words were tried."""
    is_planned: bool
    """Whether they got as far as a plan; else they were refused."""
    done: tuple[str, ...]


def harm(dice: Random) -> Harm:
    """What came of one hostile site."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as scratch:
        site = hostile_site(dice, Path(scratch))
        with chdir(scratch):
            done = list(_of_commands(site, dice))
        planned = Path(scratch, site.site, "plan.toml").exists()
        return Harm(words=site.words, is_planned=planned, done=(*done, *_of_files(site)))


def _of_commands(site: HostileSite, dice: Random) -> Iterator[str]:
    planned = ["plan", *site.configurations, "--answers", site.answers, "-o", site.site]
    yield from _run([*planned, f"--set={dice.choice(FREE)}={hostile(dice)}"])
    if not Path(site.site, "plan.toml").exists():
        yield from _run(planned)
    if not Path(site.site, "plan.toml").exists():
        yield from _run(["inspect", *site.configurations])
        return
    yield from _run(["render", site.site])
    yield from _run([*dice.choice((["questions"], ["check"], ["check", "--json"])), site.site])
    plan = read_site(Path(site.site))
    yield from _run(["diff", site.site, "--device", dice.choice(devices(plan))])
    yield from _of_daemons(plan)


def _of_daemons(plan: Plan) -> Iterator[str]:
    """What the daemons of a rehearsal would be told."""
    try:
        view = None if withheld(plan) else site_view(plan, device_views(plan))
    except AnswerError:
        # A value with a control character, which `render` has refused in words.
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        yield f"rendering ends in {type(error).__name__}: {error}"
        return
    for pair in view.pairs if view else ():
        hub, spoke = (read_router(view.device, view.target.text(), view.release) for view in (pair.hub, pair.spoke))
        try:
            called = call(spoke, hub)
            if isinstance(called, Obstacle):
                continue
            ready = prepared(hub, spoke, called, (pair.hub.certificates, pair.spoke.certificates), date(2026, 11, 28))
        except RehearsalError:
            continue
        for told, files in ((responder(ready.meeting), ready.hub_files), (initiator(ready.meeting), ready.spoke_files)):
            yield from foreign(told, files)


def _run(words: list[str]) -> Iterator[str]:
    said, told = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(told):
        code = main(words)
    shown = said.getvalue() + told.getvalue()
    if code not in DONE:
        yield f"{words[0]} exits {code}: {told.getvalue()[-300:]!r}"
    if acting := {letter for letter in shown if acts_on_a_terminal(letter)}:
        yield f"{words[0]} shows {sorted(acting)!r}"


def acts_on_a_terminal(character: str) -> bool:
    """Whether a terminal does more with a character than to draw it where the cursor is."""
    return character != "\n" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def _of_files(site: HostileSite) -> Iterator[str]:
    now = _files(site.folder)
    inside = f"{site.site}/"
    for path, held in site.around.items():
        if now.get(path) != held:
            yield f"{path!r} was changed or removed"
    for path in now.keys() - site.around.keys():
        if not path.startswith(inside):
            yield f"{path!r} was written outside the site"
        elif not all(_PLAIN.fullmatch(part) for part in path.removeprefix(inside).split("/")):
            yield f"{path!r} has a name from outside"
        elif path.endswith(".html"):
            text = (site.folder / path).read_text("utf-8")
            if not is_harmless(read_page(text)):
                yield f"{path!r} is more than a page to be read"
            if acting := {letter for letter in text if acts_on_a_terminal(letter)}:
                yield f"{path!r} has {sorted(acting)!r}"
        elif path.endswith(".toml"):
            try:
                tomllib.loads((site.folder / path).read_text("utf-8"))
            except ValueError as error:
                yield f"{path!r} is no TOML: {error}"
