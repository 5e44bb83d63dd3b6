"""The questions of a router that are answered, each by the one command that it belongs to; any other is a surprise."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedQuestion:
    """A question, the command that asks it, and what is typed; each is answered once for one command."""

    command: "re.Pattern[str]"
    """Matches the whole command."""
    question: "re.Pattern[bytes]"
    """At the end of what was received; what it has as `name` must be what the command has as `name`."""
    answer: bytes
    """As it is typed; the line end included where one is wanted."""
    source: Sentence


_YES = _RETURN = b"\r"
_NO = b"no\r"
_FILE = r"[a-z][a-z0-9-]{0,15}:/?(?P<name>[A-Za-z0-9._-]{1,63})"
_RELOAD = r"reload in \d{1,3}(?: reason [A-Za-z0-9_-]{1,40})?"

LISTED = (
    ListedQuestion(
        command=re.compile(r"copy running-config \S+:\S*"),
        question=re.compile(rb"Destination filename \[[^\]\r\n]{1,80}\]\? ?\Z"),
        answer=_RETURN,
        source="push.md A2.4",
    ),
    ListedQuestion(
        command=re.compile(rf"copy {_FILE} running-config"),
        question=re.compile(rb"(?:\A|\n)Destination filename \[running-config\]\? ?\Z"),
        answer=_RETURN,
        source="push.md A2.4, two transcripts",
    ),
    ListedQuestion(
        command=re.compile(rf"delete (?:/force )?{_FILE}"),
        question=re.compile(rb"(?:\A|\n)Delete filename \[(?P<name>[^\]\r\n]{1,63})\]\? ?\Z"),
        answer=_RETURN,
        source="unconfirmed",
    ),
    ListedQuestion(
        command=re.compile(rf"delete (?:/force )?{_FILE}"),
        question=re.compile(rb"(?:\A|\n)Delete [a-z0-9-]{1,16}:/?(?P<name>[^\s/?]{1,63})\? ?\[confirm\] ?\Z"),
        answer=_YES,
        source="unconfirmed",
    ),
    ListedQuestion(
        command=re.compile(r"write memory"),
        question=re.compile(rb"(?:\A|\n)Overwrite the previous NVRAM configuration\? ?\[confirm\] ?\Z"),
        answer=_YES,
        source="push.md A3.5",
    ),
    ListedQuestion(
        command=re.compile(r"write memory"),
        question=re.compile(rb"(?:\A|\n)Truncate config\?\? \[no\]: ?\Z"),
        answer=_NO,
        source="push.md A3.5: never yes",
    ),
    ListedQuestion(
        command=re.compile(_RELOAD),
        question=re.compile(rb"(?:\A|\n)System configuration has been modified\. Save\? \[yes/no\]: ?\Z"),
        answer=_NO,
        source="push.md A2.5: the reload must bring back what was saved before",
    ),
    ListedQuestion(
        command=re.compile(_RELOAD),
        question=re.compile(
            rb"(?:\A|\n)Reload scheduled (?:in|for) [^\r\n]{1,100}\r?\n(?:Reload reason: [^\r\n]{0,80}\r?\n)?"
            rb"(?:\r?\n)?Proceed with reload\? \[confirm\] ?\Z"
        ),
        answer=_YES,
        source="push.md A2.5; without the row that it is scheduled it would be a reload at once",
    ),
    ListedQuestion(
        command=re.compile(_RELOAD),
        question=re.compile(
            rb"(?:\A|\n)Reload scheduled (?:in|for) (?:[^\r\n]{0,100}\r?\n){1,5}"
            rb"Do you wish to proceed with reload anyway ?\[confirm\] ?\Z"
        ),
        answer=_YES,
        source="push.md A2.5; of what it warns stands in front of it, and where it comes is unconfirmed",
    ),
)
"""Nothing stands here that a command of ez2flex does not type."""

LONGEST_QUESTION = 600
"""The bytes at the end of what was received among which one begins."""


def listed_question(command: str, received: bytes, answered: Collection[ListedQuestion] = ()) -> ListedQuestion | None:
    """The row of the question that a router asks behind a command; nothing where it is on no list, or asked again."""
    for row in LISTED:
        typed = row.command.fullmatch(command)
        asked = typed and row.question.search(received, max(0, len(received) - LONGEST_QUESTION))
        if typed and asked and row not in answered and _is_about(typed, asked):
            return row
    return None


def _is_about(typed: "re.Match[str]", asked: "re.Match[bytes]") -> bool:
    """Whether a question that names a file names the one of the command."""
    named = asked.groupdict().get("name")
    return named is None or named == typed["name"].encode("ascii", "replace")


ASKING = re.compile(rb"(?:\[[^\]\r\n]{0,80}\]\??|\(y/n\)|\?|[Pp]assword|filename \[[^\]\r\n]*\]) ?:? ?\Z")
"""How what a router asks mostly ends."""
