"""Two network namespaces with a cable between them, which live no longer than this process."""

import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from wizard.errors import RehearsalError

WAN = "wan"
"""The interface by which either namespace sees the other."""

# Mounts and processes of its own; when the pipe ends, the first process does, and the kernel ends all the others.
_HOLD = 'mount -t tmpfs tmpfs /run && ip link set lo up && echo ready && cat >/dev/null; rm -rf -- "$1"'

_PATIENCE = 10.0
"""Seconds in which a namespace stands, or something is wrong with the machine."""


class Namespace:
    """One network namespace, in which programs can be run."""

    def __init__(self, holder: "subprocess.Popen[str]") -> None:
        self.first_process = _child_of(holder.pid)

    def entering(self, *command: str) -> list[str]:
        """The command that runs another one inside."""
        return ["nsenter", f"--target={self.first_process}", "--net", "--mount", "--pid", *command]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command inside to its end."""
        return subprocess.run(self.entering(*command), capture_output=True, text=True, check=False)

    def needs(self, *command: str) -> None:
        """Runs a command inside that must succeed."""
        done = self.run(*command)
        if done.returncode:
            raise RehearsalError(f"`{' '.join(command)}` failed: {done.stderr.strip()}", hint=_HINT)

    def addressed(self, addresses: Iterable[IPv4Address], hosts: Iterable[IPv4Address]) -> None:
        """Gives the cable's end its addresses, the loopback those of hosts, and takes away what was there."""
        steps = [f"address flush dev {WAN}", "address flush dev lo scope global"]
        steps += [f"address add {one}/32 dev {WAN}" for one in addresses]
        steps += [f"address add {one}/32 dev lo" for one in dict.fromkeys(hosts)]
        self._batch(steps)

    def reaches(self, networks: Iterable[IPv4Network | IPv4Address], source: IPv4Address) -> None:
        """Makes those the neighbours at the other end of the cable."""
        self._batch([f"route replace {one} dev {WAN} src {source}" for one in networks])

    def _batch(self, steps: list[str]) -> None:
        command = self.entering("ip", "-batch", "-")
        text = "".join(f"{step}\n" for step in steps)
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RehearsalError(f"the addresses could not be set: {done.stderr.strip()}", hint=_HINT)

    @property
    def kernel_has_esp(self) -> bool:
        """Whether the kernel itself can do IPsec."""
        state = "xfrm state add src 192.0.2.1 dst 192.0.2.2 proto esp spi 0x100 mode tunnel"
        sealed = "aead rfc4106(gcm(aes)) 0x" + "00" * 20 + " 128"
        done = self.run("ip", *state.split(), *sealed.split())
        if done.returncode == 0:
            self.run("ip", "xfrm", "state", "flush")
        return done.returncode == 0


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
def two_namespaces(folder: Path) -> Iterator[tuple[Namespace, Namespace]]:
    """Two namespaces joined by a cable; they end, and the folder with them, when this process does, even by force."""
    with ExitStack() as stack:
        holders = [stack.enter_context(_holder(folder)) for _ in range(2)]
        # Both at once: the kernel takes its time with either.
        stack.callback(_let_go, holders)
        hub, spoke = map(Namespace, holders)
        ends = (f"netns {hub.first_process} name {WAN}", f"netns {spoke.first_process} name {WAN}")
        _needs("ip", "link", "add", *_end(ends[0]), "type", "veth", "peer", *_end(ends[1]))
        for one in (hub, spoke):
            one.needs("ip", "link", "set", WAN, "up")
        yield hub, spoke


def _end(text: str) -> list[str]:
    words = text.split()
    return [*words[2:], *words[:2]]


def _needs(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RehearsalError(f"`{' '.join(command[:4])}` failed: {done.stderr.strip()}", hint=_HINT)


@contextmanager
def _holder(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The process on whose standard input a namespace hangs."""
    command = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _HOLD, "sh", str(folder)]
    pipe = subprocess.PIPE
    holder = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    try:
        said = holder.stdout.readline() if holder.stdout else ""
        if said.strip() != "ready":
            said = holder.stderr.read() if holder.stderr else ""
            raise RehearsalError(f"a namespace could not be made: {said.strip()}", hint=_HINT)
        yield holder
    finally:
        _end_of(holder)


def _let_go(holders: Iterable["subprocess.Popen[str]"]) -> None:
    for one in holders:
        if one.stdin:
            one.stdin.close()


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


def removed(folder: Path) -> None:
    """Takes the folder away; what is gone already does not matter."""
    shutil.rmtree(folder, ignore_errors=True)
