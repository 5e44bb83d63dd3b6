"""The text of a configuration, which is a router's bytes: what is written of it, and what is shown.

A router knows one blank and one line end; Python knows more, and splits text at them. Those outside ASCII are held as
characters that mean nothing to it, U+DC00 and up. A byte that is no text in its encoding is held as U+DC80 to U+DCFF,
as PEP 383 has it. Neither can be written by mistake, since no encoding has them.
"""

import codecs
import re

_BLANKS = "\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_LINE_ENDS = "\x85\u2028\u2029"

HELD_BLANKS = "".join(chr(0xDC00 + place) for place in range(len(_BLANKS)))
"""What stands in a text for the blanks and line ends that only Python knows."""

_HOLDING = dict(zip(_BLANKS, HELD_BLANKS, strict=True))
_RELEASING = dict(zip(HELD_BLANKS, _BLANKS, strict=True))
_SHOWING = (
    _RELEASING
    | {_HOLDING[end]: ascii(end).strip("'") for end in _LINE_ENDS}
    | {chr(0xDC00 + byte): f"\\x{byte:02x}" for byte in range(0x80, 0x100)}
)
_BLANK = re.compile(f"[{_BLANKS}]")
_HELD_BLANK = re.compile(f"[{HELD_BLANKS}]")
_HELD = re.compile(f"[{HELD_BLANKS}\udc80-\udcff]")
_OBEYED = re.compile("[\x00-\x1f\x7f]")


def held(text: str) -> str:
    """The text without a blank that is none to a router."""
    return text if text.isascii() else _BLANK.sub(lambda blank: _HOLDING[blank[0]], text)


def readable(text: str) -> str:
    """The text as a person reads it: a full-width blank as one, a byte that is no text as `\\x9b`."""
    return text if text.isascii() else _HELD.sub(lambda found: _SHOWING[found[0]], text)


def stays_in_its_line(text: str) -> bool:
    """Whether a router takes the text as part of one line: it obeys the control characters of ASCII alone."""
    return _OBEYED.search(text) is None


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of the text for its router; a character that the router's encoding lacks is written in UTF-8."""
    if text.isascii():
        return text.encode("ascii")
    return _HELD_BLANK.sub(lambda found: _RELEASING[found[0]], text).encode(encoding, "ez2flex-bytes")


def _bytes_of(error: UnicodeError) -> tuple[bytes, int]:
    """What stands for the characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("utf-8", "surrogateescape"), error.end


codecs.register_error("ez2flex-bytes", _bytes_of)
