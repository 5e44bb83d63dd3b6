"""What is asked of a judge, what it says, and by which name a step knows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from wizard.judge.answers.answer import Answer, NotRead
from wizard.model.step_facts import StepFacts
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Whether an answer is right, and what was found in it."""

    is_good: bool
    seen: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All that a judge may look at."""

    answer: Answer
    facts: StepFacts
    before: Answer | None = None
    """What was answered before the stage, to the step that the table names; None where nobody has it."""
    lately: Answer | None = None
    """The same a moment before a way back: what was gone by then, it cannot bring back; None where nobody asked."""
    now: datetime | None = None
    """Our time, with its zone; None where nobody has it."""

    @property
    def zones(self) -> Mapping[str, int]:
        """The zones that the router's configuration names, each with its minutes east of UTC."""
        return dict(self.facts.zones)


Judge = Callable[[Asked], Judged]

_JUDGES: dict[str, Judge] = {}

NAMED_JUDGES: Mapping[str, Judge] = MappingProxyType(_JUDGES)
"""The functions that the steps name, by their names."""


def named(judge: Judge) -> Judge:
    """A function that a step knows by the name that it has here."""
    _JUDGES[judge.__name__] = judge
    return judge


def good(seen: Sentence) -> Judged:
    """The answer is right."""
    return Judged(is_good=True, seen=seen)


def bad(seen: Sentence) -> Judged:
    """The answer is not right."""
    return Judged(is_good=False, seen=seen)


def fact(value: str, what: Sentence) -> str:
    """A fact of the plan without which nothing can be judged; NotRead where it is empty."""
    if not value:
        raise NotRead(f"the plan does not say {what}")
    return value
