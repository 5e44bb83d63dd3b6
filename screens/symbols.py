"""The sign and the look of all that a row of a list, or of the rail, can say; its word stands beside it.

Severities, verdicts and origins are named by their values: the first screen does not wait for the core's model.
"""

from typing import NamedTuple

from wizard.guide.progress import State, Urgency


class Symbol(NamedTuple):
    """A sign, and the look in which it is drawn: one of a list's, or a style of the theme."""

    sign: str
    look: str


SEVERITIES = {
    "blocker": Symbol("! blocker", "attention"),
    "warning": Symbol("? warning", "changed"),
    "note": Symbol("  note", "dim"),
}
ACCEPTED = Symbol("= accepted", "dim")
"""A blocker that somebody accepted with a reason."""
FOLLOWS = {severity: Symbol(f" - {severity}", "dim") for severity in SEVERITIES}
"""What follows from the finding above it."""
URGENCIES = {
    Urgency.BLOCKS: Symbol("! blocks", "attention"),
    Urgency.TO_TELL: Symbol("? to tell", "attention"),
    Urgency.TO_RECHECK: Symbol("* to re-check", "changed"),
    Urgency.TO_READ: Symbol("~ to read", "changed"),
}
VERDICTS = {
    "carried": Symbol("=", "good"),
    "transformed": Symbol("~", "changed"),
    "dropped": Symbol("-", "removed"),
    "kept": Symbol(" ", "dim"),
    "decide": Symbol("?", "attention"),
    "unknown": Symbol("!", "attention"),
}
ORIGINS = {
    "answered": Symbol("[x]", ""),
    "settled": Symbol("[=]", "dim"),
    "recommended": Symbol("[ ]", ""),
    "open": Symbol("[!]", "attention"),
}
STEPS = {
    State.DONE: Symbol("[x]", "$text-success"),
    State.HERE: Symbol("[>]", "bold reverse"),
    State.AHEAD: Symbol("[ ]", ""),
    State.ATTENTION: Symbol("[!]", "bold $text-warning"),
}
