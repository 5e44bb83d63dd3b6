"""`show line`: the lines at which one may log in over the network."""

import re

from wizard.judge.answers.answer import Answer, NotRead

_ROW = re.compile(r"[*A]? *\d{1,5}(?: +[\d/]{1,12})? +VTY(?: .*)?")


def vty_lines(answer: Answer) -> int:
    """How many there are; NotRead where the answer has none."""
    count = sum(_ROW.fullmatch(row.strip()) is not None for row in answer.rows)
    if not count:
        raise NotRead("no VTY in `show line`")
    return count
