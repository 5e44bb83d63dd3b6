"""Logging in over SSH: an unknown key is asked about, a wrong password is tried once, each failure has a name."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import paramiko
import pytest

from tests.practice_routers import router
from tests.scripted_router import ScriptedRouter
from wizard.errors import ConnectError, HostKeyChanged, LegacySshNeeded, LoginEnded, NotReached
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.practice.ssh_server import SshServer, new_host_key
from wizard.session.dialogue import Dialogue
from wizard.session.known_hosts import HostKey, HostKeyUnknown, KnownHosts
from wizard.session.login_failures import LOGIN_FAILURES
from wizard.session.router_session import Login, log_in
from wizard.session.ssh import connect
from wizard.session.ssh_credentials import Credentials

HOST_KEY = new_host_key()
ADMIN = Credentials(user="admin", password=Secret("let-me-in"))


class Router:
    """A router behind SSH that notes every login."""

    def __init__(self, answers: dict[str, bytes] | None = None, mode: str = "#") -> None:
        self.answers, self.mode = answers, mode
        self.tried: list[tuple[str, str]] = []
        self.lines: list[ScriptedRouter] = []
        self.host_key = 0

    def takes_connections(self) -> bool:
        """It never reloads."""
        return True

    def lets_in(self, user: str, password: str) -> bool:
        self.tried.append((user, password))
        return (user, password) == ("admin", "let-me-in")

    def log_in(self, user: str, *, source: str) -> ScriptedRouter:
        self.lines.append(ScriptedRouter(self.answers, mode=self.mode))
        return self.lines[-1]


@contextmanager
def served(router: Router) -> Iterator[Host]:
    """The router behind a server on loopback."""
    server = SshServer(router, host_key=HOST_KEY)
    try:
        yield Host(name="store-0417-r1", address="127.0.0.1", port=server.port, user="admin")
    finally:
        server.close()


def pinned(host: Host) -> KnownHosts:
    """The key of the server, pinned."""
    return KnownHosts().with_key(host.address, host.port, HostKey(kind=HOST_KEY.get_name(), blob=HOST_KEY.asbytes()))


def session(host: Host, known: KnownHosts) -> Login:
    """A whole login."""
    wire = connect(host, ADMIN, known)
    return log_in(Dialogue(wire, router=host.name), wire.close, router=host.name, enable=None)


def test_a_router_is_logged_in_to_and_shows_what_it_is_asked() -> None:
    """Over real SSH, from the key to the end of the line."""
    router = Router({"show version": b"Cisco IOS Software, Version 15.2(4)M1\r\n"})
    with served(router) as host:
        login = session(host, pinned(host))

        assert login.name == "store-0417-r1"
        assert login.show("show version") == b"Cisco IOS Software, Version 15.2(4)M1\r\n"
        login.close()
        login.close()


def test_a_key_that_is_not_pinned_is_asked_about_before_a_password_is_sent() -> None:
    """It is shown as ssh-keygen shows it, and accepted, it is known from then on."""
    router = Router()
    with served(router) as host:
        with pytest.raises(HostKeyUnknown, match=r"SHA256:") as unknown:
            connect(host, ADMIN, KnownHosts())
        assert router.tried == []
        assert isinstance(unknown.value.key, HostKey)

        known = KnownHosts(KnownHosts().with_key(host.address, host.port, unknown.value.key).text().splitlines())
        connect(host, ADMIN, known).close()


def test_a_changed_key_stops_before_a_password_is_sent() -> None:
    """There is no way on but to remove the line by hand."""
    router, other = Router(), new_host_key()
    with served(router) as host:
        known = KnownHosts().with_key(host.address, host.port, HostKey(kind=other.get_name(), blob=other.asbytes()))

        with pytest.raises(HostKeyChanged, match="another host key than the one that is pinned"):
            connect(host, ADMIN, known)
        assert router.tried == []


def test_a_key_that_is_made_anew_stops_the_next_login_and_not_the_one_that_is_there() -> None:
    """A practice router whose host key rotates shows another one from then on, and always the same."""
    practice = router()
    server = SshServer(practice, host_key=HOST_KEY)
    host = Host(name="r1", address="127.0.0.1", port=server.port, user="admin")
    letmein = Credentials(user="admin", password=Secret("letmein"))
    try:
        there = connect(host, letmein, pinned(host))
        practice.suffer("hostkey rotate")
        with pytest.raises(HostKeyChanged, match="another host key than the one that is pinned"):
            connect(host, letmein, pinned(host))
        with pytest.raises(HostKeyUnknown) as anew:
            connect(host, letmein, KnownHosts())
        there.send(b"exit\r")
        again = connect(host, letmein, KnownHosts().with_key(host.address, host.port, anew.value.key))

        assert anew.value.key.blob != HOST_KEY.asbytes()
        again.close()
        there.close()
    finally:
        server.close()


def test_who_comes_when_every_line_of_a_practice_router_is_taken_is_turned_away() -> None:
    """A router has five lines; the sixth login ends at once, and the others stay."""
    server = SshServer(router(), host_key=HOST_KEY)
    host = Host(name="r1", address="127.0.0.1", port=server.port, user="admin")
    letmein = Credentials(user="admin", password=Secret("letmein"))
    try:
        there = [connect(host, letmein, pinned(host)) for _ in range(5)]
        assert all(b"R1#" in line.receive(10) for line in there)
        with pytest.raises((EOFError, ConnectError)):
            connect(host, letmein, pinned(host)).receive(10)
        there[0].send(b"\r")

        assert there[0].receive(10)
        for line in there:
            line.close()
    finally:
        server.close()


def test_a_wrong_password_is_tried_once() -> None:
    """A router locks a user out after a few."""
    router = Router()
    with served(router) as host, pytest.raises(ConnectError, match="rejects the login of admin"):
        connect(host, Credentials(user="admin", password=Secret("wrong")), pinned(host))

    assert router.tried == [("admin", "wrong")]


def test_no_error_tells_the_password() -> None:
    """Neither its text nor its traceback."""
    with served(Router()) as host, pytest.raises(ConnectError) as error:
        connect(host, Credentials(user="admin", password=Secret("hunter2-wrong")), pinned(host))

    assert "hunter2-wrong" not in repr(error.value) + str(error.value) + repr(error.traceback)


def test_a_port_at_which_nobody_listens_is_said_to_refuse() -> None:
    """With what to look at on the router."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    with pytest.raises(ConnectError, match="refuses the connection"):
        connect(Host(name="r1", address="127.0.0.1", port=port), ADMIN, KnownHosts())


