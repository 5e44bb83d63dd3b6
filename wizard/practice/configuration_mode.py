"""Configuration mode: which line opens which mode, and where a line is taken."""

from wizard.practice.command_line import Grammar
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.session import Session

CONFIGURATION: Grammar[str] = Grammar((("end", "end"), ("exit", "exit")))


def configure(session: Session, line: str) -> Dialogue:
    """A line that was typed in configuration mode."""
    return leave(session)


def leave(session: Session) -> Dialogue:
    """What `end` does: back to exec mode."""
    session.mode = None
    return said("")
