"""A talk with the wizard of numbered text in this process: what is waited for, and what is typed then."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from screens.linear import LinearWizard, ran
from screens.linear.desk import Desk
from screens.linear.speech import Speech
from wizard.cli.typed_lines import TypedLines
from wizard.guide.opening import Opening

SECONDS = 120.0


class Turn(NamedTuple):
    """One line of a person."""

    waits_for: str
    """What must have been said since the line before."""
    types: str


class Talk(TypedLines):
    """Hears what is said, and types the next line once that is said for which it waits; then the input ends."""

    def __init__(self, turns: Sequence[Turn | str]) -> None:
        super().__init__()
        self._turns = [turn if isinstance(turn, Turn) else Turn("", turn) for turn in turns]
        self.heard = ""
        self.echoes: list[str] = []
        """What was said behind each line that was typed; the first before any."""
        self._mark = 0

    def hears(self, text: str) -> None:
        """What the wizard says."""
        self.heard += text

    def line(self) -> str:
        while (line := self.within(None)) is None:
            """Something else must be said first."""
        return line

    def within(self, seconds: float | None) -> str | None:
        deadline = time.monotonic() + (SECONDS if seconds is None else seconds)
        while self._turns and self._turns[0].waits_for not in self.heard[self._mark :]:
            if time.monotonic() > deadline:
                assert seconds is not None, f"{self._turns[0].waits_for!r} was not said: {self.heard[-3000:]}"
                return None
            time.sleep(0.01)
        self.echoes.append(self.heard[self._mark :])
        self._mark = len(self.heard)
        if not self._turns:
            raise EOFError
        return self._turns.pop(0).types

    def pasted(self) -> list[str]:
        return []

    @property
    def is_seen_where_it_stands(self) -> bool:
        return True

    @property
    def is_terminal(self) -> bool:
        return True

    @contextmanager
    def hidden(self) -> Iterator[None]:
        yield


def wizard_of(talk: Talk) -> LinearWizard:
    """The wizard at the other end, without practice routers of its own."""
    wizard = LinearWizard(Desk(), Speech(talk.hears, ascii_only=True), talk)
    wizard.new_routers = lambda folder: None
    return wizard


def talked(opening: Opening, *turns: Turn | str) -> Talk:
    """A whole talk, to its end."""
    talk = Talk(turns)
    code = ran(wizard_of(talk), opening)

    assert code == 0, talk.heard
    return talk


def opened(folder: Path) -> tuple[LinearWizard, Talk]:
    """A wizard on a site, to which nobody has typed anything yet."""
    talk = Talk([])
    wizard = wizard_of(talk)
    wizard.open(Opening(folder=folder))
    return wizard, talk


def said_to(wizard: LinearWizard, talk: Talk, *lines: str) -> str:
    """What is said behind these lines."""
    talk.heard = ""
    for line in lines:
        wizard.do(line)
    return talk.heard
