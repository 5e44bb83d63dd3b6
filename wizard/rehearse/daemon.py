"""One strongSwan daemon in a namespace: started, told its settings, asked, and its log read."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from wizard.errors import RehearsalError
from wizard.rehearse.network import Namespace
from wizard.rehearse.swanctl import Settings
from wizard.render.templates import environment

INSTALL = (
    "On Debian and Ubuntu: apt-get install charon-systemd strongswan-swanctl libcharon-extra-plugins "
    "libcharon-extauth-plugins libstrongswan-extra-plugins libstrongswan-standard-plugins iproute2"
)

PLACES = ("/usr/sbin", "/usr/lib/ipsec", "/usr/libexec/ipsec", "/usr/local/sbin", "/sbin")
"""Where programs lie that an ordinary PATH does not name."""

CRYPTO_PLUGINS = ("random", "nonce", "x509", "revocation", "constraints", "pubkey", "pkcs1", "pkcs8", "pem", "openssl")
MORE_PLUGINS = ("gmp", "hmac", "kdf")
EXCHANGE_PLUGINS = ("kernel-netlink", "socket-default", "vici")
EAP_PLUGINS = ("eap-identity", "eap-md5", "eap-mschapv2", "eap-gtc", "xauth-generic")
SOFT_ESP = "kernel-libipsec"
"""Does IPsec in the daemon where the kernel has none."""

_PATIENCE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What a daemon reads beside its settings."""

    certificates: dict[str, bytes] = field(default_factory=dict)
    authorities: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict, repr=False)


def program(name: str) -> str:
    """Where a program lies, "" where it does not."""
    return shutil.which(name) or shutil.which(name, path=":".join(PLACES)) or ""


class Daemon:
    """A running daemon."""

    def __init__(self, side: str, namespace: Namespace, folder: Path) -> None:
        self.side = side
        self.namespace = namespace
        self._folder = folder
        self._socket = folder / "vici"
        self._log = folder / "log"
        self._read = 0

    def asks(self, *words: str, patience: float = _PATIENCE) -> subprocess.CompletedProcess[str]:
        """Runs one command of swanctl against it."""
        command = [program("swanctl"), *words, "--uri", f"unix://{self._socket}"]
        surroundings = {"SWANCTL_DIR": str(self._folder), "STRONGSWAN_CONF": str(self._folder / "strongswan.conf")}
        try:
            return subprocess.run(
                command, capture_output=True, text=True, check=False, env=surroundings, timeout=patience
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
            shutil.rmtree(self._folder / name, ignore_errors=True)
            (self._folder / name).mkdir(mode=0o700)
            for file, data in contents.items():
                (self._folder / name / file).write_bytes(data)
        path = self._folder / "swanctl.conf"
        path.write_text(settings.text(), encoding="utf-8")
        done = self.asks("--load-all", "--clear", "--noprompt", "--file", str(path))
        refused = [
            line
            for line in done.stdout.splitlines() + done.stderr.splitlines()
            if "failed" in line and "opening directory" not in line
        ]
        if done.returncode or refused:
            raise RehearsalError(f"the daemon of the {self.side} takes no such settings: {'; '.join(refused)}")

    def lines(self) -> tuple[str, ...]:
        """What it logged since it was last asked."""
        with self._log.open(encoding="utf-8", errors="replace") as log:
            log.seek(self._read)
            text = log.read()
            self._read = log.tell()
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
def daemon(side: str, namespace: Namespace, folder: Path, *, soft_esp: bool) -> Iterator[Daemon]:
    """A daemon that runs as long as it is used."""
    folder.mkdir(mode=0o700)
    soft = (SOFT_ESP,) if soft_esp else ()
    plugins = (*CRYPTO_PLUGINS, *MORE_PLUGINS, *soft, *EXCHANGE_PLUGINS, *EAP_PLUGINS)
    text = environment().get_template("rehearse/strongswan.j2").render(folder=folder, plugins=plugins)
    (folder / "strongswan.conf").write_text(text, encoding="utf-8")
    (folder / "log").touch()
    command = namespace.entering("env", f"STRONGSWAN_CONF={folder / 'strongswan.conf'}", program("charon-systemd"))
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        )
    try:
        one = Daemon(side, namespace, folder)
        _ready(one, process, folder / "vici")
        if lacking := sorted(set(plugins) - one.plugins()):
            raise RehearsalError(f"strongSwan lacks the plugins {', '.join(lacking)}", hint=INSTALL)
        yield one
    finally:
        # The daemon itself ends with its namespace.
        process.kill()
        process.wait()


def _ready(one: Daemon, process: "subprocess.Popen[bytes]", socket: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not socket.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            last = "; ".join(one.lines()[-3:])
            raise RehearsalError(f"the daemon of the {one.side} does not start: {last}")
        time.sleep(0.01)
