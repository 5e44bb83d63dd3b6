"""An answer as a session's `show` gives it, as rows; and what none of the readers can read."""

from dataclasses import dataclass
from ipaddress import ip_address

from wizard.encoding import readable
from wizard.ios.masking import masked
from wizard.printable import printable
from wizard.sentence import Sentence

MOST_BYTES = 1_000_000
"""No answer that is judged needs more: a table of ten thousand routes has eight hundred thousand."""
_MOST_SHOWN = 90

_REFUSALS = (
    "% Invalid input detected at",
    "% Incomplete command",
    "% Ambiguous command",
    "% Unknown command",
    "% Authorization failed",
    "%Authorization failed",
    "Command authorization failed",
)
"""By which a router says that it did not take the command [push.md A3.3, A3.4]."""
_TIMESTAMPS = ("Load for five secs:", "Time source is ")
"""What `exec prompt timestamp` puts in front of every answer [push.md A2.7]."""


class NotRead(Exception):
    """The answer is none that a reader knows; it says what is missing."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a router answered to a command."""

    rows: tuple[str, ...]
    """Without blanks at their ends, without empty rows in front and at the end."""

    @property
    def text(self) -> str:
        """The rows, parted by line feeds."""
        return "\n".join(self.rows)

    @property
    def is_empty(self) -> bool:
        """Whether the router said nothing but its prompt."""
        return not self.rows

    @property
    def end(self) -> Sentence:
        """Its last row for people, without its secrets; "" of an empty one."""
        return shown(self.rows[-1]) if self.rows else ""


def answer_of(data: bytes) -> Answer:
    """The rows of an answer; NotRead where it is too long, or where the router did not take the command."""
    if len(data) > MOST_BYTES:
        raise NotRead(f"an answer of {len(data)} bytes, which is too long to be read")
    text = data.decode("utf-8", "surrogateescape").replace("\r", "")
    rows = [row.rstrip() for row in text.split("\n")]
    while rows and (not rows[0] or rows[0].startswith(_TIMESTAMPS)):
        del rows[0]
    while rows and not rows[-1]:
        del rows[-1]
    refused = next((row for row in rows if row.strip().startswith(_REFUSALS)), "")
    if refused:
        raise NotRead(f"the router does not take the command: {shown(refused)}")
    return Answer(rows=tuple(rows))


def shown(text: str) -> Sentence:
    """A piece of an answer for people: on one line, not too long, without its secrets."""
    words = printable(masked(readable(" ".join(text[: 4 * _MOST_SHOWN].split()))))
    return words if len(words) <= _MOST_SHOWN else f"{words[: _MOST_SHOWN - 1]}…"


def behind(row: str, heading: str) -> str | None:
    """What stands in a row behind its heading, without blanks around it; None where it begins otherwise."""
    beginning, text = row.lstrip(), heading
    return beginning[len(text) :].strip() if beginning.startswith(text) else None


def is_host(word: str) -> bool:
    """Whether the word is an address of IPv4 or IPv6."""
    try:
        ip_address(word)
    except ValueError:
        return False
    return True
