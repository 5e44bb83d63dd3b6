"""The questions of a router that are answered, each by the one command that it belongs to; any other is a surprise."""

import re
from dataclasses import dataclass

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedQuestion:
    """A question, the command that asks it, and what is typed."""

    command: "re.Pattern[str]"
    """Matches the whole command."""
    question: "re.Pattern[bytes]"
    """At the end of what was received."""
    answer: bytes
    """As it is typed; the line end included where one is wanted."""
    source: Sentence


_RETURN = b"\r"

LISTED = (
    ListedQuestion(
        command=re.compile(r"copy running-config \S+:\S*"),
        question=re.compile(rb"Destination filename \[[^\]\r\n]{1,80}\]\? ?\Z"),
        answer=_RETURN,
        source="push.md A2.4",
    ),
)
"""Nothing stands here that a command of ez2flex does not type."""


def listed_question(command: str, received: bytes) -> ListedQuestion | None:
    """The row of the question that a router asks behind a command, nothing where it is on no list."""
    for row in LISTED:
        if row.command.fullmatch(command) and row.question.search(received[-200:]):
            return row
    return None


ASKING = re.compile(rb"(?:\[[^\]\r\n]{0,80}\]\??|\(y/n\)|\?|[Pp]assword|filename \[[^\]\r\n]*\]) ?:? ?\Z")
"""How what a router asks mostly ends."""
