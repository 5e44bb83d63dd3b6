"""Answers that are chosen, and what other forms are made with: one of several, several, none, nothing."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeVar

from wizard.model.question import Asking, Choice, Form, Kind, Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OneOf(Form[str]):
    """One of the choices of the row."""

    kind: ClassVar = Kind.CHOICE
    offered: tuple[Choice, ...]

    @property
    def typed(self) -> str:
        """What may be typed."""
        return ", ".join(choice.value for choice in self.offered)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is chosen from."""
        return self.offered

    def read(self, text: str, asking: Asking) -> str | Refused:
        """The choice."""
        if any(choice.value == text for choice in self.offered):
            return text
        return Refused(reason="is no choice", hint=f"Choose {self.typed}.")


def one_of(*choices: Choice) -> OneOf:
    """One of these choices."""
    return OneOf(choices)


_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class YesNo(Form[bool]):
    """Yes or no."""

    kind: ClassVar = Kind.YES_NO
    typed: ClassVar = "yes or no"

    def read(self, text: str, asking: Asking) -> bool | Refused:
        """Whether it is yes."""
        known = _YES_NO.get(text.lower())
        return Refused(reason="is neither yes nor no", hint="Answer yes or no.") if known is None else known


@dataclass(frozen=True, slots=True)
class OrNone(Form[T | None]):
    """What another form takes, or the word `none`."""

    form: Form[T]

    @property
    def typed(self) -> str:
        """What may be typed."""
        return f"{self.form.typed}; or none"

    def read(self, text: str, asking: Asking) -> T | Refused | None:
        """The value; None where nothing shall be written."""
        if text.lower() == "none":
            return None
        return _or(self.form.read(text, asking), "`none`")


@dataclass(frozen=True, slots=True)
class OrEmpty(Form[T | Literal[""]]):
    """What another form takes, or nothing at all."""

    form: Form[T]

    @property
    def kind(self) -> Kind:  # type: ignore[override]  # that of the other form
        """What an answer looks like."""
        return self.form.kind

    @property
    def takes_lines(self) -> bool:  # type: ignore[override]  # as the other form does
        """Whether a text of several lines is an answer."""
        return self.form.takes_lines

    @property
    def typed(self) -> str:
        """What may be typed."""
        return f"{self.form.typed}; empty where there is none"

    def read(self, text: str, asking: Asking) -> T | Refused | Literal[""]:
        """The value; "" where nobody knows one or there is none."""
        return "" if not text else _or(self.form.read(text, asking), "nothing")


def _or(read: T | Refused, other: str) -> T | Refused:
    """What was read, or why not, with what else would be an answer."""
    if isinstance(read, Refused):
        return Refused(reason=read.reason, hint=f"{read.hint.rstrip('.')}; or {other}.", what=read.what)
    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Form[tuple[str, ...]]):
    """Words of a list, in an order that counts."""

    kind: ClassVar = Kind.WORDS
    known: tuple[str, ...]
    least: int = 0
    """How many there must be."""

    @property
    def typed(self) -> str:
        """What may be typed."""
        return f"words: {', '.join(self.known)}" + ("" if self.least else "; empty is none")

    def read(self, text: str, asking: Asking) -> tuple[str, ...] | Refused:
        """The words, each once."""
        words = tuple(dict.fromkeys(listed(text)))
        for word in words:
            if word not in self.known:
                return Refused(reason="is not known here", hint=f"Known: {', '.join(self.known)}.", what=word)
        if len(words) < self.least:
            return Refused(reason="names none", hint=f"Known: {', '.join(self.known)}.")
        return words


def listed(text: str) -> list[str]:
    """The words of an answer that joins several."""
    return [word.strip() for word in text.split(",") if word.strip()]
