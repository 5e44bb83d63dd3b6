"""What a router may say to a line in configuration mode: what rejects it, and what is said beside a line that it took.

Any other answer is a surprise. Each row belongs to the command that it is said to.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from wizard.sentence import Sentence


class Meaning(Enum):
    """What an answer means for the line."""

    REFUSED = auto()
    DENIED = auto()
    """The user may not type it; what follows would be typed in the wrong mode."""
    TAKEN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAnswer:
    """One answer, and what it means."""

    command: "re.Pattern[str]"
    """Begins the command, any `do` or `no` in front of it included."""
    answer: "re.Pattern[str]"
    """The whole answer, its lines parted by a line feed."""
    meaning: Meaning
    source: Sentence


def _row(command: str, answer: str, meaning: Meaning, source: Sentence) -> ListedAnswer:
    return ListedAnswer(
        command=re.compile(command), answer=re.compile(answer, re.MULTILINE), meaning=meaning, source=source
    )


LISTED_ANSWERS = (
    _row(r"", r"^Command authorization failed\.?$", Meaning.DENIED, "push.md A3.4"),
    _row(r"", r"^% ?Authorization failed\.?$", Meaning.DENIED, "push.md A3.4"),
    _row(r"", r"^% Invalid input detected at '\^' marker\.$", Meaning.REFUSED, "push.md A3.3"),
    _row(r"", r"^% Incomplete command\.$", Meaning.REFUSED, "push.md A3.3"),
    _row(r"", r"^% Ambiguous command:", Meaning.REFUSED, "push.md A3.3"),
    _row(r"", r"will be truncated to \d+ characters", Meaning.REFUSED, "push.md A3.3: silent damage"),
    _row(
        r"(?:no )?crypto ikev2 profile ",
        r"\AIKEv2 profile MUST have:\n(?:.+\n?){1,4}\Z",
        Meaning.TAKEN,
        "push.md A3.7",
    ),
    _row(
        r"crypto ikev2 proposal ",
        r"\AIKEv2 proposal MUST (?:either )?have.+(?:\n.+){0,2}\Z",
        Meaning.TAKEN,
        "push.md A3.7",
    ),
    _row(
        r"crypto ikev2 policy ",
        r"\AIKEv2 policy MUST have atleast one complete proposal attached\Z",
        Meaning.TAKEN,
        "push.md A3.7",
    ),
    _row(r"proposal ", r"\A% Policy already has same proposal set\Z", Meaning.TAKEN, "push.md A3.7"),
    _row(
        r"crypto key generate (?:rsa|ec) ",
        r"\AThe name for the keys will be: \S+\n+(?:% The key modulus size is \d+ bits\n)?% Generating \d+ bit "
        r"\w+ keys, keys will be (?:non-)?exportable\.\.\.\n?\[OK\](?: \(elapsed time was \d+ seconds?\))?\Z",
        Meaning.TAKEN,
        "push.md A3.6",
    ),
    _row(
        r"show archive config rollback timer",
        r"\A%No Rollback Confirmed Change pending\.?\Z",
        Meaning.TAKEN,
        "push.md A2.1",
    ),
    _row(r"show ntp (?:status|associations)", r"\A%NTP is not enabled\.\Z", Meaning.TAKEN, "unconfirmed"),
    _row(
        r"configure terminal",
        r"\AEnter configuration commands, one per line\.  End with CNTL/Z\.\Z",
        Meaning.TAKEN,
        "push.md A2.1",
    ),
)


def meaning_of(command: str, answer: str) -> Meaning | None:
    """What an answer means, nothing where it is on no list; no answer means that the line was taken."""
    if not answer:
        return Meaning.TAKEN
    fitting = (row for row in LISTED_ANSWERS if row.command.match(command) and row.answer.search(answer))
    found = next(fitting, None)
    if found is None and answer.startswith("%"):
        return Meaning.REFUSED
    return found.meaning if found else None
