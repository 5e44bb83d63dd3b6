"""The exit codes of the commands."""

from enum import IntEnum

from wizard.sentence import Sentence


class Exit(IntEnum):
    """What a command says to the shell."""

    DONE = 0
    FOUND = 2
    REFUSED = 3
    USAGE = 64
    SOURCE = 65
    BUG = 70


MEANING: dict[Exit, Sentence] = {
    Exit.DONE: "done",
    Exit.FOUND: "a blocker that nobody accepted, differences, or a rehearsal that failed",
    Exit.REFUSED: "refused, or interrupted; nothing was changed on a router; also what is not built yet",
    Exit.USAGE: "the command line makes no sense",
    Exit.SOURCE: "a file cannot be read, or what was asked for cannot be written",
    Exit.BUG: "a bug of ez2flex",
}
"""What each says, in words."""

NOTHING_SENT: Sentence = "nothing was sent to any router"
"""What is said however a command ends that reaches no router; one that does says what holds of it instead."""
