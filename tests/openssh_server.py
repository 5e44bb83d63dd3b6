"""OpenSSH's sshd in front of a practice router, on loopback, with the algorithms that a test names."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
LACKING = "" if SSHD and shutil.which("ssh-keygen") else "OpenSSH's server is not installed (openssh-server)"
"""Why no sshd can be started here, "" where one can."""

IOS_15 = {
    "KexAlgorithms": "diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
    "HostKeyAlgorithms": "ssh-rsa",
    "Ciphers": "aes128-cbc,3des-cbc",
    "MACs": "hmac-sha1,hmac-sha1-96",
    "PubkeyAcceptedAlgorithms": "ssh-rsa",
}
"""What a router of IOS 15 offers, and nothing else (push.md A0 item 1)."""
TODAY: dict[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sshd:
    """One that runs."""

    port: int
    user: str
    key_file: str
    host_key: str
    """As known_hosts has it: kind and base64."""


@contextmanager
def sshd(folder: Path, algorithms: Mapping[str, str]) -> Iterator[Sshd]:
    """Starts one with keys of its own, and ends it."""
    for name in ("host", "user"):
        _run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "", "-f", str(folder / name))
    shutil.copy(folder / "user.pub", folder / "authorized")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    root = Path(__file__).resolve().parents[1]
    settings = {
        "ListenAddress": "127.0.0.1",
        "Port": str(port),
        "HostKey": str(folder / "host"),
        "AuthorizedKeysFile": str(folder / "authorized"),
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "PermitRootLogin": "yes",
        "PrintMotd": "no",
        "PrintLastLog": "no",
        "ForceCommand": f"cd {root} && exec {sys.executable} -m tests.terminal_on_stdio",
        **algorithms,
    }
    (folder / "sshd_config").write_text("".join(f"{key} {value}\n" for key, value in settings.items()), "utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    words = [str(SSHD), "-D", "-e", "-f", str(folder / "sshd_config")]
    with (folder / "sshd.log").open("wb") as log, subprocess.Popen(words, stderr=log) as process:
        try:
            _wait_for(port)
            kind, key = (folder / "host.pub").read_text("utf-8").split()[:2]
            yield Sshd(port=port, user=getpass.getuser(), key_file=str(folder / "user"), host_key=f"{kind} {key}")
        finally:
            process.terminate()


def _run(*words: str) -> None:
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("sshd did not start")
