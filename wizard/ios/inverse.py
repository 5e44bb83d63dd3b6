"""The commands that take commands back."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

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


class Taken(NamedTuple):
    """One command as a router takes it, with what stood there before it."""

    command: Line
    standing: Line | None
    """The top line of the same text, None where the command makes it."""
    gone: tuple[Line, ...]
    """The top lines that it removes."""


def taken(before: Configuration, commands: Iterable[Line]) -> tuple[Taken, ...]:
    """The commands as a router takes them one after the other."""
    draft = Draft(before)
    found: list[Taken] = []
    for command in commands:
        removes = command.text.startswith("no ")
        gone = draft.matching(command.text[3:]) if removes else ()
        found.append(Taken(command, None if removes else draft.find(command.text), gone))
        draft.take(command)
    return tuple(found)


def inverse(before: Configuration, commands: Sequence[Line]) -> tuple[Line, ...]:
    """The commands that take `commands` back, in reverse order; what leaves no line behind is not taken back."""
    return tuple(line for one in reversed(taken(before, commands)) for line in inverse_of(before, one))


def inverse_of(before: Configuration, one: Taken) -> tuple[Line, ...]:
    """The commands that take one command back."""
    if not leaves_a_line(one.command):
        return ()
    if one.command.text.startswith("no "):
        return one.gone
    return (_inverse_of(before, one.standing, one.command),)


LinePath = tuple[str, ...]
"""A command behind the headers that it stands below."""


def each_way_back(before: Configuration, commands: Sequence[Line]) -> Iterator[tuple[LinePath, tuple[LinePath, ...]]]:
    """Each command and each line below one, with the commands among the inverse that take it back."""
    for one in taken(before, commands):
        back = inverse_of(before, one)
        if len(back) == 1 and back[0].text == one.command.text and back[0].children:
            yield from _each_below(one.command, back[0], (one.command.text,))
        else:
            paths = tuple((line.text,) for line in back)
            yield from ((path, paths) for path in _paths(one.command))


def _each_below(command: Line, back: Line, header: LinePath) -> Iterator[tuple[LinePath, tuple[LinePath, ...]]]:
    for child, inverted in zip(command.children, reversed(back.children), strict=True):
        path = (*header, child.text)
        if inverted.text == child.text and inverted.children:
            yield from _each_below(child, inverted, path)
        else:
            yield from (((*header, *below), ((*header, inverted.text),)) for below in _paths(child))


def _paths(line: Line) -> Iterator[LinePath]:
    yield (line.text,)
    yield from ((line.text, *path) for child in line.children for path in _paths(child))


def leaves_a_line(command: Line) -> bool:
    """Whether the configuration shows that the command was taken."""
    return not any(has_prefix(command.text, prefix) for prefix in EXECUTED_ONLY)


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
