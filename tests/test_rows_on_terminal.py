"""No cell is sent twice, and the terminal shows what it would show if each were."""

from itertools import starmap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.rows_on_terminal import Row, RowsOnTerminal
from tests.drawn_terminal import DrawnTerminal

SIZE = (12, 3)

texts = st.lists(
    st.tuples(st.sampled_from(["", "\x1b[1m", "\x1b[7m", "\x1b[1;7m"]), st.text("ab  \u754c\u2501", max_size=4)),
    max_size=3,
)
pieces = st.tuples(st.integers(1, SIZE[1]), st.integers(1, SIZE[0]), texts)
updates = st.lists(st.lists(pieces, max_size=5), max_size=8)


def shown(sent: str) -> str:
    """The letters on a terminal that was sent that."""
    terminal = DrawnTerminal()
    terminal.feed(sent.encode())
    return terminal.text


def sequence(update: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """One update as it is written to a terminal."""
    return "".join(f"\x1b[{row};{column}H{''.join(starmap(looking, texts))}\n" for row, column, texts in update)


def looking(look: str, text: str) -> str:
    """A text that looks so."""
    return f"{look}{text}\x1b[0m" if look else text


@given(updates)
def test_the_terminal_shows_what_it_would_show_if_every_row_were_sent(
    every: list[list[tuple[int, int, list[tuple[str, str]]]]],
) -> None:
    """Whatever was written over whatever."""
    rows = RowsOnTerminal()
    sent = "".join(rows.unsent(sequence(update), SIZE) for update in every)

    assert shown(sent) == shown("".join(map(sequence, every)))


CHANGES = {
    "the same": ("one", "one", ""),
    "a few letters": ("one two", "one ten", "\x1b[1;6Hen"),
    "another look": ("one", "\x1b[1mone\x1b[0m", "\x1b[1;1H\x1b[1mone\x1b[0m"),
    "a look that blanks do not show": ("one   ", "\x1b[1mone   \x1b[0m", "\x1b[1;1H\x1b[1mone\x1b[0m"),
    "a look that goes on": ("onetwo", "\x1b[1mone\x1b[0m\x1b[1mtwo\x1b[0m", "\x1b[1;1H\x1b[1monetwo\x1b[0m"),
    "the rest is blank": ("one two ten.", "one         ", "\x1b[1;4H\x1b[K"),
    "letters, and the rest is blank": ("one two ten.", "six         ", "\x1b[1;1Hsix\x1b[K"),
    "blanks that are seen": ("one two ten.", "one two \x1b[7m    \x1b[0m", "\x1b[1;9H\x1b[7m    \x1b[0m"),
    "far apart": ("a b c d e f ", "1 b c d e 2 ", "\x1b[1;1H1\x1b[1;11H2"),
    "wide letters": ("\u754ca", "b\u754c", "\x1b[1;1Hb\u754c"),
    "no row of letters": ("one\x1b[5n", "one\x1b[5n", "\x1b[1;1Hone\x1b[5n"),
}
"""What stood in a row, what shall stand there, and what is sent."""


@pytest.mark.parametrize(("before", "after", "sent"), CHANGES.values(), ids=CHANGES)
def test_what_stands_there_is_not_sent_and_what_looks_otherwise_is(before: str, after: str, sent: str) -> None:
    """Cell by cell; the blanks at the end of a row are erased."""
    rows = RowsOnTerminal()
    rows.unsent(f"\x1b[1;1H{before}", SIZE)

    assert rows.unsent(f"\x1b[1;1H{after}", SIZE) == sent


def test_the_cursor_goes_where_it_goes_all_the_same() -> None:
    """The last movement is sent, and what is no row."""
    rows = RowsOnTerminal()
    first = rows.unsent("\x1b[?25l\x1b[1;1Hone\n\x1b[2;1Htwo\n\x1b[3;1H\x1b[2;1H", SIZE)
    again = rows.unsent("\x1b[1;1Hone\n\x1b[2;1Hten\n\x1b[2;1H", SIZE)

    assert first == "\x1b[?25l\x1b[1;1Hone\x1b[2;1Htwo\x1b[2;1H"
    assert again == "\x1b[2;2Hen\x1b[2;1H"


def test_another_size_and_another_program_are_reasons_to_send_all_again() -> None:
    """Nothing is known of the terminal then."""
    rows = RowsOnTerminal()
    update = "\x1b[1;1Hone"

    assert rows.unsent(update, SIZE) == update
    assert rows.unsent(update, SIZE) == ""
    assert rows.unsent(update, (80, 24)) == update
    rows.forget()
    assert rows.unsent(update, (80, 24)) == update


class Stopped(RowsOnTerminal):
    """The rows of a wizard that is stopped and continued while it draws."""

    def _sent(self, standing: dict[int, Row], shown: dict[int, Row]) -> str:
        self.forget()
        return super()._sent(standing, shown)


def test_all_may_be_forgotten_in_the_middle_of_an_update() -> None:
    """As by the signal that continues it; what comes next is sent whole."""
    rows = Stopped()
    rows.unsent("\x1b[1;1Hone", SIZE)
    rows.unsent("\x1b[1;1Hone", SIZE)

    assert rows.unsent("\x1b[1;1Hone", SIZE) == "\x1b[1;1Hone"
