"""What a push says before it sends anything: a timer that runs, what speaks against it, and what is there already."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.golden_cases import golden_plan
from tests.pushing import Pushed
from tests.test_cli_push_ends import SPOKE, armed_site
from tests.test_push_standing import before
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.site import save_site

CASE, DEVICE = "two-groups", "SP9"


@pytest.mark.parametrize("command", ["push", "resume", "revert"])
@pytest.mark.parametrize("words", [("--accept", "everything"), ("--until", "tomorrow")])
def test_a_timer_that_runs_is_said_before_what_makes_no_sense(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, words: tuple[str, str]
) -> None:
    """Whoever mistypes an option at two in the morning has minutes left, and reads that first; the code is 7."""
    done = ez2flex(capsys, command, armed_site(capsys, tmp_path), *words)

    assert done.code == 7
    assert done.err.index(f"{SPOKE}: UNKNOWN (until ") < done.err.index(words[0])


def site_of(path: Path) -> tuple[Path, Pushed]:
    """A site, and its spoke that somebody pushed as far as it says."""
    save_site(golden_plan(CASE), path)
    return path, Pushed(case=CASE, device=DEVICE, practice=before(CASE, DEVICE).fork(), path=path)


def test_a_dry_run_leaves_out_what_is_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """By the journal: what is staged and saved is not sent again."""
    site, push = site_of(tmp_path / "site")
    push.push(Stage.STAGE)
    done = ez2flex(capsys, "push", site, "--dry-run", "--device", DEVICE)

    assert [row.split()[2] for row in done.out.splitlines() if row.startswith("! ")] == ["5-cutover.cfg"]
    assert f"{DEVICE}: what stands up to 4-stage.cfg is there and saved, and is not sent again." in done.err


def test_a_dry_run_says_for_what_a_push_would_be_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Without a router; the code is that of a check which found a blocker."""
    plan = golden_plan("branches-keep-server")
    kept = tuple(answer for answer in plan.answers if answer.key != "management_access")
    save_site(replace(plan, answers=kept), tmp_path / "site")
    done = ez2flex(capsys, "push", tmp_path / "site", "--dry-run")

    assert done.code == 2
    assert "LCK004 " in done.err
    assert "A push is refused until then." in done.err


def test_a_clean_up_is_a_run_of_its_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """On a router that is only staged it would have cut over first, and removed EzVPN a minute behind that."""
    site, push = site_of(tmp_path / "site")
    push.push(Stage.STAGE)
    refused = ez2flex(capsys, "push", site, "--stage", "cleanup", "--confirm-host", DEVICE)
    assert refused.code == 3
    assert f"{DEVICE} did not cut over yet" in refused.err
    assert push.push().verdict is Verdict.NEW_SAVED
    shown = ez2flex(capsys, "push", site, "--dry-run", "--stage", "cleanup", "--device", DEVICE)

    assert [row.split()[2] for row in shown.out.splitlines() if row.startswith("! ")] == ["6-cleanup.cfg"]
