"""However a command that changes routers ends, the code and the last words say where they stand."""

import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.commands import ez2flex, planned
from tests.served_practice import served_practice
from wizard.cli.at_routers import Told, at_routers
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.push.guards import Change
from wizard.push.journal import Journal, journal_name
from wizard.push.journal_record import Kind, Verdict
from wizard.push.outcome import End, Outcome
from wizard.site import Writer
from wizard.site.folder import Folder
from wizard.site.lock import LOCK

HUB, SPOKE = "hq-vpn1", "br-leeds"
AT_ROUTERS = ("push", "resume", "revert")
DEADLINE = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=9)


def armed_site(capsys: pytest.CaptureFixture[str], folder: Path) -> Path:
    """A site whose push was broken off while a timer runs on the spoke."""
    site = planned(capsys, folder / "site")
    with Folder(site) as inside, Journal(inside, journal_name(SPOKE)) as journal:
        journal.begin({"run": "1", "hostname": SPOKE})
        journal.add(Kind.INTENT, stage=Stage.CUTOVER, line=Change.ARM, answer="12", deadline=DEADLINE)
    return site


@pytest.mark.parametrize("command", AT_ROUTERS)
def test_nothing_hides_that_a_timer_runs(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    """No router of the site is reached: that is said, and then which one goes back, and when."""
    site = armed_site(capsys, tmp_path)
    done = ez2flex(capsys, command, site, *confirmed())

    assert done.code == 7
    assert "hosts.toml" in done.err
    assert f"{SPOKE}: UNKNOWN (until {DEADLINE:%Y-%m-%d %H:%M:%S} UTC)" in done.out
    assert f"Next: `ez2flex resume {site} --device {SPOKE}`" in done.err
    rows = {row["device"]: row["next"] for row in ez2flex(capsys, "status", site, "--json").json}
    assert f"Next: `{rows[SPOKE]}`" in done.err


@pytest.mark.parametrize("command", AT_ROUTERS)
@pytest.mark.parametrize(
    ("word", "hint"), [("ezvpn-conects", "Did you mean ezvpn-connects"), ("hostname", "There are ezvpn-connects")]
)
def test_what_nobody_can_accept_is_refused_before_anybody_logs_in(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, word: str, hint: str
) -> None:
    """A slip of the finger is told with what was meant; a row that no person may accept is none of them."""
    site = planned(capsys, tmp_path / "site")
    done = ez2flex(capsys, command, site, *confirmed(), "--accept", "frozen", "--accept", word)

    assert done.code != 0
    assert f"--accept: nothing that refuses a push and may be accepted is called `{word}`" in done.err
    assert hint in done.err


@pytest.mark.parametrize("command", AT_ROUTERS)
def test_a_plan_that_cannot_be_read_hides_it_neither(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    """The journal says it without the plan; a name that nobody gave refuses nothing that runs already."""
    site = armed_site(capsys, tmp_path)
    assert ez2flex(capsys, command, site).code == 7
    (site / "plan.toml").write_text("rubbish")
    done = ez2flex(capsys, command, site, *confirmed())

    assert done.code == 7
    assert "plan.toml" in done.err
    assert SPOKE in done.out


@pytest.mark.parametrize("command", AT_ROUTERS)
def test_for_a_machine_it_is_one_document(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str) -> None:
    """Refused, armed, or with nothing to do: standard output is JSON."""
    site = planned(capsys, tmp_path / "other")
    assert [row["end"] for row in ez2flex(capsys, command, site, "--json").json] == ["refused"] * 2 * (
        command == "push"
    )
    armed = ez2flex(capsys, command, armed_site(capsys, tmp_path), "--json")
    assert armed.code == 7
    assert [(row["device"], row["verdict"], row["deadline"]) for row in armed.json] == [
        (SPOKE, "UNKNOWN", DEADLINE.isoformat())
    ]


def test_a_dry_run_is_a_document_too_and_names_each_text_once(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A router that has a part before the first cut-over and one behind it was printed twice."""
    site = planned(capsys, tmp_path / "site")
    rows = ez2flex(capsys, "push", site, "--dry-run", "--json").json
    heads = [f"! {row['device']} {row['file']} SHA-256 {row['sha256']}" for row in rows]
    said = [row for row in ez2flex(capsys, "push", site, "--dry-run").out.splitlines() if row.startswith("! ")]

    assert said == heads
    assert len(set(heads)) == len(heads) > 2


def test_what_makes_no_sense_is_said_before_anybody_logs_in(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """No password is asked for a time that cannot be read."""
    site = planned(capsys, tmp_path / "site")
    for until in ("tomorrow", "2026-13-01T00:00Z", "0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59", "\x1b[2J", ""):
        for words in ((), ("--dry-run",)):
            done = ez2flex(capsys, "push", site, *words, f"--until={until}", *confirmed())
            assert (done.code, "--until" in done.err) == (64, True), until
            assert "\x1b" not in done.err


def test_a_pipe_that_is_closed_or_full_changes_no_exit_code(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What nobody reads on standard output is said on standard error, and 7 stays 7."""
    site = armed_site(capsys, tmp_path)
    run = f"exec {sys.executable} -P -c 'import sys; from wizard.cli import main; sys.exit(main(sys.argv[1:]))' "
    for where in (">&-", ">/dev/full", "2>&-", ">&- 2>&-", "| head -0"):
        for json_or_not in ((), ("--json",)):
            words = f"push {site} {' '.join((*confirmed(), *json_or_not))}"
            shell = f"set -o pipefail; ({run} {words}) {where}"
            done = subprocess.run(["bash", "-c", shell], env=environment(), capture_output=True, text=True)
            assert done.returncode == 7, (where, done)
            if where in (">&-", ">/dev/full") and not json_or_not:
                assert SPOKE in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_before_the_first_login_says_so_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, number: signal.Signals
) -> None:
    """A timer of an earlier push runs while the passwords are waited for."""
    site = armed_site(capsys, tmp_path)
    rows = (f'[["{device}"]]\naddress = "192.0.2.{last}"\n' for last, device in enumerate((HUB, SPOKE), 1))
    (site / "hosts.toml").write_text("".join(rows).replace("[[", "[").replace("]]", "]"))
    code = "import sys; from wizard.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-P", "-c", code, "resume", str(site), *confirmed(), "--passwords", "-"]
    with subprocess.Popen(words, env=environment(), stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True) as running:
        while not (site / LOCK).exists():
            time.sleep(0.05)
        time.sleep(1.5)
        assert running.poll() is None, running.stderr and running.stderr.read()
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, SPOKE in out) == (7, True), err


