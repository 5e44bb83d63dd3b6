"""The exit codes of the commands."""

from enum import IntEnum

from wizard.sentence import Sentence


class Exit(IntEnum):
    """What a command says to the shell."""

    DONE = 0
    FOUND = 2
    REFUSED = 3
    STOPPED = 4
    ROLLED_BACK = 5
    NOT_SAVED = 6
    UNKNOWN = 7
    NEEDS_A_PERSON = 8
    WAITS = 9
    USAGE = 64
    SOURCE = 65
    BUG = 70


MEANING: dict[Exit, Sentence] = {
    Exit.DONE: "done",
    Exit.FOUND: "a blocker that nobody accepted, differences, or a rehearsal that failed",
    Exit.REFUSED: "refused, or interrupted; nothing was changed on a router; also what is not built yet",
    Exit.STOPPED: "stopped; the router runs what it ran before, or an inert part of the new configuration beside it",
    Exit.ROLLED_BACK: "the router went back by its timer, and runs the old configuration",
    Exit.NOT_SAVED: "the new configuration runs and is not saved",
    Exit.UNKNOWN: "unknown until the printed time, then old",
    Exit.NEEDS_A_PERSON: "a mix, or the old configuration without its traffic: it needs a person",
    Exit.WAITS: "waits for a person: a certificate, or a go-ahead",
    Exit.USAGE: "the command line makes no sense",
    Exit.SOURCE: "a file cannot be read, or what was asked for cannot be written",
    Exit.BUG: "a bug of ez2flex",
}
"""What each says, in words."""

OF_ROUTERS = frozenset(code for code in Exit if Exit.STOPPED <= code <= Exit.WAITS)
"""Those that say where a router stands that something was sent to."""

NOTHING_SENT: Sentence = "nothing was sent to any router"
"""What is said however a command ends that reaches no router; one that does says what holds of it instead."""

GUARDED_BY_A_TIMER: Sentence = (
    "what a timer on a router guards goes back by itself: ez2flex status SITE says where each stands"
)
"""What holds however a command ends that changes routers."""
