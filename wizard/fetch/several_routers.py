"""Several routers read at the same time; one that fails leaves the others."""

import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from wizard.errors import ConnectError, EnableNeeded, EzError, LoginEnded, LoginRejected, RouterError
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


class NotTried(ConnectError):
    """A login that was not tried, because another router does not let the same user in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one router."""

    way: Way
    read: Transcript | None = None
    error: EzError | None = None
    at_jump: bool = False
    """Whether it is the jump host that the error is about."""


Finished = SimpleQueue[Outcome | Exception]
"""What became of routers and was not looked at yet; an exception is a bug of ours."""

_Login = tuple[str, object]


class Logins:
    """Which users with which passwords were let in, and which were not: for all rounds of one reading."""

    def __init__(self) -> None:
        self.accepted: set[_Login] = set()
        self.rejected: dict[_Login, Way] = {}

    def are_accepted(self, way: Way) -> bool:
        """Whether its user was let in somewhere, and that of its jump host."""
        return all(_login(one) in self.accepted for one in _steps(way))

    def rejecting(self, way: Way) -> Way | None:
        """The router or jump host that did not let in a user of this way."""
        return next((self.rejected[login] for one in _steps(way) if (login := _login(one)) in self.rejected), None)

    def let_in(self, way: Way) -> None:
        """Notes that its user was let in, and that of its jump host."""
        self.accepted.update(_login(one) for one in _steps(way))

    def learn(self, outcome: Outcome) -> None:
        """Notes what an outcome says of the logins on its way."""
        *before, last = _steps(outcome.way)[: 1 if outcome.at_jump else None]
        self.accepted.update(_login(one) for one in before)
        if isinstance(outcome.error, LoginRejected | LoginEnded):
            self.rejected[_login(last)] = last
        elif outcome.read or isinstance(outcome.error, EnableNeeded):
            self.accepted.add(_login(last))


def _steps(way: Way) -> tuple[Way, ...]:
    """The jump host, where there is one, and then the router."""
    return (way.jump, way) if way.jump else (way,)


def _login(way: Way) -> _Login:
    return way.credentials.user, way.credentials.password or way.credentials.key_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """That a router is read once more, with what was lacking."""

    way: Way
    known: KnownHosts


Reading = Generator[Outcome, Again | None, None]
"""Each router once it was read, or could not be; what is sent back to an outcome is tried as soon as it may be."""


def read_routers(
    ways: Sequence[Way],
    known: KnownHosts,
    logins: Logins,
    progress: Callable[[Host, str], None],
    finished: Finished | None = None,
) -> Reading:
    """Reads them; `progress` is told what is asked, by several threads.

    Until a user was let in by one router, only one is tried at a time: a password that was mistyped would be wrong at
    all of them at once, and a directory locks its user out after a few. Whoever interrupts it finds in `finished` what
    was read and not given yet.
    """
    left, lines = list(ways), _Lines(known, progress, SimpleQueue() if finished is None else finished)
    try:
        while left or lines.reading:
            for way in [way for way in left if not logins.are_accepted(way)]:
                left.remove(way)
                if not logins.are_accepted(way):
                    yield from _alone(way, logins, lines)
                else:
                    left.append(way)
            left = yield from lines.at_once(left, logins)
    finally:
        lines.close()


def _alone(way: Way, logins: Logins, lines: "_Lines") -> Reading:
    """One router until it lets its user in, as often as there is something to try it with; it is read beside others."""
    again: Again | None = Again(way=way, known=lines.known)
    while again:
        lines.known = again.known
        if other := logins.rejecting(again.way):
            again = yield _not_tried(again.way, other)
            continue
        outcome = lines.begun(again.way)
        if outcome is None:
            logins.let_in(again.way)
            return
        logins.learn(outcome)
        again = yield outcome


def _not_tried(way: Way, other: Way) -> Outcome:
    return Outcome(
        way=way,
        error=NotTried(
            f"it was not tried: {other.host.name} does not let the same login in",
            hint="Every try counts where the users stand in a directory.",
            where=way.host.name,
        ),
    )


