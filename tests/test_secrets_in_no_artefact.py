"""Secrets in configurations and answers are in sources/, secrets.toml and rendered files, and nowhere else."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from screens.linear import (
    ChangePage,
    FindingPage,
    LinearWizard,
    LinePage,
    LinesPage,
    QuestionPage,
    StagePage,
    StageTextPage,
    page_of_step,
)
from screens.linear.page import Page
from screens.widgets.lines import LineList
from tests.commands import COMPLETE, ez2flex
from tests.conftest import WIDE
from tests.pilot import Driver, driven, wizard
from tests.talked import Talk, wizard_of
from tests.test_help_explains_everything import PLACES
from tests.test_secret_scan import DEVICES, PLANTED, full_of_secrets, leaks
from wizard.check.same_cause import finding_rows
from wizard.cli.command_table import COMMANDS
from wizard.guide.comparison import compared_parts
from wizard.guide.opening import Opening
from wizard.guide.route import ROUTE
from wizard.model.question import Kind
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.plan.question_rows import rows_of
from wizard.questions import QUESTIONS
from wizard.site import read_site


class Answers(NamedTuple):
    """What is answered, and which secrets are given."""

    settings: tuple[str, ...]
    secrets: dict[str, str]


KEYS = ("strategy=reuse", "certificate_authority=no", "hub_authentication=pre-share", "spoke_authentication=pre-share")
AUTHORITY = ("certificate_authority=yes", "enrollment=scep", "challenge=stored")
WAYS = {
    "a key for each direction": Answers(
        KEYS, {"pre_shared_key": "zz9101zz", "hub_pre_shared_key": "zz9102zz", "archive_path": "ftp://u:zz9103zz@h/x"}
    ),
    "one key for everybody": Answers((*KEYS, "key_store=wildcard"), {"shared_key": "zz9104zz"}),
    "EAP and a CA": Answers(
        (*AUTHORITY, "hub_authentication=rsa-sig", "spoke_authentication=eap mschapv2"),
        {
            "eap_password": "zz9105zz",
            "challenge_password": "zz9106zz",
            "enrollment_url": "http://u:zz9107zz@ca.example.com:80",
        },
    ),
}
"""Every secret that can be answered is in one of these, but for those of the rows below."""
ELSEWHERE = {"login_password", "inter_hub_key"}
"""Typed in the wizard; drawn where two hubs are joined."""


def test_every_secret_that_is_asked_for_is_planted_somewhere() -> None:
    """A question for a secret that comes later stands here too."""
    asked = {question.key for question in QUESTIONS if question.kind is Kind.SECRET}
    planted = {key for way in WAYS.values() for key in way.secrets}

    assert asked - planted == ELSEWHERE


@pytest.fixture(params=WAYS)
def site(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Path:
    """A site, rendered, that is full of secrets."""
    way, numbers = WAYS[request.param], iter(range(9_000))
    sections = ("crypto isakmp client configuration group ", "crypto ipsec client ezvpn ")
    given = tmp_path / "given"
    given.mkdir()
    for name, section in zip(COMPLETE, sections, strict=True):
        (given / name).write_bytes(full_of_secrets(name, section, numbers))
    rows = [f'device."{DEVICES[1]}".{key} = "{value}"' for key, value in way.secrets.items() if "pre_shared" in key]
    rows += [f'secrets.{key} = "{value}"' for key, value in way.secrets.items() if "pre_shared" not in key]
    (given / "answered.toml").write_text("\n".join(rows), "utf-8")
    words = [word for setting in way.settings for word in ("--set", setting)]
    configurations = [given / name for name in COMPLETE]
    done = ez2flex(
        capsys, "plan", *configurations, *words, "--secrets", given / "answered.toml", "-o", tmp_path / "site"
    )
    assert done.code == 0, done.err
    assert leaks(done.out + done.err) == []
    assert {f"{value.value.reveal()}" for value in read_site(tmp_path / "site").secrets} >= set(way.secrets.values())
    assert ez2flex(capsys, "render", tmp_path / "site").code == 0
    return tmp_path / "site"


def shown_by(site: Path) -> Iterator[tuple[str | Path, ...]]:
    """Words for every command, but for those that print a rendered configuration because that was asked for."""
    sources: list[str | Path] = [*sorted((site.parent / "given").glob("*.cfg"))]
    yield ("inspect", *sources)
    yield ("inspect", "--json", *sources)
    yield from (
        ("plan", site, "--json"),
        ("plan", *sources, "--from", site, "--with-secrets", "-o", site.parent / "next"),
    )
    yield from (("questions", site), ("questions", site, "--json"), ("questions", site, "--open"))
    yield from (("render", site), ("check", site), ("check", site, "--json"))
    yield from (("diff", site, "--device", device, "--all") for device in DEVICES)
    yield ("bundle", site, "-o", site.parent / "bundle.zip", "--json")
    yield from (("demo", "--headless", "-o", site.parent / "demo"), ("explain", "IDN004"), ("completion", "bash"))
    yield ("rehearse", site)
    yield from ((name, site) for name in ("fetch", "push", "status", "resume", "revert", "report", "purge"))
    # With a port it would serve until somebody interrupts it; nothing of a site reaches it.
    yield ("practice", "--port", "none")
    yield ("practice", "--fault", "practice-hub: nothing")


def test_every_command_is_looked_at(tmp_path: Path) -> None:
    """One that is added later stands here too."""
    assert {words[0] for words in shown_by(tmp_path)} == set(COMMANDS)


def test_no_command_and_no_file_shows_a_secret(
    site: Path, capsys: pytest.CaptureFixture[str], stranger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On standard output and error, in other files, in the copy that is mailed, in the state folder."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(stranger / "state"))
    monkeypatch.setenv("PATH", "")
    shown = {}
    for words in shown_by(site):
        done = ez2flex(capsys, *words)
        shown[" ".join(map(str, words[:2]))] = done.out + done.err
        assert "Traceback" not in done.err

    assert {words: leaks(text)[:5] for words, text in shown.items() if leaks(text)} == {}
    assert written_secrets(site.parent, stranger) == []


def written_secrets(*tops: Path) -> list[Path]:
    """The files that hold a secret and should not; of those that are rendered the ones for people are free of them."""
    found = []
    for path in (path for top in tops for path in top.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                data = b"\n".join(archive.read(name) for name in archive.namelist())
        if PLANTED.search(data.decode("utf-8", "replace")) and not may_hold(path):
            found.append(path)
    return found


FOR_PEOPLE = {"checklist.md", "steps.toml", "RUNSHEET.md", "RESCUE.html"}
"""What is printed, mailed and read aloud of what is rendered."""


def may_hold(path: Path) -> bool:
    """Whether a file is one of those that are secret."""
    parts = set(path.parts)
    in_a_place = bool(parts & {"given", "sources", "out"}) or path.name == "secrets.toml"
    return in_a_place and path.name not in FOR_PEOPLE


def everything_in(driver: Driver) -> Iterator[str]:
    """What a screen shows, with every row of its lists, what a search of them sees, and its help."""
    yield driver.screen_text()
    for lists in driver.app.screen.query(LineList):
        if lists.id and lists.count():
            yield from driver.rows(f"#{lists.id}")
            yield from (lists.searchable(place) for place in range(lists.count()))


def test_numbered_text_says_no_secret_while_they_are_masked(
    site: Path, stranger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page, every row of it, every question with its lines, a search for a secret, and what is written."""
    monkeypatch.setenv("EZ2FLEX_STATE", str(stranger / "state"))
    talk = Talk([])
    linear = wizard_of(talk)
    linear.open(Opening(folder=site))
    for page in every_page(linear):
        linear.go(page)
        while linear.more():
            """All of it."""
    for row in rows_of(read_site(site)):
        linear.go(QuestionPage(linear, row.key))
        for typed in ("why", "lines"):
            linear.do(typed)
            linear.more()
    linear.go(page_of_step(linear, "overview"))
    for typed in ("values", "more", "more", "h", "/zz91", "h", "e", "step 10", "W CHG1"):
        linear.do(typed)
    linear.close()

    assert len(talk.heard) > 50_000
    assert leaks(talk.heard) == []
    assert "SEARCH: zz91: 0 hits." in talk.heard
    assert written_secrets(site.parent, stranger) == []


