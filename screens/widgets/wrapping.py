"""A line that is too long for its column, in several."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells


def wrapped(text: str, room: int, continued: str) -> list[str]:
    """The text in lines that fit into the room; those behind the first one begin with a sign."""
    end = _end(text, 0, room)
    parts = [text[:end]]
    while end < len(text):
        start, end = end, _end(text, end, room - 2)
        parts.append(f"{continued} {text[start:end]}")
    return parts


def is_short(text: str, room: int) -> bool:
    """Whether a text surely fits: of other characters each may take two cells, or be shown as several."""
    return len(text) <= room and text.isascii() and text.isprintable()


def _end(text: str, start: int, room: int) -> int:
    """Where the part of a text ends that begins there: behind a word, unless that is a long way back."""
    part = text[start : start + room]
    if cell_len(part) > room:
        part = chop_cells(part, room)[0]
    if start + len(part) == len(text):
        return len(text)
    blank = part.rfind(" ", len(part) // 2)
    return start + (blank + 1 if blank > 0 else len(part))
