"""Behind the practice site of `ez2flex demo` stand its routers, in a process that a killed wizard finds again."""

import errno
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from screens.app import EzApp
from tests.commands import ez2flex
from tests.pilot import NOON, driven
from tests.served_practice import somebody_types
from wizard.cli.commands.practice import served_practice_site
from wizard.cli.demo_routers import DemoRouters, begun, end_all, found, routers_behind
from wizard.cli.practice_process import PracticeProcess
from wizard.cli.practice_record import known_records
from wizard.data.practice_faults import NOTHING, PRACTICE_FAULTS
from wizard.data.practice_site import PASSWORD
from wizard.errors import AnswerError, ConnectError, EzError
from wizard.fetch.several_routers import Way
from wizard.guide.opening import Opening
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.practice import PracticeRouter
from wizard.push.ssh_logins import SshLogins
from wizard.session.known_hosts import KnownHosts
from wizard.session.router_session import Login
from wizard.session.ssh import connect
from wizard.session.ssh_credentials import Credentials
from wizard.site import Writer
from wizard.site.hosts_file import read_hosts

ADMIN = Credentials(user="admin", password=Secret(PASSWORD))
FAULTS = {fault.key: fault for fault in PRACTICE_FAULTS}


@pytest.fixture(autouse=True)
def no_routers_are_left() -> Iterator[None]:
    """None outlive a test."""
    yield
    end_all()


def demo(*served: DemoRouters) -> EzApp:
    """`ez2flex demo`, and the routers that it starts."""

    def routers(_: Path | None) -> DemoRouters:
        return served[0] if served else refused()

    app = EzApp(Opening(demo=True), clock=lambda: NOON)
    app.new_routers = routers
    return app


def refused() -> DemoRouters:
    """What becomes of routers on a machine on which nobody may listen."""
    raise AnswerError("this machine lets nobody listen on 127.0.0.1: Permission denied", hint="", where="practice")


def ways(site: Path) -> tuple[tuple[Host, ...], KnownHosts]:
    """How a site says that its routers are reached."""
    hosts = read_hosts((site / "hosts.toml").read_bytes(), "hosts.toml")
    return hosts, KnownHosts((site / "known_hosts").read_text("utf-8").splitlines())


def saved(site: Path, routers: DemoRouters) -> tuple[tuple[Host, ...], KnownHosts]:
    """The folder of a site in which it is written how they are reached."""
    site.mkdir()
    with Writer(site) as writer:
        routers.keep_ways(writer)
    return ways(site)


def logged_in(hosts: Sequence[Host], known: KnownHosts) -> Login:
    """A login at the first router."""
    way = Way(host=hosts[0], credentials=ADMIN)
    return SshLogins({hosts[0].name: way}, known).log_in(hosts[0].name)


def types(hosts: Sequence[Host], known: KnownHosts, *lines: str) -> None:
    """Somebody changes the first router."""
    session = logged_in(hosts, known)
    session.configure()
    for line in lines:
        session.send(line)
    session.end()
    session.close()


def shown(hosts: Sequence[Host], known: KnownHosts, command: str) -> str:
    """What a command shows at the first router."""
    session = logged_in(hosts, known)
    try:
        return session.show(command).decode()
    finally:
        session.close()


async def test_the_wizard_says_how_to_log_in_and_the_saved_site_knows_the_routers(tmp_path: Path) -> None:
    """On the screen, in every help, and in hosts.toml; they are gone with the wizard where nobody changed them."""
    routers = begun()
    async with driven(demo(routers), folder=tmp_path, at="overview") as driver:
        await driver.until(lambda: driver.app.said.startswith("Practice: move three SIMULATED routers"))
        await driver.press("question_mark")
        assert f"P there pushes it. The password is {PASSWORD}" in " ".join(
            driver.screen_text().replace("┃", "").split()
        )
        await driver.press("pagedown")
        assert "practice-spoke2    ssh -p " in driver.screen_text()
        await driver.press("escape", "ctrl+s")
        await driver.fill_in(str(tmp_path / "site"))
        await driver.until(lambda: (tmp_path / "site" / "known_hosts").exists())

        hosts, known = ways(tmp_path / "site")
        for host in hosts:
            connect(host, ADMIN, known).close()
        assert len(hosts) == 3
        driver.app.let_go()

    assert "ended with the wizard" in routers.again
    await driver.until(lambda: not known_records())
    with pytest.raises(ConnectError, match="refuses"):
        connect(hosts[0], ADMIN, known)


