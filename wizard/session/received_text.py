"""What a router printed, as a person may see it: printable, and without keys and passwords."""

from wizard.ios.masking import masked
from wizard.printable import printable
from wizard.sentence import Sentence

SHOWN_LINES = 3


def shown_end(received: bytes) -> Sentence:
    """The last lines of what came, quoted; `nothing` where nothing came."""
    text = received.decode("utf-8", "surrogateescape").replace("\r", "")
    lines = [printable(line)[-200:] for line in masked(text).split("\n")[-SHOWN_LINES:]]
    return " / ".join(repr(line) for line in lines) if text else "nothing"


def lines_of(received: bytes) -> tuple[str, ...]:
    """The lines that came, without the control characters between them; a byte that is no text as PEP 383 has it."""
    text = received.decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n").replace("\x07", "")
    return tuple(line.rstrip() for line in text.strip("\n").split("\n")) if text.strip() else ()
