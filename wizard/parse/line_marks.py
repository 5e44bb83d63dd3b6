"""What a terminal, a mail or an editor writes before every line of a text: the time, a sign of quotation, a number."""

import re
from collections.abc import Callable
from itertools import islice, pairwise

_TIME = r"\d{1,2}:\d\d:\d\d(?:[.,:]\d{1,6})?"
_ZONE = r"(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"
_DAY = (
    r"(?:\d{4}[-./]\d\d[-./]\d\d[T ]+|\d{1,2}[-./]\d{1,2}[-./]\d{2,4},? +"
    r"|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?[A-Z][a-z]{2} +\d{1,2},?(?: +\d{4})? +)?"
)
_WHEN = rf"{_DAY}{_TIME}{_ZONE}(?: \d{{4}})?"
_STAMP = re.compile(rf"\[{_WHEN}\] ?|\({_WHEN}\) ?|{_DAY}{_TIME}{_ZONE}(?: ?[|>-])?(?: |$)")
"""As Tera Term, SecureCRT, MobaXterm, PuTTY's successors and `ts` put it."""

_QUOTED = re.compile(r"(?:> ?)+|\| ")
_NUMBER = r" *(?P<number>\d+)(?:[.:|)]| \|)?"
_WIDELY_NUMBERED = re.compile(rf"{_NUMBER}(?:\t| {{2}}|$)")
_NUMBERED = re.compile(rf"{_NUMBER}(?:\t| |$)")

_LOOKED_AT = 200
"""Lines; what stands before every line stands before these."""


def without_marks(lines: list[str]) -> list[str]:
    """The lines without what stands before nearly every one of them and is no router's."""
    for mark, is_one in _MARKS:
        shown = list(islice((line for line in lines if line.strip()), _LOOKED_AT))
        found = [match for line in shown if (match := mark.match(line))]
        if len(found) >= _FEWEST and len(found) * 10 >= len(shown) * 9 and is_one(found):
            lines = [line[match.end() :] if (match := mark.match(line)) else line for line in lines]
    return lines


_FEWEST = 5


def _always(_: list[re.Match[str]]) -> bool:
    return True


def _counts_up(found: list[re.Match[str]]) -> bool:
    """Whether the numbers are those of lines: each is greater than the one before, most of them by one."""
    numbers = [int(match["number"][:9]) for match in found]
    steps = [after - before for before, after in pairwise(numbers)]
    return all(step > 0 for step in steps) and steps.count(1) * 2 > len(steps)


_MARKS: tuple[tuple[re.Pattern[str], Callable[[list[re.Match[str]]], bool]], ...] = (
    (_STAMP, _always),
    (_QUOTED, _always),
    (_WIDELY_NUMBERED, _counts_up),
    (_NUMBERED, _counts_up),
)
