"""`show processes cpu`: how busy a router is."""

import re

from wizard.judge.answers.answer import Answer, NotRead

_LOAD = re.compile(r"CPU utilization for five seconds: .{1,20}; one minute: \d{1,3}%; five minutes: (?P<load>\d{1,3})%")


def processor_load(answer: Answer) -> int:
    """Percent over five minutes; NotRead where the answer has none."""
    found = [load for row in answer.rows if (load := _LOAD.fullmatch(row.strip()))]
    if len(found) != 1:
        raise NotRead("no load of the processor")
    return int(found[0]["load"])
