"""The sign and the look of all that a row of a list, or of the rail, can say; its word stands beside it."""

from typing import NamedTuple

from wizard.guide.progress import State
from wizard.model.finding import Severity, Verdict
from wizard.model.question import Origin


class Symbol(NamedTuple):
    """A sign, and the look in which it is drawn: one of a list's, or a style of the theme."""

    sign: str
    look: str


SEVERITIES = {
    Severity.BLOCKER: Symbol("! blocker", "attention"),
    Severity.WARNING: Symbol("? warning", "changed"),
    Severity.NOTE: Symbol("  note", "dim"),
}
ACCEPTED = Symbol("= accepted", "dim")
"""A blocker that somebody accepted with a reason."""
VERDICTS = {
    Verdict.CARRIED: Symbol("=", "good"),
    Verdict.TRANSFORMED: Symbol("~", "changed"),
    Verdict.DROPPED: Symbol("-", "removed"),
    Verdict.KEPT: Symbol(" ", "dim"),
    Verdict.DECIDE: Symbol("?", "attention"),
    Verdict.UNKNOWN: Symbol("!", "attention"),
}
ORIGINS = {
    Origin.ANSWERED: Symbol("[x]", ""),
    Origin.SETTLED: Symbol("[=]", "dim"),
    Origin.RECOMMENDED: Symbol("[ ]", ""),
    Origin.OPEN: Symbol("[!]", "attention"),
}
STEPS = {
    State.DONE: Symbol("[x]", "$text-success"),
    State.HERE: Symbol("[>]", "bold reverse"),
    State.AHEAD: Symbol("[ ]", ""),
    State.ATTENTION: Symbol("[!]", "bold $text-warning"),
}
