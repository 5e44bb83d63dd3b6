"""How IOS reads a command: words by unique prefix, the caret below the one that it does not know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from wizard.model.literals import is_address

Meaning = TypeVar("Meaning")

ADDRESS = "ADDRESS"
"""The word of a form in whose place only an address is taken."""


class Wrong(Enum):
    """Why a line is no command."""

    INVALID = "invalid"
    INCOMPLETE = "incomplete"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A line that is no command."""

    wrong: Wrong
    offset: int
    """Where the word begins that is wrong, counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Generic[Meaning]):
    """A line that was read."""

    meaning: Meaning
    text: str
    """With every keyword written out, and what is no keyword as it was typed."""
    arguments: tuple[str, ...]
    """What is no keyword, word by word; what a form ends in `+` or `*` for is the last of them, as one text."""
    is_exact: bool
    """Whether every keyword was typed whole."""


class _Node(Generic[Meaning]):
    """What may follow after some words."""

    __slots__ = ("argument", "keywords", "meaning", "rest", "takes_addresses")

    def __init__(self) -> None:
        self.keywords: dict[str, _Node[Meaning]] = {}
        self.argument: _Node[Meaning] | None = None
        self.takes_addresses = False
        """Whether the argument has to be an address."""
        self.rest: Meaning | None = None
        self.meaning: Meaning | None = None


class Grammar(Generic[Meaning]):
    """The commands of one mode.

    A form is written in words: small letters for keywords, CAPITALS for one word of any kind, which ADDRESS is not: it
    is an address; `+` at its end is a rest of the line that is needed, `*` one that may be missing.
    """

    def __init__(self, forms: Iterable[tuple[str, Meaning]]) -> None:
        self._root: _Node[Meaning] = _Node()
        for form, meaning in forms:
            self._add(form.split(), meaning)

    def _add(self, words: list[str], meaning: Meaning) -> None:
        node = self._root
        for word in words:
            if word in ("+", "*"):
                node.rest = meaning
                if word == "+":
                    return
            elif word.isupper():
                node.takes_addresses = word == ADDRESS and (node.argument is None or node.takes_addresses)
                node.argument = node.argument or _Node()
                node = node.argument
            else:
                node = node.keywords.setdefault(word, _Node())
        node.meaning = meaning

    def read(self, line: str, start: int = 0, *, may_end_early: bool = False) -> Command[Meaning] | Misread:
        """What the line means from `start` on; a `no` may leave out the rest of a form."""
        node, written, arguments, is_exact = self._root, list[str](), list[str](), True
        for offset, word in words_of(line, start):
            found = _keywords(node.keywords, word.lower())
            if len(found) > 1:
                return Misread(wrong=Wrong.AMBIGUOUS, offset=offset)
            if found:
                is_exact = is_exact and found[0] == word.lower()
                written.append(found[0])
                node = node.keywords[found[0]]
            elif node.argument is not None and (not node.takes_addresses or is_address(word)):
                written.append(word)
                arguments.append(word)
                node = node.argument
            elif node.rest is not None:
                rest = line[offset:].rstrip(" ")
                text, values = " ".join((*written, rest)), (*arguments, rest)
                return Command(meaning=node.rest, text=text, arguments=values, is_exact=is_exact)
            else:
                return Misread(wrong=Wrong.INVALID, offset=offset)
        meaning = node.meaning
        if meaning is None and may_end_early:
            meaning = node.rest if node.argument is None else node.argument.meaning
        if meaning is None:
            return Misread(wrong=Wrong.INCOMPLETE, offset=len(line))
        return Command(meaning=meaning, text=" ".join(written), arguments=tuple(arguments), is_exact=is_exact)

    def following(self, line: str) -> tuple[str, ...]:
        """The keywords that can continue a line, for `?` and the tabulator."""
        words = [word for _, word in words_of(line)]
        typed = words.pop() if words and not line.endswith(" ") else ""
        node = self._root
        for word in words:
            found = _keywords(node.keywords, word.lower())
            if len(found) != 1:
                return ()
            node = node.keywords[found[0]]
        return tuple(sorted(keyword for keyword in node.keywords if keyword.startswith(typed.lower())))


def _keywords(keywords: Iterable[str], word: str) -> list[str]:
    """The keywords that a word may stand for: the one that it is, else those that it begins."""
    return [word] if word in keywords else [keyword for keyword in keywords if keyword.startswith(word)]


def words_of(line: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """The words of a line with the place of each."""
    offset = start
    for word in line[start:].split(" "):
        if word:
            yield offset, word
        offset += len(word) + 1