def test_what_one_router_refuses_is_sent_to_none(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Each is asked before the first is changed: a branch has no leave to restart, and the hub stays as it is."""
    with served_practice(tmp_path) as practice:
        site = tmp_path / "site"
        assert ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options).code == 0
        assert ez2flex(capsys, "plan", site, "--set", "management_access=outside").code == 0
        names = [word for name in practice.words for word in ("--confirm-host", name)]
        before = practice.routers["practice-hub"].running
        refused = ez2flex(capsys, "push", site, "--stage", "stage", *names, *practice.options)
        after = practice.routers["practice-hub"].running

    assert refused.code == 3
    assert "Nothing was sent to any router: practice-spoke1 refuses it." in refused.err
    assert "--allow-reload practice-spoke1" in refused.out
    assert after == before


def test_a_refusal_behind_a_router_that_was_changed_is_no_refusal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """3 says that nothing was changed on a router; here the hub is staged, and the branch refuses meanwhile."""
    site = planned(capsys, tmp_path / "site")

    def work(writer: Writer, _: Plan) -> list[Told]:
        with Journal(writer.folder, journal_name(HUB)) as journal:
            journal.begin({"run": "1", "hostname": HUB})
            journal.add(Kind.INTENT, stage=Stage.STAGE, line="4-stage.cfg:1")
        staged = Outcome(end=End.DONE, verdict=Verdict.STAGED)
        return [(HUB, staged), (SPOKE, Outcome(end=End.REFUSED, verdict=Verdict.OLD, says=("its flash is full",)))]

    assert at_routers(Namespace(site=str(site), json=False), "ez2flex push", work) == 4


def environment() -> dict[str, str]:
    """Of a process that runs these sources."""
    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}


def confirmed() -> tuple[str, ...]:
    """The names of the site's routers, given."""
    return ("--confirm-host", SPOKE, "--confirm-host", HUB)
