"""What stands on a terminal that was sent some bytes: only what changes is sent, so that the bytes hold no words."""

import re
from codecs import getincrementaldecoder

from rich.cells import cell_len

_TOKEN = re.compile(
    r"\x1b\[(?P<values>[0-9;?<>=]*)[ -/]*(?P<does>[@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b(?![\[\]])[ -/]*[0-~]"
    r"|(?P<letters>[^\x00-\x1f\x7f]+)|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
)


class DrawnTerminal:
    """The letters of each row, wherever the cursor was moved to; looks are none of its business."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("replace")
        self._left = ""
        """The beginning of a sequence of which the rest did not arrive yet."""
        self._rows: dict[int, dict[int, str]] = {}
        self._row = self._column = 1

    def feed(self, data: bytes) -> None:
        """Take what was sent."""
        text = self._left + self._decoder.decode(data)
        end = 0
        while token := _TOKEN.match(text, end):
            end = token.end()
            self._take(token)
        self._left = text[end:]

    @property
    def text(self) -> str:
        """The rows from top to bottom."""
        return "\n".join(self.row(number) for number in range(1, max(self._rows, default=0) + 1))

    def row(self, number: int) -> str:
        """What stands in a row, without the blanks at its end."""
        cells = self._rows.get(number, {})
        return "".join(cells.get(column, " ") for column in range(1, max(cells, default=0) + 1)).rstrip()

    def _take(self, token: re.Match[str]) -> None:
        if token["letters"]:
            for letter in token["letters"]:
                self._write(letter)
        elif token["control"]:
            self._control(token["control"])
        elif token["does"] == "H":
            row, _, column = token["values"].partition(";")
            self._row, self._column = int(row or 1), int(column or 1)
        elif token["does"] == "K":
            cells = self._rows.get(self._row, {})
            self._rows[self._row] = {column: cell for column, cell in cells.items() if column < self._column}
        elif token["does"] == "J" or token["values"] == "?1049":
            self._rows = {}

    def _control(self, control: str) -> None:
        if control == "\n":
            self._row, self._column = self._row + 1, 1
        elif control == "\r":
            self._column = 1

    def _write(self, letter: str) -> None:
        cells, width = self._rows.setdefault(self._row, {}), cell_len(letter)
        # Of a wide letter that is cut in two nothing is left.
        if cells.get(self._column) == "":
            cells[self._column - 1] = " "
        if cells.get(self._column + width) == "":
            cells[self._column + width] = " "
        cells[self._column] = letter
        for place in range(1, width):
            cells[self._column + place] = ""
        self._column += width
