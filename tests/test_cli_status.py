"""`ez2flex status`: where the routers of one site or many stand, and what comes next; nothing is locked or changed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.golden_cases import golden_plan
from tests.pushing import NothingProved, Pushed
from tests.test_push_standing import before
from wizard.model.stage import Stage
from wizard.push.journal import Journal, journal_name
from wizard.push.journal_record import Kind
from wizard.push.next_command import is_finished, next_words
from wizard.site import Writer, save_site
from wizard.site.folder import Folder

CASE, HUB, SPOKE = "two-groups", "HUB9", "SP9"


def site_of(path: Path) -> Path:
    """A golden site."""
    save_site(golden_plan(CASE), path)
    return path


def push_of(site: Path, device: str = SPOKE, proof: NothingProved | None = None) -> Pushed:
    """A router of it, ready to be pushed."""
    practice = before(CASE, device).fork()
    return Pushed(case=CASE, device=device, practice=practice, path=site, proof=proof or NothingProved())


def rows(out: str) -> Iterator[list[str]]:
    """The words of each row of the table."""
    for row in out.splitlines():
        if not row:
            return
        yield row.split()


def test_a_site_that_nobody_pushed_names_the_first_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And ends with 0."""
    done = ez2flex(capsys, "status", site_of(tmp_path / "site"))

    assert done.code == 0
    assert f"{SPOKE}     -        -      -          ez2flex push {tmp_path / 'site'} --device {SPOKE}" in done.out
    assert "-: no push of it has begun." in done.out


def test_every_verdict_names_what_comes_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Staged: the cut-over; new and saved: the clean-up; cleaned up: nothing."""
    site = site_of(tmp_path / "site")
    push = push_of(site)
    seen = []
    for last in (Stage.STAGE, Stage.CUTOVER, Stage.CLEANUP):
        push.push(last)
        told = ez2flex(capsys, "status", site, "--json").json[1]
        seen.append((told["verdict"], told["next"].removeprefix(f"ez2flex push {site}").strip()))

    assert seen == [
        ("STAGED", f"--device {SPOKE}"),
        ("NEW-saved", f"--device {SPOKE} --stage cleanup"),
        ("NEW-saved", ""),
    ]
    assert is_finished(golden_plan(CASE), SPOKE, push.records)


def test_a_hub_without_a_cut_over_is_finished_once_it_is_staged_and_cleaned_up(tmp_path: Path) -> None:
    """Staged alone, its clean-up is left."""
    site = site_of(tmp_path / "site")
    push = push_of(site, HUB)
    push.push()

    assert next_words(golden_plan(CASE), HUB, push.records) == ("push", "--device", HUB, "--stage", "cleanup")
    assert not is_finished(golden_plan(CASE), HUB, push.records)


def test_a_timer_that_may_be_pending_says_until_when_and_ends_with_7(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the journal of a push that was cut off has it."""
    site = site_of(tmp_path / "site")
    push = push_of(site)
    push.push()
    journal = site / journal_name(SPOKE)
    records = journal.read_bytes().splitlines(keepends=True)
    armed = next(place for place, row in enumerate(records) if b'"line":"arm"' in row)
    journal.write_bytes(b"".join(records[: armed + 1]))
    done = ez2flex(capsys, "status", site)

    assert done.code == 7
    assert "UNKNOWN" in done.out
    assert f"{push.records[-1].deadline:%Y-%m-%d %H:%M:%S UTC}" in done.out
    assert f"ez2flex resume {site} --device {SPOKE}" in done.out


def test_several_sites_are_one_table_and_the_worst_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that is no site hides no other."""
    first, second = site_of(tmp_path / "first"), site_of(tmp_path / "second")
    push_of(first).push()
    push_of(second, proof=NothingProved(missing=("no answer",), old_missing=("EzVPN is down",))).push()
    done = ez2flex(capsys, "status", first, second)
    table = list(rows(done.out))

    assert table[0][:3] == ["site", "router", "verdict"]
    assert [row[:2] for row in table[1:]] == [
        [str(site), device] for site in (first, second) for device in (HUB, SPOKE)
    ]
    worse = ez2flex(capsys, "status", first, tmp_path / "none")
    assert (worse.code, "NEW-saved" in worse.out) == (65, True)
    assert str(tmp_path / "none") in worse.err


def test_status_needs_no_lock_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While a push holds the site and the journal, it is told; a file that is not there is not made."""
    site = site_of(tmp_path / "site")
    push_of(site).push()
    there = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    with Writer(site, "ez2flex push"), Folder(site) as folder, Journal(folder, journal_name(SPOKE)):
        done = ez2flex(capsys, "status", site)

    assert (done.code, "NEW-saved" in done.out) == (0, True)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == there


def test_a_broken_chain_is_said_and_needs_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the place; the other router stands there as it is."""
    site = site_of(tmp_path / "site")
    push_of(site).push()
    journal = site / journal_name(SPOKE)
    journal.write_bytes(journal.read_bytes().replace(b'"OLD"', b'"MIX"', 1))
    done = ez2flex(capsys, "status", site)

    assert done.code == 8
    assert "?: its journal is broken; what it runs, only it can tell." in done.out
    assert f"journal/{SPOKE}.jsonl:" in done.out
    told = ez2flex(capsys, "status", site, "--json").json
    assert [(row["device"], row["verdict"]) for row in told] == [(HUB, None), (SPOKE, None)]
    assert told[1]["end"] == "needs-a-person"


def test_a_torn_end_is_no_broken_chain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half a record of a machine that stopped says nothing, and hides nothing."""
    site = site_of(tmp_path / "site")
    push = push_of(site)
    push.push()
    with (site / journal_name(SPOKE)).open("ab") as journal:
        journal.write(b'{"seq":99,"pre')

    assert ez2flex(capsys, "status", site).code == 0
    assert push.records[-1].kind is Kind.VERDICT


def test_json_names_each_site_and_when_it_was_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what a machine asks for: the same keys in every row."""
    site = site_of(tmp_path / "site")
    push_of(site).push()
    told = ez2flex(capsys, "status", site, "--json").json

    keys = ["site", "device", "end", "verdict", "deadline", "last_seen", "says", "next"]
    assert all(list(row) == keys for row in told)
    assert told[1]["last_seen"].startswith("2026-03-02T09:")
    assert json.dumps(told).isascii()


def test_a_journal_of_another_router_says_nothing_of_this_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its chain is whole; put in the place of another, it told that one as new and saved."""
    site = site_of(tmp_path / "site")
    push_of(site).push(Stage.STAGE)
    (site / journal_name(HUB)).write_bytes((site / journal_name(SPOKE)).read_bytes())
    told = ez2flex(capsys, "status", site)

    assert told.code == 8
    assert f"it is the journal of {SPOKE}" in told.out + told.err
    assert ez2flex(capsys, "purge", site).code == 3
    assert ez2flex(capsys, "resume", site, "--no-input").code == 65
