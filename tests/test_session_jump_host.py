"""A router behind a jump host is reached through it; whichever of both fails is the one that is named."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.openssh_server import LACKING, TODAY, Sshd, sshd
from tests.practice_routers import router
from wizard.errors import ConnectError
from wizard.fetch.several_routers import Logins, Way, read_routers
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.practice.ssh_server import LOOPBACK, SshServer, new_host_key
from wizard.session.known_hosts import HostKey, KnownHosts
from wizard.session.ssh_credentials import Credentials

pytestmark = pytest.mark.skipif(bool(LACKING), reason=LACKING)

KEY = new_host_key()


@pytest.fixture
def jump(tmp_path: Path) -> Iterator[Sshd]:
    """A host of the engineer's, with OpenSSH."""
    with sshd(tmp_path, TODAY) as server:
        yield server


@pytest.fixture
def port() -> Iterator[int]:
    """Where the router behind it is served."""
    server = SshServer(router(), host_key=KEY)
    yield server.port
    server.close()


def way(jump: Sshd, port: int) -> tuple[Way, KnownHosts]:
    """Through the one to the other, both keys pinned."""
    kind, key = jump.host_key.split()
    known = KnownHosts().with_key(LOOPBACK, jump.port, HostKey(kind=kind, blob=base64.b64decode(key)))
    known = known.with_key(LOOPBACK, port, HostKey(kind=KEY.get_name(), blob=KEY.asbytes()))
    through = Way(
        host=Host(name="jump", address=LOOPBACK, port=jump.port, user=jump.user),
        credentials=Credentials(user=jump.user, key_file=jump.key_file),
    )
    behind = Way(
        host=Host(name="r1", address=LOOPBACK, port=port, user="admin", jump="jump"),
        credentials=Credentials(user="admin", password=Secret("letmein")),
        jump=through,
    )
    return behind, known


def test_a_router_is_read_through_a_jump_host(jump: Sshd, port: int) -> None:
    """Each with its own user, key and host key."""
    behind, known = way(jump, port)
    (outcome,) = read_routers([behind], known, Logins(), lambda *_: None)

    assert outcome.read, outcome.error
    assert b"hostname R1" in outcome.read.data


def test_a_router_that_the_jump_host_does_not_reach_is_named_with_it(jump: Sshd) -> None:
    """It is the jump host that says so."""
    behind, known = way(jump, 1)
    (outcome,) = read_routers([behind], known, Logins(), lambda *_: None)

    assert isinstance(outcome.error, ConnectError)
    assert "the jump host jump does not reach 127.0.0.1 on port 1" in str(outcome.error)


def test_the_key_of_the_jump_host_is_asked_about_as_that_of_a_router(jump: Sshd, port: int) -> None:
    """Whoever stands there sees every password behind it."""
    behind, _ = way(jump, port)
    (outcome,) = read_routers([behind], KnownHosts(), Logins(), lambda *_: None)

    assert outcome.error
    assert outcome.error.where == "jump"
    assert "the host key of 127.0.0.1 is not known" in str(outcome.error)
