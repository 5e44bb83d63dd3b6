"""Step 2: what EzVPN there is, and what becomes of every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import screens.linear
import wizard.guide
import wizard.ledger
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.check.same_cause import finding_rows
from wizard.guide.ledger_words import entry_in_words
from wizard.guide.related import LineInDifference, entry_of, findings_of_entry, in_difference
from wizard.model.finding import LedgerEntry, Verdict
from wizard.model.question import Resolved
from wizard.sentence import so_many
from wizard.site import LeftOff

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.sentence import Sentence


class FoundPage(Page):
    """A summary of the EzVPN that was found, and the verdicts on its lines."""

    key = "found"
    help = "What EzVPN there is in the configurations. A number lists the lines of that verdict, 1 every line."

    def head(self) -> Iterator[Said]:
        yield Said("STEP 2", "What was found.")

    @property
    def _verdicts(self) -> tuple[tuple[Verdict | None, int], ...]:
        counts = Counter(entry.verdict for entry in wizard.ledger.ledger(self.plan))
        return ((None, sum(counts.values())), *((verdict, counts[verdict]) for verdict in Verdict if counts[verdict]))

    def rows(self) -> Rows:
        verdicts = (
            (Said(f"CHOICE {number}", f"{so_many(count, 'line')}, {_MEANS[verdict] if verdict else 'all of them'}"),)
            for number, (verdict, count) in enumerate(self._verdicts, 1)
        )
        found = (row.strip() for source in self.plan.sources for row in wizard.guide.summary(source))
        return (*verdicts, *((Said("FOUND", row),) for row in found))

    @property
    def choices(self) -> int:
        return len(self._verdicts)

    def choose(self, number: int) -> None:
        self.wizard.go(LinesPage(self.wizard, self._verdicts[number - 1][0]))


_MEANS: dict[Verdict, Sentence] = {
    Verdict.CARRIED: "carried over: the same meaning, a direct equivalent",
    Verdict.TRANSFORMED: "transformed: written otherwise",
    Verdict.DROPPED: "dropped: no equivalent, or no need",
    Verdict.KEPT: "kept: it stays as it is",
    Verdict.DECIDE: "to decide: a question decides",
    Verdict.UNKNOWN: "unknown: not understood",
}


class LinesPage(Page):
    """The lines of one verdict, or all; runs of lines that are not EzVPN's and stay are counted."""

    key = "found"
    help = (
        "Every line of the sources with what becomes of it. A number says all of that line. Runs of lines that are not "
        "EzVPN's and stay are counted; z lists them too."
    )

    def __init__(self, wizard: LinearWizard, verdict: Verdict | None) -> None:
        super().__init__(wizard)
        self._verdict = verdict
        self._whole = False

    @property
    def _entries(self) -> list[LedgerEntry]:
        return [entry for entry in wizard.ledger.ledger(self.plan) if self._verdict in (None, entry.verdict)]

    @property
    def _shown(self) -> list[tuple[LedgerEntry, int]]:
        """Each line that is listed, and how many that stay stand before it."""
        found: list[tuple[LedgerEntry, int]] = []
        left_out = 0
        for (_, is_ezvpn), run in groupby(self._entries, lambda entry: (entry.device, entry.is_ezvpn)):
            some = list(run)
            if is_ezvpn or self._whole or len(some) == 1:
                found.extend((entry, left_out if place == 0 else 0) for place, entry in enumerate(some))
                left_out = 0
            else:
                left_out = len(some)
        return found

    def head(self) -> Iterator[Said]:
        yield Said("LINES", _MEANS[self._verdict] if self._verdict else "every line of the sources")

    def rows(self) -> Rows:
        return tuple(
            (
                *((Said("STAY", f"{so_many(left_out, 'line')} that are not EzVPN's."),) if left_out else ()),
                Said(f"{entry.verdict.value.upper()} {number}", f"{entry.device}:{entry.line} {entry.text.strip()}"),
            )
            for number, (entry, left_out) in enumerate(self._shown, 1)
        )

    @property
    def choices(self) -> int:
        return len(self._shown)

    def choose(self, number: int) -> None:
        entry, _ = self._shown[number - 1]
        self.wizard.go(LinePage(self.wizard, entry.device, entry.line))

    def commands(self) -> tuple[Command, ...]:
        return (Command(("z", "whole"), "lists the lines that stay too, or counts them again.", self._turn),)

    def _turn(self, _: str) -> None:
        self._whole = not self._whole
        self.wizard.say_page()


class LinePage(Page):
    """One line that was read: what becomes of it, why, and where that is decided or seen."""

    key = "found"
    help = "A line that was read. d goes to what decides about it or what it becomes, p to old beside new."
    wants = "Command (? helps):"

    def __init__(self, wizard: LinearWizard, device: str, line: int) -> None:
        super().__init__(wizard)
        self._device, self._line = device, line

    @property
    def _entry(self) -> LedgerEntry | None:
        return entry_of(self.plan, self._device, self._line)

    def head(self) -> Iterator[Said]:
        entry = self._entry
        if entry is None:
            yield Said("STATE", "This line is not there any more: b goes back.")
            return
        line, verdict, *others = entry_in_words(entry)
        yield Said("LINE", line)
        yield Said("VERDICT", verdict)
        for text in others:
            head, _, rest = text.strip().partition(" ")
            yield Said(head.rstrip(":").upper(), rest)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(
                ("d", "decides"), "goes to what decides about it, or to what it becomes.", self._fate, self._why_no_fate
            ),
            Command(("p", "preview"), "says it in old beside new.", self._preview, self._why_no_preview),
            Command(("F", "findings"), "says what the checks say of it.", self._findings, self._why_no_findings),
        )

    def _why_no_fate(self) -> Sentence:
        entry = self._entry
        found = wizard.ledger.fate_of(self.plan, entry) if entry else None
        return "" if found else "This line becomes no other, and no question decides about it."

    def _fate(self, _: str) -> None:
        entry = self._entry
        fate = wizard.ledger.fate_of(self.plan, entry) if entry else None
        if isinstance(fate, Resolved):
            screens.linear.go_to_question(self.wizard, fate.key)
        elif fate:
            line = LineInDifference(fate.device, fate.path)
            self.wizard.go(screens.linear.ChangePage.at_line(self.wizard, line))

    @property
    def _in_difference(self) -> LineInDifference | None:
        entry = self._entry
        return in_difference(self.plan, entry) if entry else None

    def _why_no_preview(self) -> Sentence:
        return "" if self._in_difference else "No old or new configuration shows this line."

    def _preview(self, _: str) -> None:
        line = self._in_difference
        if line:
            self.wizard.go(screens.linear.ChangePage.at_line(self.wizard, line))

    @property
    def _found(self) -> tuple[int, ...]:
        entry = self._entry
        return findings_of_entry(self.plan, entry) if entry else ()

    def _why_no_findings(self) -> Sentence:
        return "" if self._found else "The checks say nothing of this line."

    def _findings(self, _: str) -> None:
        found = self._found
        if found:
            row = finding_rows(self.plan)[found[0]]
            self.wizard.go(screens.linear.FindingPage(self.wizard, row.identity))

    def place(self) -> LeftOff:
        return LeftOff(device=self._device, line=self._line)
