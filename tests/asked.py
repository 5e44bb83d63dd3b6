"""What is asked of every golden site, what holds and why, and what each other answer changes in some of them.

`python -m tests.asked` writes it below tests/shown/asked/. Read what changed there as an engineer would.
"""

import difflib
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.answer_samples import fitting
from tests.golden_cases import golden_cases, golden_plan
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.plan.answer import answer, asked
from wizard.plan.perspective import Perspective
from wizard.render import outputs

FOLDER = Path(__file__).parent / "shown" / "asked"

ANSWERED_OTHERWISE = ("branches-eigrp", "guide-new-hub", "lojas-ipv6")
"""The cases in which every question is answered otherwise, one at a time."""

_SENT = re.compile(r"/(?:undo-)?\d-\w+\.cfg|radius\.txt")
_MOST = 12
"""How many lines of one answer's changes a person reads."""


def what_holds(case: str) -> str:
    """Every question of a case, with its value, where that comes from, and why."""
    return "".join(f"{_row(one)}\n" for one in asked(golden_plan(case)))


def what_changes(case: str) -> str:
    """What each other answer changes: the values of other questions, and the lines of the files."""
    plan = golden_plan(case)
    files = _lines(plan)
    rows = {one.key: _row(one) for one in asked(plan)}
    parts = []
    for given, value in _answers(plan):
        parts.append(f"{given.key} = {str(value)!r}\n")
        try:
            changed = answer(plan, given.question.key, value, given.device)
        except AnswerError as error:
            parts.append(f"    {error}\n")
            continue
        now = [_row(one) for one in asked(changed)]
        others = [line for line in now if line not in rows.values() and not line.startswith(given.key)]
        parts += [
            f"    {line}\n" for line in (*_shortened(others), *_shortened(list(_changes(files, _lines(changed)))))
        ]
    return "".join(parts)


def _answers(plan: Plan) -> Iterator[tuple[Resolved, str]]:
    """Each question but for the names of objects, of the first device of which it is asked, and what may be typed."""
    first = {one.question.key: one for one in reversed(asked(plan))}
    for one in reversed(first.values()):
        if not one.question.names:
            asking = Perspective(plan, one.device or plan.server.device)
            yield from ((one, value) for value in fitting(one.question, asking) if value != one.value)


def _row(one: Resolved) -> str:
    return f"{one.key} = {one.value!r} [{one.origin}] {one.why}"


def _lines(plan: Plan) -> dict[str, list[str]]:
    """What is sent, and which commands are typed; all other files are made of the same."""
    return {
        name: [row for row in text.splitlines() if row != "!" and (_SENT.search(name) or row.startswith("command"))]
        for name, text in outputs(plan).items()
        if _SENT.search(name) or name.endswith("steps.toml")
    }


def _shortened(rows: list[str]) -> list[str]:
    """The first of many rows, with how many more there are and what they come to."""
    if len(rows) <= _MOST:
        return rows
    rest = hashlib.sha256("\n".join(rows[_MOST:]).encode()).hexdigest()[:12]
    return [*rows[:_MOST], f"... and {len(rows) - _MOST} more ({rest})"]


def _changes(old: dict[str, list[str]], new: dict[str, list[str]]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        rows = difflib.unified_diff(old.get(name, []), new.get(name, []), n=0, lineterm="")
        yield from (f"{name} {row}" for row in rows if not row.startswith(("---", "+++", "@@")))


FILES: dict[str, Callable[[], str]] = {
    **{f"{case}.txt": partial(what_holds, case) for case in golden_cases()},
    **{f"other-answers-{case}.txt": partial(what_changes, case) for case in ANSWERED_OTHERWISE},
}
"""By the name of the file that has it."""


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or FILES:
        (FOLDER / name).write_text(FILES[name](), encoding="utf-8", newline="\n")
