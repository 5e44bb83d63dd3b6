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
    is_about_fingerprints: bool = False
    """Whether it is answered only where every fingerprint in it is one that was known before."""


_YES = _RETURN = b"\r"
_NO, _YES_IN_WORDS = b"no\r", b"yes\r"
_ENROLS = re.compile(r"crypto pki enroll [!-~]{1,64}")
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
    ListedQuestion(
        command=re.compile(r"no crypto pki trustpoint [!-~]{1,64}"),
        question=re.compile(
            rb"(?:\A|\n)% Removing an enrolled trustpoint will destroy all certificates\r?\n"
            rb"received from the related Certificate Authority\.\r?\n(?:\r?\n)?"
            rb"Are you sure you want to do this\? \[yes/no\]: ?\Z"
        ),
        answer=_YES_IN_WORDS,
        source="push.md A3.6, A3.8: of the trustpoint that the line names, which a way back or the clean-up removes",
    ),
    ListedQuestion(
        command=re.compile(r"crypto pki authenticate [!-~]{1,64}"),
        question=re.compile(
            rb"(?:\A|\n)Certificate has the following attributes:\r?\n"
            rb"(?: {0,20}Fingerprint [A-Z0-9]{3,7}: [0-9A-F ]{32,80}\r?\n){1,3}(?:\r?\n)?"
            rb"% Do you accept this certificate\? \[yes/no\]: ?\Z"
        ),
        answer=_YES_IN_WORDS,
        source="push.md A3.6: of a certificate that was known before",
        is_about_fingerprints=True,
    ),
    ListedQuestion(
        command=_ENROLS,
        question=re.compile(rb"(?:\A|\n)% Include the router serial number in the subject name\? \[yes/no\]: ?\Z"),
        answer=_NO,
        source="push.md A3.6: unless `serial-number none` answers it",
    ),
    ListedQuestion(
        command=_ENROLS,
        question=re.compile(rb"(?:\A|\n)% Include an IP address in the subject name\? \[no\]: ?\Z"),
        answer=_NO,
        source="push.md A3.6: unless `ip-address none` answers it",
    ),
    ListedQuestion(
        command=_ENROLS,
        question=re.compile(rb"(?:\A|\n)Display Certificate Request to terminal\? \[yes/no\]: ?\Z"),
        answer=_YES_IN_WORDS,
        source="push.md A3.6",
    ),
    ListedQuestion(
        command=_ENROLS,
        question=re.compile(rb"(?:\A|\n)Redisplay enrollment request\? \[yes/no\]: ?\Z"),
        answer=_NO,
        source="push.md A3.6",
    ),
    ListedQuestion(
        command=_ENROLS,
        question=re.compile(rb"(?:\A|\n)Request certificate from CA\? \[yes/no\]: ?\Z"),
        answer=_YES_IN_WORDS,
        source="push.md A3.6",
    ),
)
"""Nothing stands here that a command of ez2flex does not type."""

LONGEST_QUESTION = 600
"""The bytes at the end of what was received among which one begins."""


def listed_question(
    command: str,
    received: bytes,
    answered: Collection[ListedQuestion] = (),
    fingerprints: Collection[str] = (),
) -> ListedQuestion | None:
    """The row of the question that a router asks behind a command; nothing where it is on no list, or asked again.

    The fingerprints are those of what may be accepted: hexadecimal, in upper case.
    """
    for row in LISTED:
        typed = row.command.fullmatch(command)
        asked = typed and row.question.search(received, max(0, len(received) - LONGEST_QUESTION))
        is_known = asked and (not row.is_about_fingerprints or are_known(asked[0].decode("ascii"), fingerprints))
        if typed and asked and is_known and row not in answered and _is_about(typed, asked):
            return row
    return None


def are_known(shown: str, fingerprints: Collection[str]) -> bool:
    """Whether a router shows a fingerprint of those, SHA-1 or longer, and none of the same length that is another."""
    digests = {"".join(digits.split()) for digits in _FINGERPRINT.findall(shown)}
    lengths = {len(known) for known in fingerprints}
    judged = {digest for digest in digests if len(digest) in lengths}
    return any(len(digest) >= _SHORTEST for digest in judged) and judged <= set(fingerprints)


_FINGERPRINT = re.compile(r"Fingerprint [A-Z0-9]{3,7}: ([0-9A-F ]{32,80})")
_SHORTEST = 40
"""Hexadecimal digits; MD5 alone tells no certificate from another."""


INVITATION = re.compile(
    rb"(?:\A|\n)Enter the base 64 encoded (?:CA )?certificate\.\r?\n"
    rb'End with a blank line or the word "quit" on a line by itself\r?\n\s{0,8}\Z'
)
"""How a router asks for a certificate, row by row, without a prompt [push.md A3.6]."""
LAST_ROW = "quit"
"""Behind the rows."""


def _is_about(typed: "re.Match[str]", asked: "re.Match[bytes]") -> bool:
    """Whether a question that names a file names the one of the command."""
    named = asked.groupdict().get("name")
    return named is None or named == typed["name"].encode("ascii", "replace")


ASKING = re.compile(rb"(?:\[[^\]\r\n]{0,80}\]\??|\(y/n\)|\?|[Pp]assword|filename \[[^\]\r\n]*\]) ?:? ?\Z")
"""How what a router asks mostly ends."""
