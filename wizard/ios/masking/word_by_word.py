"""Reading one line word by word for the secrets in it; no step looks at a word twice."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from wizard.ios.masking.forms import FORMS
from wizard.ios.masking.secret_words import (
    ENDS_LIKE_ONE,
    NAMED_BY,
    NO_SECRETS,
    SECRET_WORDS,
    STEMS,
    UNKNOWN,
    NoSecret,
    SecretWord,
)
from wizard.ios.masking.urls import MASK, assigned_at, is_secret_name, url_without_secrets


def masked(text: str) -> str:
    """The text, one line or many, with `***` in place of each key and password."""
    if "\n" in text:
        return "\n".join([masked(line) for line in text.split("\n")])
    return _Reading(text).masked() if _may_hold_one(text) else text


class Hidden(NamedTuple):
    """One secret of a line."""

    form: str
    """How it is written: "" or 0 in clear text, 7 obscured, 6 encrypted, 4, 5, 8 and 9 hashed."""
    secret: str

    def __repr__(self) -> str:
        return f"<Hidden {self.form or 0}>"


def secrets_apart(text: str) -> tuple[str, tuple[Hidden, ...]]:
    """A line with `***` for each secret and for how it is written, and the secrets in their order."""
    return _Reading(text).apart() if _may_hold_one(text) else (text, ())


def quoted(text: str) -> str:
    """A line as a sentence quotes it: between backticks, with its secrets masked."""
    return f"`{masked(text)}`"


def masked_body(header: str, text: str) -> str:
    """What stands byte for byte behind that line: nothing of a banner, for nobody can know what it says."""
    # The body of a certificate is public, and a macro has lines of IOS.
    return masked(text) if header.startswith(("certificate ", "key-string", "macro name ")) else text and MASK


_FORMS = frozenset("0456789")
_BLANKS = re.compile(r"(\s+)")
_AROUND = "\"'`()[]{}<>,;"
_FREE = frozenset({"description", "remark"})
"""Lines whose words are a person's, and name no object."""


class _Row:
    """A row of one of the tables with its patterns compiled."""

    def __init__(self, row: SecretWord | NoSecret) -> None:
        self._starts = _whole(row.start).match
        self._stands_behind = re.compile(row.before or r"(?s:.*)").fullmatch
        self._stands_before = _whole(row.after).match
        self.skipped = re.compile(rf"{getattr(row, 'skips', '')}(?=\S)").match
        self.ends = re.compile(row.ends).fullmatch if isinstance(row, SecretWord) and row.ends else None

    def fits(self, opening: str, before: str, following: str) -> bool:
        """Whether the row is about a word between these others."""
        return bool(self._stands_before(following) and self._stands_behind(before) and self._starts(opening))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?: |$)" if pattern else "")


