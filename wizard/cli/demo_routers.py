"""The routers behind `ez2flex demo`: those of `ez2flex practice`, in a process that a killed wizard finds again."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

from wizard.cli.practice_record import PracticeRecord, forget, known_records, record_of
from wizard.data.practice_faults import PracticeFault
from wizard.data.practice_site import PASSWORD, USER, is_of_practice_site
from wizard.errors import AnswerError
from wizard.model.host import Host
from wizard.push.journal import FOLDER as JOURNALS
from wizard.sentence import Sentence
from wizard.session.known_hosts import HostKey, KnownHosts
from wizard.site import Writer
from wizard.site.file_names import HOSTS, KNOWN_HOSTS
from wizard.site.hosts_file import hosts_toml
from wizard.site.simulated import simulated_hosts

FIRST_PORTS = (22022, 22122, 22222)
"""Where the first router is served if nobody else is there, so that hosts.toml of the site stays true; below the ports
that a machine gives away by itself."""
_END_SECONDS = 5.0
"""In which a process has ended that is told to."""
_GONE = (OSError, EOFError, AuthenticationError)


class DemoRouters:
    """The routers of the practice site, held until they are closed."""

    def __init__(self, record: PracticeRecord, *, are_new: bool) -> None:
        self._record = record
        self.are_new = are_new
        """Whether they are as they were when EzVPN was built."""
        self.replaces_others = False
        """Whether the site was pushed to others, which are gone."""
        self._goes_on = False
        self._connection = Client(
            (record.hosts[0].address, record.control), authkey=bytes.fromhex(record.authentication)
        )

    @property
    def first_port(self) -> int:
        """0 where the ports are those that were free."""
        return self._record.first_port

    def _ask(self, **asked: Sequence[str]) -> dict[str, object]:
        try:
            self._connection.send_bytes(json.dumps(asked).encode())
            answer: dict[str, object] = json.loads(self._connection.recv_bytes())
        except _GONE as error:
            raise AnswerError(
                "the practice routers are gone", hint="Leave the wizard and open the site anew.", where="practice"
            ) from error
        if "error" in answer:
            raise AnswerError(str(answer["error"]), hint="Choose another fault.", where="practice")
        return answer

    def close(self) -> None:
        """Lets them go: those that were changed wait for somebody to go on, the others end."""
        with suppress(AnswerError):
            self._goes_on = bool(self._ask()["goes_on"])
        self._connection.close()

    def end(self) -> None:
        """Ends them, whoever wants them."""
        with suppress(AnswerError, *_GONE):
            self._ask(end=())
            if self._connection.poll(_END_SECONDS):
                self._connection.recv_bytes()
        self._connection.close()

    def suffer(self, fault: PracticeFault) -> str:
        """Lets something go wrong in the next push, in place of what was before; at the spoke that it names."""
        return str(self._ask(mend=(), suffer=fault.faults)["spoke"])

    @property
    def how_to_log_in(self) -> Sentence:
        """What to type in another terminal, in a row for each router."""
        hosts = self._record.hosts
        words = " ".join(f"{USER}@{host.address}:{host.port}" for host in hosts)
        return "\n".join(
            (
                "This is practice: a whole migration from EzVPN to FlexVPN, at SIMULATED routers on this machine.",
                "  1. o goes to what needs you, here one question: you reach these routers from outside their tunnels.",
                f"  2. 9 is the run sheet, and P there pushes it. The password is {PASSWORD}; each name is typed out.",
                "  3. Behind each cut-over everything is proved for a minute; then c keeps it. b and P: the next one.",
                "  4. X lets something go wrong in the next push, to see what becomes of it. 0 writes the report.",
                "Their time is that of the clock on the wall: all of it takes about ten minutes.",
                f"From another terminal one logs in to them, too; the password is {PASSWORD}:",
                *(f"  {host.name:<18} ssh -p {host.port} {USER}@{host.address}" for host in hosts),
                "Or read them, all of them:",
                f"  ez2flex fetch {words} -o practice-routers",
                "Once saved (ctrl+s), hosts.toml of the site names them, and known_hosts has their key.",
            )
        )

    @property
    def in_short(self) -> Sentence:
        """The same in one row."""
        if self.replaces_others:
            return "Practice site, SIMULATED: its routers began anew: what was pushed to the ones before is gone."
        return "Practice: move three SIMULATED routers from EzVPN to FlexVPN; ? says how, X lets something go wrong."

    @property
    def again(self) -> Sentence:
        """What became of them when the wizard was left."""
        if self._goes_on:
            return (
                "The practice routers go on for an hour, and as long as a timer runs on them: the wizard finds them "
                "again when their site is opened. `ez2flex practice --end` ends them."
            )
        port = f" --port {self.first_port}" if self.first_port else ""
        return f"The practice routers ended with the wizard. They are served again by: ez2flex practice{port}"

    def keep_ways(self, site: Writer) -> None:
        """Writes into the site how they are reached, and their host key."""
        known = KnownHosts((site.folder.read(KNOWN_HOSTS) or b"").decode("utf-8", "replace").splitlines())
        key = HostKey(kind=self._record.key_kind, blob=bytes.fromhex(self._record.key))
        for host in self._hosts():
            if key not in known.keys(host.address, host.port):
                known = known.with_key(host.address, host.port, key)
        site.keep_ways(hosts=hosts_toml(self._hosts(), site.folder.read(HOSTS)), known_hosts=known.text().encode())

    def _hosts(self) -> Iterator[Host]:
        for host in self._record.hosts:
            yield Host(name=host.name, address=host.address, port=host.port, user=USER, serial=host.serial)


def routers_behind(folder: Path | None) -> DemoRouters | None:
    """The routers of the practice site: those of a site that has been saved, found again or begun anew.

    None where what stands behind the site are other routers.
    """
    if folder is None:
        return begun()
    hosts = simulated_hosts(folder)
    if not hosts:
        return None
    if there := found(hosts):
        return there
    if not is_of_practice_site(hosts):
        return None
    routers = begun((hosts[0].port,))
    routers.replaces_others = (folder / JOURNALS).is_dir()
    return routers


def found(hosts: Sequence[Host]) -> DemoRouters | None:
    """The routers that are reached so, where their process lives; None where it does not."""
    record = record_of(hosts)
    return _held(record) if record else None


def _held(record: PracticeRecord) -> DemoRouters | None:
    try:
        return DemoRouters(record, are_new=False)
    except _GONE:
        forget(record)
        return None


def end_all() -> int:
    """Ends every process with practice routers of whoever is logged in here; how many there were."""
    every = [held for record in known_records() if (held := _held(record))]
    for routers in every:
        routers.end()
    return len(every)


def begun(first_ports: Sequence[int] = FIRST_PORTS, start: Callable[[Sequence[int]], str] | None = None) -> DemoRouters:
    """New ones, as EzVPN was built, at the first of these ports that is free."""
    row = (start or _started)(first_ports)
    try:
        return DemoRouters(PracticeRecord.read(row), are_new=True)
    except (ValueError, *_GONE) as error:
        said = json.loads(row) if row.startswith("{") else {}
        raise AnswerError(
            str(said.get("error", "the practice routers could not be started")),
            hint=str(said.get("hint", "Everything else works without them.")),
            where=str(said.get("where", "practice")),
        ) from error


_PROGRAM = "import json, sys; paths, ports = json.loads(sys.argv[1]); sys.path[:] = paths; "
_PROGRAM += "from wizard.cli.practice_process import main; main(ports)"


_STARTED: list[subprocess.Popen[str]] = []
"""Nobody waits for their end; one that nobody names would be complained of."""


def _started(first_ports: Sequence[int]) -> str:
    """A process of its own, which neither the end of this one nor that of its terminal ends; the row that it says."""
    process = subprocess.Popen(
        # Without a buffer: its one row is waited for, and it ends only when nobody needs it.
        [sys.executable, "-u", "-c", _PROGRAM, json.dumps([sys.path, list(first_ports)])],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    _STARTED.append(process)
    assert process.stdout
    with process.stdout as says:
        return says.readline()
