"""Every check by its code; the decorator of a function is its registration, its docstring the text in help and docs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any, TypeAlias, TypeVar, get_type_hints

from wizard.check.view.device import DeviceView
from wizard.check.view.site import PairView, SiteView
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.sentence import Sentence

Subject = TypeVar("Subject", Plan, DeviceView, PairView, SiteView)
AnySubject: TypeAlias = Plan | DeviceView | PairView | SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where a check fires."""

    message: Sentence
    of_several: Sentence = ""
    """The same of several devices or places, where `message` names what only one of them has; else empty."""
    detail: Sentence = ""
    """What of this place `of_several` leaves out, such as a network; empty where that is the device alone."""
    line: Line | None = field(default=None, repr=False)
    """The line that it concerns, None where it concerns one that is missing."""
    device: str = ""
    """Empty for the device that the check looks at: of a pair the spoke, of a site the hub, of a plan no device."""
    fix: Sentence = ""
    """Empty for the check's own."""
    question: str = ""
    """The key of the question that mends it, where one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: what it looks at, what it says, and why."""

    code: str
    severity: Severity
    sentence: Sentence
    """What holds where the check is quiet."""
    why: Sentence
    fix: Sentence
    citation: Sentence
    question: str = ""
    """The key of the question that mends it, where it is always the same."""
    subject: type
    """Plan, DeviceView, PairView or SiteView."""
    find: Callable[[Any], Iterator[Hit]]
    """Takes the subject; each check narrows it to its own."""


CHECKS: dict[str, Check] = {}
"""By code, in the order of the codes once every family is imported."""


def check(
    code: str, severity: Severity, *, why: str, fix: str, citation: str, question: str = ""
) -> Callable[[Callable[[Subject], Iterator[Hit]]], Callable[[Subject], Iterator[Hit]]]:
    """Register a check under its code; its first parameter says what it looks at."""

    def register(find: Callable[[Subject], Iterator[Hit]]) -> Callable[[Subject], Iterator[Hit]]:
        if code in CHECKS:
            raise ValueError(f"two checks have the code {code}")
        hints = get_type_hints(find)
        CHECKS[code] = Check(
            code=code,
            severity=severity,
            sentence=cleandoc(find.__doc__ or ""),
            why=why,
            fix=fix,
            citation=citation,
            question=question,
            subject=next(iter(hints.values())),
            find=find,
        )
        return find

    return register
