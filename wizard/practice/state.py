"""What a practice router knows, as values: who holds one can go back to it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from wizard.model.configuration import Line
from wizard.model.secret import Secret
from wizard.practice.configuration_lock import Lock
from wizard.practice.configuration_log import Logged
from wizard.practice.faults import Fault

FLASH_SIZE = 256_487_424
"""Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who may log in."""

    name: str
    password: Secret
    privilege: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file on flash."""

    name: str
    text: str = field(repr=False)
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A pair of RSA keys, which is made when it is first used: what names it is enough."""

    label: str
    bits: int
    is_exportable: bool
    owner: str
    """The serial number of the router that has it."""
    number: int
    """Which of the router's keys it is."""
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """When something was changed last, and by whom."""

    at: datetime
    by: str = ""
    """Empty where the router itself did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevertTimer:
    """A change that is taken back unless its user confirms it."""

    user: str
    vty: int
    """The line on which it was armed, and to which its warning goes."""
    file: str
    """The archive to which it goes back."""
    armed_at: datetime
    """When it was set last."""
    shown_as: datetime
    """What the router's clock said then."""
    minutes: int
    is_idle: bool = False
    """Whether each Enter of its user lets it begin anew."""
    is_warned: bool = False

    @property
    def deadline(self) -> datetime:
        """When it takes the change back."""
        return self.armed_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledReload:
    """A reload that is to come."""

    at: datetime
    by: str
    reason: str
    said: tuple[int, ...] = ()
    """The minutes before it at which everybody was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouterState:
    """All that stays when nobody is logged in."""

    running: tuple[Line, ...]
    """With every access list as a block whose entries have numbers."""
    shows_numbers: bool
    """Whether access lists are shown so."""
    shows_exits: bool
    """Whether `exit-address-family` is shown."""
    is_shielded: bool = True
    """Whether a release that refuses weak algorithms does so."""
    startup: str | None = field(repr=False)
    """The text of NVRAM; None where it is empty."""
    booted_at: datetime
    boots_until: datetime | None = None
    """When it will be up again; None while it is."""
    changed: Touched
    saved: Touched | None = None
    flash: tuple[StoredFile, ...] = ()
    """In the order in which they were written."""
    images: tuple[str, ...] = ()
    """The names of the images on flash, beside what is written there."""
    archived: tuple[str, ...] = ()
    """The files of the archive, the newest last."""
    archive_number: int = 0
    """How many were written since the start."""
    revert: RevertTimer | None = None
    reload: ScheduledReload | None = None
    keys: tuple[KeyPair, ...] = ()
    keys_made: int = 0
    requested: tuple[str, ...] = ()
    """The trustpoints whose certificate was asked for and has not come."""
    polls_at: datetime | None = None
    """When it asks an authority in the network for those again."""
    is_nvram_busy: bool = False
    ikev2_is_silent: bool = False
    """Whether it answers no IKEv2."""
    lock: Lock | None = None
    """Of the configuration, where a program holds it."""
    configuration_log: tuple[Logged, ...] = ()
    """The commands that were typed, as far as a line says that they are kept."""
    commands_logged: int = 0
    times_configured: int = 0
    """How often somebody went into configuration mode."""
    faults: tuple[Fault, ...] = ()
    """What is still to go wrong."""
    lines_typed: int = 0
    residue: tuple[str, ...] = ()
    """The beginnings of lines that a rollback leaves as they are."""
    latency: float = 0
    """Seconds after which what is printed comes."""
    chunk: int = 0
    """So many bytes come at most at once; 0 where all do."""
    clock_is_off_by: float = 0
    """Seconds by which the router's clock is ahead of the time."""
    host_key: int = 0
    """Which of its host keys it has."""
    flash_size: int = FLASH_SIZE
    nvram_size: int = 262_136

    def file(self, name: str) -> StoredFile | None:
        """The file of that name."""
        return next((file for file in self.flash if file.name == name), None)

    @property
    def free_flash(self) -> int:
        """How many bytes there is room for."""
        return self.flash_size - sum(len(file.text) for file in self.flash)

    def with_file(self, name: str, text: str, at: datetime) -> "RouterState | None":
        """The state with a file written, None where flash has no room for it."""
        others = tuple(file for file in self.flash if file.name != name)
        left = replace(self, flash=others)
        if len(text) > left.free_flash:
            return None
        return replace(left, flash=(*others, StoredFile(name=name, text=text, written_at=at)))

    def without_file(self, name: str) -> "RouterState":
        """The state with a file deleted."""
        return replace(self, flash=tuple(file for file in self.flash if file.name != name))
