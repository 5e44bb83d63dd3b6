"""What is sent to a router, stage by stage."""

from dataclasses import dataclass, field
from enum import StrEnum

from wizard.model.configuration import Line


class Stage(StrEnum):
    """The stages of one router's change, in their order."""

    ARCHIVE = "archive"
    LOGIN = "login"
    PKI = "pki"
    STAGE = "stage"
    CUTOVER = "cutover"
    CLEANUP = "cleanup"

    @property
    def number(self) -> int:
        """1 for archive to 6 for cleanup."""
        return _NUMBERS[self]

    @property
    def filename(self) -> str:
        """`4-stage.cfg`."""
        return f"{self.number}-{self.value}.cfg"

    @property
    def undo_filename(self) -> str:
        """`undo-4-stage.cfg`."""
        return f"undo-{self.filename}"


_NUMBERS = {stage: number for number, stage in enumerate(Stage, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The commands that make, change or remove one object, in the order in which they are sent."""

    name: str
    """The row in data/sections.py."""
    device: str
    stage: Stage
    commands: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One stage of one router: what is sent, and what takes it back."""

    device: str
    stage: Stage
    text: str = field(repr=False)
    undo: str = field(repr=False)
    """Empty for the login stage, which has no inverse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """One stage that is not written, because answers that it needs are open."""

    device: str
    stage: Stage
    keys: tuple[str, ...]
    """Of the open questions, as they are typed: `spoke3.pre_shared_key`."""
