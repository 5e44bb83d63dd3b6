"""One strongSwan daemon in a namespace: started, told its settings, asked, and its log read."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from wizard.errors import RehearsalError
from wizard.rehearse.network_namespaces import FOLDER, Namespace
from wizard.rehearse.programs import INSTALL, ROOT, SURROUNDINGS, program
from wizard.rehearse.quoting import quoted
from wizard.rehearse.spoke_call import CallEnd
from wizard.rehearse.swanctl_settings import Settings
from wizard.render.templates import environment

CRYPTO_PLUGINS = ("random", "nonce", "x509", "revocation", "constraints", "pubkey", "pkcs1", "pkcs8", "pem", "openssl")
MORE_PLUGINS = ("gmp", "hmac", "kdf")
EXCHANGE_PLUGINS = ("kernel-netlink", "socket-default", "vici")
EAP_PLUGINS = ("eap-identity", "eap-md5", "eap-mschapv2", "eap-gtc", "xauth-generic")
SOFT_ESP = "kernel-libipsec"
"""Does IPsec in the daemon where the kernel has none."""

_PATIENCE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What a daemon reads beside its settings, by names of ours."""

    certificates: dict[str, bytes] = field(default_factory=dict)
    authorities: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict, repr=False)


class Daemon:
    """A running daemon."""

    def __init__(self, call_end: CallEnd, namespace: Namespace) -> None:
        self.call_end = call_end
        self.namespace = namespace
        self._read = 0

    def asks(self, *words: str, patience: float = _PATIENCE) -> subprocess.CompletedProcess[str]:
        """Runs one command of swanctl against it."""
        command = self.namespace.seeing(program("swanctl"), *words, "--uri", f"unix://{FOLDER}/vici")
        surroundings = SURROUNDINGS | {"SWANCTL_DIR": FOLDER, "STRONGSWAN_CONF": f"{FOLDER}/strongswan.conf"}
        try:
            return subprocess.run(
                command, capture_output=True, text=True, check=False, env=surroundings, cwd=ROOT, timeout=patience
            )
        except subprocess.TimeoutExpired as late:
            said = late.stdout.decode() if isinstance(late.stdout, bytes) else ""
            return subprocess.CompletedProcess(command, 124, said, "no answer in time")

    def told(self, settings: Settings, files: Files) -> None:
        """Gives it other settings in the place of those that it had."""
        for name, contents in (
            ("x509", files.certificates),
            ("x509ca", files.authorities),
            ("private", files.keys),
        ):
            folder = self.namespace.folder / name
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
            for file, data in contents.items():
                (folder / file).write_bytes(data)
        (self.namespace.folder / "swanctl.conf").write_text(settings.text(), encoding="utf-8")
        done = self.asks("--load-all", "--clear", "--noprompt", "--file", f"{FOLDER}/swanctl.conf")
        refused = [
            line
            for line in done.stdout.splitlines() + done.stderr.splitlines()
            if "failed" in line and "opening directory" not in line
        ]
        if done.returncode or refused:
            raise RehearsalError(f"the daemon of the {self.call_end} takes no such settings: {'; '.join(refused)}")

    def lines(self) -> tuple[str, ...]:
        """What it logged since it was last asked."""
        try:
            with (self.namespace.folder / "log").open(encoding="utf-8", errors="replace") as log:
                log.seek(self._read)
                text = log.read()
                self._read = log.tell()
        except OSError as error:
            raise RehearsalError(f"the daemon of the {self.call_end} is gone", hint="Try again.") from error
        return tuple(text.splitlines())

    def plugins(self) -> frozenset[str]:
        """The plugins that it loaded."""
        done = self.asks("--stats")
        found = re.search(r"loaded plugins: (.*)", done.stdout)
        if found is None:
            said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[0]
            raise RehearsalError(f"swanctl cannot ask its daemon, and says: {said}", hint=INSTALL)
        return frozenset(found[1].split())


@contextmanager
def daemon(call_end: CallEnd, namespace: Namespace, *, soft_esp: bool) -> Iterator[Daemon]:
    """A daemon that runs as long as it is used."""
    folder = namespace.folder
    folder.mkdir(mode=0o700)
    soft = (SOFT_ESP,) if soft_esp else ()
    plugins = (*CRYPTO_PLUGINS, *MORE_PLUGINS, *soft, *EXCHANGE_PLUGINS, *EAP_PLUGINS)
    text = environment().get_template("rehearse/strongswan.j2").render(folder=FOLDER, plugins=plugins, quoted=quoted)
    (folder / "strongswan.conf").write_text(text, encoding="utf-8")
    (folder / "log").touch()
    process = subprocess.Popen(
        namespace.entering(program("charon-systemd")),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        env=SURROUNDINGS | {"STRONGSWAN_CONF": f"{FOLDER}/strongswan.conf"},
        cwd=ROOT,
    )
    try:
        started = Daemon(call_end, namespace)
        _ready(started, process, folder / "vici")
        if lacking := sorted(set(plugins) - started.plugins()):
            raise RehearsalError(f"strongSwan lacks the plugins {', '.join(lacking)}", hint=INSTALL)
        yield started
    finally:
        # The daemon itself ends with its namespace.
        process.kill()
        process.wait()


def _ready(daemon: Daemon, process: "subprocess.Popen[bytes]", place: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _listens(place):
        if process.poll() is not None or time.monotonic() > deadline:
            last = "; ".join(daemon.lines()[-3:])
            raise RehearsalError(f"the daemon of the {daemon.call_end} does not start: {last}")
        time.sleep(0.01)


def _listens(place: Path) -> bool:
    """Whether somebody answers at a socket, which is there a moment before that."""
    with socket.socket(socket.AF_UNIX) as vici_socket:
        try:
            vici_socket.connect(str(place))
        except OSError:
            return False
    return True
