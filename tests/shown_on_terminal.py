"""What a terminal shows that was sent some bytes: enough of one for what the wizard sends."""

import re

COLUMNS, ROWS = 80, 24
_PARTS = re.compile(
    r"\x1b\[(?P<numbers>[0-9;]*)(?P<letter>[A-Za-z@`])|(?P<other>\x1b\[[0-9;?<>=]*[ -/]*[@-~]"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.)|(?P<control>[\r\n\x08])|(?P<text>[^\x1b\r\n\x08]+)",
    re.DOTALL,
)


def shown_on_terminal(sent: bytes) -> str:
    """The rows of the screen, without colours."""
    screen = _Screen()
    for part in _PARTS.finditer(sent.decode("utf-8", "replace")):
        if part["text"]:
            screen.write(part["text"])
        elif part["control"]:
            screen.control(part["control"])
        elif part["letter"]:
            screen.obey(part["letter"], [int(number or 0) for number in part["numbers"].split(";")])
    return "\n".join("".join(row) for row in screen.cells)


class _Screen:
    def __init__(self) -> None:
        self.cells = [[" "] * COLUMNS for _ in range(ROWS)]
        self.row = self.column = 0

    def write(self, text: str) -> None:
        for letter in text:
            self.cells[min(self.row, ROWS - 1)][min(self.column, COLUMNS - 1)] = letter
            self.column += 1

    def control(self, letter: str) -> None:
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self.row = min(self.row + 1, ROWS - 1)
            self.column = 0
        else:
            self.column = max(0, self.column - 1)

    def obey(self, letter: str, numbers: list[int]) -> None:
        first = numbers[0] or 1
        if letter == "H":
            self.row, self.column = min(first, ROWS) - 1, (numbers[1] or 1) - 1 if len(numbers) > 1 else 0
        elif letter in "AB":
            self.row = max(0, min(ROWS - 1, self.row + (first if letter == "B" else -first)))
        elif letter in "CD":
            self.column = max(0, self.column + (first if letter == "C" else -first))
        elif letter in "G`":
            self.column = first - 1
        elif letter in "XK":
            end = COLUMNS if letter == "K" else min(COLUMNS, self.column + first)
            self.cells[self.row][self.column : end] = " " * (end - self.column)
        elif letter == "J":
            self.cells = [[" "] * COLUMNS for _ in range(ROWS)]
