"""The two ends of a cable on which a rehearsal takes place; needs Linux and root, and no strongSwan."""

import os
import sys
import time
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

import pytest

from wizard.errors import RehearsalError
from wizard.rehearse import ping
from wizard.rehearse.network_namespaces import Namespace, finished, two_namespaces
from wizard.rehearse.programs import program

NEEDED = ("ip", "unshare", "nsenter", "mount", "sh", "cat", "env", "ls")
HUB, SPOKE, LAN = (IPv4Address(text) for text in ("192.0.2.1", "198.51.100.2", "10.21.1.1"))


def possible() -> bool:
    """Whether this machine lets a namespace be made: some containers do not, and not everybody is root."""
    if sys.platform != "linux" or os.geteuid() or not all(map(program, NEEDED)):
        return False
    return not finished([program("unshare"), "--net", "--mount", "--pid", "--fork", program("ip"), "link"]).returncode


pytestmark = pytest.mark.skipif(not possible(), reason="no network namespace can be made here")


@pytest.fixture
def ends() -> Iterator[tuple[Namespace, Namespace]]:
    """A hub and a spoke that reach each other's Internet address, and the hub what lies behind the spoke."""
    with two_namespaces() as (hub, spoke):
        hub.addressed([HUB], [])
        spoke.addressed([SPOKE], [LAN, LAN])
        hub.reaches([SPOKE, IPv4Network("10.21.1.0/24")], HUB)
        spoke.reaches([HUB], SPOKE)
        yield hub, spoke


def pinged(end: Namespace, *words: object) -> list[str]:
    """What the ping of a rehearsal says inside."""
    done = end.run(sys.executable, str(Path(ping.__file__)), *map(str, words))

    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_each_end_answers_the_other_and_nobody_else_does(ends: tuple[Namespace, Namespace]) -> None:
    """An echo comes back from an address that the other end has, to one of the own ones."""
    hub, spoke = ends

    assert pinged(hub, HUB, SPOKE, HUB, LAN, HUB, "10.21.1.9", "203.0.113.5", SPOKE) == ["1", "1", "0", "0"]
    assert pinged(spoke, SPOKE, HUB) == ["1"]


def test_addresses_of_the_last_rehearsal_are_gone(ends: tuple[Namespace, Namespace]) -> None:
    """A pair of routers is alone on its cable."""
    hub, spoke = ends
    spoke.addressed([SPOKE], [])
    spoke.reaches([HUB], SPOKE)

    assert pinged(hub, HUB, SPOKE, HUB, LAN) == ["1", "0"]
    assert str(LAN) not in spoke.run(program("ip"), "address").stdout


def test_the_question_whether_the_kernel_has_esp_leaves_nothing_behind(ends: tuple[Namespace, Namespace]) -> None:
    """What was tried would take packets of a router that has one of these addresses."""
    hub, _ = ends

    assert hub.kernel_has_esp is hub.kernel_has_esp
    assert hub.run(program("ip"), "xfrm", "state").stdout == ""


def test_nothing_of_the_caller_steers_what_root_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The programs have no environment but a path of the system's and plain English, and stand in the root."""
    monkeypatch.setenv("LD_PRELOAD_OF_SOMEBODY", "1")
    monkeypatch.chdir(tmp_path)
    shown = dict(line.split("=", 1) for line in finished([program("env")]).stdout.splitlines())

    assert shown == {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}
    assert finished([program("sh"), "-c", "pwd"]).stdout == "/\n"
    assert finished([program("cat")], "read from here").stdout == "read from here"


def test_what_does_not_work_inside_is_said(ends: tuple[Namespace, Namespace]) -> None:
    """A command that fails is named with its own words."""
    hub, _ = ends

    with pytest.raises(RehearsalError, match=r"`.*ip link show nothing` failed: .*nothing"):
        hub.needs(program("ip"), "link", "show", "nothing")
    with pytest.raises(RehearsalError, match="the addresses could not be set: "):
        hub.reaches([IPv4Address("192.0.2.77")], IPv4Address("192.0.2.78"))


def test_the_files_of_a_daemon_are_seen_by_whoever_makes_them_and_go_with_the_namespace() -> None:
    """/run of an end is its own, empty at first, and nothing of it or of its processes remains."""
    with two_namespaces() as (hub, spoke):
        hub.needs(program("sh"), "-c", "mkdir /run/of-the-hub")
        first = hub.first_process
        assert "of-the-hub" in hub.run(program("ls"), "/run").stdout
        assert "of-the-hub" not in spoke.run(program("ls"), "/run").stdout
        assert finished(hub.seeing(program("ls"), "/run")).stdout.split() == ["of-the-hub"]
        assert hub.folder.parts[:4] == ("/", "proc", str(first), "root")

    ends = time.monotonic() + 5
    while Path(f"/proc/{first}").exists() and time.monotonic() < ends:
        time.sleep(0.01)
    assert not Path(f"/proc/{first}").exists()
    assert not Path("/run/of-the-hub").exists()
