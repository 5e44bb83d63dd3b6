"""Step 7: what is wrong, where, and what to do; those of one cause as one row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import screens.linear
import wizard.check
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.check.same_cause import FindingRow, with_row_accepted, with_row_withdrawn
from wizard.errors import AnswerError
from wizard.guide.finding_words import devices_in_words, finding_in_words, place_in_words
from wizard.guide.pair_words import pair_in_words, pair_rows
from wizard.guide.related import finding_in_difference, origin_of_finding
from wizard.guide.survey import is_to_read
from wizard.model.finding import Severity
from wizard.sentence import so_many

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.sentence import Sentence


def role_of(row: FindingRow) -> str:
    """How a finding is called, also where it is accepted or follows from another one."""
    if row.first.accepted:
        return "ACCEPTED"
    if row.blocks:
        return "BLOCKS"
    return f"FOLLOWS, {row.first.severity.value.upper()}" if row.follows else row.first.severity.value.upper()


class FindingsPage(Page):
    """The findings, and what hub and each spoke would agree on."""

    key = "findings"
    help = (
        "What the checks say, the gravest first, and what IKEv2 would agree on between the hub and each spoke. A "
        "number says all of a finding, and what to do; there it can be mended, or accepted with a reason."
    )

    def head(self) -> Iterator[Said]:
        rows = wizard.check.finding_rows(self.plan)
        blocking = sum(row.blocks for row in rows)
        yield Said("STEP 7", f"Findings: {so_many(len(rows), 'row')}, {blocking} of them block.")
        for pair in pair_rows(self.plan):
            yield Said("PAIR", pair_in_words(pair)[2:])
        if not pair_rows(self.plan):
            yield Said("PAIR", "No pair can be computed as long as answers are open.")

    def rows(self) -> Rows:
        return tuple(
            (Said(f"{role_of(row)} {number}", f"{row.first.code} {place_in_words(row) or 'site'}: {row.message}"),)
            for number, row in enumerate(wizard.check.finding_rows(self.plan), 1)
        )

    def choose(self, number: int) -> None:
        row = wizard.check.finding_rows(self.plan)[number - 1]
        self.wizard.go(FindingPage(self.wizard, row.identity))


class FindingPage(Page):
    """One row of findings: code, places, what to do."""

    key = "findings"
    help = "All of one finding. m goes to the question that mends it; a accepts a blocker, for a reason that you type."
    wants = "Command (? helps):"

    def __init__(self, wizard: LinearWizard, identity: str) -> None:
        super().__init__(wizard)
        self._identity = identity

    @property
    def row(self) -> FindingRow | None:
        """The finding; None where an answer mended it."""
        rows = wizard.check.finding_rows(self.plan)
        return next((row for row in rows if row.identity == self._identity), None)

    def head(self) -> Iterator[Said]:
        row = self.row
        if row is None:
            yield Said("MENDED", "This finding is not there any more: b goes back.")
            return
        first, *others = finding_in_words(row)
        yield Said(role_of(row), first)
        yield from (_said(text) for text in others)
        if is_to_read(row):
            self.wizard.desk.read |= {row.identity}
            self.wizard.keep_place()
        can = [f"{command.names[0]} {command.says}" for command in self.commands() if not command.why_off()]
        yield from (Said("POSSIBLE", words) for words in can)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("m", "mend"), "goes to the question that mends this.", self._mend, self._why_no_mend),
            Command(
                ("a", "accept"), "accepts this blocker with a reason.", self._accept, self._why_no_accept, changes=True
            ),
            Command(
                ("w", "withdraw"),
                "lets this accepted blocker block again.",
                self._withdraw,
                self._why_no_withdraw,
                changes=True,
            ),
            Command(("i", "origin"), "goes to the line that was read.", self._origin, self._why_no_origin),
            Command(("p", "preview"), "says old beside new around the line.", self._preview, self._why_no_preview),
        )

    def _why_no_mend(self) -> Sentence:
        row = self.row
        mending = wizard.check.mending_question(self.plan, row.first) if row else None
        return "" if mending else "No question mends this: see what to do above."

    def _mend(self, _: str) -> None:
        row = self.row
        mending = wizard.check.mending_question(self.plan, row.first) if row else None
        if mending:
            screens.linear.go_to_question(self.wizard, mending.key)

    def _why_no_accept(self) -> Sentence:
        row = self.row
        if row is None or row.first.severity is not Severity.BLOCKER:
            return "Only a blocker needs to be accepted."
        if row.first.cause:
            return f"It goes with {row.first.cause.code}: mend or accept that."
        return "" if row.first.acceptable else "An open answer cannot be accepted: m goes to its question."

    def _accept(self, typed: str) -> None:
        row = self.row
        assert row
        why = f"Why may {row.first.code} stay on {devices_in_words(row)}? It stands in plan.toml (empty: it may not):"
        reason = typed or self.wizard.ask(why).strip()
        if not reason:
            self.wizard.say("STATE", "It still blocks.")
            return
        try:
            edited = with_row_accepted(self.plan, row, reason)
        except AnswerError as error:
            self.wizard.say("NOT TAKEN", f"{error.message}. {error.hint}")
            return
        self.wizard.edited(edited, f"{row.first.code} is accepted; it stays in the list.")
        self.wizard.back()

    def _why_no_withdraw(self) -> Sentence:
        row = self.row
        return "" if row and row.first.accepted else "This finding is not accepted."

    def _withdraw(self, _: str) -> None:
        row = self.row
        if row:
            self.wizard.edited(with_row_withdrawn(self.plan, row), f"{row.first.code} blocks again.")
            self.wizard.back()

    def _why_no_origin(self) -> Sentence:
        row = self.row
        found = origin_of_finding(self.plan, row.first) if row else None
        return "" if found else "No line that was read has to do with this."

    def _origin(self, _: str) -> None:
        row = self.row
        entry = origin_of_finding(self.plan, row.first) if row else None
        if entry:
            self.wizard.go(screens.linear.LinePage(self.wizard, entry.device, entry.line))

    def _why_no_preview(self) -> Sentence:
        row = self.row
        return "" if row and finding_in_difference(self.plan, row.first) else "No old or new configuration shows this."

    def _preview(self, _: str) -> None:
        row = self.row
        line = finding_in_difference(self.plan, row.first) if row else None
        if line:
            self.wizard.go(screens.linear.ChangePage.at_line(self.wizard, line))

    def left_empty(self) -> None:
        self.wizard.say("STATE", "b goes back, again says the finding once more, ? lists what can be done.")


def _said(text: str) -> Said:
    """One of the rows behind the first, behind its role."""
    if text.startswith("  |"):
        return Said("LINE", text[4:])
    head, colon, rest = text.partition(": ")
    if colon and head in {"What to do", "Accepted", "Question", "Source"}:
        return Said(head.upper(), rest)
    return Said("PLACES" if text.startswith("  ") else "NOTE", text.strip())
