"""Steps 3 to 6: the questions of one step, one control at a time."""

from __future__ import annotations

from asyncio import sleep, to_thread
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from screens.batches import ChosenBatch, choose_batch
from screens.messages import NOWHERE, PlanEdited, StepPlace
from screens.steps.step import StepScreen
from screens.widgets.lines import LineList
from screens.widgets.question_detail import QuestionDetail
from screens.widgets.question_editor import QuestionEditor
from screens.widgets.question_list import QuestionList
from wizard.errors import AnswerError
from wizard.guide.batches import to_answer, why_no_batch
from wizard.guide.produced_by_answer import ConsideredAnswer, Produced, produced
from wizard.guide.questions import (
    QuestionGroup,
    answered_in_row,
    effect,
    first_text,
    groups_of,
    next_open,
    reached,
    row_as_it_is,
    row_is_answered,
    taken_back,
    unanswered,
)
from wizard.guide.wording import answer_in_words, group_in_words, produced_in_words
from wizard.model.plan import Plan
from wizard.model.question import Origin
from wizard.plan.question_rows import QuestionRow

_PAINTED = 0.05
"""Seconds in which a question is painted, before the lines of its answer are looked for."""


class QuestionStep(StepScreen):
    """The questions of a step at the left, what is known of one at the right or below."""

    BINDINGS: ClassVar = [
        Binding("o", "next_open", "next to do"),
        Binding("r", "reopen", "reset"),
        Binding("A", "answer_all", "answer for all", show=False),
        Binding("B", "answer_batch", "answer for a batch", show=False),
    ]
    PASTES = "enter opens the question under the cursor, and its line takes one."
    HELP = "Every question has a recommended answer where one is safe; only the open ones must be answered."

    def __init__(self, key: str, place: StepPlace = NOWHERE) -> None:
        super().__init__(key, place)
        self._sought: tuple[Plan, ConsideredAnswer] | None = None
        """The answer of which the lines are looked for; None where they are found."""
        self._answered_next: tuple[QuestionRow, str] | None = None
        """The question that is answered for a batch once the plan has that."""

    def compose_body(self) -> ComposeResult:
        with Container(id="form"):
            yield QuestionList()
            yield QuestionDetail()

    def on_mount(self) -> None:
        self.query_one(QuestionList).focus()

    def show_plan(self, plan: Plan | None) -> None:
        if plan is None:
            return
        if self.query_one("#form").has_class("editing"):
            # The plan changed under the control, as undo does it.
            self._close_editor()
        questions, start = self.query_one(QuestionList), self.start
        if start.groups.known:
            questions.folding = start.groups
        questions.show(groups_of(plan, self.key), start.question, self.wizard.history.recheck)
        if start.from_top is not None:
            # A heading has no key, and stands where it stood as long as the same is folded.
            questions.lines_changed(questions.cursor if start.question else start.cursor, start.from_top)
        self.start = NOWHERE
        if self._answered_next:
            row, batch = self._answered_next
            self._answered_next = None
            self._edit_of_batch(plan, row, batch)

    def here(self) -> StepPlace:
        questions = self.query_one(QuestionList)
        question = questions.question.key if questions.question else ""
        return StepPlace(
            question=question, cursor=questions.cursor, from_top=questions.from_top, groups=questions.folding
        )

    def searched(self) -> LineList:
        return self.query_one(QuestionList)

    @on(LineList.Rested)
    def explain_question(self) -> None:
        """Explain the question under the cursor, unless the control of one stands in its place."""
        if self.query_one("#form").has_class("editing"):
            return
        questions, plan = self.query_one(QuestionList), self.wizard.plan
        row, detail = questions.row, self.query_one(QuestionDetail)
        if isinstance(row, QuestionGroup):
            detail.show_group(group_in_words(row, folded=row.key in questions.folding.folded))
        elif row and plan:
            again = bool(row.keys & self.wizard.history.recheck)
            detail.show(row, unanswered(plan, row.first).value, again=again)
            self._find_lines(plan, ConsideredAnswer(row))

    @on(QuestionEditor.Considered)
    def consider(self, event: QuestionEditor.Considered) -> None:
        """Find what the answer under the cursor gives."""
        if self.wizard.plan:
            self._find_lines(self.wizard.plan, event.answer)

    def _find_lines(self, *sought: *tuple[Plan, ConsideredAnswer]) -> None:
        """Find what an answer gives of the plan, and nothing more for what was sought before."""
        is_looking, self._sought = self._sought is not None, sought
        if not is_looking:
            self._look()

    @work(group="lines")
    async def _look(self) -> None:
        """Show what the answer on which the cursor rests gives."""
        while sought := self._sought:
            await sleep(_PAINTED)
            if sought is not self._sought:
                continue
            found = await to_thread(produced, *sought)
            if sought is self._sought:
                self._sought = None
                self._show_lines(*sought, found)

    def _show_lines(self, plan: Plan, answer: ConsideredAnswer, found: Produced) -> None:
        if plan != self.wizard.plan:
            return
        lines = tuple(produced_in_words(answer, found))
        editors = self.query(QuestionEditor)
        for editor in editors:
            editor.show_lines(answer, lines)
        # By query: the step may be left meanwhile, or the cursor be on a heading.
        is_under_cursor = any(questions.question == answer.row for questions in self.query(QuestionList))
        for detail in self.query(QuestionDetail) if is_under_cursor and not editors else ():
            detail.show_lines(lines)

    @on(LineList.Chosen)
    def edit(self) -> None:
        """Fold a heading, open the control of a question, show each router of which the value is its own."""
        questions = self.query_one(QuestionList)
        if questions.question is None:
            questions.fold()
        elif questions.question.has_own_values:
            questions.action_each()
        elif why := self.wizard.why_locked():
            self.wizard.refuse(why)
        else:
            self._edit(questions.question)

    @on(QuestionEditor.Answered)
    def take_answer(self, event: QuestionEditor.Answered) -> None:
        """The plan with that answer, or why it is none."""
        plan = self.wizard.plan
        assert plan is not None
        try:
            edited = answered_in_row(plan, event.row, event.value, everywhere=event.everywhere)
        except AnswerError as error:
            self.query_one(QuestionEditor).refuse(f"{error.message}. {error.hint}")
            return
        self._close_editor()
        if row_as_it_is(edited, event.row) == row_as_it_is(plan, event.row):
            self.wizard.confirmed(event.row.keys)
        if event.row.batch:
            self.start = StepPlace(question=event.row.key)
        if edited == plan:
            self.show_plan(plan)
        elif event.row.first.origin is Origin.OPEN:
            self.start = StepPlace(question=self._following(edited, event.row.key))
        self._report(plan, edited, event.row)

    def _following(self, plan: Plan, answered: str) -> str:
        """The key of the next question of the step that is open; that of the answered one where none is."""
        found = next_open(groups_of(plan, self.key), answered)
        return found[1].key if found else answered

    @on(QuestionEditor.Left)
    def _close_editor(self) -> None:
        for editor in self.query(QuestionEditor):
            editor.remove()
        self.query_one("#form").remove_class("editing")
        self.query_one(QuestionList).focus()
        self.explain_question()

    def action_next_open(self) -> None:
        """Go to the next open question, of this step or of a later one."""
        if not self.query_one(QuestionList).next_open():
            self.wizard.action_next_needed()

    def why_no_reopen(self) -> str:
        row, plan = self.query_one(QuestionList).question, self.wizard.plan
        answered = row and plan and row_is_answered(plan, row)
        return "" if answered else "This question has no answer of yours that could be taken back."

    def action_reopen(self) -> None:
        """Give the question its own value back."""
        row, plan = self.query_one(QuestionList).question, self.wizard.plan
        if row and plan:
            self._report(plan, taken_back(plan, row), row)

    def why_no_answer_all(self) -> str:
        row = self.query_one(QuestionList).question
        if row is None:
            return "This is a heading: enter folds it."
        return "" if row.first.device else "This question is asked once for the whole site: enter answers it."

    def action_answer_all(self) -> None:
        """Answer the question for every device at once."""
        row = self.query_one(QuestionList).question
        if row:
            self._edit(row, everywhere=True)

    def action_answer_batch(self) -> None:
        """Answer the question for a batch of spokes, which is made or changed first where somebody wants that."""
        row, plan = self.query_one(QuestionList).question, self.wizard.plan
        if row is None or plan is None:
            return
        if refusal := why_no_batch(plan, row):
            self.wizard.say(refusal)
        else:
            choose_batch(self.app, plan, row, partial(self._take_batch, row))

    def _take_batch(self, row: QuestionRow, chosen: ChosenBatch) -> None:
        if chosen.plan == self.wizard.plan:
            self._edit_of_batch(chosen.plan, row, chosen.name)
            return
        if chosen.name in {batch.name for batch in chosen.plan.batches}:
            self._answered_next = row, chosen.name
        self.post_message(PlanEdited(chosen.plan, chosen.said))

    def _edit_of_batch(self, plan: Plan, row: QuestionRow, batch: str) -> None:
        of_batch = to_answer(plan, row, batch)
        if of_batch:
            self._edit(of_batch)
        else:
            self.wizard.say(f"Of no spoke in {batch} is this asked.")

    def _edit(self, row: QuestionRow, *, everywhere: bool = False) -> None:
        form, plan = self.query_one("#form"), self.wizard.plan
        if plan and not form.has_class("editing"):
            form.add_class("editing")
            first, recommended = first_text(plan, row.first), unanswered(plan, row.first).value
            form.mount(QuestionEditor(reached(plan, row), first, recommended, everywhere=everywhere))

    def _report(self, before: Plan, after: Plan, row: QuestionRow) -> None:
        """Say what became of the plan by that answer."""
        self.post_message(PlanEdited(after, answer_in_words(row_as_it_is(after, row)), effect(before, after, row)))
