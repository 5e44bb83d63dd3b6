"""A practice router behind SSH is a router to clients that know nothing of it: OpenSSH, netmiko and asyncssh."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest
from netmiko import ConnectHandler

from tests.practice_routers import router
from wizard.practice import PracticeRouter
from wizard.practice.ssh_server import LOOPBACK, SshServer, new_host_key

LINES = ("interface Loopback77", "description a lab", "ip address 10.77.0.1 255.255.255.255")


@pytest.fixture
def practice() -> PracticeRouter:
    """A router with a user `admin` whose password is `letmein`."""
    return router()


@pytest.fixture
def port(practice: PracticeRouter) -> Iterator[int]:
    """Where it is served."""
    server = SshServer(practice, host_key=new_host_key())
    yield server.port
    server.close()


def test_netmiko_logs_in_reads_configures_and_restores(practice: PracticeRouter, port: int) -> None:
    """With its own ways of finding prompts and of turning off pages."""
    before = practice.running
    with ConnectHandler(
        device_type="cisco_ios", host=LOOPBACK, port=port, username="admin", password="letmein"
    ) as connection:
        assert connection.find_prompt() == "R1#"
        assert "hostname R1" in connection.send_command("show running-config")
        connection.send_config_set(list(LINES))

        assert {"interface Loopback77", *(f" {line}" for line in LINES[1:])} <= set(practice.running.splitlines())
        output = connection.send_config_set(["interface Loopback77", "no such command"])
        assert "% Invalid input detected at '^' marker." in output
        connection.send_config_set(["no interface Loopback77"])

    assert practice.running == before


def test_asyncssh_logs_in_turns_pages_and_configures(practice: PracticeRouter, port: int) -> None:
    """A second stack of SSH that shares no code with the server's."""

    async def talk() -> str:
        async with (
            asyncssh.connect(LOOPBACK, port, username="admin", password="letmein", known_hosts=None) as connection,
            connection.create_process(term_type="vt100", term_size=(80, 5)) as process,
        ):
            seen = await _until(process, "R1#")
            process.stdin.write("terminal length 5\rshow running-config\r")
            seen += await _until(process, "--More--")
            while not seen.endswith("end\r\n\r\nR1#"):
                process.stdin.write(" ")
                seen += await process.stdout.read(4096)
            process.stdin.write("".join(f"{line}\r" for line in ("configure terminal", *LINES, "end")))
            seen += await _until(process, "R1#")
            process.stdin.write("exit\r")
            return seen

    seen = asyncio.run(asyncio.wait_for(talk(), 30))

    assert seen.count("--More--") > 3
    assert "interface Loopback77" in practice.running


async def _until(process: "asyncssh.SSHClientProcess[str]", text: str) -> str:
    seen = ""
    while not seen.endswith(text) and text not in seen[-40:]:
        seen += await process.stdout.read(4096)
    return seen


@pytest.mark.skipif(not shutil.which("ssh"), reason="OpenSSH's client is not installed (openssh-client)")
def test_openssh_logs_in_with_a_password_and_leaves(practice: PracticeRouter, port: int, tmp_path: Path) -> None:
    """What a person types at it."""
    askpass = tmp_path / "askpass"
    askpass.write_text("#!/bin/sh\necho letmein\n", "utf-8")
    askpass.chmod(0o700)
    options = ("StrictHostKeyChecking=no", f"UserKnownHostsFile={tmp_path / 'known'}", "LogLevel=ERROR")
    words = ["ssh", "-F", "none", "-tt", "-p", str(port), *(f"-o{option}" for option in options), f"admin@{LOOPBACK}"]
    done = subprocess.run(
        words,
        input="".join(f"{line}\r" for line in ("configure terminal", *LINES, "end", "show clock", "exit")).encode(),
        env=os.environ | {"SSH_ASKPASS": str(askpass), "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": "none"},
        capture_output=True,
        timeout=30,
    )

    assert done.returncode == 0, done.stderr
    assert b"R1(config-if)#" in done.stdout
    assert "interface Loopback77" in practice.running


def test_a_wrong_password_is_rejected(port: int) -> None:
    """By a client that tries it."""

    async def talk() -> None:
        async with asyncssh.connect(LOOPBACK, port, username="admin", password="wrong", known_hosts=None):
            pass

    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(asyncio.wait_for(talk(), 30))


def test_it_listens_on_this_machine_alone(port: int) -> None:
    """Nobody else reaches a router whose password is in the documentation."""
    listening = Path("/proc/net/tcp").read_text("utf-8") if Path("/proc/net/tcp").exists() else ""
    rows = [row.split() for row in listening.splitlines()[1:]]

    assert [row[1].split(":")[0] for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"] in (
        [],
        ["0100007F"],
    )
