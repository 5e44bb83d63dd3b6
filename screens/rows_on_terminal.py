"""What stands on the terminal already is not sent again: over a slow line the next step is there at once."""

import re

from rich.cells import cell_len

_MOVE = re.compile(r"\x1b\[(\d{1,5});(\d{1,5})H")
_LOOK = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")


class RowsOnTerminal:
    """The pieces of rows that were sent last, by row and column."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[int, tuple[int, str]]] = {}
        self._size = (0, 0)

    def forget(self) -> None:
        """Take nothing for granted: something else wrote to the terminal meanwhile."""
        self._rows = {}

    def unsent(self, sequences: str, size: tuple[int, int]) -> str:
        """What is to be sent of that, to a terminal of so many columns and rows."""
        if size != self._size:
            self.forget()
            self._size = size
        before, *found = _MOVE.split(sequences)
        pieces = zip(found[0::3], found[1::3], found[2::3], strict=True)
        return before + "".join(
            f"\x1b[{row};{column}H{text}"
            for row, column, piece in pieces
            if self._is_new(row, int(column), text := piece.rstrip("\n"))
        )

    def _is_new(self, row: str, column: int, text: str) -> bool:
        if not text:
            # The cursor alone goes there.
            return True
        standing = self._rows.setdefault(row, {})
        if standing.get(column, (0, ""))[1] == text:
            return False
        end = column + cell_len(_LOOK.sub("", text))
        for other in [other for other, (ends, _) in standing.items() if other < end and column < ends]:
            del standing[other]
        standing[column] = (end, text)
        return True
