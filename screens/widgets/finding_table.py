"""The findings of a plan, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from screens.symbols import ACCEPTED, FOLLOWS, SEVERITIES
from screens.widgets.lines import LineList, Piece
from wizard.check.same_cause import FindingRow
from wizard.guide.finding_words import place_in_words
from wizard.guide.shortened import neighbours
from wizard.guide.survey import is_to_read
from wizard.model.finding import Severity


class FindingTable(LineList):
    """One row a cause: severity, code, device or how many, message."""

    BORDER_TITLE = "Findings"

    HELP = (
        "What the checks say of hub and spoke together, the gravest first:\n"
        "  ! blocker   it stops a push until it is mended or accepted with a reason\n"
        "  ~ warning   to be read\n"
        "    note      good to know\n"
        "  = accepted  a blocker that may stay\n"
        "What several routers have of one cause is one row, and what "
        "follows from it stands below it with - and goes with it.\n"
        "Enter goes to the line it concerns, m to the question that mends it, a accepts a blocker, w withdraws that."
    )

    def __init__(self) -> None:
        super().__init__(id="findings")
        self._findings: tuple[FindingRow, ...] = ()
        self._beside: dict[str, tuple[str, ...]] = {}
        """Of each place those from which it must be told."""
        self.waiting = True

    def show(self, findings: tuple[FindingRow, ...], cursor: int | None = None, from_top: int | None = None) -> None:
        """Draw these findings."""
        self._findings = findings
        self._beside = neighbours(map(place_in_words, findings))
        self.waiting = False
        self.lines_changed(cursor, from_top)

    @property
    def finding(self) -> FindingRow | None:
        """The finding under the cursor."""
        return self._findings[self.cursor] if self.cursor < len(self._findings) else None

    def next_matter(self, read: AbstractSet[str]) -> int | None:
        """The place of the next finding that blocks or was not read, past the last to the first; None without any."""
        places = [*range(self.cursor + 1, self.count()), *range(self.cursor)]
        rows = ((place, self._findings[place]) for place in places)
        return next(
            (place for place, row in rows if row.blocks or (is_to_read(row) and row.identity not in read)), None
        )

    def count(self) -> int:
        return len(self._findings)

    def empty_text(self) -> str:
        return "checking ..." if self.waiting else "No finding: hub and spoke fit."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        row, finding = self._findings[index], self._findings[index].first
        words = FOLLOWS if row.follows else SEVERITIES
        word, look = ACCEPTED if finding.accepted else words[finding.severity]
        yield f"{word:<11}", look
        yield f"{finding.code:<7} ", ""
        place = place_in_words(row)
        where = min(max(map(len, self._beside)), max(18, (width - 19) // 4))
        yield self.fitted(place, where, self._beside[place]) + " ", "dim"
        yield (
            self.fitted(row.message, width - 20 - where),
            look if row.follows or finding.severity is Severity.BLOCKER else "",
        )
