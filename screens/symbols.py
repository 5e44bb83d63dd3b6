"""The sign and the look of all that a row of a list, or of the rail, can say; its word stands beside it.

Severities, verdicts and origins are named by their values: the first screen does not wait for the core's model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wizard.guide.progress import State, Urgency

if TYPE_CHECKING:
    from wizard.site import Needs


class Symbol(NamedTuple):
    """A sign, and the look in which it is drawn: one of a list's, or a style of the theme."""

    sign: str
    look: str


SEVERITIES = {
    "blocker": Symbol("! blocker", "attention"),
    "warning": Symbol("~ warning", "changed"),
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
NEEDS = {
    "unknown": Symbol("-", "dim"),
    "nothing": Symbol("=", "good"),
    "to tell": URGENCIES[Urgency.TO_TELL]._replace(sign="?"),
    "blocks": URGENCIES[Urgency.BLOCKS]._replace(sign="!"),
}
"""What stands before the words on what a known site needs."""
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
HEARD = {
    "sent": Symbol(">", "heading"),
    "got": Symbol("<", ""),
    "told": Symbol("=", "dim"),
    "steered": Symbol("!", "changed"),
}
"""What a row of the log of a push tells."""
STEPS = {
    State.DONE: Symbol("[x]", "$text-success"),
    State.HERE: Symbol("[>]", "bold reverse"),
    State.AHEAD: Symbol("[ ]", ""),
    State.ATTENTION: Symbol("[!]", "bold $text-warning"),
}
HELD = {
    "ok": Symbol("ok", "good"),
    "XX": Symbol("XX", "attention"),
    "..": Symbol("..", "dim"),
    "==": Symbol("==", "changed"),
    "  ": Symbol("  ", "dim"),
}
"""How it stands with a row of what is seen of a push."""
WAY = {
    "[x]": Symbol("[x]", "$text-success"),
    "[>]": Symbol("[>]", "bold reverse"),
    "[ ]": Symbol("[ ]", ""),
    "[!]": Symbol("[!]", "bold $text-warning"),
}
"""The parts of a router's way in a push."""


def sign_of_needs(needs: Needs | None) -> Symbol:
    """The sign of the worst that a known site needs."""
    if needs is None:
        return NEEDS["unknown"]
    return NEEDS["blocks" if needs.blocks else "to tell" if needs.to_tell else "nothing"]
