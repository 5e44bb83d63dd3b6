"""The practice site is pushed over real SSH: every router with its login, its proof and its timer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.served_practice import Practice, served_practice
from wizard.data.practice_site import PASSWORD, USER
from wizard.fetch.several_routers import Way
from wizard.model.secret import Secret
from wizard.model.stage import Stage
from wizard.practice.beliefs import Beliefs
from wizard.practice.pki.authority import PracticeAuthority
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End, Outcome
from wizard.push.site_order import orders
from wizard.push.site_push import Allowed, Reached, SitePush
from wizard.push.ssh_logins import SshLogins
from wizard.push.tunnel_proof import proof_of
from wizard.session.known_hosts import KnownHosts
from wizard.session.ssh_credentials import Credentials
from wizard.site import read_site
from wizard.site.folder import Folder
from wizard.site.hosts_file import read_hosts

SPEED = 20.0
"""The minute in which a tunnel must stay up takes three seconds."""
DEVICES = ("practice-hub", "practice-spoke1", "practice-spoke2")


class FastTime:
    """A clock that goes as fast as that of the routers."""

    def __init__(self) -> None:
        self._began, self._at = time.monotonic(), datetime.now(UTC)

    def now(self) -> datetime:
        """UTC."""
        return self._at + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        """Since the test began."""
        return (time.monotonic() - self._began) * SPEED

    def wait(self, seconds: float) -> None:
        """Sleeps, as long as that takes at its speed."""
        time.sleep(seconds / SPEED)


def site_of(practice: Practice, folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The practice site as it was read from its routers, and planned."""
    site = folder / "site"
    assert ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options).code == 0
    assert ez2flex(capsys, "plan", site, "--set", "management_access=outside").code == 0
    return site


@contextmanager
def pushing(site: Path, told: list[str]) -> Iterator[SitePush]:
    """A push of the site, on a fast clock."""
    plan = read_site(site)
    with Folder(site) as folder:
        hosts = read_hosts(folder.read("hosts.toml"), "hosts.toml")
        known = KnownHosts((folder.read("known_hosts") or b"").decode().splitlines())
        credentials = Credentials(user=USER, password=Secret(PASSWORD))
        yield SitePush(
            folder=folder,
            plan=plan,
            logins=SshLogins({host.name: Way(host=host, credentials=credentials) for host in hosts}, known),
            reached={host.name: Reached(host=host, user=USER) for host in hosts},
            time=FastTime(),
            version="1",
            told=told.append,
            proof_of=proof_of,
            allowed=Allowed(names=frozenset(DEVICES), reload=frozenset(DEVICES)),
        )


def push_all(site: Path, told: list[str], *, last: Stage = Stage.CUTOVER) -> dict[str, Outcome]:
    """Every router in the site's order, until one does not end as it should; the last outcome of each."""
    outcomes: dict[str, Outcome] = {}
    with pushing(site, told) as push:
        for order in orders(push.plan, last=last):
            outcomes[order.device] = push.push(order)
            if outcomes[order.device].end is not End.DONE:
                break
    return outcomes


def test_a_site_with_pre_shared_keys_is_pushed_to_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Hub and both spokes; each tunnel is proved, and everything is saved."""
    told: list[str] = []
    with served_practice(tmp_path, SPEED) as practice:
        outcomes = push_all(site_of(practice, tmp_path, capsys), told)

        assert {name: outcome.verdict for name, outcome in outcomes.items()} == {
            "practice-hub": Verdict.STAGED,
            "practice-spoke1": Verdict.NEW_SAVED,
            "practice-spoke2": Verdict.NEW_SAVED,
        }, told
        spoke = practice.routers["practice-spoke1"]
        assert spoke.state.revert is None
        assert "crypto ikev2 client flexvpn" in (spoke.startup or "")


def test_a_line_that_is_cut_in_the_cut_over_leaves_the_old_tunnel_and_can_be_taken_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The router goes back at once, EzVPN carries again, and the next push brings it to the end."""
    told: list[str] = []
    fault = 'practice-spoke1: at "no crypto ipsec client ezvpn" after-apply drop'
    with served_practice(tmp_path, SPEED, [fault]) as practice:
        site = site_of(practice, tmp_path, capsys)
        broken = push_all(site, told)["practice-spoke1"]
        spoke = practice.routers["practice-spoke1"]

        assert (broken.end, broken.verdict) == (End.STOPPED, Verdict.STAGED), told
        assert "\n crypto ipsec client ezvpn" in spoke.running
        assert push_all(site, told)["practice-spoke1"].verdict is Verdict.NEW_SAVED


