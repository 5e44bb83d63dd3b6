"""What `ez2flex practice` prints is enough for a plain `ssh`, and for a second one another day."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import TESTS

README = (TESTS.parent / "README.md").read_text("utf-8")
ENTRY = "import sys; from screens.main import main; sys.exit(main())"

pytestmark = pytest.mark.skipif(
    not shutil.which("ssh") or sys.platform == "win32", reason="OpenSSH's client is not installed (openssh-client)"
)


class Printed:
    """What stands on the terminal of `ez2flex practice`, as a person reads it."""

    def __init__(self, told: str, rows: str) -> None:
        self.password = re.search(r"password of each is: (\S+)", told)[1]  # type: ignore[index]  # it fails if not there
        self.key = re.search(r"host key is (SHA256:\S+)", told)[1]  # type: ignore[index]
        self.fetch = re.search(r"ez2flex (fetch .*)", told)[1].split()  # type: ignore[index]
        self.told = told
        self.logins = [row.split(None, 1)[1].split() for row in rows.splitlines()]


@contextmanager
def practice(state: Path, *words: str) -> Iterator[Printed]:
    """It runs, as somebody starts it, and is ended by ctrl+c."""
    running = subprocess.Popen(
        [sys.executable, "-c", ENTRY, "practice", *words],
        env=os.environ | {"EZ2FLEX_STATE": str(state)},
        cwd=TESTS.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    assert running.stderr
    try:
        told = "".join(iter(running.stderr.readline, "ctrl+c ends them.\n"))
        yield Printed(told, "".join(running.stdout.readline() for _ in range(3)))
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
        assert running.stderr.read() == "The practice routers ended.\n"
        running.stdout.close()
        running.stderr.close()


def typed_at(printed: Printed, login: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """A login by the very words that were printed: nothing is added but who answers the two questions of `ssh`."""
    askpass = home / "askpass"
    askpass.write_text(
        f'#!/bin/sh\ncase "$1" in\n*fingerprint*) echo {printed.key};;\n*) echo {printed.password};;\nesac\n', "utf-8"
    )
    askpass.chmod(0o700)
    program, *words = login
    known = f"-oUserKnownHostsFile={home / 'known_hosts'}"
    return subprocess.run(
        [program, "-F", "none", "-tt", known, *words],
        input="show privilege\rexit\r",
        env=os.environ | {"SSH_ASKPASS": str(askpass), "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": "none"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_what_is_printed_is_enough_for_a_plain_login_and_for_another_one_later(tmp_path: Path) -> None:
    """Each router by its own line; the fingerprint is what `ssh` asks about, and the next day it is the same."""
    keys = set[str]()
    for day in ("today", "tomorrow"):
        with practice(tmp_path / "state") as printed:
            for login in printed.logins:
                done = typed_at(printed, login, tmp_path)

                assert done.returncode == 0, (day, done.stderr)
                assert "Current privilege level is 15" in done.stdout
                assert [*login[:2], "PORT", *login[3:]] == ["ssh", "-p", "PORT", "admin@127.0.0.1"]
            assert printed.fetch[1:4] == [f"{words[-1]}:{words[2]}" for words in printed.logins]
            keys.add(printed.key)

    assert len(keys) == 1
    assert "ssh -p PORT admin@127.0.0.1" in README


def test_what_the_routers_do_otherwise_is_printed(tmp_path: Path) -> None:
    """Whoever looks at the terminal an hour later sees which position and which fault were chosen."""
    words = ("--belief", "nat-rule-in-use=removed", "--fault", "after 5min reboot")
    with practice(tmp_path / "state", *words) as printed:
        assert "They behave so: nat-rule-in-use=removed\nThey suffer: after 5min reboot\n" in printed.told