async def test_where_nobody_may_listen_the_practice_site_has_no_routers_and_all_else(tmp_path: Path) -> None:
    """The wizard says why, and goes on."""
    async with driven(demo(), folder=tmp_path, at="overview") as driver:
        await driver.until(lambda: driver.app.said.startswith("Practice site without routers: this machine lets "))
        assert "Next: Strategy, 1 open" in driver.app.said
        await driver.press("ctrl+s")
        await driver.fill_in(str(tmp_path / "site"))

        assert (tmp_path / "site" / "plan.toml").exists()
        assert not (tmp_path / "site" / "hosts.toml").exists()
        await driver.press("X")
        assert "without routers" in driver.app.said


async def test_a_migration_of_ones_own_has_no_practice_routers_behind_it(tmp_path: Path) -> None:
    """They end with the practice site, and nothing of one's own is said to have them or to be simulated."""
    async with driven(demo(begun()), folder=tmp_path, at="overview") as driver:
        await driver.until(lambda: "SIMULATED" in driver.app.said)
        assert driver.text("#top").startswith("SIMULATED  ")
        driver.app.open(Opening())
        await driver.settle()

        assert driver.app.beside_help == ""
        assert "SIMULATED" not in driver.screen_text()
        await driver.press("X")
        assert driver.app.said == "Nothing goes wrong by choice here: ez2flex demo has that."


async def test_a_person_chooses_what_goes_wrong_in_the_next_push(tmp_path: Path) -> None:
    """By a key and by a word of the palette; one reads what will be seen and how it ends, above it stands SIMULATED."""
    routers = begun()
    async with driven(demo(routers), folder=tmp_path, at="overview") as driver:
        await driver.until(lambda: "SIMULATED" in driver.app.said)
        await driver.press("X", "down")
        shown = " ".join(driver.screen_text().split())

        assert "[x] Nothing goes wrong" in shown
        assert "You will see: The login at the spoke is lost between two lines" in shown
        assert "It ends: STAGED" in shown
        assert "SIMULATED practice-hub + 2 spokes" in shown
        assert "━ SIMULATED ━┛" in shown
        await driver.press("enter")
        assert driver.app.said.startswith(
            "In the next push, at practice-spoke1: My line is cut in the cut-over. STAGED: "
        )
        await driver.press("ctrl+p", *"wrong")
        assert "What goes wrong  (X)" in driver.screen_text()
        await driver.press("escape", "X")
        assert "[x] My line is cut" in driver.screen_text()


def test_what_was_chosen_happens_and_another_choice_takes_its_place(tmp_path: Path) -> None:
    """At the routers that are served, whoever logs in to them."""
    routers = begun()
    hosts, known = saved(tmp_path / "site", routers)
    routers.suffer(FAULTS["host-key"])
    with pytest.raises(EzError, match="key"):
        connect(hosts[1], ADMIN, known)
    routers.suffer(NOTHING)
    connect(hosts[1], ADMIN, known).close()


def test_what_is_chosen_goes_wrong_at_the_spoke_that_is_cut_over_next(tmp_path: Path) -> None:
    """Once the first one has left EzVPN, at the second."""
    routers = begun()
    hosts, known = saved(tmp_path / "site", routers)
    assert routers.suffer(FAULTS["disk"]) == "practice-spoke1"
    types(
        hosts[1:],
        known,
        "interface GigabitEthernet0/0",
        "no crypto ipsec client ezvpn headquarters",
        "interface GigabitEthernet0/1",
        "no crypto ipsec client ezvpn headquarters inside",
    )
    assert routers.suffer(FAULTS["disk"]) == "practice-spoke2"


WIZARD = """
import sys
from pathlib import Path
from wizard.cli.demo_routers import begun
from wizard.site import Writer
routers = begun()
with Writer(Path(sys.argv[1])) as site:
    routers.keep_ways(site)
print("ready", flush=True)
sys.stdin.read()
"""
"""As much of a wizard as holds practice routers."""


