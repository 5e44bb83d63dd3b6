"""Text that is too long for its place: a name loses its middle, never the end in which it differs from the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

_SHORTEST = 20
"""Characters that are left of a name among other words: of an interface, all of them."""


def shortened(text: str, room: int, mark: str, beside: Iterable[str] = ()) -> str:
    """The text in that many characters, where its names can be shortened so far; else as short as they can be.

    What is left out of a text of one word is not that in which it differs from those beside it, if there is room.
    """
    if len(text) <= room:
        return text
    if " " not in text.strip():
        return without_middle(text, room, mark, beside)
    words = text.split(" ")
    for place in sorted(range(len(words)), key=lambda place: -len(words[place])):
        excess = sum(map(len, words)) + len(words) - 1 - room
        words[place] = without_middle(words[place], max(_SHORTEST, len(words[place]) - excess), mark)
    return " ".join(words)


def without_middle(name: str, room: int, mark: str, beside: Iterable[str] = ()) -> str:
    """The name in that many characters, with a mark in the place of what is left out."""
    if len(name) <= room:
        return name
    left_out = len(name) - room + len(mark)
    if room <= len(mark):
        return name[: max(0, room)]
    kept = [_differing(name, other) for other in beside if other != name]
    for places in (kept, [range(one.start, one.start + 1) for one in kept]):
        start = _start(len(name), left_out, places)
        if start is not None:
            return f"{name[:start]}{mark}{name[start + left_out :]}"
    return _around(name, room, mark, kept[0].start)


def _start(length: int, left_out: int, kept: list[range]) -> int | None:
    """Where what is left out begins: as near to the middle as can be without touching what is kept."""
    last = length - left_out
    middle = last // 2
    tried = [middle, *(place for one in kept for place in (one.start - left_out, one.stop))]
    fit = [
        place
        for place in tried
        if 0 <= place <= last and all(place >= one.stop or place + left_out <= one.start for one in kept)
    ]
    return min(fit, key=lambda place: abs(place - middle), default=None)


def _around(name: str, room: int, mark: str, place: int) -> str:
    """The name with that place of it, which stands far from both ends."""
    third = max(1, (room - 2 * len(mark)) // 3)
    begin = max(0, place - third // 2)
    end = max(0, room - 2 * len(mark) - 2 * third)
    return f"{name[:third]}{mark}{name[begin : begin + third]}{mark}{name[len(name) - end :]}"


def _differing(name: str, other: str) -> range:
    """Where the name differs from the other one; at least the place behind what both begin with."""
    begin = _common(name, other)
    end = _common(name[begin:][::-1], other[begin:][::-1])
    return range(begin, max(begin + 1, len(name) - end))


def _common(name: str, other: str) -> int:
    """With how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, other, strict=False)))


def neighbours(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of each name those from which it differs latest."""
    return dict(_neighbours(sorted(set(names))))


def _neighbours(ordered: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for place, name in enumerate(ordered):
        yield name, (*ordered[max(0, place - 1) : place], *ordered[place + 1 : place + 2])
