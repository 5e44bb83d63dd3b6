"""What stands behind a bar finds the rows that a regular expression finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.practice.output_filter import found_in, read_pattern

LETTERS = "abc 0/"
SINGLES = st.sampled_from(
    [*LETTERS, ".", "[ab]", "[a-c]", "[^a]", "[0-9]", "[^a-b/]", "[]a]", r"\.", r"\|", r"\$", r"\\"]
)
PARTS = st.lists(SINGLES, min_size=1, max_size=4).map("".join)
SEQUENCES = st.builds(
    lambda start, parts, end: f"{start}{'.*'.join(parts)}{end}",
    st.sampled_from(["", "^"]),
    st.lists(PARTS, min_size=1, max_size=3),
    st.sampled_from(["", "$"]),
)
PATTERNS = st.lists(SEQUENCES, min_size=1, max_size=3).map("|".join)
ROWS = st.text(alphabet=f"{LETTERS}.|$\\]", max_size=12)


@given(pattern=PATTERNS, row=ROWS)
def test_a_pattern_finds_the_rows_in_which_an_expression_finds_it(pattern: str, row: str) -> None:
    """Python's own expressions are the measure, for all that a router's have in common with them."""
    read = read_pattern(pattern)

    assert read is not None
    assert found_in(read, row) is (re.search(pattern, row) is not None)


@pytest.mark.parametrize(
    ("pattern", "row", "is_found"),
    [
        ("", "anything", True),
        ("^", "anything", True),
        ("$", "anything", True),
        ("^$", "", True),
        ("^$", "a", False),
        ("^a$", "a", True),
        ("^a$", "aa", False),
        ("a.*a", "a", False),
        ("a.*a", "aa", True),
        ("^a.*b$", "acb b", True),
        ("^a.*b$", "acb c", False),
        ("a.*b.*c", "a c b", False),
        ("a.*b.*c", "a b c", True),
        ("ab.*ab$", "abab", True),
        ("ab.*ab$", "ab b", False),
        ("[a-c]x", "cx", True),
        ("[a-c]x", "dx", False),
        ("[a-]x", "-x", True),
        ("[^a-c]x", "dx", True),
        ("[^a-c]x", "ax", False),
        ("a|^b", "cb", False),
        ("a|^b", "bc", True),
        (r"1\.2", "1.2", True),
        (r"1\.2", "112", False),
        (r"a\|b", "a", False),
        (r"a\|b", "a|b", True),
        (r"a\$", "a$", True),
        (r"a\$", "a", False),
    ],
)
def test_a_row_is_found_or_not(pattern: str, row: str, is_found: bool) -> None:  # noqa: FBT001
    """Anchors, sets, escapes and alternatives."""
    read = read_pattern(pattern)

    assert read is not None
    assert found_in(read, row) is is_found


@pytest.mark.parametrize("pattern", ["(a", "a)", "a+", "a?", "*a", "[a", "[", "a|(b)", "[]"])
def test_a_pattern_with_a_sign_that_is_not_known_here_is_none(pattern: str) -> None:
    """A router says that it does not compile it."""
    assert read_pattern(pattern) is None
