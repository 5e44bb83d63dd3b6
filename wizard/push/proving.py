"""One round of a proof: who is asked about what, and how an answer becomes a row of its table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from wizard.data.router_step_judges import JUDGES
from wizard.judge import Judged, judged
from wizard.judge.answers.answer import NotRead, answer_of, shown
from wizard.judge.answers.ping import ping
from wizard.judge.verdict import bad, good
from wizard.model.plan import Plan
from wizard.model.router_step import Named, RouterStep, When
from wizard.model.step_facts import StepFacts
from wizard.plan.perspective import Perspective
from wizard.push.proof_commands import Typed, steps_of
from wizard.push.proof_rows import Proof, ProofRow, Remembered
from wizard.push.question_round import NotAnswered, QuestionRound
from wizard.push.surroundings import Time
from wizard.push.vigil import Vigil
from wizard.render import step_facts
from wizard.sentence import Sentence
from wizard.session.router_session import RouterSession

Told = Callable[[Proof], None]
"""Who is told what was seen, round by round."""
_COMPARED = {row.name: row.compares for row in JUDGES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """One router's cut-over, and one round of questions about it."""

    plan: Plan
    device: str
    round: QuestionRound
    remembered: Remembered
    now: datetime | None = None
    """Our time; None where nothing is judged by it."""
    typed: Callable[[str], str] = str
    """What is typed in the place of a command that the plan names."""

    @property
    def asking(self) -> Perspective:
        """The plan seen from the router."""
        return Perspective(self.plan, self.device)

    def judged(self, device: str, command: str, judge: Callable[[bytes], Judged]) -> Judged:
        """What is said to the answer of a router; not good where there is none that can be read."""
        try:
            return judge(self.round.answer(device, command))
        except NotAnswered as missing:
            return bad(missing.why)
        except NotRead as unread:
            return bad(f"cannot be read: {unread.why}")

    def judged_step(self, step: RouterStep, facts: StepFacts | None = None) -> Judged:
        """What the judge of a step says to the answer of this round, by the facts of the plan or by others."""
        facts = facts or step_facts(self.plan, self.device, step)
        compared = self._compared_with(step)
        before = self.remembered.answers.get(compared) if compared else None
        lately = self.remembered.lately.get(compared) if compared else None

        def judge(answer: bytes) -> Judged:
            return judged(answer, step, facts, before=before, lately=lately, now=self.now)

        return self.judged(step.device, step.command, judge)

    def _compared_with(self, step: RouterStep) -> tuple[str, str] | None:
        """Whose answer to which command the judge's row names, of those that were asked before."""
        names = _COMPARED[step.judge.function] if isinstance(step.judge, Named) else ()
        before = (each for each in steps_of(self.plan, self.device, When.BEFORE) if each.id in names)
        compared = next(before, None)
        return (compared.device, compared.command) if compared else None

    def went(self, asked: Typed) -> bool | None:
        """Whether a ping was answered before; None where nobody knows."""
        answer = self.remembered.answer(asked.device, asked.command)
        return None if answer is None else pinged(answer).is_good


def pinged(answer: bytes) -> Judged:
    """Whether the packets of a ping came back."""
    try:
        found = ping(answer_of(answer))
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
    return Judged(is_good=found.is_good, seen=f"{found.answered} of {found.sent} packets came back")


def row(name: str, device: str, found: Judged, before: Sentence = "", *, command: str = "") -> ProofRow:
    """A row of the table behind the cut-over."""
    return ProofRow(name=name, device=device, before=before, after=found.seen, is_good=found.is_good, command=command)


def fresh_login(proving: Proving) -> ProofRow:
    """That a router answers in a fresh login: all that can be seen of a hub that nobody uses yet."""
    found = proving.judged(proving.device, "show clock", lambda _: good("it answers"))
    return replace(row("fresh-login", proving.device, found, command="show clock"), wants="it answers in a fresh login")


def ping_row(name: str, proving: Proving, asked: Typed, before: Sentence = "") -> ProofRow:
    """The row of a ping, to the target that the plan names or to the one that a person named for it."""
    command = proving.typed(asked.command)
    found = row(name, asked.device, proving.judged(asked.device, command, pinged), before, command=command)
    return found if command == asked.command else replace(found, instead_of=asked.command)


def with_route(row: ProofRow, asked: QuestionRound, command: str) -> ProofRow:
    """The row with what its router says of the route to its target; as it is where no command is wanted."""
    if not command:
        return row
    try:
        says = tuple(shown(line) for line in answer_of(asked.answer(row.device, command)).rows if line.strip())
    except NotAnswered as missing:
        says = (missing.why,)
    except NotRead as unread:
        says = (f"cannot be read: {unread.why}",)
    return replace(row, route=(command, *(says or ("no route",))))


def watched(
    look: Callable[[QuestionRound], Proof],
    sessions: Mapping[str, RouterSession],
    time: Time,
    *,
    vigil: Vigil,
    told: Told,
) -> Proof:
    """What is seen in the last round of a vigil."""
    while True:
        asked = QuestionRound(sessions, seconds=time.seconds, until=vigil.until, hurries=lambda: vigil.hurries)
        proof = look(asked)
        told(proof)
        if vigil.ends_with(proof):
            return proof
