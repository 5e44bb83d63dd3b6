"""No regular expression is worse than linear in the length of what it is given."""

import re
import time
from collections.abc import Iterator

import pytest

from tests.regular_expressions import Use, hostile_texts, uses
from wizard.check.rules.undefined_names import REFERENCES as NAMES_OF_CHECKS
from wizard.data.constructs import CONSTRUCTS
from wizard.data.refused_algorithms import REFUSALS
from wizard.data.router_steps import STEPS
from wizard.ios.masking.secret_words import NO_SECRETS, SECRET_WORDS, UNKNOWN, NoSecret, SecretWord
from wizard.ios.modes import MODES
from wizard.ios.named_objects import NAMED_OBJECTS
from wizard.ios.printed_forms import PRINTED_FORMS
from wizard.model.router_step import Pattern
from wizard.session.listed_answers import LISTED_ANSWERS
from wizard.session.prompts import Prompts

MASKED: tuple[SecretWord | NoSecret, ...] = (UNKNOWN, *SECRET_WORDS, *NO_SECRETS)

MADE_AT_RUN_TIME = {
    "wizard.check.rules.undefined_names: reference.pattern": (
        "match",
        [names_of_check.pattern for names_of_check in NAMES_OF_CHECKS],
    ),
    "wizard.data.refused_algorithms: row.products": ("match", [refusal.products for refusal in REFUSALS]),
    "wizard.data.constructs.row: self.rest": (
        "fullmatch",
        [row.rest for construct in CONSTRUCTS for row in (construct.header, *construct.rows) if row and row.rest],
    ),
    "wizard.judge.step_answer: pattern.regex": (
        "search",
        [row.judge.regex for row in STEPS if isinstance(row.judge, Pattern)],
    ),
    "wizard.ios.named_objects: f'{re.escape(header)}\\\\s*(\\\\d+)\\\\b'": (
        "match",
        [rf"{re.escape(header)}\s*(\d+)\b" for header in ("interface Tunnel", "interface Virtual-Template")],
    ),
    "wizard.ios.named_objects: '|'.join(patterns or [_NEVER])": (
        "search",
        [
            named_object.used_by(name).pattern
            for named_object in NAMED_OBJECTS.values()
            for name in ("a", "0", "aa a", "list")
        ],
    ),
    "wizard.ios.masking.word_by_word: f'(?:{pattern})(?: |$)' if pattern else ''": (
        "match",
        [f"(?:{pattern})(?: |$)" for row in MASKED for pattern in (row.start, row.after) if pattern],
    ),
    "wizard.ios.masking.word_by_word: f\"{getattr(row, 'skips', '')}(?=\\\\S)\"": (
        "match",
        [rf"{row.skips}(?=\S)" for row in SECRET_WORDS],
    ),
    "wizard.ios.masking.word_by_word: row.before or '(?s:.*)'": (
        "fullmatch",
        [row.before for row in MASKED if row.before],
    ),
    "wizard.ios.masking.word_by_word: row.ends": ("fullmatch", [row.ends for row in SECRET_WORDS if row.ends]),
    "wizard.parse.terminal_leftovers: '\\\\^C|\\\\x03' if delimiter in {'^C', '\\x03'} else re.escape(delimiter)": (
        "search",
        [r"\^C|\x03", re.escape("#")],
    ),
    "wizard.ios.modes: f'{pattern}(?: |$)'": (
        "match",
        [f"{mode.header}(?: |$)" for modes in MODES.values() for mode in modes],
    ),
    "wizard.ios.modes: self.pattern": (
        "match",
        [mode.pattern for modes in MODES.values() for mode in modes if mode.pattern],
    ),
    "wizard.ios.printed_forms: row.line": ("fullmatch", [row.line for row in PRINTED_FORMS]),
    "wizard.session.listed_answers: command": ("match", [row.command.pattern for row in LISTED_ANSWERS]),
    "wizard.session.listed_answers: answer": ("search", [row.answer.pattern for row in LISTED_ANSWERS]),
    "wizard.session.prompts: b'(?:\\\\A|[\\\\r\\\\n])(?P<prompt>%s(?P<exec>[>#])|%s) ?\\\\Z' % (whole, inside)": (
        "search",
        [Prompts("a" * 63).ends.pattern.decode()],
    ),
    "wizard.session.prompts: b'(?P<prompt>%s(?P<exec>[>#])|%s) ?' % (whole, inside)": (
        "match",
        [Prompts("a" * 63).begins.pattern.decode()],
    ),
    "wizard.session.prompts: b'[\\\\r\\\\n](?P<prompt>%s(?P<exec>[>#])|%s) ?' % (whole, inside)": (
        "finditer",
        [Prompts("a" * 63).within.pattern.decode()],
    ),
    "screens.widgets.lines: re.escape(self.sought)": ("finditer", [re.escape("aa a"), re.escape("(a|a)*")]),
}
"""The expressions that the code makes out of rows of its tables, by the place where it does."""

