"""What stands behind a `|`: which rows of an output are printed.

A pattern is read by rules of its own and matched without going back, so that none that is typed can take long.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

_Single: TypeAlias = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sequence:
    """What follows one another in a row, with anything between two parts."""

    parts: tuple[tuple[_Single, ...], ...]
    at_start: bool
    at_end: bool
    words: str = ""
    """All of it, where it is plain letters that may stand anywhere."""

    def found_in(self, row: str) -> bool:
        """Whether the row has it."""
        if self.words:
            return self.words in row
        place = 0
        for number, part in enumerate(self.parts):
            last = len(row) - len(part)
            first = last if self.at_end and number == len(self.parts) - 1 else place
            if self.at_start and number == 0:
                last = min(0, last)
            starts = range(max(first, place), last + 1)
            found = next((start for start in starts if _stands_at(part, row, start)), None)
            if found is None:
                return False
            place = found + len(part)
        return True


def _stands_at(part: tuple[_Single, ...], row: str, start: int) -> bool:
    return all(single(row[start + place]) for place, single in enumerate(part))


Pattern: TypeAlias = tuple[_Sequence, ...]
"""One of several sequences."""


def read_pattern(text: str) -> Pattern | None:
    """The pattern: letters, `.`, `.*`, `[...]`, `^`, `$`, `|`; None where it holds another sign."""
    found = [_sequence(alternative) for alternative in _alternatives(text)]
    return None if None in found else tuple(sequence for sequence in found if sequence is not None)


def _alternatives(text: str) -> Iterator[str]:
    rest, start, place = text, 0, 0
    while place < len(rest):
        if rest[place] == "\\":
            place += 1
        elif rest[place] == "|":
            yield rest[start:place]
            start = place + 1
        place += 1
    yield rest[start:]


_PLAIN = re.compile(r"[A-Za-z0-9 /:_-]+")


def _sequence(text: str) -> _Sequence | None:
    if _PLAIN.fullmatch(text):
        return _Sequence(parts=(), at_start=False, at_end=False, words=text)
    at_start = text.startswith("^")
    text = text.removeprefix("^")
    at_end = text.endswith("$") and not text.endswith("\\$")
    text = text[:-1] if at_end else text
    parts: list[tuple[_Single, ...]] = []
    part: list[_Single] = []
    place = 0
    while place < len(text):
        letter = text[place]
        if text.startswith(".*", place):
            parts.append(tuple(part))
            part = []
            place += 2
            continue
        if letter in "*+?()":
            return None
        if letter == "[":
            end = text.find("]", place + 2)
            if end < 0:
                return None
            part.append(_one_of(text[place + 1 : end]))
            place = end + 1
            continue
        if letter == "\\" and place + 1 < len(text):
            place += 1
            part.append(_letter(text[place]))
        else:
            part.append(_anything if letter == "." else _letter(letter))
        place += 1
    parts.append(tuple(part))
    return _Sequence(parts=tuple(parts), at_start=at_start, at_end=at_end)


def _anything(character: str) -> bool:
    return bool(character)


def _letter(letter: str) -> _Single:
    return letter.__eq__


def _one_of(inside: str) -> _Single:
    is_other = inside.startswith("^")
    letters, place, inside = set[str](), 0, inside.removeprefix("^")
    while place < len(inside):
        if place + 2 < len(inside) and inside[place + 1] == "-":
            letters.update(map(chr, range(ord(inside[place]), min(ord(inside[place + 2]), 0x10FF) + 1)))
            place += 3
        else:
            letters.add(inside[place])
            place += 1
    return lambda character: (character in letters) != is_other


def found_in(pattern: Pattern, row: str) -> bool:
    """Whether the pattern is found in a row."""
    return any(sequence.found_in(row) for sequence in pattern)


def _include(rows: list[str], pattern: Pattern) -> Iterator[str]:
    return (row for row in rows if found_in(pattern, row))


def _exclude(rows: list[str], pattern: Pattern) -> Iterator[str]:
    return (row for row in rows if not found_in(pattern, row))


def _begin(rows: list[str], pattern: Pattern) -> Iterator[str]:
    start = next((place for place, row in enumerate(rows) if found_in(pattern, row)), len(rows))
    return iter(rows[start:])


def _section(rows: list[str], pattern: Pattern) -> Iterator[str]:
    """The rows that match, each with what is indented below it."""
    depth = -1
    for row in rows:
        indent = len(row) - len(row.lstrip(" "))
        if depth >= 0 and indent > depth:
            yield row
        elif found_in(pattern, row):
            depth = indent
            yield row
        else:
            depth = -1


FILTERS: dict[str, Callable[[list[str], Pattern], Iterator[str]]] = {
    "include": _include,
    "exclude": _exclude,
    "begin": _begin,
    "section": _section,
}


def filtered(text: str, kind: str, pattern: Pattern) -> str:
    """The rows of an output that a filter of FILTERS leaves."""
    return "".join(f"{row}\n" for row in FILTERS[kind](text.split("\n")[: text.count("\n")], pattern))
