"""In which encoding a file is, where that is certain, and its text.

A router keeps the bytes that were typed or pasted into it, in whatever encoding the terminal had. A wrong guess would
only be shown wrongly, since the same bytes are written back; all the same it takes evidence, and the whole file.
What no rule is certain of is carried as bytes.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from wizard.encoding import encoded, held


def encoding_of(data: bytes) -> str:
    """The encoding of a file; UTF-8, with single bytes that are no text, where none is certain."""
    if data.isascii() or _decodes(data, "utf-8"):
        return "utf-8"
    rows = [row for row in data.split(b"\n") if not row.isascii()]
    return next((encoding for encoding, certain in _RULES if _is(rows, encoding, certain)), "utf-8")


def decoded(data: bytes, encoding: str) -> str:
    """The text of a file, from which `encoded` makes the same bytes."""
    if data.isascii():
        return data.decode("ascii")
    text = held(_cp932(data) if encoding == "cp932" else data.decode(encoding, "surrogateescape"))
    # Whatever a codec does to a rare character: what does not come back as it was is carried as bytes.
    return text if encoded(text, encoding) == data else data.decode("ascii", "surrogateescape")


def _cp932(data: bytes) -> str:
    text = data.decode("cp932", "surrogateescape")
    if text.encode("cp932", "surrogateescape") == data and not _PRIVATE.search(text):
        return text
    return "".join(
        piece.decode("ascii") if piece.isascii() else _cp932_character(piece) for piece in _CP932_PIECE.findall(data)
    )


_CP932_PIECE = re.compile(rb"[\x00-\x7f]+|[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]|[\x80-\xff]")
"""Some letters of ASCII, or what may be one character of Shift-JIS."""


@cache
def _cp932_character(code: bytes) -> str:
    """The character, or its bytes where Python would write another code of it; NEC and IBM gave some two."""
    text = code.decode("cp932", "surrogateescape")
    if text.encode("cp932", "surrogateescape") == code and not _PRIVATE.search(text):
        return text
    return code.decode("ascii", "surrogateescape")


_PRIVATE = re.compile(r"[\x80-\x9f\xa0\ue000-\uf8ff]")
"""What Python makes of codes of Shift-JIS that no character has."""

_SURE_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_KANJI = re.compile(r"[\u4e00-\u9fff]")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is(rows: Sequence[bytes], encoding: str, certain: Callable[[str], bool]) -> bool:
    """Whether every row is text in the encoding, and all of them together look like it."""
    if not all(_decodes(row, encoding) for row in rows):
        return False
    return certain("\n".join(row.decode(encoding) for row in rows))


def _shift_jis(text: str) -> bool:
    """Full-width kana, or two common kanji in a row, and less of what letters of other alphabets are taken for."""
    if _PRIVATE.search(text):
        return False
    kinds = "".join(_kind_of(letter) for letter in text)
    sure, doubtful = len(kinds) - kinds.count("?") - kinds.count(" "), kinds.count("?")
    return ("k" in kinds or "cc" in kinds) and doubtful <= sure


@cache
def _kind_of(letter: str) -> str:
    """` ` for ASCII, `k` for kana, `c` for a common kanji, `?` for what other encodings have in that place."""
    if letter.isascii():
        return " "
    if _SURE_KANA.match(letter):
        return "k"
    lead = letter.encode("cp932")[0]
    return "c" if 0x88 <= lead <= 0x98 and _KANJI.match(letter) else "?" if lead >= 0x99 else "s"


def _euc_jp(text: str) -> bool:
    """Kana, which Chinese and Korean text in the same bytes lacks, and few rare kanji."""
    rare = sum(word.encode("euc_jp")[0] >= 0xD0 for word in _KANJI.findall(text))
    return bool(_SURE_KANA.search(text)) and rare * 4 <= len(text) - len(re.sub(r"[^\x00-\x7f]", "", text))


_LETTERS = "\u0160\u0152\u017d\u0161\u0153\u017e\xc0-\xd6\xd8-\xf6\xf8-\xff"
_WORD = re.compile(f"[A-Za-z{_LETTERS}]+")
_NO_WORD = re.compile(
    f"[A-Za-z{_LETTERS}][^\\x00-\\x7f{_LETTERS}\u2019\xb4\xb7\xad][A-Za-z{_LETTERS}]"
    "|[a-z\xdf-\xff][\xc0-\xde\u0160\u0152\u017d]|\u0178|[\x80-\x9f]"
)
"""A sign between two letters, a capital after a small letter: text of another encoding looks like that."""


def _windows_1252(text: str) -> bool:
    """Letters of Western Europe, in words that ASCII has its part in."""
    if _NO_WORD.search(text):
        return False
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    ascii_letters = sum(letter.isascii() for word in words for letter in word)
    return bool(words) and ascii_letters * 3 >= sum(map(len, words))


_RULES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("cp932", _shift_jis),
    ("euc_jp", _euc_jp),
    ("cp1252", _windows_1252),
)
"""Encodings and what is evidence of them, the most telling first."""
