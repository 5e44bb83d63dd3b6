"""How a command talks: it prints, and asks what the one at the terminal answers."""

from collections.abc import Generator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class Reads(Enum):
    """What a question takes for its answer."""

    LINE = "a line, echoed"
    SECRET = "a line that is not echoed"
    KEY = "one key: Enter or y is yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is printed before the router waits, and what it waits for."""

    text: str
    reads: Reads = Reads.LINE
    is_body: bool = False
    """Whether what follows is lines that belong to the command, as those of a banner: ctrl-C does not give it up."""


Dialogue: TypeAlias = Generator[str | Question, str, None]
"""A command at work: it gives texts and questions, and is sent the answer to each question (nothing to a text)."""

YES = "y"
NO = "n"
"""What the key of a confirmation is told as."""


def said(text: str) -> Dialogue:
    """A command that prints and asks nothing."""
    yield text


def finish(dialogue: Dialogue) -> None:
    """Lets a command work to its end; nobody sees what it prints, and each of its questions is answered by Enter.

    One that waits for lines of its own gets none any more, and is given up.
    """
    try:
        step = next(dialogue)
        while not (isinstance(step, Question) and step.is_body):
            step = dialogue.send("") if isinstance(step, Question) else next(dialogue)
        dialogue.close()
    except StopIteration:
        return
