"""The report of a site: what a change manager, an auditor and whoever cleans up read, without a secret in it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.commands import ez2flex
from tests.golden_cases import golden_cases, golden_plan
from tests.hostile_sites import acts_on_a_terminal
from tests.printed_page import Element, is_harmless, read_page
from tests.pushing import NothingProved, Pushed
from tests.test_push_standing import before
from wizard.cli.ends import EXITS
from wizard.model.plan import Acceptance, Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.frozen_run import FrozenRun, header_of
from wizard.push.journal import journal_name
from wizard.push.journal_record import CLOSED
from wizard.push.proof_rows import Proof, ProofRow
from wizard.report.files import JSON, MARKDOWN, PAGE, report_files
from wizard.report.report import Report
from wizard.report.report_of import report_of
from wizard.site import Writer, save_site
from wizard.site.folder import Folder

CASE, SPOKE = "two-groups", "SP9"
WRITTEN = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
GOOD = ProofRow(name="ping-from-hub", device="HUB9", before="5 of 5 answered", after="5 of 5 answered", is_good=True)
BAD = ProofRow(name="routes", device="HUB9", before="", after="no route to 10.2.1.0/24", is_good=False)


@dataclass
class ProvedInTurn(NothingProved):
    """A proof that keeps its table with the run, as the one over SSH does."""

    folder: Path
    rows: tuple[ProofRow, ...]

    def missing(self, stage: Stage, *_: object) -> tuple[str, ...]:
        """What does not hold."""
        runs = sorted((self.folder / "pushed").iterdir())
        with Folder(self.folder) as folder:
            FrozenRun(folder, runs[-1].name, SPOKE).keep_proof(stage, Proof(rows=self.rows))
        return tuple(row.after for row in self.rows if not row.is_good)

    def old_missing(self, stage: Stage, *_: object) -> tuple[str, ...]:
        """Nothing."""
        return ()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A golden site that nobody has pushed."""
    save_site(golden_plan(CASE), tmp_path / "site")
    return tmp_path / "site"


def pushed(site: Path, rows: tuple[ProofRow, ...] = (GOOD,), last: Stage = Stage.CUTOVER, **more: Any) -> Pushed:
    """The site with its spoke pushed."""
    practice = before(CASE, SPOKE).fork()
    push = Pushed(case=CASE, device=SPOKE, practice=practice, path=site, proof=ProvedInTurn(site, rows), **more)
    push.push(last)
    return push


def reported(path: Path, plan: Plan | None = None, *, name: str = "site", ticket: str = "") -> Report:
    """The report of a folder."""
    with Folder(path) as folder:
        return report_of(
            folder,
            plan or golden_plan(CASE),
            site=name,
            ticket=ticket,
            written=WRITTEN,
            written_by="jdoe",
            version="1",
            exit_of=EXITS.__getitem__,
        )


def texts(report: Report) -> dict[str, str]:
    """The three files."""
    return {name: data.decode() for name, data in report_files(report).items()}


def body(report: Report) -> Element:
    """What a browser sees."""
    return read_page(texts(report)[PAGE])


def everything_below(path: Path) -> dict[str, bytes]:
    """Each file of a folder."""
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_a_report_before_any_push_says_so_and_what_will_be_done(site: Path) -> None:
    """Nothing stands there as done, and the stages stand in their order."""
    report = reported(site)

    assert report.stands == "Nothing was pushed yet: this is what will be done."
    assert [router.verdict for router in report.routers] == ["", ""]
    assert {row.stage for row in report.planned} == {"1-archive.cfg", "4-stage.cfg", "5-cutover.cfg", "6-cleanup.cfg"}
    assert report.left == ()
    for text in (texts(report)[MARKDOWN], body(report).text):
        assert "Nothing: no push has begun." in text


