"""How a site stands: what needs a person, the worst first, and what does not in counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from wizard.check import negotiations
from wizard.check.same_cause import FindingRow, finding_rows
from wizard.guide.progress import Judged, Urgency
from wizard.ledger import ledger
from wizard.model.finding import Severity, Verdict
from wizard.model.plan import Plan
from wizard.model.question import Origin
from wizard.model.stage import Stage
from wizard.plan.question_rows import QuestionRow, open_rows, rows_of
from wizard.render import documents
from wizard.site import Needs


class Matter(NamedTuple):
    """One thing that needs a person: a row of findings, or one of questions."""

    urgency: Urgency
    finding: FindingRow | None = None
    question: QuestionRow | None = None


class Sent(NamedTuple):
    """How many commands one router gets until the cut-over is done."""

    added: int
    removed: int
    """Those that take a line away."""


class Survey(NamedTuple):
    """How a site stands."""

    matters: tuple[Matter, ...]
    judged: Judged
    answered: int
    """Rows of questions that somebody answered."""
    keys: int
    """That ez2flex draws where nobody gives them, each counted for itself."""
    recommended: int
    settled: int
    lines: dict[Verdict, int]
    sent: dict[str, Sent]
    """By device; a device of which nothing is changed is not in it."""
    pairs: int
    """Of hub and spoke that were compared."""
    failing: tuple[str, ...]
    """The spokes whose tunnel would not come up."""

    def count(self, urgency: Urgency) -> int:
        """How many matters are of that urgency."""
        return sum(matter.urgency is urgency for matter in self.matters)


def survey_of(plan: Plan, recheck: AbstractSet[str] = frozenset(), read: AbstractSet[str] = frozenset()) -> Survey:
    """What is to be said of the plan; `recheck` are the keys of answers to look at again, `read` the warnings read."""
    origins = Counter(row.first.origin for row in rows_of(plan))
    keys = [row for row in rows_of(plan) if row.first.question.is_drawn and row.first.origin is Origin.ANSWERED]
    pairs = negotiations(plan)
    return Survey(
        matters=tuple(sorted(_matters(plan, recheck, read), key=lambda matter: list(Urgency).index(matter.urgency))),
        judged=judged(finding_rows(plan), keys_to_tell(plan)),
        answered=origins[Origin.ANSWERED] - len(keys),
        keys=sum(len(row.questions) for row in keys),
        recommended=origins[Origin.RECOMMENDED],
        settled=origins[Origin.SETTLED],
        lines=Counter(entry.verdict for entry in ledger(plan)),
        sent=_sent(plan),
        pairs=len(pairs),
        failing=tuple(pair.spoke for pair in pairs if not pair.up),
    )


def _matters(plan: Plan, recheck: AbstractSet[str], read: AbstractSet[str]) -> Iterator[Matter]:
    waiting = open_rows(plan)
    told = keys_to_tell(plan)
    for row in finding_rows(plan):
        # The question that is open stands for the blocker that says so.
        if row.blocks and row.first.question not in told:
            yield Matter(Urgency.BLOCKS, finding=row)
        elif is_to_read(row) and row.identity not in read:
            yield Matter(Urgency.TO_READ, finding=row)
    yield from (Matter(Urgency.TO_TELL, question=row) for row in waiting)
    yield from (Matter(Urgency.TO_RECHECK, question=row) for row in rows_of(plan) if row.keys & recheck)


def judged(rows: Iterable[FindingRow], told: AbstractSet[str] = frozenset()) -> Judged:
    """Those of the findings that need a person; `told` are the questions that are open."""
    every = tuple(rows)
    blocking = [row for row in every if row.blocks]
    return Judged(
        len(blocking),
        frozenset(row.identity for row in every if is_to_read(row)),
        sum(row.first.question not in told for row in blocking),
    )


def needs_of(plan: Plan) -> Needs:
    """What needs a person in the site of a plan that was checked."""
    return Needs(len(open_rows(plan)), judged(finding_rows(plan), keys_to_tell(plan)).beside)


def keys_to_tell(plan: Plan) -> frozenset[str]:
    """The questions that are open, by their keys."""
    return frozenset(row.first.question.key for row in open_rows(plan))


def is_to_read(row: FindingRow) -> bool:
    """Whether it is a warning that somebody should read for its own sake: what follows is read with its cause."""
    return row.first.severity is Severity.WARNING and not row.follows


def _sent(plan: Plan) -> dict[str, Sent]:
    found: dict[str, Sent] = {}
    for document in documents(plan):
        if document.stage is not Stage.CLEANUP:
            commands = [line.strip() for line in document.text.splitlines() if line.strip(" !") and line[0] != "!"]
            removed = sum(command.startswith("no ") for command in commands)
            before = found.get(document.device, Sent(0, 0))
            found[document.device] = Sent(before.added + len(commands) - removed, before.removed + removed)
    return found