def test_another_address_of_the_same_router_is_tried_where_the_first_is_not_reached() -> None:
    """Its host key must be the one that was pinned at the first address."""
    with served(Router()) as host:
        gone = replace(host, address="no-such-router.invalid", alternate=("127.0.0.1",))
        key = HostKey(kind=HOST_KEY.get_name(), blob=HOST_KEY.asbytes())
        known = KnownHosts().with_key(gone.address, gone.port, key)

        connect(gone, ADMIN, known).close()
        with pytest.raises(NotReached, match="knows no address"):
            connect(replace(gone, alternate=("neither.invalid",)), ADMIN, known)


@pytest.mark.parametrize("greeting", [b"", b"HTTP/1.0 400 Bad Request\r\n\r\n", b"\xff\xfb\x01" * 2000])
def test_what_is_no_ssh_server_is_said_to_be_none(greeting: bytes) -> None:
    """Nothing of paramiko's own reaches the user."""
    with listening(greeting) as port, pytest.raises(ConnectError, match="does not speak SSH"):
        connect(Host(name="r1", address="127.0.0.1", port=port), ADMIN, KnownHosts())


@contextmanager
def listening(greeting: bytes, *, stays: bool = False) -> Iterator[int]:
    """A port at which something else answers, and hangs up, or waits until the other end does."""
    server = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        with suppress(OSError):
            connection, _ = server.accept()
            connection.sendall(greeting)
            while stays and connection.recv(1 << 12):
                pass
            connection.close()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()
        thread.join(2)


def key_exchange_offer(**lists: str) -> bytes:
    """The packet in which a server says which algorithms it has."""
    order = ("kex", "keys", "ciphers", "ciphers", "macs", "macs", "compression", "compression", "", "")
    texts = [lists.get(name, "").encode() for name in order]
    payload = bytes([20]) + bytes(16) + b"".join(len(text).to_bytes(4, "big") + text for text in texts) + bytes(5)
    padding = 4 + (-(5 + len(payload) + 4)) % 8
    return (1 + len(payload) + padding).to_bytes(4, "big") + bytes([padding]) + payload + bytes(padding)


