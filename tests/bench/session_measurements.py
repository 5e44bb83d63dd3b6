"""What a session with a router costs: against netmiko, and on the processor."""

import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from tests.bench.measure import Measurement, Timer
from tests.practice_routers import router
from wizard.fetch.several_routers import Logins, Way, read_routers
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.session.dialogue import Dialogue
from wizard.session.known_hosts import HostKeyUnknown, KnownHosts
from wizard.session.router_session import Login, log_in
from wizard.session.ssh import connect
from wizard.session.ssh_credentials import Credentials

STAGE = Path(__file__).parents[1] / "golden" / "clinics-new-hub" / "out" / "flexvpn-hub" / "4-stage.cfg"
ROUND_TRIP = 0.02
LINES = 57
CREDENTIALS = Credentials(user="admin", password=Secret("letmein"))


def stage_lines() -> list[str]:
    """The lines of a stage file that a hub takes."""
    rows = STAGE.read_text("utf-8").splitlines()
    return [row.strip() for row in rows if row.strip(" !")]


@cache
def served(count: int) -> tuple[int, ...]:
    """The ports of so many routers that are 20 ms away, in a process of their own that ends with this one."""
    words = [sys.executable, "-P", "-m", "tests.bench.served_routers", str(count), str(ROUND_TRIP)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return tuple(map(int, process.stdout.readline().split()[1:]))


def host(port: int) -> Host:
    """The router behind that port."""
    return Host(name=f"r-{port}", address="127.0.0.1", port=port, user="admin")


def trusting(port: int) -> KnownHosts:
    """Its key, as somebody accepted it."""
    try:
        connect(host(port), CREDENTIALS, KnownHosts()).close()
    except HostKeyUnknown as unknown:
        return KnownHosts().with_key("127.0.0.1", port, unknown.key)
    raise AssertionError("a key that nobody pinned was taken")


def sent_by_us(port: int, known: KnownHosts) -> Timer:
    """The seconds for the lines, logged in already."""

    def seconds() -> float:
        wire = connect(host(port), CREDENTIALS, known)
        session = log_in(Dialogue(wire, router="r1"), wire.close, router="r1", enable=None)
        started = time.perf_counter()
        _send(session, stage_lines()[:LINES])
        taken = time.perf_counter() - started
        session.close()
        return taken

    return seconds


def _send(session: Login, lines: list[str]) -> None:
    session.configure()
    for line in lines:
        session.send(line)
    session.end()


def sent_by_netmiko(port: int) -> Timer:
    """The same by its `send_config_set`, as it comes."""
    from netmiko import ConnectHandler

    def seconds() -> float:
        with ConnectHandler(
            device_type="cisco_ios", host="127.0.0.1", port=port, username="admin", password="letmein"
        ) as connection:
            started = time.perf_counter()
            connection.send_config_set(stage_lines()[:LINES])
            return time.perf_counter() - started

    return seconds


def sending() -> tuple[Timer, Timer]:
    """Each to a router of its own, which has the lines already from the second run on."""
    ours, theirs = served(2)
    return sent_by_us(ours, trusting(ours)), sent_by_netmiko(theirs)


def in_process() -> float:
    """The seconds of the processor for a login, a whole stage and a log-out, without SSH."""
    practice = router()
    started = time.process_time()
    terminal = practice.log_in("admin")
    dialogue = Dialogue(terminal, router="r1", now=lambda: practice.clock.now.timestamp())
    session = log_in(dialogue, terminal.close, router="r1", enable=None)
    _send(session, stage_lines())
    session.close()
    return time.process_time() - started


def fetching(count: int) -> Timer:
    """The seconds that it takes to read so many routers at once."""
    ports = served(20)[:count]
    known = KnownHosts(line for port in ports for line in trusting(port).text().splitlines())
    ways = [Way(host=host(port), credentials=CREDENTIALS) for port in ports]

    def seconds() -> float:
        started = time.perf_counter()
        outcomes = list(read_routers(ways, known, Logins(), lambda *_: None))
        assert all(outcome.read for outcome in outcomes), [outcome.error for outcome in outcomes]
        return time.perf_counter() - started

    return seconds


SESSION_MEASUREMENTS = (
    Measurement(
        name="send",
        what="57 lines of a stage sent line by line, the router 20 ms away",
        against="netmiko's `send_config_set` as it comes",
        limit=0.8,
        timers=sending,
    ),
    Measurement(
        name="session",
        what="a login, a whole stage of 76 lines and a log-out in process, without SSH, on the processor",
        against="",
        limit=0.025,
        timers=lambda: (in_process, None),
    ),
    Measurement(
        name="fetch",
        what="20 routers read over SSH, 20 ms away",
        against="one of them",
        limit=2,
        timers=lambda: (fetching(20), fetching(1)),
    ),
)
