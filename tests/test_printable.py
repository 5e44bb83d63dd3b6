"""Text from outside as it is shown: every character is seen, and none is obeyed."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.printable import printable, printable_lines

ANYTHING = st.text(st.characters() | st.characters(categories=["Cc", "Cf", "Cs", "Co", "Zl", "Zp"]))
"""Texts of any characters, rich in those that a terminal may act on."""

ORDINARY = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u3164\uffa0"))
"""Texts of what can be seen; the characters left out are letters for which nothing is drawn."""

UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}

INVISIBLE_LETTERS = "\u034f\u115f\u3164\ufe0f\uffa0\U000e0100"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("\x9b31m", r"\x9b31m"),
        ("\x7f\x00\x07", r"\x7f\x00\x07"),
        ("a\tb\rc\nd", r"a\tb\rc\nd"),
        ("\u202eoverride\u2066", r"\u202eoverride\u2066"),
        ("\u200bzero\u200d\ufeff", r"\u200bzero\u200d\ufeff"),
        ("\u2028\u2029\x85", r"\u2028\u2029\x85"),
        ("\U000e0041\U000e007f", r"\U000e0041\U000e007f"),
        ("\ue000\U0010ffff", r"\ue000\U0010ffff"),
        (b"\x9b\xff".decode("utf-8", "surrogateescape"), r"\x9b\xff"),
        ("\ud800", r"\ud800"),
        (INVISIBLE_LETTERS, r"\u034f\u115f\u3164\ufe0f\uffa0\U000e0100"),
    ],
    ids=["C0", "C1", "DEL", "lines", "bidi", "zero width", "separators", "tags", "private", "bytes", "lone", "letters"],
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    """Each such character is shown as one writes it in a program."""
    assert printable(text) == shown


def test_no_letter_that_is_drawn_is_written_out() -> None:
    """Of all letters, marks, digits and signs of the first planes only those are written out that nobody can see."""
    characters = (chr(code) for code in (*range(0x20000), *range(0xE0000, 0xE0200)))
    drawn = (one for one in characters if unicodedata.category(one)[0] in "LMNPS")
    unseen = [0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x180E), 0x180F, 0x3164]
    unseen += [*range(0xFE00, 0xFE10), 0xFFA0, *range(0xE0100, 0xE01F0)]

    assert {ord(one) for one in drawn if printable(one) != one} == {
        code for code in unseen if unicodedata.category(chr(code)) != "Cn"
    }


@pytest.mark.parametrize(
    "text",
    [
        string.ascii_letters + string.digits + string.punctuation + " ",
        "Zürich, Łódź, Ελλάδα, Москва, القاهرة, תל אביב, 東京, 서울, กรุงเทพฯ, मुंबई",
        "├─│└…↪→·×±§°",
        "full\u3000width\u00a0blanks\u2003",
        "🙂",
        "",
    ],
    ids=["ascii", "scripts", "drawing", "blanks", "emoji", "nothing"],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    """Letters of any script, and what the screens draw, are no danger."""
    assert printable(text) == text


@given(ANYTHING)
def test_no_text_keeps_a_character_that_a_terminal_acts_on(text: str) -> None:
    """Whatever the text, what is shown has only letters, marks, digits, signs and blanks that are seen."""
    shown = printable(text)

    assert not {unicodedata.category(letter) for letter in shown} & UNSEEN
    assert not set(shown) & set(INVISIBLE_LETTERS)
    shown.encode()


@given(ANYTHING)
def test_what_is_shown_is_shown_the_same_again(text: str) -> None:
    """A text that passes two doors is not written out twice."""
    shown = printable(text)

    assert printable(shown) == shown


@given(ORDINARY)
def test_letters_digits_and_signs_are_never_written_out(text: str) -> None:
    """What can be seen is left alone."""
    assert printable(text) == text


@given(ANYTHING)
def test_lines_are_as_many_as_line_feeds_say(text: str) -> None:
    """Several lines stay lines; no other character begins one."""
    rows = printable_lines(text).splitlines()

    assert len(rows) in {text.count("\n"), text.count("\n") + 1}