ELSEWHERE = "wizard.rehearse."
"""What reads the daemons' logs and not a customer's line."""

FOUND = tuple(use for use in uses(("wizard", "screens")) if not str(use).startswith(ELSEWHERE))
LITERAL = tuple(use for use in FOUND if isinstance(use, Use))

LENGTH = 12_000
SECONDS = 0.06
"""A linear expression needs a hundredth of it, a quadratic one more than twice of it."""


def of_tables() -> Iterator[Use]:
    """The expressions of the tables, each once."""
    for where, (method, patterns) in MADE_AT_RUN_TIME.items():
        for pattern in dict.fromkeys(patterns):
            yield Use(where=where.partition(":")[0], pattern=pattern, flags=0, method=method)


def slowest(use: Use, length: int) -> tuple[float, str]:
    """The seconds of the dearest text of about that length, and its beginning."""
    worst = (0.0, "")
    for text in hostile_texts(use, length):
        needed = min(seconds(use, text) for _ in range(3)) if seconds(use, text) > SECONDS else 0.0
        worst = max(worst, (needed, text[:60]))
        if worst[0] > SECONDS:
            break
    return worst


def seconds(use: Use, text: str) -> float:
    """What one application of it costs the processor."""
    started = time.thread_time()
    use.on(text)
    return time.thread_time() - started


def worse_than_linear(use: Use) -> str:
    """What it is too slow on, in words, "" where nothing is.

    Short texts first: what is worse than quadratic would not come back from a long one.
    """
    for length in (12, 18, 24, 300, LENGTH):
        needed, text = slowest(use, length)
        if needed > SECONDS:
            return f"{use}: {needed:.2f} s for {length} characters that begin with {text!r}"
    return ""


@pytest.mark.parametrize("use", LITERAL, ids=str)
def test_an_expression_is_linear_in_the_length_of_the_text(use: Use) -> None:
    """Whatever it may repeat, as often as a long line has room for, it gives up or matches in time."""
    assert worse_than_linear(use) == ""


def test_the_expressions_of_the_tables_are_linear_too() -> None:
    """A row that is added to a table can make no reader slow."""
    assert [words for use in of_tables() if (words := worse_than_linear(use))] == []


def test_every_expression_that_is_made_at_run_time_is_in_the_table() -> None:
    """Nothing escapes the two tests above."""
    assert {use for use in FOUND if isinstance(use, str)} == set(MADE_AT_RUN_TIME)


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"IOS.*?, Version (\S+)", "search"), (r"(\d+) (?=permit)", "sub"), (r" *([,=]) *", "sub"), (r"(a|a)*b", "match")],
)
def test_an_expression_that_is_worse_is_found(pattern: str, method: str) -> None:
    """The texts that are made of an expression are those that it is slow on."""
    found = worse_than_linear(Use(where="here", pattern=pattern, flags=re.DOTALL, method=method))

    assert "characters that begin with" in found
