"""A file as text: its encoding, and its lines as a terminal would have left them."""

import re

from wizard.errors import SourceError

CAPTURE = "Capture it again: `terminal length 0`, then `show running-config`, up to the line `end`."

def lines_of(data: bytes, filename: str) -> list[str]:
    """The lines of a file as a terminal would have left them."""
    return _lines(_text(data, filename))


_ODD_CONTROL = re.compile(r"[\x00-\x02\x04-\x06\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no terminal writes into a log."""


def _text(data: bytes, filename: str) -> str:
    if not data.strip():
        raise SourceError("the file is empty", where=filename, hint=CAPTURE)
    text = _decoded(data, filename)
    if (odd := _binary_at(text)) >= 0:
        raise SourceError(
            "the file is binary, not the text of a configuration",
            where=f"{filename}:{text.count(chr(10), 0, odd) + 1}",
            hint="Give the output of `show running-config`, saved as plain text.",
        )
    return text


def _decoded(data: bytes, filename: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise SourceError(
                "the file begins like UTF-16 and is not", where=f"{filename}:1", hint="Save it as UTF-8 text."
            ) from None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


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

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[=>])")
_BACKSPACED = re.compile(r"[^\n]*\x08[^\n]*")
_LINE_END = re.compile(r"\r*\n|\r")
_UNUSUAL = re.compile("[\x07\x08\x0b\x0c\x1b-\x1e\x85\xa0\u2028\u2029\ufeff]")
_BLANKS = {ord(one): " " for one in "\x0b\x0c\x1c\x1d\x1e\x85\xa0\u2028\u2029"} | {
    ord(one): None for one in "\x07\x08\x1b\ufeff"
}
"""Characters that some editors break lines at, and blanks that are none to a router, become a blank; the rest goes."""


def _lines(text: str) -> list[str]:
    """The lines of a file as a terminal would have left them."""
    if "More" in text:
        text = _MORE.sub("", text)
    if _UNUSUAL.search(text):
        text = _ESCAPE.sub("", text)
        text = _BACKSPACED.sub(_rubbed_out, text).translate(_BLANKS)
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    if not lines[-1]:
        lines.pop()
    return _unquoted(lines)


def _rubbed_out(line: re.Match[str]) -> str:
    """The line without its backspaces and what each of them took back."""
    kept: list[str] = []
    for character in line[0]:
        if character != "\b":
            kept.append(character)
        elif kept:
            kept.pop()
    return "".join(kept)


def _unquoted(lines: list[str]) -> list[str]:
    """The lines without the margin that a ticket or a mail puts before each of them."""
    if any(line[:1] not in {"", " ", "\t"} for line in lines):
        return lines
    margin = min((len(line) - len(line.lstrip()) for line in lines if not line.isspace() and line), default=0)
    return [line[margin:] for line in lines]