class _Lines:
    """The connections of one round."""

    def __init__(self, known: KnownHosts, progress: Callable[[Host, str], None], finished: Finished) -> None:
        self.known, self._progress, self._finished = known, progress, finished
        self._opened: list[SshWire] = []
        self.reading = 0
        """How many routers let us in alone, and are still being read."""

    def close(self) -> None:
        """Ends every connection."""
        for wire in self._opened:
            wire.close()

    def begun(self, way: Way) -> Outcome | None:
        """What became of a router that is read by a thread of its own; None as soon as it lets us in."""
        first = SimpleQueue[Outcome | Exception | None]()

        def work() -> None:
            is_in = threading.Event()

            def let_in() -> None:
                is_in.set()
                first.put(None)

            found = self._caught(way, let_in)
            (self._finished if is_in.is_set() else first).put(found)

        threading.Thread(target=work, name="fetch", daemon=True).start()
        outcome = first.get()
        if isinstance(outcome, Exception):
            raise outcome
        self.reading += outcome is None
        return outcome

    def at_once(self, ways: Sequence[Way], logins: Logins) -> Generator[Outcome, Again | None, list[Way]]:
        """Each of them, and of those that are being read, as soon as it is finished.

        Gives those that are to be tried with another login first.
        """
        waiting = SimpleQueue[Way | None]()
        for way in ways:
            waiting.put(way)

        def work() -> None:
            while way := waiting.get():
                self._finished.put(self._caught(way))

        open_ways, later = len(ways) + self.reading, list[Way]()
        workers, self.reading = min(AT_ONCE, open_ways), 0
        for _ in range(workers):
            # Whoever interrupts does not wait for routers that answer slowly.
            threading.Thread(target=work, name="fetch", daemon=True).start()
        try:
            while open_ways:
                outcome = self._finished.get()
                if isinstance(outcome, Exception):
                    raise outcome
                again = yield outcome
                if again and logins.are_accepted(again.way):
                    self.known = again.known
                    waiting.put(again.way)
                    continue
                open_ways -= 1
                if again:
                    self.known = again.known
                    later.append(again.way)
        finally:
            with suppress(Empty):
                while True:
                    waiting.get_nowait()
            for _ in range(workers):
                waiting.put(None)
        return later

    def _caught(self, way: Way, let_in: Callable[[], None] = lambda: None) -> Outcome | Exception:
        """What becomes of one router, or a bug of ours, which is raised by whoever waits for it."""
        try:
            return self.outcome(way, let_in)
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for it
            return error

    def outcome(self, way: Way, let_in: Callable[[], None]) -> Outcome:
        """What becomes of one router; who let us in is told before it is read."""
        try:
            with ExitStack() as opened:
                tunnel = None
                if way.jump:
                    try:
                        tunnel = Tunnel(way.jump.host, way.jump.credentials, self.known)
                    except RouterError as error:
                        return Outcome(way=way, error=error, at_jump=True)
                    opened.callback(tunnel.close)
                return Outcome(way=way, read=self._read(way, tunnel, opened, let_in))
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

    def _read(self, way: Way, tunnel: Tunnel | None, opened: ExitStack, let_in: Callable[[], None]) -> Transcript:
        host = way.host
        wire = connect(host, way.credentials, self.known, through=tunnel)
        self._opened.append(wire)
        opened.callback(wire.close)
        session = log_in(Dialogue(wire, router=host.name), wire.close, router=host.name, enable=way.enable)
        let_in()
        read = transcript(session, lambda row: self._progress(host, row.command))
        if host.serial and host.serial != read.serial:
            raise _another_router(host, read.serial)
        return read


def _another_router(host: Host, serial: str) -> ConnectError:
    if serial:
        return ConnectError(
            f"another router answers: its serial number is {serial}, and {host.serial} was read before",
            hint="Look at the address. Where the router was replaced, change `serial` in hosts.toml.",
            where=host.name,
        )
    return ConnectError(
        f"nobody can tell whether it is the same router: it shows no serial number, and {host.serial} was read before",
        hint="Let the user see `show version`; or, once you know that it is, remove `serial` in hosts.toml.",
        where=host.name,
    )
