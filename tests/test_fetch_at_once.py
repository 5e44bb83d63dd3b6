"""Routers that are read at the same time: the others are logged in to as soon as one lets the user in."""

import threading
from collections.abc import Iterator

import pytest

from tests.practice_routers import router
from wizard.fetch.several_routers import Logins, Outcome, Way, read_routers
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.practice.ssh_server import LOOPBACK, SshServer, new_host_key
from wizard.session.known_hosts import HostKey, KnownHosts
from wizard.session.ssh_credentials import Credentials

_LONG = 20.0
_KEY = new_host_key()


@pytest.fixture
def ways() -> Iterator[list[Way]]:
    """Three routers, served."""
    servers = [SshServer(router(), host_key=_KEY) for _ in range(3)]
    yield [_way(f"r{number}", server.port) for number, server in enumerate(servers, 1)]
    for server in servers:
        server.close()


def _way(name: str, port: int, password: str = "letmein") -> Way:
    host = Host(name=name, address=LOOPBACK, port=port, user="admin")
    return Way(host=host, credentials=Credentials(user="admin", password=Secret(password)))


def _known(ways: list[Way]) -> KnownHosts:
    key = HostKey(kind=_KEY.get_name(), blob=_KEY.asbytes())
    known = KnownHosts(())
    for way in ways:
        known = known.with_key(way.host.address, way.host.port, key)
    return known


def test_the_others_are_read_while_the_first_is(ways: list[Way]) -> None:
    """The first one shows nothing before another one has."""
    another, waited = threading.Event(), list[bool]()

    def progress(host: Host, _: str) -> None:
        if host.name != "r1":
            another.set()
        elif not waited:
            waited.append(another.wait(_LONG))

    read = list(read_routers(ways, _known(ways), Logins(), progress))

    assert waited == [True]
    assert {outcome.way.host.name for outcome in read if outcome.read} == {"r1", "r2", "r3"}


def test_one_router_alone_is_read_to_its_end(ways: list[Way]) -> None:
    """Nothing is left of it when nothing else is to be read."""
    read = list(read_routers(ways[:1], _known(ways), Logins(), lambda *_: None))
    assert [outcome.way.host.name for outcome in read if outcome.read] == ["r1"]


def test_nobody_else_is_tried_before_somebody_lets_the_user_in(ways: list[Way]) -> None:
    """A wrong password is sent once, also where the routers are many."""
    mistyped = [_way(way.host.name, way.host.port, "mistyped") for way in ways]
    asked, read = list[str](), list[Outcome]()
    for outcome in read_routers(mistyped, _known(ways), Logins(), lambda host, _: asked.append(host.name)):
        read.append(outcome)

    assert [type(outcome.error).__name__ for outcome in read] == ["LoginRejected", "NotTried", "NotTried"]
    assert asked == []


def test_a_bug_of_ours_while_the_first_is_read_is_not_lost(ways: list[Way]) -> None:
    """It is raised where the outcome would have been."""

    def progress(_: Host, __: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        list(read_routers(ways, _known(ways), Logins(), progress))
