"""A practice router behind real SSH, on loopback alone."""

import base64
import hashlib
import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Protocol

import paramiko
from paramiko.common import (
    AUTH_FAILED,
    AUTH_SUCCESSFUL,
    OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED,
    OPEN_SUCCEEDED,
)
from paramiko.server import InteractiveQuery

_LOG = logging.getLogger("paramiko")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False
_LOG.setLevel(logging.CRITICAL + 1)

HostKeyPair = paramiko.PKey

LOOPBACK = "127.0.0.1"
POLL_SECONDS = 0.02
"""How long a line waits for something typed, before it looks what the router printed by itself."""
LAST_SECONDS = 2.0
"""How long a client has to hang up once the router closed its line."""
MOST_CONNECTIONS = 16
"""At once; a router has about as many lines."""


class Line(Protocol):
    """One terminal line of a router, as the server pumps it."""

    def send(self, data: bytes) -> None:
        """What was typed; EOFError once the router closed the line."""

    def receive(self, seconds: float) -> bytes:
        """What the router has printed; EOFError once it closed the line and all was read."""

    def close(self) -> None:
        """The client went away."""


class Served(Protocol):
    """What a server needs of a router."""

    def takes_connections(self) -> bool:
        """Whether anything answers at all: not while it reloads."""

    @property
    def host_key(self) -> int:
        """Which of its host keys it has, counted from 0."""

    def lets_in(self, user: str, password: str) -> bool:
        """Whether the router knows that user with that password."""

    def log_in(self, user: str, *, source: str) -> Line:
        """A new line for that user, who comes from that address; EOFError where no line is free."""


class SshServer:
    """Serves one router until it is closed; the router is touched by one thread at a time."""

    def __init__(
        self,
        router: Served,
        *,
        host_key: HostKeyPair,
        other_host_keys: tuple[HostKeyPair, ...] = (),
        port: int = 0,
        one_at_a_time: "threading.Lock | None" = None,
    ) -> None:
        self._router = router
        self._host_keys = {0: (host_key, *other_host_keys)}
        """By the number that the router counts; one that nobody gave is made when it is first shown."""
        self._alone = one_at_a_time or threading.Lock()
        self._socket = socket.create_server((LOOPBACK, port))
        self.port: int = self._socket.getsockname()[1]
        self._transports: list[paramiko.Transport] = []
        self._is_open = True
        self._accepting = threading.Thread(target=self._accept, name=f"practice-ssh-{self.port}", daemon=True)
        self._accepting.start()

    def close(self) -> None:
        """Ends every connection and the server."""
        self._is_open = False
        # accept() does not notice that its socket was closed by another thread.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for transport in self._transports:
            transport.close()
        self._accepting.join(timeout=2)

    def _accept(self) -> None:
        while self._is_open:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._transports = [transport for transport in self._transports if transport.is_active()]
            if len(self._transports) >= MOST_CONNECTIONS:
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._alone:
            is_reached = self._router.takes_connections()
        if not is_reached:
            connection.close()
            return
        transport = paramiko.Transport(connection)
        self._transports.append(transport)
        for key in self._shown_keys():
            transport.add_server_key(key)
        asked = _Asked(self._lets_in)
        try:
            transport.start_server(server=asked)
            channel = transport.accept(60)
            if channel is not None and asked.shell.wait(10):
                self._pump(channel, asked.user)
                # What was sent last would be lost with a connection that ends before the client has hung up.
                transport.join(LAST_SECONDS)
        except (paramiko.SSHException, EOFError, OSError):
            # The client went away, or never spoke SSH.
            pass
        finally:
            transport.close()

    def _shown_keys(self) -> tuple[HostKeyPair, ...]:
        with self._alone:
            number = self._router.host_key
            if number not in self._host_keys:
                self._host_keys[number] = (new_host_key(),)
            return self._host_keys[number]

    def _lets_in(self, user: str, password: str) -> bool:
        with self._alone:
            return self._router.lets_in(user, password)

    def _pump(self, channel: paramiko.Channel, user: str) -> None:
        source = str(channel.getpeername()[0])
        with self._alone:
            line = self._router.log_in(user, source=source)
        try:
            while self._is_open and self._carry(channel, line):
                pass
        finally:
            with self._alone, suppress(EOFError):
                line.close()
            channel.send_exit_status(0)
            channel.close()

    def _carry(self, channel: paramiko.Channel, line: Line) -> bool:
        """What was typed to the router and what it printed to the client; whether the line goes on."""
        channel.settimeout(POLL_SECONDS)
        try:
            typed = channel.recv(1 << 14)
        except TimeoutError:
            typed = None
        if typed == b"":
            return False
        with self._alone:
            printed, goes_on = _answer(line, typed or b"")
        if printed:
            channel.settimeout(None)
            channel.sendall(printed)
        return goes_on


def _answer(line: Line, typed: bytes) -> tuple[bytes, bool]:
    """All that the router prints when that was typed, and whether the line goes on behind it."""
    printed = b""
    try:
        if typed:
            line.send(typed)
        while more := line.receive(0.0):
            printed += more
    except EOFError:
        return printed, False
    return printed, True


class _Asked(paramiko.ServerInterface):
    """What a client asks before the line is there."""

    def __init__(self, lets_in: Callable[[str, str], bool]) -> None:
        self._lets_in = lets_in
        self.user = ""
        self.shell = threading.Event()

    def get_allowed_auths(self, username: str) -> str:
        return "keyboard-interactive,password"

    def check_auth_password(self, username: str, password: str) -> int:
        self.user = username
        let_in: int = AUTH_SUCCESSFUL if self._lets_in(username, password) else AUTH_FAILED
        return let_in

    def check_auth_interactive(self, username: str, submethods: str) -> InteractiveQuery:
        self.user = username
        return InteractiveQuery("", "", ("Password: ", False))

    def check_auth_interactive_response(self, responses: list[str]) -> int:
        return self.check_auth_password(self.user, responses[0] if responses else "")

    def check_channel_request(self, kind: str, chanid: int) -> int:
        opened: int = OPEN_SUCCEEDED if kind == "session" else OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED
        return opened

    def check_channel_pty_request(self, *_: object) -> bool:
        return True

    def check_channel_window_change_request(self, *_: object) -> bool:
        return True

    def check_channel_shell_request(self, channel: paramiko.Channel) -> bool:
        self.shell.set()
        return True


def new_host_key() -> HostKeyPair:
    """A host key that nobody else has."""
    return paramiko.ECDSAKey.generate()


def host_key_of(text: bytes) -> HostKeyPair | None:
    """The host key that a text holds, None where it holds none."""
    try:
        return paramiko.ECDSAKey.from_private_key(StringIO(text.decode("ascii")))
    except (paramiko.SSHException, ValueError):
        return None


def text_of_host_key(key: HostKeyPair) -> bytes:
    """The text that holds a host key; it protects nothing but a router that is not there."""
    text = StringIO()
    key.write_private_key(text)
    return text.getvalue().encode("ascii")


def fingerprint(key: HostKeyPair) -> str:
    """As `ssh` shows it."""
    digest = hashlib.sha256(key.asbytes()).digest()
    return f"SHA256:{base64.b64encode(digest).decode('ascii').rstrip('=')}"