def _by_word(rows: tuple[SecretWord, ...] | tuple[NoSecret, ...]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = {}
    for row in rows:
        compiled = _Row(row)
        for word in row.words.split():
            found.setdefault(word, []).append(compiled)
    return found


_SECRET = _by_word(SECRET_WORDS)
_NONE = _by_word(NO_SECRETS)
_UNKNOWN = _Row(UNKNOWN)

_ALONE = frozenset({*_SECRET, *FORMS})
_WINDOW = 8
"""Words that a pattern can look at."""


def _may_hold_one(line: str) -> bool:
    """Whether the line has a word that may have a secret behind it; nine lines in ten have none."""
    small = line.lower()
    words = small.split()
    if not _ALONE.isdisjoint(words) or (len(words) == 1 and (len(small) >= _LONG or small.endswith("="))):
        return True
    # What a word has that is a secret's and stands in no table, or has signs around it.
    return (
        "key" in small
        or "pass" in small
        or "secret" in small
        or "@" in small
        or "://" in small
        or "pw" in small
        or "token" in small
        or "psk" in small
    )


_LONG = 16
_ENCODED = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_PLAIN_NAME = re.compile(r"[A-Za-z]+\d*(?:/\d+)*")


class _Reading:
    """One pass over the words of one line."""

    def __init__(self, text: str) -> None:
        whole = text.strip()
        self.margin, _, self.tail = text.partition(whole)
        self.pieces = _BLANKS.split(whole)
        """The words and the blanks between them in turn."""
        self.words = self.pieces[::2]
        self.begin = self._begin(0)

    def masked(self) -> str:
        """The line with `***` for each secret."""
        parts = [self.margin]
        end = 0
        for first, last, replacement in self._secrets():
            parts += self.pieces[end : 2 * first]
            parts.append(replacement)
            end = 2 * last - 1
        return "".join((*parts, *self.pieces[end:], self.tail))

    def apart(self) -> tuple[str, tuple[Hidden, ...]]:
        """The words without the secrets and their forms, and both beside them."""
        words: list[str] = []
        secrets: list[Hidden] = []
        end = 0
        for first, last, replacement in self._secrets():
            form = self._form(first)
            words += self.words[end : first - bool(form)]
            words.append(replacement)
            secrets.append(Hidden(form, " ".join(self.words[first:last])))
            end = last
        return " ".join((*words, *self.words[end:])), tuple(secrets)

    def _form(self, first: int) -> str:
        """The word that says how the secret at that place is written, "" where none does."""
        word, before = self.words[max(first - 1, 0)], self.words[max(first - 2, 0)]
        return word if first and word in _FORMS and before.lower() != "level" else ""

    def _begin(self, at: int) -> int:
        """Where the line begins behind the signs, numbers and names that a text for people puts before it."""
        while at < len(self.words) and (
            _plain(self.words[at]) in {"no", "default", "do"}
            or not self.words[at].strip("0123456789.,:;+-~|>!*#=/")
            or (at < 2 and self.words[at].endswith(":"))
        ):
            at += 1
        return at

    def _secrets(self) -> Iterator[tuple[int, int, str]]:
        """Each run of words that is shown otherwise: the first, the one behind the last, and what is shown."""
        words, count = self.words, len(self.words)
        if count - self.begin == 1 and _is_encoded(words[-1]):
            yield count - 1, count, MASK
            return
        at = 0
        while at < count:
            word, plain = words[at], _plain(words[at])
            if word == "/" and at >= self.begin:
                self.begin = self._begin(at + 1)
            elif at == self.begin and (form := FORMS.get(plain)):
                for first, last in form(words, [_plain(written) for written in words], at):
                    yield first, last, MASK
                    at = max(at, last - 1)
            elif (plain in _SECRET or "-" in word or "_" in word or ":" in word) and (run := self._behind(at)):
                yield *run, MASK
                at = run[1] - 1
            elif "@" not in word and ":" not in word and "=" not in word:
                pass
            elif (replacement := url_without_secrets(word)) != word:
                yield at, at + 1, replacement
            elif value := assigned_at(word):
                yield at, count, word[:value] + MASK
                return
            at += 1

    def _behind(self, at: int) -> tuple[int, int] | None:
        """The words of the secret behind the word at that place, None where there is none."""
        if at + 1 == len(self.words):
            return None
        word = _plain(self.words[at])
        before = _plain(self.words[at - 1]) if at else ""
        if at > self.begin and "-" in word and before in NAMED_BY:
            return None
        rows = _SECRET.get(word) or (self.words[at].endswith(":") and _SECRET.get(f"{word}:")) or self._unknown(at)
        if not rows:
            return None
        place = (self._joined(self.begin), before, self._joined(at + 1))
        free = _plain(self.words[min(self.begin, at)]) in _FREE
        if not free and any(row.fits(*place) for row in _NONE.get(word, ())):
            return None
        row = next((row for row in rows if row.fits(*place)), None)
        if row is None:
            return None
        skipped = row.skipped(place[2])
        first = at + 1 + (skipped[0].count(" ") if skipped else 0)
        return first, self._end(first, row.ends)

    def _unknown(self, at: int) -> tuple[_Row, ...]:
        """The row of a word that ends like a secret's; one with capitals in a line without is a name."""
        word = _plain(self.words[at])
        if not is_secret_name(word) or word in STEMS or word in ENDS_LIKE_ONE:
            return ()
        if at > self.begin and (
            _plain(self.words[at - 1]) in NAMED_BY or _small(self.words[self.begin]) > _small(self.words[at])
        ):
            return ()
        return (_UNKNOWN,)

    def _joined(self, at: int) -> str:
        return " ".join([_plain(word) for word in self.words[at : at + _WINDOW]])

    def _end(self, first: int, ends: Callable[[str], object] | None) -> int:
        """Behind the last word of the secret that begins at that place."""
        count = len(self.words)
        if ends is None:
            return count
        at = first
        if self.words[first].startswith('"'):
            while at < count and (not self.words[at].endswith('"') or (self.words[at] == '"' and at == first)):
                at += 1
        at += 1
        while at < count and not ends(_plain(self.words[at])):
            at += 1
        return min(at, count)


def _small(word: str) -> bool:
    return word == word.lower()


def _plain(word: str) -> str:
    small = word.lower()
    return small.strip(_AROUND).rstrip(":=") or small


def _is_encoded(word: str) -> bool:
    """Whether a word that is a whole line is a part of a key: no command of IOS looks so."""
    if not _ENCODED.fullmatch(word) or _PLAIN_NAME.fullmatch(word):
        return False
    return len(word) >= _LONG or word.endswith("=")
