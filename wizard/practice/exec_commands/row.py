"""One exec command as a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from wizard.practice.dialogue import Dialogue
from wizard.practice.session import Session

Arguments: TypeAlias = tuple[str, ...]
Run: TypeAlias = Callable[[Session, Arguments], Dialogue]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecCommand:
    """A form, as `Grammar` reads one, and what it does."""

    form: str
    run: Run
    is_privileged: bool = True
    """Whether user mode does not know it."""