def test_a_report_behind_a_push_says_what_was_sent_and_when_and_what_it_became(site: Path) -> None:
    """Each stage with its rows and the SHA-256 of the very text; both configurations by their hashes."""
    push = pushed(site)
    report = reported(site)
    router = next(router for router in report.routers if router.device == SPOKE)
    run = router.runs[0]

    assert (router.verdict, router.exit, router.ends) == ("NEW-saved", 0, "done")
    header = header_of(push.records)
    assert header is not None
    facts = dict(header.facts)
    assert {stage.sha256 for stage in run.stages} == {value for name, value in facts.items() if name[:5] == "text_"}
    assert [(stage.stage, bool(stage.saved), stage.sent > 0) for stage in run.stages] == [
        ("1-archive.cfg", True, True),
        ("4-stage.cfg", True, True),
        ("5-cutover.cfg", True, True),
        ("6-cleanup.cfg", False, False),
    ]
    assert (run.user, run.serial, run.host_key) == ("admin", push.practice.serial, "SHA256:practice")
    assert len({run.running_before, run.running_after}) == 2
    assert "everything that must hold was proved" in [moment.says for moment in run.moments]


def test_the_table_of_before_and_after_is_in_every_file(site: Path) -> None:
    """As it was proved behind the cut-over."""
    pushed(site)
    report = reported(site)
    told = texts(report)

    assert [table.rows[0].after for table in report.routers[1].runs[0].proofs] == [GOOD.after]
    assert all(GOOD.name in text and GOOD.after in text for text in told.values())
    assert "Proved behind 5-cutover.cfg: 1 of 1 hold" in told[MARKDOWN]


def test_a_report_behind_a_roll_back_says_what_did_not_hold(site: Path) -> None:
    """The router is staged as it was, and the next command goes on."""
    pushed(site, (GOOD, BAD))
    report = reported(site)
    router = next(router for router in report.routers if router.device == SPOKE)

    assert router.verdict == "STAGED"
    assert router.next == f"ez2flex push site --device {SPOKE}"
    assert router.taken_back is not None
    assert f"The cut-over of {SPOKE} was taken back." in reported(site).stands
    left = [row.command for row in reported(site).left if row.command]
    assert left == [f"ez2flex revert site --device {SPOKE}", "ez2flex purge site"]
    says = [moment.says for moment in router.runs[0].moments]
    assert "the router is told to go back now" in says
    assert "the trial is over: STAGED" in says
    assert "does not hold" in body(report).text
    assert BAD.after in texts(report)[MARKDOWN]


def test_what_was_sent_and_taken_back_again_is_told(site: Path) -> None:
    """Both counts stand there."""
    push = pushed(site, last=Stage.STAGE)
    push.push(is_revert=True)
    run = reported(site).routers[1].runs[0]

    assert {stage.stage: stage.taken_back > 0 for stage in run.stages}["4-stage.cfg"]
    assert reported(site).routers[1].verdict == "OLD"


def test_what_is_left_to_clean_up_has_its_command(site: Path) -> None:
    """The clean-up, and the keys that were frozen."""
    pushed(site)

    assert [row.command for row in reported(site).left if row.command] == [
        f"ez2flex push site --device {SPOKE} --stage cleanup",
        "ez2flex purge site",
    ]


def test_a_file_that_stayed_on_flash_is_named(site: Path) -> None:
    """One that was deleted behind the trial is not."""
    push = pushed(site, rides_tunnel=True)
    copied = reported(site).routers[1].runs[0].stages[2]
    assert (copied.stage, copied.is_copied, copied.sent) == ("5-cutover.cfg", True, copied.rows)
    assert push.records[-1].answer == CLOSED
    assert not [row for row in reported(site).left if "flash" in row.what]

    journal = site / journal_name(SPOKE)
    rows = journal.read_bytes().splitlines(keepends=True)
    removed = max(place for place, row in enumerate(rows) if b'"file"' in row and b"intent" in row)
    journal.write_bytes(b"".join(rows[:removed]))
    assert [row.what for row in reported(site).left if "ez2flex-5-cutover.cfg or" in row.what]


