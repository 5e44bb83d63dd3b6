"""How much is said: all of it, or few words for whoever hears each of them or waits for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import wizard.site
from screens.linear.speech import Said
from wizard.sentence import Sentence, so_many

if TYPE_CHECKING:
    from screens.linear.page import Page


class OfPush(NamedTuple):
    """How much is said of a push while it runs."""

    is_full: bool
    """Whether each line that changes something is said with its reply, and of each state what it means."""
    still: timedelta
    """Without anything new, after which it is said that it goes on."""
    counted: int
    """Seconds of a timer that are counted down between two lines."""


class Manner(NamedTuple):
    """One way of saying things."""

    name: str
    says: Sentence
    """What it means, where somebody chooses it."""
    rows_at_once: int
    """Rows of a list that are said before somebody types `more`."""
    arriving: Callable[[Page], Iterator[Said]]
    """What is said above a list."""
    leaving: Callable[[Page], Iterator[Said]]
    """What is said below it."""
    coming_back: Callable[[Page], Iterator[Said]]
    more: Callable[[int], Sentence]
    """That there are so many more rows."""
    prompt: Callable[[Page], Sentence]
    of_push: OfPush


def _more(left: int) -> Sentence:
    return f"{so_many(left, 'row')} more: an empty line says the next ones."


def _first(page: Page) -> Iterator[Said]:
    return islice(page.in_short(), 1)


def _nothing(page: Page) -> Iterator[Said]:
    yield from ()


def _short_prompt(page: Page) -> Sentence:
    return "Answer:" if page.takes_text else ">"


LONG = Manner(
    name="long",
    says="Everything is said again, with reasons and the lines of a push.",
    rows_at_once=15,
    arriving=lambda page: page.head(),
    leaving=lambda page: page.foot(),
    coming_back=lambda page: page.in_short(),
    more=_more,
    prompt=lambda page: page.wants,
    of_push=OfPush(is_full=True, still=timedelta(seconds=15), counted=30),
)
BRIEF = Manner(
    name="brief",
    says="Few words from now on, here and next time; . says a page in full, long says everything again.",
    rows_at_once=5,
    arriving=lambda page: page.in_few_words(),
    leaving=_nothing,
    coming_back=_first,
    more=lambda left: f"{left}.",
    prompt=_short_prompt,
    of_push=OfPush(is_full=False, still=timedelta(seconds=60), counted=60),
)
MANNERS = {manner.name: manner for manner in (LONG, BRIEF)}


def kept_manner() -> Manner:
    """The one that was chosen on this machine."""
    return MANNERS.get(wizard.site.kept_manner(), LONG)
