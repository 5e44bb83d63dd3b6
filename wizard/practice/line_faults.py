"""Faults that happen to a line: it is lost, refused, denied, or something else is taken in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from wizard.practice import texts
from wizard.practice.beliefs import TERMINAL_UNDER_AAA
from wizard.practice.dialogue import Dialogue, Question, said
from wizard.practice.faults import Fault
from wizard.practice.session import Session

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

Take: TypeAlias = Callable[[Session, str], Dialogue]
"""What becomes of a line to which nothing happens."""

NO_COUNT = -1
"""Of a line of a file, which nobody types."""


def of_the_line(router: PracticeRouter, line: str, count: int = NO_COUNT) -> tuple[Fault, ...]:
    """The faults that happen to a line, the `count`-th that is typed; those that happen once are over with it."""
    if not router.state.faults:
        return ()
    text = line.strip(" ")
    found = tuple(fault for fault in router.state.faults if fault.concerns(count, text))
    if any(fault.is_once for fault in found):
        router.change(faults=tuple(f for f in router.state.faults if not (f in found and f.is_once)))
    return found


def noise_at(router: PracticeRouter, byte: int) -> Iterator[Fault]:
    """The noise that comes behind a byte of the line that is being typed."""
    count = router.state.lines_typed + 1
    for fault in router.state.faults:
        if fault.action.word == "noise" and fault.line == count and fault.count == byte:
            yield fault


def noise_behind(faults: tuple[Fault, ...], length: int) -> Iterator[Fault]:
    """The noise of a line that was typed and that did not come yet."""
    for fault in faults:
        if fault.action.word == "noise" and not (fault.line is not None and 0 < fault.count <= length):
            yield fault


def obey(session: Session, line: str, faults: tuple[Fault, ...], take: Take) -> Dialogue:
    """The command that a line is, as far as the faults let it be one."""
    for fault in faults:
        instead = _INSTEAD.get(fault.action.word)
        if instead is not None and not _is_free(session, fault, line):
            return instead(session, line, fault, take)
    return take(session, line)


def denies(router: PracticeRouter, text: str) -> bool:
    """Whether command authorization refuses the command, whoever types it."""
    return any(fault.action.word == "deny" and fault.concerns(NO_COUNT, text) for fault in router.state.faults)


def _is_free(session: Session, fault: Fault, line: str) -> bool:
    """Whether command authorization is not asked for the line."""
    first = line.strip(" ").split(" ", 1)[0].lower()
    is_of_terminal = len(first) > 1 and "terminal".startswith(first)
    believed = session.router.beliefs[TERMINAL_UNDER_AAA]
    return fault.action.word == "deny" and is_of_terminal and believed == "not-asked"


def _refuse(session: Session, line: str, fault: Fault, take: Take) -> Dialogue:
    if fault.text:
        return said(f"{fault.text}\n")
    return said(" " * len(session.prompt) + "^\n" + texts.INVALID_INPUT.text)


def _swallow(session: Session, line: str, fault: Fault, take: Take) -> Dialogue:
    return said("")


def _rewrite(session: Session, line: str, fault: Fault, take: Take) -> Dialogue:
    return take(session, fault.text)


def _ask(session: Session, line: str, fault: Fault, take: Take) -> Dialogue:
    yield Question(text=f"{fault.text} ")
    yield from take(session, line)


def _deny(session: Session, line: str, fault: Fault, take: Take) -> Dialogue:
    return said(texts.NOT_AUTHORIZED.text)


_INSTEAD: dict[str, Callable[[Session, str, Fault, Take], Dialogue]] = {
    "refuse": _refuse,
    "swallow": _swallow,
    "rewrite": _rewrite,
    "ask": _ask,
    "deny": _deny,
}