def test_what_was_accepted_stands_there_with_its_reason(site: Path) -> None:
    """A blocker of the plan, a refusal of the pre-flight, and residue; where nobody gave a reason, that is said."""
    pushed(site)
    run = next((site / "pushed").iterdir()).name
    with Folder(site) as folder:
        frozen = FrozenRun(folder, run, SPOKE)
        frozen.keep_consents(["archive-rotates"], "two spare configurations are enough here")
        frozen.keep_consents(["+ip cef"], "")
    accepted = replace(golden_plan(CASE), accepted=(Acceptance(code="LCK001", device=SPOKE, reason="on a console"),))
    told = texts(reported(site, accepted))

    assert "Accepted: archive-rotates. Reason: two spare configurations are enough here" in told[MARKDOWN]
    assert "Accepted: +ip cef. Reason: none was given" in told[MARKDOWN]
    assert "what was accepted: +ip cef" in told[MARKDOWN]


def test_a_journal_whose_chain_is_broken_is_said_and_not_hidden(site: Path) -> None:
    """The others stand there as they are."""
    pushed(site)
    journal = site / journal_name(SPOKE)
    journal.write_bytes(journal.read_bytes().replace(b'"OLD"', b'"MIX"', 1))
    report = reported(site)

    assert (report.routers[1].verdict, report.routers[1].exit) == ("", 8)
    assert report.routers[1].ends == "its journal is broken"
    assert "its journal is broken" in texts(report)[MARKDOWN]
    assert "\\n" not in texts(report)[MARKDOWN]
    assert report.stands.startswith(f"{SPOKE} needs somebody")


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"a": []}', "[" * 9000, "\xff"])
def test_files_of_a_run_that_somebody_spoilt_are_left_out(site: Path, spoilt: str) -> None:
    """What the journal tells stays."""
    pushed(site)
    run = next((site / "pushed").iterdir()) / SPOKE
    for file in run.iterdir():
        file.write_text(spoilt, "latin-1")
    part = reported(site).routers[1].runs[0]

    assert (part.proofs, part.is_frozen) == ((), False)
    assert part.stages[0].sent == 2


