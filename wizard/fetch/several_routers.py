"""Several routers read at the same time; one that fails leaves the others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from wizard.errors import ConnectError, EnableNeeded, EzError, LoginRejected
from wizard.fetch.transcript import Transcript, transcript
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.session.dialogue import Dialogue
from wizard.session.known_hosts import KnownHosts
from wizard.session.login_failures import LIBRARY_ERRORS, said
from wizard.session.router_session import log_in
from wizard.session.ssh import SshWire, Tunnel, connect
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


class Logins:
    """Which users with which passwords were let in, and which were not: for all rounds of one reading."""

    def __init__(self) -> None:
        self.accepted: set[tuple[str, object]] = set()
        self.rejected: dict[tuple[str, object], Way] = {}


def read_routers(
    ways: Sequence[Way], known: KnownHosts, logins: Logins, progress: Callable[[Host, str], None]
) -> Iterator[Outcome]:
    """Each router once it was read, or could not be; `progress` is told what is asked, by several threads.

    Until a user was let in by one router, only one is tried at a time: a password that was mistyped would be wrong at
    all of them at once, and a directory locks its user out after a few.
    """
    waiting = list(ways)
    opened: list[SshWire] = []
    for way in ways:
        login = _login(way)
        if login in logins.accepted:
            continue
        waiting.remove(way)
        if login in logins.rejected:
            yield _not_tried(way, logins.rejected[login])
            continue
        outcome = _outcome(way, known, progress, opened)
        if isinstance(outcome.error, LoginRejected):
            logins.rejected[login] = way
        elif outcome.read or isinstance(outcome.error, EnableNeeded):
            logins.accepted.add(login)
        yield outcome
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        futures = [pool.submit(_outcome, way, known, progress, opened) for way in waiting]
        yield from (future.result() for future in futures)
    finally:
        # Whoever interrupts does not wait for routers that answer slowly.
        for wire in opened:
            wire.close()
        pool.shutdown(wait=False, cancel_futures=True)


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


def _outcome(way: Way, known: KnownHosts, progress: Callable[[Host, str], None], opened: list[SshWire]) -> Outcome:
    try:
        return Outcome(way=way, read=_read(way, known, progress, opened))
    except EzError as error:
        return Outcome(way=way, error=error)
    except LIBRARY_ERRORS as error:
        return Outcome(
            way=way,
            error=ConnectError(
                f"what it sends is no SSH that can be read: {said(error)}",
                hint="Log in by hand with ssh, and look at what stands at that port.",
                where=way.host.name,
            ),
        )


def _read(
    way: Way, known: KnownHosts, progress: Callable[[Host, str], None], opened_wires: list[SshWire]
) -> Transcript:
    host = way.host
    with ExitStack() as opened:
        tunnel = None
        if way.jump:
            tunnel = Tunnel(way.jump.host, way.jump.credentials, known)
            opened.callback(tunnel.close)
        wire = connect(host, way.credentials, known, through=tunnel)
        opened_wires.append(wire)
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
