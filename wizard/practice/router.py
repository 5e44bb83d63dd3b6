"""A practice router: its state, its clock and who is logged in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from wizard.model.release import Family, Release
from wizard.model.secret import Secret
from wizard.practice.beliefs import Beliefs
from wizard.practice.clock import VirtualClock
from wizard.practice.configuration_text import exits_are_shown, read_configuration
from wizard.practice.faults import read_fault
from wizard.practice.file_names import images_of
from wizard.practice.list_numbering import as_blocks, numbers_are_shown
from wizard.practice.network import PracticeNetwork
from wizard.practice.pki.trustpoints import keys_of_certificates
from wizard.practice.saved_text import log_time, shown_text
from wizard.practice.session import Session
from wizard.practice.state import Account, RouterState, Touched
from wizard.practice.suffering import mend, ring_faults, suffer
from wizard.practice.terminal import Terminal
from wizard.practice.timers import Alarm, alarms
from wizard.practice.weak_algorithms import is_shielded

if TYPE_CHECKING:
    from wizard.practice.pki.authority import PracticeAuthority

VTY_LINES = 5


class NoFreeLine(EOFError):
    """Every line of the router is in use."""


class StillBooting(EOFError):
    """The router reloads, and nobody reaches it."""


class PracticeRouter:
    """A Cisco router in this process; what it knows is one immutable value."""

    def __init__(
        self,
        name: str,
        running: str,
        *,
        release: Release,
        serial: str,
        users: Iterable[Account],
        enable: Secret | None = None,
        startup: str | None = None,
        clock: VirtualClock | None = None,
        beliefs: Mapping[str, str] = MappingProxyType({}),
        faults: Iterable[str] = (),
    ) -> None:
        self.name = name
        self.release = release
        self.serial = serial
        self.users = tuple(users)
        self.enable = enable
        self.clock = clock or VirtualClock()
        self.clock.wake(self)
        self.beliefs = Beliefs(beliefs)
        self.terminals: tuple[Terminal, ...] = ()
        lines = read_configuration(running)
        shows_numbers = numbers_are_shown(lines)
        self.state: RouterState = RouterState(
            running=as_blocks(lines),
            shows_numbers=release.family is Family.IOS_XE if shows_numbers is None else shows_numbers,
            shows_exits=exits_are_shown(running),
            is_shielded=is_shielded(lines),
            images=tuple(images_of(lines)),
            startup=startup,
            booted_at=self.clock.now,
            changed=Touched(at=self.clock.now),
        )
        keys = keys_of_certificates(self)
        self.state = replace(self.state, keys=keys, keys_made=len(keys))
        self.network = PracticeNetwork((self,))
        self.authority: PracticeAuthority | None = None
        """Who answers where a trustpoint enrols over the network; nobody does without one."""
        self.suffer(*faults)

    def __repr__(self) -> str:
        return f"<PracticeRouter {self.name}>"

    @property
    def hostname(self) -> str:
        """What its prompts begin with."""
        line = next((line for line in self.state.running if line.text.startswith("hostname ")), None)
        return line.text.split(" ", 1)[1] if line else "Router"

    @property
    def running(self) -> str:
        """The running configuration without what `show running-config` prints around it."""
        return shown_text(self.state)

    @property
    def startup(self) -> str | None:
        """The text in NVRAM, None where it is empty."""
        return self.state.startup

    @property
    def flash(self) -> dict[str, str]:
        """The text of each file by its name."""
        return {file.name: file.text for file in self.state.flash}

    @property
    def is_booting(self) -> bool:
        """Whether it reloads, so that nobody reaches it."""
        return self.state.boots_until is not None

    def takes_connections(self) -> bool:
        """Whether it takes a connection."""
        return not self.is_booting

    @property
    def host_key(self) -> int:
        """Which of its host keys it has; who serves it has the keys."""
        return self.state.host_key

    def lets_in(self, user: str, password: str) -> bool:
        """Whether it knows that user with that password."""
        return any(account.name == user and account.password.reveal() == password for account in self.users)

    def log_in(self, user: str, *, source: str = "192.0.2.10") -> Terminal:
        """A login of one of the users, whose password somebody else has looked at."""
        if self.is_booting:
            raise StillBooting(self.name)
        account = next(account for account in self.users if account.name == user)
        taken = {terminal.session.vty for terminal in self.terminals}
        vty = next((number for number in range(VTY_LINES) if number not in taken), None)
        if vty is None:
            raise NoFreeLine(self.name)
        terminal = Terminal(Session(self, user, source=source, vty=vty, privilege=account.privilege))
        self.terminals = (*self.terminals, terminal)
        return terminal

    def log_out(self, terminal: Terminal) -> None:
        """The line of a login is free again."""
        self.terminals = tuple(other for other in self.terminals if other is not terminal)

    def suffer(self, *faults: str) -> None:
        """Lets faults be, each as a line of text."""
        suffer(self, [read_fault(fault) for fault in faults])

    def mend(self) -> None:
        """Lets nothing go wrong any more."""
        mend(self)

    def fork(self, *, beliefs: Mapping[str, str] | None = None, faults: Iterable[str] = ()) -> "PracticeRouter":
        """A router that is as this one is now, with its own clock and nobody logged in; it may differ in these."""
        other = PracticeRouter(
            self.name,
            "",
            release=self.release,
            serial=self.serial,
            users=self.users,
            enable=self.enable,
            clock=VirtualClock(self.clock.now),
            beliefs=self.beliefs.held if beliefs is None else beliefs,
        )
        other.state = self.state
        other.authority = self.authority
        other.suffer(*faults)
        return other

    @property
    def time(self) -> datetime:
        """What its clock says."""
        return self.clock.now + timedelta(seconds=self.state.clock_is_off_by)

    def log(self, message: str) -> None:
        """Shows a message to those who asked for messages."""
        for terminal in self.terminals:
            if terminal.session.monitor:
                terminal.notify(f"\n{log_time(self.time)}: {message}\n")

    def say_on_line(self, vty: int, text: str) -> None:
        """Prints on one line, where somebody is logged in there."""
        for terminal in self.terminals:
            if terminal.session.vty == vty:
                terminal.notify(text)

    def say_to_all(self, text: str) -> None:
        """Prints on every line."""
        for terminal in self.terminals:
            terminal.notify(text)

    def next_alarm(self) -> datetime | None:
        """When it does something by itself next."""
        return min((at for at, _ in self._alarms()), default=None)

    def _alarms(self) -> Iterator[Alarm]:
        yield from alarms(self)
        for fault in self.state.faults:
            if fault.at is not None:
                yield fault.at, ring_faults

    def ring(self) -> None:
        """Does the first thing that is due."""
        at, do = min(self._alarms(), key=lambda alarm: alarm[0], default=(self.clock.now, None))
        if do is not None and at <= self.clock.now:
            do(self)

    def change(self, **changes: object) -> None:
        """Goes on to a state with other values."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # by the names of its fields
        if "running" in changes:
            self.network.settle()