def test_a_tunnel_that_does_not_come_up_is_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The hub has lost its key: what is missing is said, and the spoke is as it was."""
    told: list[str] = []
    with served_practice(tmp_path, SPEED) as practice:
        site = site_of(practice, tmp_path, capsys)
        assert push_all(site, told, last=Stage.STAGE)["practice-spoke2"].end is End.DONE
        hub = practice.routers["practice-hub"]
        terminal = hub.log_in(USER)
        for line in (
            "configure terminal",
            "crypto ikev2 keyring FLEX",
            "no peer practice-spoke1",
            "end",
            "write memory",
        ):
            terminal.send(f"{line}\r".encode())
        terminal.close()
        with pushing(site, told) as push:
            outcome = push.push(next(order for order in orders(push.plan) if order.last is Stage.CUTOVER))

        assert (outcome.end, outcome.verdict) == (End.STOPPED, Verdict.STAGED), told
        assert any("ikev2-session" in why for why in outcome.says)


def test_the_commands_stage_a_site_and_take_it_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names that nobody gave are refused; `status` says where each stands; `revert` brings back what was."""
    with served_practice(tmp_path) as practice:
        site = site_of(practice, tmp_path, capsys)
        before = {name: router.running for name, router in practice.routers.items()}
        names = [word for name in DEVICES for word in ("--confirm-host", name)]
        unnamed = ez2flex(capsys, "push", site, "--stage", "stage", *practice.options[:2])
        one = ("--device", "practice-hub", "--device", "practice-spoke2")
        pushed = ez2flex(capsys, "push", site, "--stage", "stage", *one, *names, *practice.options[:2], "--json")
        status = ez2flex(capsys, "status", site, "--json")
        assert any(practice.routers[name].running != before[name] for name in one[1::2])
        back = ez2flex(capsys, "revert", site, *one, *names, *practice.options[:2])

        assert (unnamed.code, "--confirm-host" in unnamed.err) == (3, True)
        assert (pushed.code, [row["verdict"] for row in pushed.json]) == (0, ["STAGED", "STAGED"]), pushed.err
        assert {row["device"]: row["verdict"] for row in status.json if row["verdict"]} == dict.fromkeys(
            one[1::2], "STAGED"
        )
        assert back.code == 0, back.out + back.err
        assert {name: router.running for name, router in practice.routers.items()} == before


def test_a_dry_run_reaches_no_router_and_shows_no_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each text with the SHA-256 of its exact bytes."""
    with served_practice(tmp_path) as practice:
        site = site_of(practice, tmp_path, capsys)
    shown = ez2flex(capsys, "push", site, "--dry-run")
    secrets = [word for word in (site / "secrets.toml").read_text("utf-8").split('"') if len(word) > 12]

    assert shown.code == 0
    assert shown.out.count("SHA-256") > 4
    assert not [secret for secret in secrets if secret in shown.out + shown.err]


def test_routers_wait_for_certificates_and_go_on_with_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the commands alone: the requests come out of all routers, status 9; days later what the CA made goes in."""
    authority = PracticeAuthority(now=datetime.now(UTC) - timedelta(days=1))
    (tmp_path / "ca.pem").write_text(authority.pem, "ascii")
    devices = ("practice-hub", "practice-spoke2")
    names = [word for name in devices for word in ("--confirm-host", name, "--device", name)]
    with served_practice(tmp_path) as practice:
        site = tmp_path / "site"
        practice.routers["practice-spoke2"].beliefs = Beliefs({"mark-of-the-clock": "none"})
        assert ez2flex(capsys, "fetch", *practice.words.values(), "-o", site, *practice.options).code == 0
        planned = ("management_access=outside", "hub_authentication=rsa-sig", "spoke_authentication=rsa-sig")
        assert ez2flex(capsys, "plan", site, *(word for each in planned for word in ("--set", each))).code == 0
        to_log_in = (*names, *practice.options[:2])
        of_ca = [word for name in devices for word in ("--certificate", f"{name}={tmp_path / 'ca.pem'}")]
        out = ez2flex(capsys, "push", site, "--stage", "stage", *of_ca, *to_log_in)
        assert out.code == 9, out.out + out.err
        assert out.out.count("BEGIN CERTIFICATE REQUEST") == 2
        assert ez2flex(capsys, "status", site).code == 9

        (site / "certificates").mkdir()
        for name in devices:
            request = next(site.glob(f"pushed/*/{name}/request.csr")).read_text("ascii")
            (site / "certificates" / f"{name}.pem").write_text(authority.issue(request), "ascii")
        on = ez2flex(capsys, "resume", site, *to_log_in, "--json")

        assert on.code == 0, on.out + on.err
        assert [row["verdict"] for row in on.json] == ["STAGED", "STAGED"]
        assert ez2flex(capsys, "push", site, "--certificate", "practice-hub", *to_log_in).code == 64
