"""What a page of the wizard of numbered text is: what it says, what can be chosen by number, and its commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from screens.linear.speech import Said
from wizard.sentence import Sentence
from wizard.site import LeftOff

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.model.plan import Plan

Rows = Sequence[tuple[Said, ...]]
"""A list: what is said of each row, which has its number from its place."""


def nothing() -> Sentence:
    """No reason why not."""
    return ""


class Command(NamedTuple):
    """What may be typed beside a number."""

    names: tuple[str, ...]
    """The short one first: `u`, `undo`."""
    says: Sentence
    do: Callable[[str], None]
    """With what stands behind its name."""
    why_off: Callable[[], Sentence] = nothing
    """Why it does nothing now; "" where it does something."""
    behind: str = ""
    """What stands behind its name, as help has it."""
    changes: bool = False
    """Whether it changes a plan or its folder, which no push that is at work allows."""


class Page:
    """One place of the wizard."""

    key = ""
    """Of the step; "" of a page that belongs to none."""
    help: Sentence = ""
    """What one is on, and what a number does."""
    wants: Sentence = "Number or command:"
    """The prompt."""
    takes_text = False
    """Whether what is no command is an answer."""

    def __init__(self, wizard: LinearWizard) -> None:
        self.wizard = wizard

    @property
    def plan(self) -> Plan:
        """The plan; there is one on every page but the first ones."""
        assert self.wizard.desk.plan is not None
        return self.wizard.desk.plan

    def head(self) -> Iterator[Said]:
        """What is said when one comes here, above the list."""
        yield from ()

    def in_few_words(self) -> Iterator[Said]:
        """What is said when one comes here, where few words are wanted."""
        yield from islice(self.head(), 1)

    def in_short(self) -> Iterator[Said]:
        """What is said when one comes back here."""
        first = next(self.head(), None)
        if first:
            yield Said("HERE", f"{first.role}: {first.text}")
        yield Said("AGAIN", ". says all of it again, ? what can be done.")

    def rows(self) -> Rows:
        """The list, of which a few rows are said at a time."""
        return ()

    def foot(self) -> Iterator[Said]:
        """What is said below the list."""
        yield from ()

    @property
    def choices(self) -> int:
        """How many numbers may be typed."""
        return len(self.rows())

    def commands(self) -> tuple[Command, ...]:
        """Those of this page, beside those of every one."""
        return ()

    def choose(self, number: int) -> None:
        """Takes the row of that number, counted from 1; a page without a list has none to take."""

    def take(self, text: str) -> None:
        """Takes an answer; a page that takes no text has none to take."""

    def left_empty(self) -> None:
        """Says what is here again: an empty line was typed, and there is no more of the list."""
        self.wizard.say_page()

    @property
    def is_there(self) -> bool:
        """Whether the plan still has what the page is about."""
        return True

    def place(self) -> LeftOff:
        """Where in its step the page is, to come back to it."""
        return LeftOff()
