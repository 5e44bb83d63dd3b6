"""A file as text: its encoding, and its lines as a terminal would have left them."""

import re
from typing import NamedTuple

from wizard.encoding import HELD_BLANKS, held
from wizard.errors import SourceError
from wizard.parse.line_marks import without_marks
from wizard.parse.recognised_encoding import decoded, encoding_of

CAPTURE = "Capture it again: `terminal length 0`, then `show running-config`, up to the line `end`."

LONGEST_LINE = 2**20
"""In characters; a router takes some hundred."""


class Text(NamedTuple):
    """The lines of a file, and the encoding that makes the same bytes of them."""

    lines: list[str]
    encoding: str


def text_of(data: bytes, filename: str) -> Text:
    """The lines of a file as a terminal would have left them."""
    text, encoding = _decoded(data, filename)
    if (odd := _binary_at(text)) >= 0:
        raise SourceError(
            "the file is binary, not the text of a configuration",
            where=f"{filename}:{text.count(chr(10), 0, odd) + 1}",
            hint="Give the output of `show running-config`, saved as plain text.",
        )
    return Text(_lines(text, filename), encoding)


def _decoded(data: bytes, filename: str) -> tuple[str, str]:
    if not data.strip():
        raise SourceError("the file is empty", where=filename, hint=CAPTURE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            # An editor made UTF-16 of it, no router has it.
            return held(data.decode("utf-16")), "utf-8"
        except UnicodeDecodeError:
            raise SourceError(
                "the file begins like UTF-16 and is not", where=f"{filename}:1", hint="Save it as UTF-8 text."
            ) from None
    data = data.removeprefix(b"\xef\xbb\xbf")
    encoding = encoding_of(data)
    return decoded(data, encoding), encoding


_ODD_CONTROL = re.compile(r"[\x00-\x02\x04-\x06\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no terminal writes into a log."""


def _binary_at(text: str) -> int:
    """Where the first NUL stands, or the first odd control character if one in a hundred is odd; -1 for text."""
    first = _ODD_CONTROL.search(text)
    if first is None:
        return -1
    nul = text.find("\0")
    if nul >= 0:
        return nul
    return first.start() if len(_ODD_CONTROL.findall(text)) * 100 > len(text) else -1


_MORE = re.compile(r" ?<?-{2,3} ?More ?-{2,3}>? ?(?:\x08+ *\x08*|\r +\r| {8})?")
"""The pager's prompt and what wipes it: backspaces, a carriage return, or, in a copy of the screen, blanks."""

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[=>]|[()][0-9A-Z])")
_JAPANESE_ESCAPE = re.compile(r"\x1b\$[@B(]|\x1b\(I")
_RETURNS = re.compile(r"(?<!\r)\r++\n")
_UNUSUAL = re.compile("[\x07\x08\x0b\x0c\x1b-\x1f]")
_CONTROLS = {ord(letter): " " for letter in "\x0b\x0c\x1c\x1d\x1e\x1f"} | {
    ord(letter): None for letter in "\x07\x08\x1b"
}
"""What some editors break lines at becomes a blank; the rest of the terminal's controls goes."""


def _lines(text: str, filename: str) -> list[str]:
    """The lines of a file as a terminal would have left them."""
    if "More" in text:
        text = _MORE.sub("", text)
    if "\x1b" in text:
        _refuse_iso_2022(text, filename)
        text = _ESCAPE.sub("", text)
    if "\r" in text:
        text = _RETURNS.sub("\n", text).replace("\r", "\n")
    lines = text.split("\n")
    if len(text) > LONGEST_LINE:
        _refuse_long(lines, filename)
    if not lines[-1]:
        lines.pop()
    if _UNUSUAL.search(text):
        lines = [_plain(line) if _UNUSUAL.search(line) else line for line in lines]
    return _unquoted(without_marks(lines))


def _refuse_iso_2022(text: str, filename: str) -> None:
    """Its bytes look like ASCII between two escape sequences, and like lines of a configuration."""
    if found := _JAPANESE_ESCAPE.search(text):
        raise SourceError(
            "the line is in ISO-2022-JP, which a terminal made of the router's bytes",
            where=f"{filename}:{text.count(chr(10), 0, found.start()) + 1}",
            hint="Set the terminal to UTF-8, Shift-JIS or EUC-JP, and capture it again; or save the file as UTF-8.",
        )


def _refuse_long(lines: list[str], filename: str) -> None:
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            raise SourceError(
                f"the line has {len(line)} characters; ez2flex reads lines of up to {LONGEST_LINE}",
                where=f"{filename}:{number}",
                hint=f"No router prints such a line. {CAPTURE}",
            )


def _plain(line: str) -> str:
    """The line without what a terminal or an editor put in."""
    return (_rubbed_out(line) if "\b" in line else line).translate(_CONTROLS)


def _rubbed_out(line: str) -> str:
    """The line without its backspaces and what each of them took back."""
    kept: list[str] = []
    for character in line:
        if character != "\b":
            kept.append(character)
        elif kept:
            kept.pop()
    return "".join(kept)


_MARGIN = f" \t{HELD_BLANKS}"


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the margin that a ticket or a mail puts before each of them."""
    if any(line[:1] not in _MARGIN for line in lines):
        return lines
    indented = (len(line) - len(bare) for line in lines if (bare := line.lstrip(_MARGIN)))
    margin = min(indented, default=0)
    return [line[margin:] for line in lines]


_HELD_BLANK = re.compile(f"[{HELD_BLANKS}]")
_FREE_TEXT = re.compile(
    r"(?:\d+ )?(?:description|remark|name|title|label|comment)\b|access-list \S+ remark\b"
    r"|snmp-server (?:location|contact|chassis-id)\b|(?:banner|alias|menu|action|aaa authentication (?:banner|fail))\b"
)
"""Lines whose rest IOS takes as it is typed."""


def with_blanks(line: str) -> str:
    """The line of a configuration with the blanks of a web page or an editor made blanks of a router.

    They are in its margin, and between the words of a command; in free text, or beside letters of another alphabet,
    they are the router's own.
    """
    # A byte order mark begins a file that was appended to another.
    line = line.removeprefix("\ufeff")
    if not _HELD_BLANK.search(line):
        return line
    bare = line.lstrip(_MARGIN)
    margin = _HELD_BLANK.sub(" ", line[: len(line) - len(bare)])
    if not _FREE_TEXT.match(bare) and (blank := _HELD_BLANK.sub(" ", bare)).isascii():
        bare = blank
    return margin + bare