def test_a_wizard_that_is_killed_leaves_its_routers_with_their_timers(tmp_path: Path) -> None:
    """The next one finds them by hosts.toml of the site, as they are."""
    site = tmp_path / "site"
    command = [sys.executable, "-c", WIZARD, str(site)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout
        assert killed.stdout.readline() == "ready\n"
        hosts, known = ways(site)
        types(hosts, known, "interface Loopback9")
        wire = connect(hosts[0], ADMIN, known)
        wire.send(b"terminal length 0\rreload in 10\r\r\r")
        until_shown(hosts, known, "show reload", "Reload scheduled")
        killed.kill()
    wire.close()

    again = routers_behind(site)
    assert again
    assert not again.are_new
    assert "interface Loopback9" in shown(hosts, known, "show running-config")
    assert "Reload scheduled" in shown(hosts, known, "show reload")
    again.close()
    assert "go on for an hour" in again.again
    assert "interface Loopback9" in shown(hosts, known, "show running-config")


def until_shown(hosts: Sequence[Host], known: KnownHosts, command: str, words: str) -> None:
    """Until the first router shows that."""
    for _ in range(50):
        if words in shown(hosts, known, command):
            return
        threading.Event().wait(0.1)
    raise AssertionError(shown(hosts, known, command))


def test_routers_that_ended_are_begun_anew_at_the_same_ports_and_that_is_said(tmp_path: Path) -> None:
    """hosts.toml stays true; what was pushed to the ones before is gone, and nobody is left to think otherwise."""
    # Ports that no other process of the tests takes in between.
    ended = begun((23_000 + os.getpid() % 2_000 * 3,))
    hosts, known = saved(tmp_path / "site", ended)
    (tmp_path / "site" / "journal").mkdir()
    ended.end()
    wait_until_gone()

    again = routers_behind(tmp_path / "site")
    assert again
    assert again.are_new
    assert "began anew: what was pushed to the ones before is gone" in again.in_short
    connect(hosts[0], ADMIN, known).close()


def wait_until_gone() -> None:
    """Until no process with practice routers is known."""
    for _ in range(200):
        if not known_records():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never ended")


def test_a_site_with_other_routers_has_no_practice_routers_behind_it(tmp_path: Path) -> None:
    """Whatever stands at those addresses."""
    (tmp_path / "hosts.toml").write_text('[hub]\naddress = "127.0.0.1"\nport = 22022\nserial = "FGL1234ABCD"\n')

    assert routers_behind(tmp_path) is None


def test_two_wizards_at_once_have_routers_at_other_ports(tmp_path: Path) -> None:
    """And each of them writes its own into its site, the lines of a person beside them."""
    one, other = begun(), begun()
    others, _ = saved(tmp_path / "other-site", one)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "known_hosts").write_text("[192.0.2.1]:22 ssh-rsa AAAA\n")
    with Writer(tmp_path / "site") as site:
        other.keep_ways(site)
        other.keep_ways(site)
    hosts, known = ways(tmp_path / "site")

    assert len({host.port for host in (*hosts, *others)}) == 6
    assert known.text().count("\n") == 4
    assert found(hosts)


def test_the_routers_that_a_wizard_left_are_ended_by_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ez2flex practice --end` says how many there were."""
    begun()
    done = ez2flex(capsys, "practice", "--end")
    again = ez2flex(capsys, "practice", "--end")

    assert (done.code, done.err) == (0, "1 practice site ended.\n")
    assert again.err == "0 practice sites ended.\n"


def test_they_start_where_what_is_written_waits_in_a_buffer(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it does of every program that writes into a pipe, unless the environment says otherwise."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    routers = begun()
    routers.end()

    assert "practice-hub" in routers.how_to_log_in


def test_a_process_waits_as_long_as_somebody_may_want_its_routers_back() -> None:
    """Not for routers that nobody changed; for changed ones a while, and in any case until no timer runs."""
    with process() as (alone, hub):
        assert alone._is_needed(), "whoever began it is not there yet"
        alone._was_held = True
        assert not alone._is_needed()
    with process() as (alone, hub):
        alone._was_held = True
        somebody_types(hub, "hostname X")
        assert alone._is_needed()
        alone._kept = 0.0
        assert not alone._is_needed()
        terminal = hub.log_in("admin")
        terminal.send(b"reload in 10\r\ry")
        terminal.close()
        assert hub.state.reload
        assert alone._is_needed()


@contextmanager
def process() -> Iterator[tuple[PracticeProcess, PracticeRouter]]:
    """What is in it, in this one."""
    with served_practice_site() as (routers, _):
        yield PracticeProcess(routers, threading.Lock()), routers[0][0]


def test_what_keeps_them_from_starting_is_said() -> None:
    """With the words of the process, or without any where it said none."""

    why = json.dumps({"error": "this machine lets nobody listen", "hint": "none", "where": "practice"})
    with pytest.raises(AnswerError, match="this machine lets nobody listen"):
        begun(start=lambda _: f"{why}\n")


@pytest.mark.parametrize("row", ["", "{}\n", "[1]\n", "[22, 3, 4, 5, 6, 7]\n"])
def test_a_process_that_says_nothing_that_is_understood_could_not_be_started(row: str) -> None:
    """Whatever it says."""
    with pytest.raises(AnswerError, match="could not be started"):
        begun(start=lambda _: row)


def test_a_machine_on_which_nobody_may_listen_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By `ez2flex practice` too, with the reason of the system."""

    def refuse(*_: object, **__: object) -> socket.socket:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(socket, "create_server", refuse)
    done = ez2flex(capsys, "practice")

    assert done.code != 0
    assert "this machine lets nobody listen on 127.0.0.1: Permission denied" in done.err
