"""`show privilege`: what the user may type."""

from wizard.judge.answers.answer import Answer, NotRead, behind
from wizard.model.literals import number

FULL = 15


def privilege(answer: Answer) -> int:
    """The level; NotRead where the answer has none."""
    levels = [words for row in answer.rows if (words := behind(row, "Current privilege level is")) is not None]
    level = number(levels[0], 0, FULL) if len(levels) == 1 else None
    if level is None:
        raise NotRead("no level of `show privilege`")
    return level
