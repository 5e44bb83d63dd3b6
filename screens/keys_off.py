"""Why a key does nothing where it is pressed: its action cannot be done now, or belongs to another step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import screens.steps
from screens.steps.step import SCREENS
from screens.widgets.diff_view import DiffView
from screens.widgets.question_list import QuestionList
from wizard.guide.route import OVERVIEW, ROUTE, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import Binding
    from textual.dom import DOMNode

_LISTS = {"preview": (DiffView,), "strategy": (QuestionList,)}
"""The lists with keys of their own; the steps of questions are alike."""


_CHANGE_ANSWERS = frozenset(
    {
        *("type_path", "browse", "leave_out", "reopen", "answer_all", "answer_batch"),
        *("accept", "withdraw", "undo", "save", "export"),
    }
)
"""What changes a plan or its folder, and is not done while a push sends what was planned."""


def why_off(action: str, node: DOMNode) -> str:
    """Why the action cannot be done there now, as its `why_no_...` says, "" where it can."""
    place, _, name = action.partition("(")[0].rpartition(".")
    locked = getattr(node.app, "why_locked", None)
    if name in _CHANGE_ANSWERS and locked and (why := locked()):
        return str(why)
    reason = getattr(node.app if place == "app" else node, f"why_no_{name}", None)
    return str(reason()) if reason else ""


def elsewhere(key: str) -> str:
    """In which steps that key does something, and what; "" where in none."""
    found: dict[str, list[str]] = {}
    for step in (*(step.key for step in ROUTE), OVERVIEW):
        for binding in _bindings(step):
            if key in binding.key.split(","):
                found.setdefault(binding.description.lower(), []).append(title_of(step))
    return "; ".join(f"{key_name(key)} is {what}, in {' and '.join(steps)}" for what, steps in found.items())


def _bindings(step: str) -> Iterator[Binding]:
    for part in (getattr(screens.steps, SCREENS[step]), *_LISTS.get(step, ())):
        yield from part.__dict__.get("BINDINGS", ())


_KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
}


def key_name(key: str) -> str:
    """A key as a person knows it."""
    return _KEY_NAMES.get(key, key.replace("ctrl+", "^"))
