"""Two network namespaces with a cable between them, which live no longer than this process."""

import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from wizard.errors import RehearsalError
from wizard.rehearse.programs import ROOT, SURROUNDINGS, program

WAN = "wan"
"""The interface by which either namespace sees the other."""

FOLDER = "/run/ez2flex"
"""Where a daemon keeps its files, as it sees them: in memory, in a namespace of its own, and gone with it."""

# Mounts and processes of its own; when the pipe ends, the first process does, and the kernel ends all the others.
_HOLD = '"$1" -t tmpfs -o mode=0700 tmpfs /run && "$2" link set lo up && echo ready && "$3" >/dev/null'

_PATIENCE = 10.0
"""Seconds in which a namespace stands, or something is wrong with the machine."""


class Namespace:
    """One network namespace, in which programs can be run; each is named by the place where it lies."""

    def __init__(self, holder: "subprocess.Popen[str]") -> None:
        self.first_process = _child_of(holder.pid)

    @property
    def folder(self) -> Path:
        """The folder of its daemon, as it is seen from outside."""
        return Path(f"/proc/{self.first_process}/root{FOLDER}")

    def entering(self, *command: str) -> list[str]:
        """The command that runs another one inside."""
        return [program("nsenter"), f"--target={self.first_process}", "--net", "--mount", "--pid", *command]

    def seeing(self, *command: str) -> list[str]:
        """The command that runs another one outside, with the files of the inside."""
        return [program("nsenter"), f"--target={self.first_process}", "--mount", *command]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command inside to its end."""
        return finished(self.entering(*command))

    def needs(self, *command: str) -> None:
        """Runs a command inside that must succeed."""
        done = self.run(*command)
        if done.returncode:
            raise RehearsalError(f"`{' '.join(command)}` failed: {done.stderr.strip()}", hint=_HINT)

    def addressed(self, addresses: Iterable[IPv4Address], hosts: Iterable[IPv4Address]) -> None:
        """Gives the cable's end its addresses, the loopback those of hosts, and takes away what was there."""
        steps = [f"address flush dev {WAN}", "address flush dev lo scope global"]
        steps += [f"address add {address}/32 dev {WAN}" for address in addresses]
        steps += [f"address add {host}/32 dev lo" for host in dict.fromkeys(hosts)]
        self._batch(steps)

    def reaches(self, networks: Iterable[IPv4Network | IPv4Address], source_address: IPv4Address) -> None:
        """Makes those the neighbours at the other end of the cable."""
        self._batch([f"route replace {network} dev {WAN} src {source_address}" for network in networks])

    def _batch(self, steps: list[str]) -> None:
        done = finished(self.entering(program("ip"), "-batch", "-"), "".join(f"{step}\n" for step in steps))
        if done.returncode:
            raise RehearsalError(f"the addresses could not be set: {done.stderr.strip()}", hint=_HINT)

    @property
    def kernel_has_esp(self) -> bool:
        """Whether the kernel itself can do IPsec."""
        state = "xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 0x100 mode tunnel"
        sealed = "aead rfc4106(gcm(aes)) 0x" + "00" * 20 + " 128"
        done = self.run(program("ip"), *state.split(), *sealed.split())
        if done.returncode == 0:
            self.run(program("ip"), "xfrm", "state", "flush")
        return done.returncode == 0


def finished(command: list[str], text: str = "") -> subprocess.CompletedProcess[str]:
    """A command that ran to its end, with that text to read."""
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False, env=SURROUNDINGS, cwd=ROOT)


_HINT = "Look whether this machine allows network namespaces and virtual Ethernet; some containers do not."


def _child_of(parent: int) -> int:
    """The first process of a namespace, by its number outside."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == parent:
            return int(stat.parent.name)
    raise RehearsalError("a namespace could not be made", hint=_HINT)


@contextmanager
def two_namespaces() -> Iterator[tuple[Namespace, Namespace]]:
    """Two namespaces joined by a cable; they end, and their files with them, when this process does, even by force."""
    with ExitStack() as stack:
        holders = [stack.enter_context(_holder()) for _ in range(2)]
        # Both at once: the kernel takes its time with either.
        stack.callback(_let_go, holders)
        hub, spoke = map(Namespace, holders)
        ends = (f"netns {hub.first_process} name {WAN}", f"netns {spoke.first_process} name {WAN}")
        _needs(program("ip"), "link", "add", *_end(ends[0]), "type", "veth", "peer", *_end(ends[1]))
        for namespace in (hub, spoke):
            namespace.needs(program("ip"), "link", "set", WAN, "up")
        yield hub, spoke


def _end(text: str) -> list[str]:
    words = text.split()
    return [*words[2:], *words[:2]]


def _needs(*command: str) -> None:
    done = finished(list(command))
    if done.returncode:
        raise RehearsalError(f"`{' '.join(command[:4])}` failed: {done.stderr.strip()}", hint=_HINT)


@contextmanager
def _holder() -> Iterator["subprocess.Popen[str]"]:
    """The process on whose standard input a namespace hangs."""
    apart = [program("unshare"), "--net", "--mount", "--pid", "--fork", "--kill-child"]
    command = [*apart, program("sh"), "-c", _HOLD, "sh", program("mount"), program("ip"), program("cat")]
    pipe = subprocess.PIPE
    holder = subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True, env=SURROUNDINGS, cwd=ROOT
    )
    try:
        said = holder.stdout.readline() if holder.stdout else ""
        if said.strip() != "ready":
            said = holder.stderr.read() if holder.stderr else ""
            raise RehearsalError(f"a namespace could not be made: {said.strip()}", hint=_HINT)
        yield holder
    finally:
        _end_of(holder)


def _let_go(holders: Iterable["subprocess.Popen[str]"]) -> None:
    for holder in holders:
        if holder.stdin:
            holder.stdin.close()


def _end_of(holder: "subprocess.Popen[str]") -> None:
    _let_go([holder])
    deadline = time.monotonic() + _PATIENCE
    while holder.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    if holder.poll() is None:
        holder.kill()
        holder.wait()
    for stream in (holder.stdout, holder.stderr):
        if stream:
            stream.close()
