"""What a practice router knows, as values: who holds one can go back to it."""

from dataclasses import dataclass, field
from datetime import datetime

from wizard.model.configuration import Line
from wizard.model.secret import Secret


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
class Touched:
    """When something was changed last, and by whom."""

    at: datetime
    by: str = ""
    """Empty where the router itself did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouterState:
    """All that stays when nobody is logged in."""

    running: tuple[Line, ...]
    """With every access list as a block whose entries have numbers."""
    shows_numbers: bool
    """Whether access lists are shown so."""
    startup: str | None = field(repr=False)
    """The text of NVRAM; None where it is empty."""
    booted_at: datetime
    changed: Touched
    saved: Touched | None = None
    flash: tuple[StoredFile, ...] = ()
    """In the order in which they were written."""
    flash_size: int = 256_487_424
    nvram_size: int = 262_136

    def file(self, name: str) -> StoredFile | None:
        """The file of that name."""
        return next((file for file in self.flash if file.name == name), None)

    @property
    def free_flash(self) -> int:
        """How many bytes there is room for."""
        return self.flash_size - sum(len(file.text) for file in self.flash)
