"""No row is sent twice, and the terminal shows what it would show if each were."""

import re

from hypothesis import given
from hypothesis import strategies as st

from screens.rows_on_terminal import RowsOnTerminal

SIZE = (12, 3)
_SENT = re.compile(r"\x1b\[(\d+);(\d+)H([^\x1b\n]*)")

pieces = st.tuples(st.integers(1, SIZE[1]), st.integers(1, SIZE[0]), st.text("ab ", max_size=SIZE[0]))
updates = st.lists(st.lists(pieces, max_size=5), max_size=8)


def shown(sent: str) -> list[str]:
    """The rows of a terminal that was sent that."""
    rows = [[" "] * (2 * SIZE[0]) for _ in range(SIZE[1])]
    for row, column, text in _SENT.findall(sent):
        start = int(column) - 1
        rows[int(row) - 1][start : start + len(text)] = text
    return ["".join(cells) for cells in rows]


def sequence(update: list[tuple[int, int, str]]) -> str:
    """One update as it is written to a terminal."""
    return "".join(f"\x1b[{row};{column}H{text}\n" for row, column, text in update)


@given(updates)
def test_the_terminal_shows_what_it_would_show_if_every_row_were_sent(every: list[list[tuple[int, int, str]]]) -> None:
    """Whatever was written over whatever."""
    rows = RowsOnTerminal()
    sent = "".join(rows.unsent(sequence(update), SIZE) for update in every)

    assert shown(sent) == shown("".join(map(sequence, every)))


def test_a_row_that_stands_there_is_not_sent_and_one_that_looks_otherwise_is() -> None:
    """The cursor goes where it goes all the same."""
    rows = RowsOnTerminal()
    first = rows.unsent("\x1b[?25l\x1b[1;1Hone\n\x1b[2;1H\x1b[1mtwo\x1b[0m\n\x1b[2;1H", SIZE)
    again = rows.unsent("\x1b[1;1Hone\n\x1b[2;1Htwo\n\x1b[2;1H", SIZE)

    assert first == "\x1b[?25l\x1b[1;1Hone\x1b[2;1H\x1b[1mtwo\x1b[0m\x1b[2;1H"
    assert again == "\x1b[2;1Htwo\x1b[2;1H"


def test_another_size_and_another_program_are_reasons_to_send_all_again() -> None:
    """Nothing is known of the terminal then."""
    rows = RowsOnTerminal()
    update = "\x1b[1;1Hone"

    assert rows.unsent(update, SIZE) == update
    assert rows.unsent(update, SIZE) == ""
    assert rows.unsent(update, (80, 24)) == update
    rows.forget()
    assert rows.unsent(update, (80, 24)) == update