@pytest.mark.parametrize(
    ("greeting", "sentence"),
    [
        (b"SSH-1.5-Cisco-1.25\r\n", r"speaks SSH version 1\.5 alone"),
        (b"SSH-\x1b]0;x\x07-y\r\n", "speaks SSH version "),
        (b"SSH-2.0-Cisco-1.25\r\n" + key_exchange_offer(), "no SSH algorithm in common"),
        (
            b"SSH-2.0-x\r\n"
            + key_exchange_offer(
                kex="diffie-hellman-group14-sha256", keys="ssh-rsa", ciphers="arcfour", macs="hmac-sha1"
            ),
            "no SSH algorithm in common",
        ),
    ],
)
def test_what_no_consent_would_help_is_not_called_weak(greeting: bytes, sentence: str) -> None:
    """Nobody is asked to allow weak algorithms where there would be none to be used."""
    with listening(greeting, stays=True) as port, pytest.raises(ConnectError, match=sentence) as error:
        connect(Host(name="r1", address="127.0.0.1", port=port), ADMIN, KnownHosts())

    assert not isinstance(error.value, LegacySshNeeded)
    assert str(error.value).replace("\n", "").isprintable()


def test_a_router_that_hangs_up_during_a_login_has_rejected_nobody() -> None:
    """What it would have said is not known."""

    class HangingUp(Router):
        def lets_in(self, user: str, password: str) -> bool:
            raise EOFError

    with served(HangingUp()) as host, pytest.raises(LoginEnded, match="ended while admin logged in"):
        connect(host, ADMIN, pinned(host))


def test_every_way_in_which_a_login_fails_has_a_row_of_its_own() -> None:
    """None stands behind another of its step that fits whatever it fits."""
    for place, row in enumerate(LOGIN_FAILURES):
        before = {kind for other in LOGIN_FAILURES[:place] if other.step is row.step for kind in other.raised}
        assert any(not any(issubclass(kind, other) for other in before) for kind in row.raised), row.what


def test_a_name_without_an_address_is_said_to_have_none() -> None:
    """Before anything is tried."""
    with pytest.raises(ConnectError, match=r"knows no address of no-such-router\.invalid"):
        connect(Host(name="r1", address="no-such-router.invalid"), ADMIN, KnownHosts())


def test_no_password_and_no_key_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent to the router."""
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    router = Router()
    with served(router) as host, pytest.raises(ConnectError, match="neither a password nor a key"):
        connect(host, Credentials(user="admin"), pinned(host))

    assert router.tried == []


def test_a_user_without_privileged_mode_is_told_so() -> None:
    """An enable password is not guessed."""
    with served(Router(mode=">")) as host, pytest.raises(ConnectError, match="no privileged mode"):
        session(host, pinned(host))


def test_a_key_of_the_kind_that_is_pinned_is_asked_for_first() -> None:
    """A pinned RSA key is no changed key because the router has an ECDSA key as well."""
    router, rsa = Router(), paramiko.RSAKey.generate(2048)
    server = SshServer(router, host_key=HOST_KEY, other_host_keys=(rsa,))
    host = Host(name="r1", address="127.0.0.1", port=server.port, user="admin")
    known = KnownHosts().with_key(host.address, host.port, HostKey(kind=rsa.get_name(), blob=rsa.asbytes()))
    try:
        connect(host, ADMIN, known).close()
    finally:
        server.close()

    assert router.tried == [("admin", "let-me-in")]


def test_a_file_of_known_hosts_stays_as_it_was_but_for_the_line_that_is_new() -> None:
    """Comments and what is not understood stay."""
    lines = ["# pinned by hand", "@revoked * ssh-rsa AAAA", "r1 ssh-ed25519 not-base64!"]
    key = HostKey(kind="ssh-ed25519", blob=b"\x00")

    assert KnownHosts(lines).with_key("10.0.0.1", 2222, key).text().splitlines() == [
        *lines,
        "[10.0.0.1]:2222 ssh-ed25519 AA==",
    ]
