"""What a router says of a ping."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead
from wizard.model.literals import number

_RATE = re.compile(r"Success rate is (\d{1,3}) percent \((\d{1,9})/(\d{1,9})\)(?:, .*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """How many packets came back."""

    answered: int
    sent: int

    @property
    def is_good(self) -> bool:
        """Whether all came back, or all but the first, which waits for an address or a tunnel."""
        return self.sent > 0 and self.answered >= self.sent - 1 and self.answered > 0


def ping(answer: Answer) -> Ping:
    """The count; NotRead where the answer has none."""
    found = [rate for row in answer.rows if (rate := _RATE.fullmatch(row.strip()))]
    answered, sent = (number(found[0][2]), number(found[0][3])) if len(found) == 1 else (None, None)
    if answered is None or sent is None or answered > sent:
        raise NotRead("no success rate of a ping")
    return Ping(answered=answered, sent=sent)
