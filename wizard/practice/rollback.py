"""Going back to another configuration: what is taken away, what is put there, and what could not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from wizard.model.configuration import Line
from wizard.practice import texts
from wizard.practice.beliefs import AAA_AT_ROLLBACK, ROLLBACK_OF_CERTIFICATES, ROLLBACK_OF_LISTS, ROLLBACK_RESIDUE
from wizard.practice.command_line import Misread
from wizard.practice.configuration_grammar import read_line
from wizard.practice.configuration_text import read_configuration
from wizard.practice.configuration_tree import Lines, find
from wizard.practice.line_faults import denies
from wizard.practice.list_numbering import as_blocks, as_shown
from wizard.practice.state import Touched

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

_EZVPN = "crypto ipsec client ezvpn "


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollback:
    """One rollback, as it was done."""

    commands: tuple[str, ...]
    failed: tuple[str, ...] = ()
    """The commands that the router did not know."""
    aborted_at: str = ""
    """The command at which it gave up, having done nothing."""

    @property
    def report(self) -> str:
        """What is printed of its end."""
        if self.aborted_at:
            return texts.CERTIFICATE_ABORTS.of(command=self.aborted_at)
        if self.failed:
            return texts.ROLLBACK_ABORTED.of(commands="\n".join(self.failed))
        return texts.ROLLBACK_DONE.of(passes=1 if self.commands else 0)

    @property
    def listed(self) -> str:
        """What is printed of its commands."""
        return texts.ROLLBACK_PASS.of(commands="\n".join(self.commands)) if self.commands else ""


def roll_back(router: PracticeRouter, text: str, by: str) -> Rollback:
    """Makes the running configuration what a text says."""
    before = router.state.running
    wanted = as_blocks(read_configuration(text))
    chain = _chain_that_differs(before, wanted)
    if chain and router.beliefs[ROLLBACK_OF_CERTIFICATES] == "aborts":
        return Rollback(commands=(), aborted_at=chain)
    failed = tuple(line.text for line in wanted if line not in before and _is_unknown(before, line))
    keeps_numbers = router.beliefs[ROLLBACK_OF_LISTS] == "kept"
    running = tuple(
        _with_its_numbers(before, line) if keeps_numbers else line for line in wanted if line.text not in failed
    )
    stays = partial(_stays, router)
    if any(stays(line.text) for top in (*before, *running) for line in top.walk()):
        running = _but_for_what_stays(before, running, stays)
    router.change(running=running, changed=Touched(at=router.time, by=by))
    return Rollback(commands=tuple(commands(before, running)), failed=failed)


def _chain_that_differs(before: Lines, wanted: Lines) -> str:
    """A chain of certificates that would have to be changed, empty without one."""
    for line in (*before, *wanted):
        if line.text.startswith("crypto pki certificate chain ") and find(before, line.text) != find(wanted, line.text):
            return next((child.text for child in line.children), line.text)
    return ""


def _stays(router: PracticeRouter, text: str) -> bool:
    """Whether the rollback leaves a line as it is."""
    state, beliefs = router.state, router.beliefs
    if any(text.startswith(beginning) for beginning in state.residue):
        return True
    if beliefs[ROLLBACK_RESIDUE] != "none" and text.startswith(_EZVPN):
        return True
    return beliefs[AAA_AT_ROLLBACK] == "asked" and denies(router, text)


def _but_for_what_stays(before: Lines, wanted: Lines, stays: Callable[[str], bool]) -> Lines:
    """The wanted lines, with those as they were that stay."""
    found: Lines = ()
    for line in wanted:
        there = find(before, line.text)
        if there is not None:
            found = (*found, line._replace(children=_but_for_what_stays(there.children, line.children, stays)))
        elif not stays(line.text):
            found = (*found, line)
    return (*found, *(line for line in before if stays(line.text) and find(wanted, line.text) is None))


def _is_unknown(before: Lines, line: Line) -> bool:
    return find(before, line.text) is None and isinstance(read_line((), line.text), Misread)


def _with_its_numbers(before: Lines, line: Line) -> Line:
    """The line as it is now, where it is shown as the wanted one is: only numbers differ that are not shown."""
    there = find(before, line.text)
    if there is None or there == line:
        return line
    shown = [tuple(as_shown((each,), with_numbers=False)) for each in (there, line)]
    return there if shown[0] == shown[1] else line


def commands(before: Lines, after: Lines, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The commands that lead from one configuration to another, with the lines that open their modes."""
    for line in before:
        if find(after, line.text) is None:
            yield from (*path, _undone(line.text))
    for line in after:
        there = find(before, line.text)
        if there is None:
            yield from path
            yield from _typed(line)
        elif there.children != line.children:
            yield from commands(there.children, line.children, (*path, line.text))


def _undone(text: str) -> str:
    return text.removeprefix("no ") if text.startswith("no ") else f"no {text}"


def _typed(line: Line) -> Iterator[str]:
    yield line.text
    yield from line.verbatim
    for child in line.children:
        yield from _typed(child)
