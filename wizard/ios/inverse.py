"""The commands that take commands back."""

from collections.abc import Sequence

from wizard.ios.apply import Draft
from wizard.ios.command_forms import EXECUTED_ONLY, MODES_WITHOUT_OBJECT, slot_of, takes_away
from wizard.ios.list_entries import list_number, without_number
from wizard.model.configuration import Configuration, Line, has_prefix

NEGATED_UP_TO: tuple[tuple[str, int], ...] = (
    ("interface", 2),
    ("crypto ipsec transform-set", 4),
    ("aaa authorization network", 4),
    ("aaa authentication login", 4),
    ("username", 2),
)
"""How many words of a top line `no` needs; the whole line where none is named here."""

NEGATED_BELOW_UP_TO: tuple[tuple[str, int], ...] = (
    ("redistribute bgp", 3),
    ("redistribute eigrp", 3),
    ("redistribute static", 2),
    ("redistribute connected", 2),
)
"""The same for lines of a sub-mode: `no redistribute static route-map X` would only take the route-map away.

[Cisco IOS IP Routing: Protocol-Independent Command Reference, redistribute]
"""


def inverse(before: Configuration, commands: Sequence[Line]) -> tuple[Line, ...]:
    """The commands that take `commands` back, in reverse order; what leaves no line behind is not taken back."""
    draft = Draft(before)
    inverses: list[tuple[Line, ...]] = []
    for command in commands:
        if any(has_prefix(command.text, prefix) for prefix in EXECUTED_ONLY):
            continue
        if command.text.startswith("no "):
            inverses.append(draft.matching(command.text[3:]))
        else:
            inverses.append((_inverse_of(before, draft.find(command.text), command),))
        draft.take(command)
    return tuple(line for lines in reversed(inverses) for line in lines)


def _inverse_of(before: Configuration, line: Line | None, command: Line) -> Line:
    number = list_number(command.text)
    numbered = bool(number and before.positions(f"access-list {number}"))
    if line is None and command.text in MODES_WITHOUT_OBJECT:
        return Line(command.text, tuple(Line(_negation(child.text)) for child in reversed(command.children)))
    if line is None and not numbered:
        return Line(_negation(command.text))
    existing = line.children if line else ()
    return Line(command.text, tuple(_inverse_below(existing, child) for child in reversed(command.children)))


def _inverse_below(existing: tuple[Line, ...], child: Line) -> Line:
    slot = slot_of(child.text)
    for line in existing:
        if slot and any(has_prefix(line.text, word) for word in slot):
            return Line(line.text)
    if child.children and (same := next((line for line in existing if line.text == child.text), None)):
        return Line(child.text, tuple(_inverse_below(same.children, below) for below in reversed(child.children)))
    if child.text.startswith("no "):
        gone = next((line for line in existing if takes_away(child.text, line.text)), None)
        return gone or Line(child.text[3:])
    return Line(_negation_below(child.text))


def _negation_below(text: str) -> str:
    """The command that removes the line `text` of a sub-mode."""
    return _shortest(NEGATED_BELOW_UP_TO, without_number(text))


def _negation(text: str) -> str:
    """The command that removes the top line `text`."""
    return _shortest(NEGATED_UP_TO, text)


def _shortest(rows: tuple[tuple[str, int], ...], text: str) -> str:
    words = next((count for prefix, count in rows if text.startswith(f"{prefix} ")), None)
    return f"no {text}" if words is None else f"no {' '.join(text.split()[:words])}"
