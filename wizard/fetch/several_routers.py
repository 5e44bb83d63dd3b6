"""Several routers read at the same time; one that fails leaves the others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from wizard.errors import ConnectError, EzError, LoginRejected
from wizard.fetch.transcript import Transcript, transcript
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.session.dialogue import Dialogue
from wizard.session.known_hosts import KnownHosts
from wizard.session.router_session import log_in
from wizard.session.ssh import Tunnel, connect
from wizard.session.ssh_credentials import Credentials

AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How one router is reached, and with what one logs in."""

    host: Host
    credentials: Credentials
    enable: Secret | None = None
    jump: "Way | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one router."""

    way: Way
    read: Transcript | None = None
    error: EzError | None = None


def read_routers(ways: Sequence[Way], known: KnownHosts, progress: Callable[[Host, str], None]) -> Iterator[Outcome]:
    """Each router once it was read, or could not be; `progress` is told what is asked, by several threads.

    Of a user the first router is logged in to alone: a password that was mistyped would be wrong at all of them at
    once, and a directory locks its user out after a few.
    """
    first = {_login(way): way for way in reversed(ways)}
    rejected: dict[tuple[str, object], Way] = {}
    for login, way in first.items():
        outcome = _outcome(way, known, progress)
        if isinstance(outcome.error, LoginRejected):
            rejected[login] = way
        yield outcome
    others = [way for way in ways if way is not first[_login(way)]]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tried = [way for way in others if _login(way) not in rejected]
        waiting = [pool.submit(_outcome, way, known, progress) for way in tried]
        yield from (_not_tried(way, rejected[_login(way)]) for way in others if _login(way) in rejected)
        yield from (future.result() for future in waiting)


def _login(way: Way) -> tuple[str, object]:
    return way.credentials.user, way.credentials.password or way.credentials.key_file


def _not_tried(way: Way, other: Way) -> Outcome:
    return Outcome(
        way=way,
        error=ConnectError(
            f"it was not tried: {other.host.name} rejects the same login",
            hint="Every try counts where the users stand in a directory.",
            where=way.host.name,
        ),
    )


def _outcome(way: Way, known: KnownHosts, progress: Callable[[Host, str], None]) -> Outcome:
    try:
        return Outcome(way=way, read=_read(way, known, progress))
    except EzError as error:
        return Outcome(way=way, error=error)


def _read(way: Way, known: KnownHosts, progress: Callable[[Host, str], None]) -> Transcript:
    host = way.host
    with ExitStack() as opened:
        tunnel = None
        if way.jump:
            tunnel = Tunnel(way.jump.host, way.jump.credentials, known)
            opened.callback(tunnel.close)
        wire = connect(host, way.credentials, known, through=tunnel)
        opened.callback(wire.close)
        session = log_in(Dialogue(wire, router=host.name), wire.close, router=host.name, enable=way.enable)
        read = transcript(session, lambda row: progress(host, row.command))
    if host.serial and read.serial and host.serial != read.serial:
        raise ConnectError(
            f"another router answers: its serial number is {read.serial}, and {host.serial} was read before",
            hint="Look at the address. Where the router was replaced, change `serial` in hosts.toml.",
            where=host.name,
        )
    return read