def every_page(linear: LinearWizard) -> Iterator[Page]:
    """The pages of the steps, each finding, every line that was read, every part of every router's change."""
    plan = linear.desk.plan
    assert plan
    yield from (page_of_step(linear, step.key) for step in ROUTE)
    yield from (FindingPage(linear, row.identity) for row in finding_rows(plan))
    lines = LinesPage(linear, None)
    linear.go(lines)
    linear.do("z")
    yield lines
    yield from (LinePage(linear, source.device, number) for source in plan.sources for number in range(1, 200, 9))
    for device in devices(plan):
        for part in compared_parts(plan, device):
            yield ChangePage(linear, device, part.key)
            yield StageTextPage(linear, device, part.key)
        yield from (StagePage(linear, device, stage) for stage in Stage)


async def test_no_screen_shows_a_secret_while_they_are_masked(site: Path, stranger: Path) -> None:
    """Every step, every place above one, and what is written from there."""
    async with driven(wizard(Opening(folder=site)), WIDE, folder=site.parent, at="overview") as driver:
        texts = list[str]()
        for keys in (
            *((str(number % 10),) for number in range(1, len(ROUTE) + 1)),
            *(place.keys for place in PLACES.values()),
        ):
            await driver.press(*keys)
            texts += everything_in(driver)
            for _ in range(3):
                await driver.press("escape")
        await driver.press("8", "e", "?")
        texts += everything_in(driver)
        await driver.press("escape", "q")

    assert len(texts) > 2_000
    assert leaks("\n".join(texts)) == []
    assert written_secrets(site.parent, stranger) == []
