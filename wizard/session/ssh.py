"""A router's terminal line over SSH."""

import logging
import socket
from collections.abc import Callable
from dataclasses import replace

import paramiko
from paramiko.ssh_exception import IncompatiblePeer, SSHException

from wizard.errors import HostKeyChanged, NotReached
from wizard.model.host import Host
from wizard.session.known_hosts import HostKey, HostKeyUnknown, KnownHosts
from wizard.session.legacy_algorithms import refused_unasked
from wizard.session.login_failures import CONNECT_SECONDS, LOGIN_SECONDS, Step, failing_at
from wizard.session.offered_algorithms import ListeningTransport, no_common_algorithm
from wizard.session.ssh_credentials import Credentials, authenticate

WIDTH, HEIGHT = 511, 1000
"""Of the terminal that is asked for, so that even the first lines are neither wrapped nor paged."""

_LOG = logging.getLogger("paramiko")
_LOG.addHandler(logging.NullHandler())
# It writes tracebacks of its thread to the terminal, and what a hostile server sends.
_LOG.propagate = False
_LOG.setLevel(logging.CRITICAL + 1)


class SshWire:
    """A Wire over one SSH channel."""

    def __init__(self, channel: paramiko.Channel, close: Callable[[], None]) -> None:
        self._channel = channel
        self._close = close

    def send(self, data: bytes) -> None:
        """Sends all of the bytes; EOFError once the line has ended."""
        try:
            self._channel.settimeout(CONNECT_SECONDS)
            self._channel.sendall(data)
        except (OSError, SSHException) as error:
            raise EOFError from error

    def receive(self, seconds: float) -> bytes:
        """What came, b"" where nothing came in that time; EOFError once the line has ended."""
        try:
            self._channel.settimeout(seconds)
            data = self._channel.recv(1 << 16)
        except TimeoutError:
            return b""
        except (OSError, SSHException) as error:
            raise EOFError from error
        if not data:
            raise EOFError
        return data

    def close(self) -> None:
        """Ends the line and the connection; a second time does nothing."""
        self._close()


def connect(host: Host, credentials: Credentials, known: KnownHosts, *, through: "Tunnel | None" = None) -> SshWire:
    """A terminal line of a router.

    Raises HostKeyUnknown where its key is not pinned yet, LegacySshNeeded where it has weak algorithms alone, and
    ConnectError for each other way in which a login can fail. One rejected authentication ends it.
    """
    transport = _transport(host, known, through)
    try:
        authenticate(transport, host, credentials)
        channel = _terminal(transport, host)
    except BaseException:
        transport.close()
        raise
    return SshWire(channel, transport.close)


class Tunnel:
    """A connection through a jump host, on which others are opened."""

    def __init__(self, host: Host, credentials: Credentials, known: KnownHosts) -> None:
        self._host = host
        self._transport = _transport(host, known, None)
        try:
            authenticate(self._transport, host, credentials)
        except BaseException:
            self._transport.close()
            raise

    def to(self, host: Host) -> paramiko.Channel:
        """A way through it to a router."""
        with failing_at(Step.TUNNEL, host, through=self._host.name):
            return self._transport.open_channel(
                "direct-tcpip", (host.address, host.port), ("127.0.0.1", 0), timeout=CONNECT_SECONDS
            )

    def close(self) -> None:
        """Ends it, and all that goes through it."""
        self._transport.close()


def _way_to(host: Host, through: Tunnel | None) -> "socket.socket | paramiko.Channel":
    """To the first of the router's addresses that is reached; whichever it is, its host key must be the pinned one."""
    failed: list[NotReached] = []
    for address in (host.address, *host.alternate):
        at = replace(host, address=address)
        try:
            return through.to(at) if through else _connected_socket(at)
        except NotReached as error:
            failed.append(error)
    if len(failed) > 1:
        failed[0].hint = f"Its other addresses are not reached either: {', '.join(host.alternate)}."
    raise failed[0]


def _connected_socket(host: Host) -> socket.socket:
    with failing_at(Step.REACHING, host):
        return socket.create_connection((host.address, host.port), timeout=CONNECT_SECONDS)


def _transport(host: Host, known: KnownHosts, through: Tunnel | None) -> paramiko.Transport:
    carrier = _way_to(host, through)
    weak = None if host.legacy else refused_unasked()
    with failing_at(Step.SPEAKING, host):
        transport = ListeningTransport(carrier, disabled_algorithms=weak)
        transport.banner_timeout = transport.handshake_timeout = CONNECT_SECONDS
        transport.auth_timeout = LOGIN_SECONDS
        _prefer_known_kinds(transport, known.keys(host.address, host.port))
        try:
            transport.start_client(timeout=CONNECT_SECONDS)
            _trust(transport, host, known)
        except IncompatiblePeer as error:
            transport.close()
            raise no_common_algorithm(transport, host) from error
        except BaseException:
            transport.close()
            raise
    return transport


def _prefer_known_kinds(transport: paramiko.Transport, pinned: tuple[HostKey, ...]) -> None:
    """Asks first for a key of the kind that is pinned: a router may have several."""
    kinds = {kind for key in pinned for kind in _SIGNED_AS.get(key.kind, (key.kind,))}
    options = transport.get_security_options()
    if kinds:
        options.key_types = sorted(options.key_types, key=lambda kind: kind not in kinds)


_SIGNED_AS = {"ssh-rsa": ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")}


def _trust(transport: paramiko.Transport, host: Host, known: KnownHosts) -> None:
    shown = transport.get_remote_server_key()
    key = HostKey(kind=shown.get_name(), blob=shown.asbytes())
    pinned = known.keys(host.address, host.port)
    if not pinned:
        raise HostKeyUnknown(
            f"the host key of {host.address} is not known: {key.kind} {key.fingerprint}",
            hint="Compare it with what the router itself shows, then accept it: it is pinned for this site.",
            where=host.name,
            key=key,
        )
    if key not in pinned:
        raise HostKeyChanged(
            f"{host.address} shows another host key than the one that is pinned: {key.kind} {key.fingerprint}",
            hint="It is another router, somebody in between, or its key was made anew. No password was sent. Only "
            "where you know why it changed, remove its line from known_hosts in the site folder.",
            where=host.name,
        )


def _terminal(transport: paramiko.Transport, host: Host) -> paramiko.Channel:
    with failing_at(Step.TERMINAL, host):
        channel = transport.open_session(timeout=CONNECT_SECONDS)
        channel.settimeout(CONNECT_SECONDS)
        channel.get_pty("vt100", WIDTH, HEIGHT)
        channel.invoke_shell()
    return channel
