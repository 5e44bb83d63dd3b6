"""Transcripts of routers, as somebody published them: what was typed, what came, and where it was read.

A file of tests/transcripts/ holds several. Each begins with `=== ` and what it shows, has a few settings, and behind
`---` it is what stood on the screen. What was typed stands between « and », what was typed without an echo between ‹
and ›, a line that was begun and not ended between ⟪ and ⟫; `⟨60 s⟩` lets a minute pass. `⋯` stands for what differs
from router to router, such as a size or a certificate, and ␇ for the bell.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "transcripts"
BEGIN = "=== "
RULE = "---"
TYPED, BEGUN, SILENT, WAIT, ANYTHING = "«", "⟪", "‹", "⟨", "⋯"
_ENDS = {TYPED: "»", BEGUN: "⟫", SILENT: "›", WAIT: "⟩"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a transcript."""

    kind: str
    """One of the signs that it begins with; empty for what the router printed."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One transcript."""

    title: str
    section: str
    """The section of the notes on pushing safely in which it stands."""
    settings: tuple[tuple[str, str], ...]
    """Such as its source, and the time on the router's clock."""
    configuration: str
    screen: str

    def all_of(self, name: str) -> tuple[str, ...]:
        """What is set by that name, each time that it is."""
        return tuple(value for key, value in self.settings if key == name)

    def of(self, name: str, default: str = "") -> str:
        """What is set by that name."""
        return next(iter(self.all_of(name)), default)

    @property
    def pieces(self) -> Iterator[Piece]:
        """Its parts in their order."""
        rest = self.screen
        while rest:
            places = [place for sign in _ENDS if (place := rest.find(sign)) >= 0]
            place = min(places, default=len(rest))
            if place:
                yield Piece(kind="", text=rest[:place])
            if place == len(rest):
                return
            sign = rest[place]
            text, _, rest = rest[place + 1 :].partition(_ENDS[sign])
            yield Piece(kind=sign, text=text)
            if sign == WAIT:
                rest = rest.removeprefix("\n")


def transcripts() -> tuple[Transcript, ...]:
    """All of them."""
    return tuple(
        _read(path.stem, text)
        for path in sorted(FOLDER.glob("*.txt"))
        for text in f"\n{path.read_text('utf-8')}".split(f"\n{BEGIN}")[1:]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPrinted:
    """What somebody published and the practice router does not print."""

    source: str
    text: str
    why: str


def not_printed() -> tuple[NotPrinted, ...]:
    """All of it."""
    rows = tomllib.loads((FOLDER / "not-printed.toml").read_text("utf-8"))["text"]
    return tuple(NotPrinted(source=row["source"], text=row["text"], why=row["why"]) for row in rows)


def _read(section: str, text: str) -> Transcript:
    head, _, screen = text.partition(f"\n{RULE}\n")
    title, *rows = head.split("\n")
    lines = [row.removeprefix("| ").removeprefix("|") for row in rows if row.startswith("|")]
    settings = [row.partition(": ") for row in rows if not row.startswith("|")]
    return Transcript(
        title=title,
        section=section,
        settings=tuple((key, value) for key, _, value in settings),
        configuration="".join(f"{line}\n" for line in lines),
        screen=screen.rstrip("\n"),
    )


def filled(pattern: str, text: str) -> str:
    """The pattern with what the text has in the places of `⋯`; the pattern itself where it is not like the text."""
    parts = pattern.split(ANYTHING)
    if not text.startswith(parts[0]) or not text.endswith(parts[-1]):
        return pattern
    place = len(parts[0])
    for part in parts[1:-1]:
        place = text.find(part, place)
        if place < 0:
            return pattern
        place += len(part)
    return text if place <= len(text) - (len(parts[-1]) if len(parts) > 1 else 0) else pattern


def on_screen(text: str) -> str:
    """The rows as they stand on a screen, each up to where the cursor was left: what was written over is gone."""
    rows = []
    for row in text.split("\n"):
        cells: list[str] = []
        place = 0
        for character in row:
            if character == "\b":
                place = max(0, place - 1)
            else:
                cells[place:] = [character, *cells[place + 1 :]]
                place += 1
        rows.append("".join(cells[:place]))
    return "\n".join(rows)
