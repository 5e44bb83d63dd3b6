"""`ez2flex purge`: keys and configurations that pushes froze go once nobody needs them, and what was proved stays."""

import zipfile
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.test_cli_status import HUB, SPOKE, push_of, site_of
from wizard.model.stage import Stage
from wizard.push.frozen_run import FrozenRun
from wizard.push.journal import journal_name
from wizard.push.journal_record import Verdict
from wizard.push.proof_rows import Proof, ProofRow
from wizard.site import Writer
from wizard.site.folder import Folder

ROW = ProofRow(name="ping", device=SPOKE, before="5 of 5", after="5 of 5", is_good=True)


def cleaned_up(path: Path) -> Path:
    """A site whose routers are cleaned up and saved, with what was proved of the spoke."""
    site = site_of(path)
    for device in (SPOKE, HUB):
        push = push_of(site, device)
        push.push()
        assert push.push(Stage.CLEANUP).verdict is Verdict.NEW_SAVED
    with Folder(site) as folder:
        run = FrozenRun(
            folder, next(run for run in folder.folders("pushed") if folder.names(f"pushed/{run}/{SPOKE}")), SPOKE
        )
        run.keep_proof(Stage.CUTOVER, Proof(rows=(ROW,)))
        run.keep_consents(["archive-rotates"], "two are enough")
    return site


def frozen(site: Path) -> list[str]:
    """The files below `pushed/`."""
    return sorted(path.name for path in (site / "pushed").rglob("*") if path.is_file())


def test_purge_removes_what_was_frozen_and_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was proved and accepted stays, for the report; so do answers, sources and files of the plan."""
    site = cleaned_up(tmp_path / "site")
    there = {path for path in site.rglob("*") if path.is_file()}
    done = ez2flex(capsys, "purge", site)

    assert done.code == 0, done.err
    assert set(frozen(site)) == {"accepted-residue.txt", "consents.json", "proof-5-cutover.json"}
    gone = there - {path for path in site.rglob("*") if path.is_file()}
    assert sorted(done.out.split()) == sorted(str(path.relative_to(site)) for path in gone)
    assert all(path.is_relative_to(site / "pushed") for path in gone)
    assert ez2flex(capsys, "report", site).code == 0
    assert "5 of 5" in (site / "report.md").read_text("utf-8")
    assert "Nothing was there to be removed." in ez2flex(capsys, "purge", site).err


def test_nothing_goes_as_long_as_something_is_left_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The clean-up is planned and not saved: going back needs what was frozen."""
    site = site_of(tmp_path / "site")
    push_of(site).push()
    there = frozen(site)
    done = ez2flex(capsys, "purge", site)

    assert (done.code, done.out, frozen(site)) == (3, "", there)
    assert f"something is left to do: {HUB} has not begun, {SPOKE} is NEW-saved" in done.err
    assert "--now" in done.err


def test_by_consent_it_goes_earlier_and_says_what_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`revert` cannot go back without it."""
    site = site_of(tmp_path / "site")
    push = push_of(site)
    push.push()
    done = ez2flex(capsys, "purge", site, "--now")

    assert (done.code, [name for name in frozen(site) if name.endswith(".cfg")]) == (0, [])
    assert (
        f"`resume` and `revert` can do nothing more for what was begun: {HUB} has not begun, {SPOKE} is NEW-saved."
        in done.err
    )
    with pytest.raises(Exception, match="a file of the run is gone"):
        push.push(is_revert=True)


def test_what_is_old_again_needs_no_consent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its run is over: the next push begins anew, and freezes anew."""
    site = site_of(tmp_path / "site")
    push = push_of(site)
    push.push(Stage.STAGE)
    push.push(is_revert=True)

    assert ez2flex(capsys, "purge", site).code == 0
    assert push.push(Stage.STAGE).verdict is Verdict.STAGED


@pytest.mark.parametrize("words", [(), ("--now",), ("--now", "--all")], ids=" ".join)
def test_nothing_goes_while_a_timer_may_be_pending(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even by consent."""
    site = site_of(tmp_path / "site")
    push_of(site).push()
    journal = site / journal_name(SPOKE)
    records = journal.read_bytes().splitlines(keepends=True)
    armed = next(place for place, row in enumerate(records) if b'"line":"arm"' in row)
    journal.write_bytes(b"".join(records[: armed + 1]))
    there = frozen(site)
    done = ez2flex(capsys, "purge", site, *words)

    assert (done.code, frozen(site)) == (3, there)
    assert f"a timer may be pending on {SPOKE}" in done.err


def test_nothing_goes_where_a_journal_does_not_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its chain is broken: nobody knows what is pending."""
    site = cleaned_up(tmp_path / "site")
    journal = site / journal_name(SPOKE)
    journal.write_bytes(journal.read_bytes().replace(b'"OLD"', b'"MIX"', 1))

    done = ez2flex(capsys, "purge", site, "--now")
    assert (done.code, "nobody can tell" in done.err) == (3, True)
    assert len(frozen(site)) > 3


def test_all_takes_answered_keys_sources_and_rendered_files_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What people wrote and what holds no key stays: the plan, the journal, the reports."""
    site = cleaned_up(tmp_path / "site")
    assert ez2flex(capsys, "render", site).code == 0
    assert ez2flex(capsys, "report", site).code == 0
    assert ez2flex(capsys, "purge", site, "--all").code == 0

    assert {"plan.toml", "journal", "report.md", "report.html", "report.json"} <= {path.name for path in site.iterdir()}
    assert not {"secrets.toml", "sources", "out"} & {path.name for path in site.iterdir()}


def test_a_link_is_removed_and_what_it_leads_to_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file and a folder outside of the site are not looked into."""
    site = cleaned_up(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.cfg").write_text("mine")
    run = next(run for run in (site / "pushed").iterdir() if (run / SPOKE).exists())
    (run / "folder").symlink_to(outside)
    (run / SPOKE / "file.cfg").symlink_to(outside / "mine.cfg")

    assert ez2flex(capsys, "purge", site).code == 0
    assert (outside / "mine.cfg").read_text() == "mine"
    assert not (run / "folder").is_symlink()


def test_a_place_that_is_itself_a_link_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing behind it goes."""
    site = cleaned_up(tmp_path / "site")
    (site / "pushed").rename(tmp_path / "elsewhere")
    (site / "pushed").symlink_to(tmp_path / "elsewhere")
    there = sorted(path.name for path in (tmp_path / "elsewhere").rglob("*"))

    assert ez2flex(capsys, "purge", site).code == 65
    assert sorted(path.name for path in (tmp_path / "elsewhere").rglob("*")) == there


def test_nothing_goes_while_somebody_else_writes_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A push holds the site as long as it works."""
    site = cleaned_up(tmp_path / "site")
    with Writer(site, "ez2flex push"):
        done = ez2flex(capsys, "purge", site)

    assert (done.code, len(frozen(site)) > 3) == (3, True)


def test_a_bundle_holds_nothing_of_a_push(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither what was frozen nor a journal; both are named as left out."""
    site = cleaned_up(tmp_path / "site")
    done = ez2flex(capsys, "bundle", site, "-o", tmp_path / "bundle.zip")

    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        names = [name.partition("/")[2] for name in archive.namelist()]
    assert not [name for name in names if name.startswith(("pushed", "journal", "report"))]
    assert {"  pushed", "  journal"} <= set(done.err.splitlines())
