"""The text of a stage as it was frozen when a run began, and which of its rows are typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from wizard.ios.apply import applied
from wizard.ios.residue import compared
from wizard.model.configuration import Configuration, Line, read_written
from wizard.model.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenText:
    """The bytes of one stage of one router, or of its way back."""

    stage: Stage
    takes_back: bool = False
    """Whether they take the stage back."""
    data: bytes = field(repr=False)
    """It holds keys."""

    @property
    def filename(self) -> str:
        """As `render` calls it."""
        return self.stage.undo_filename if self.takes_back else self.stage.filename

    @property
    def fact(self) -> str:
        """By which name the header of a run has its hash."""
        return f"{'undo' if self.takes_back else 'text'}_{self.stage}"

    @property
    def sha256(self) -> str:
        """By which the journal names it."""
        return sha256(self.data).hexdigest()

    @property
    def commands(self) -> tuple[Line, ...]:
        """What it does, as lines below lines."""
        rows = (row for _, row in self.rows if row.strip() != "exit")
        return read_written("".join(f"{row}\n" for row in rows))

    @property
    def rows(self) -> tuple[tuple[int, str], ...]:
        """What is typed, each row with its number in the text."""
        rows = enumerate(self.data.decode("utf-8", "surrogateescape").splitlines(), 1)
        return tuple((number, row) for number, row in rows if row.strip() and not row.startswith("!"))

    @property
    def key_rows(self) -> tuple[tuple[int, str], ...]:
        """The rows that make a key pair, which no configuration shows."""
        return tuple((number, row) for number, row in self.rows if row.startswith(_MAKES_A_KEY))

    def rows_missing_in(self, running: Configuration) -> tuple[tuple[int, str], ...]:
        """The rows that would change such a router, with the headers that open their blocks."""
        needed: set[tuple[str, ...]] = set()
        now, shown = running, compared(running)
        for path in dict.fromkeys(path for _, _, path in self._placed()):
            after = applied(now, (_command(path),))
            if after != now and not compared(after).residue(shown).is_empty:
                needed.update(path[:depth] for depth in range(1, len(path) + 1))
                now, shown = after, compared(after)
        return tuple((number, row) for number, row, path in self._placed() if path in needed)

    def _placed(self) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """Each row behind the rows under which it stands; an `exit` belongs to the block that it leaves."""
        above: list[str] = []
        for number, row in self.rows:
            text = row.strip()
            del above[len(row) - len(row.lstrip(" ")) :]
            if text != "exit":
                above.append(text)
            yield number, row, tuple(above)


_MAKES_A_KEY = "crypto key generate "


def _command(path: tuple[str, ...]) -> Line:
    """The last of the lines, below those that open its block."""
    text, *below = path
    return Line(text, (_command(tuple(below)),) if below else ())
