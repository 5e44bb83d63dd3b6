"""docs/rescue-card.md: what a rescue card says, and what about it nobody has seen, made from the rows."""

from collections.abc import Iterable

from tests.page_table import code, codes, table
from wizard.data.promise import PROMISE
from wizard.data.rescue_states import STATES
from wizard.data.rescue_steps import (
    AFTER_LINES,
    BEFORE_LINES,
    CLEANED,
    FIRST,
    LINES_ARE_TYPED,
    LOOKS,
    NOTES,
    OFF_AND_ON,
    WHY_NO_LINES,
    RescueStep,
)

INTRODUCTION = """\
# The rescue card

`out/RESCUE.html` is for the person beside a router with a console cable: a page of A4 for each router, to be printed
and filled in before the cut-over. It needs no network and runs nothing. This page is made from the rows of
`wizard/data/rescue_states.py` and `rescue_steps.py`, and has their sources; a card has those that apply to its router,
and a word in braces stands for what the router calls it. No key and no password is on a card.
"""


def rescue_docs_page() -> str:
    """The page."""
    titles = ("state", "only with stage", "means", "off and on", "to do", "notes")
    return "\n".join(
        (
            INTRODUCTION,
            *("## Before anything", "", *_steps(FIRST)),
            *("## The states of a spoke", "", *table((*titles, "source"), _states(is_spoke=True))),
            *(
                "## The states of a hub, and of the EzVPN server",
                "",
                *table((*titles, "source"), _states(is_spoke=False)),
            ),
            *("## What to look at", "", *_looks()),
            *("## Way A: off and on", "", *_steps(OFF_AND_ON)),
            *("## Way B: typed at the console", "", *_steps((*BEFORE_LINES, LINES_ARE_TYPED, *AFTER_LINES))),
            "Its lines are those of `undo-5-cutover.cfg`, and before and behind them stands what",
            "[belongs to it](router-steps.md). Where they are not printed:",
            "",
            *(f"- {words}" for words in WHY_NO_LINES.values()),
            "",
            *("## Way C: after the clean-up", "", *_steps(CLEANED)),
            *("## The notes", "", *_notes()),
            *("## The promise", "", PROMISE, ""),
        )
    )


def _steps(rows: Iterable[RescueStep]) -> list[str]:
    return table(
        ("only with", "what is said", "notes", "source"),
        ((codes(row.needs), row.words, codes(row.notes), row.citation) for row in rows),
    )


def _states(*, is_spoke: bool) -> Iterable[tuple[str, ...]]:
    for state in STATES:
        words = state.of_spoke if is_spoke else state.of_hub
        yield (
            f"{state.code} {state.verdict}".strip(),
            ", ".join(state.stages),
            words.means,
            words.power_cycle,
            words.to_do,
            codes(words.notes),
            state.citation,
        )


def _looks() -> list[str]:
    rows = (
        (codes(look.needs), code(look.command), answer, means, look.citation)
        for look in LOOKS
        for answer, means in look.answers
    )
    return table(("only with", "typed", "it says", "that is", "source"), rows)


def _notes() -> list[str]:
    return table(
        ("note", "only with", "confirmed on a router", "what is said", "source"),
        (
            (code(note.id), codes(note.needs), "yes" if note.is_confirmed else "no", note.words, note.citation)
            for note in NOTES
        ),
    )