def test_a_report_writes_three_files_and_changes_nothing_else(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only their owner reads them; a second one is the same but for its time."""
    pushed(site)
    there = everything_below(site)
    done = ez2flex(capsys, "report", site, "--ticket", "CHG0031337")
    now = everything_below(site)

    assert (done.code, done.out.split()) == (0, [str(site / name) for name in (MARKDOWN, PAGE, JSON)])
    assert now.keys() - there.keys() == {MARKDOWN, PAGE, JSON}
    assert {name: now[name] for name in there} == there
    assert {(site / name).stat().st_mode & 0o777 for name in (MARKDOWN, PAGE, JSON)} == {0o600}
    told = json.loads(now[JSON])
    assert (told["schema"], told["ticket"]) == (1, "CHG0031337")
    assert "CHG0031337" in now[MARKDOWN].decode()


def test_a_report_names_who_asked_for_what_and_under_which_change(site: Path) -> None:
    """A clean-up days later has a change of its own; the number that is given to the report goes before both."""
    push = pushed(site, ticket="CHG1")
    replace(push, ticket="CHG2").push(Stage.CLEANUP)
    report = reported(site)
    run = report.routers[1].runs[0]

    assert [(asked.by, asked.user, asked.what, asked.ticket) for asked in run.asked] == [
        ("jdoe", "admin", "cutover", "CHG1"),
        ("jdoe", "admin", "cleanup", "CHG2"),
    ]
    assert (report.ticket, reported(site, ticket="CHG3").ticket) == ("CHG1, CHG2", "CHG3")
    for text in (texts(report)[MARKDOWN].replace("\\", ""), body(report).text):
        assert "jdoe asks to push as far as 6-cleanup.cfg, as admin, under CHG2" in text


@pytest.mark.parametrize("ticket", ["CHG\x1b[2J", "C" * 201, "CHG1\nCHG2"])
def test_a_number_of_a_change_that_no_journal_keeps_is_refused(
    site: Path, ticket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anybody logs in."""
    done = ez2flex(capsys, "push", site, "--no-input", "--ticket", ticket)

    assert done.code == 64
    assert "no number of a change" in done.err


def test_a_report_is_written_while_somebody_else_holds_the_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A push that waits for a certificate holds up no report."""
    with Writer(site, "somebody"):
        assert ez2flex(capsys, "report", site).code == 0


def test_no_link_in_a_site_leads_a_report_elsewhere(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file behind it stays as it is, and the report stands in its place."""
    elsewhere = site.parent / "elsewhere"
    elsewhere.write_text("mine")
    (site / MARKDOWN).symlink_to(elsewhere)

    assert ez2flex(capsys, "report", site).code == 0
    assert elsewhere.read_text() == "mine"
    assert not (site / MARKDOWN).is_symlink()


HOSTILE = 'SP<script>alert(1)</script>|`x` [a](http://evil.example) \x1b]0;x\x07\u202e@all & "q"'


@pytest.mark.parametrize("what", [MARKDOWN, PAGE, JSON])
def test_hostile_names_do_nothing_in_a_report(site: Path, what: str) -> None:
    """No mark-up, no link, no column more, nothing that a terminal obeys."""
    pushed(site)
    report = reported(site, name=HOSTILE, ticket=HOSTILE)
    evil = replace(report.routers[1], device=HOSTILE, next=HOSTILE, says=(HOSTILE,), means=HOSTILE)
    text = texts(replace(report, routers=(evil,), stands=HOSTILE))[what]

    if what == JSON:
        assert text.isascii()
        assert json.loads(text)["stands"] == HOSTILE
        return
    assert not any(map(acts_on_a_terminal, texts(report)[what]))
    if what == PAGE:
        assert is_harmless(read_page(text))
        assert "<script" not in text
    else:
        rows = [row for row in text.splitlines() if row.startswith("| SP\\<")]
        assert len(rows) == 1
        assert len(re.findall(r"(?<!\\)\|", rows[0])) == 7
        outside_of_code = re.sub(r"(`+) .*? \1", "", text)
        assert not re.search(r"(?<!\\)[<\[]", outside_of_code)
        assert "http://" not in outside_of_code


@pytest.mark.parametrize("case", golden_cases())
def test_every_golden_site_has_a_report_without_a_secret(case: str, tmp_path: Path) -> None:
    """No key or password that its plan knows is in one of the files, and each page is harmless."""
    plan = golden_plan(case)
    told = texts(reported(tmp_path, plan))
    secrets = {secret.value.reveal() for secret in plan.secrets}

    assert [secret for secret in secrets if len(secret) > 5 and any(secret in text for text in told.values())] == []
    assert is_harmless(read_page(told[PAGE]))
    assert all(device in told[JSON] for device in devices(plan))


PLANTED = "zz9191planted"


@pytest.mark.parametrize(
    "plant",
    [
        lambda row: replace(row, after=f"crypto isakmp key {PLANTED} address 192.0.2.1"),
        lambda row: replace(row, before=f"username x password 0 {PLANTED}"),
    ],
)
def test_a_key_that_a_router_showed_is_in_no_file(site: Path, plant: Callable[[ProofRow], ProofRow]) -> None:
    """Neither of the proof nor of what a person accepted."""
    pushed(site, (plant(GOOD),))
    run = next((site / "pushed").iterdir()).name
    with Folder(site) as folder:
        FrozenRun(folder, run, SPOKE).accept(frozenset({f"+ pre-shared-key {PLANTED}"}))

    assert all(PLANTED not in text for text in texts(reported(site)).values())


def test_the_page_draws_the_tunnel_before_and_after(site: Path) -> None:
    """As two drawings of their own, with the names of the routers."""
    drawings = body(reported(site)).all("svg")

    assert len(drawings) == 2
    assert all({"HUB9", SPOKE} <= {text.text for text in drawing.all("text")} for drawing in drawings)
    assert "EzVPN (IKEv1" in drawings[0].text
    assert "FlexVPN (IKEv2)" in drawings[1].text


def test_the_page_needs_no_network_and_runs_nothing(site: Path) -> None:
    """Nothing is loaded, and paper is A4."""
    text = texts(reported(site))[PAGE]

    assert not re.search(r"(?i)<script|<link|<img|@import|url\(|src=|href=|https?:", text)
    assert "@page { size: A4" in text
    assert "default-src 'none'" in text
