"""Steps 3 to 6: the questions of one step, one control at a time."""

from __future__ import annotations

from asyncio import sleep, to_thread
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from screens.messages import NOWHERE, PlanEdited, StepPlace
from screens.steps.step import StepScreen
from screens.widgets.lines import LineList
from screens.widgets.question_detail import QuestionDetail
from screens.widgets.question_editor import QuestionEditor
from screens.widgets.question_list import QuestionList
from wizard.errors import AnswerError
from wizard.guide.produced_by_answer import Produced, produced
from wizard.guide.questions import answered, effect, first_text, groups_of, taken_back, unanswered
from wizard.guide.wording import answer_in_words, produced_in_words
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.plan.answer import is_answered
from wizard.plan.perspective import resolved

_REST = 0.05
"""Seconds for which the cursor rests on an answer before its lines are looked for."""


class QuestionStep(StepScreen):
    """The questions of a step at the left, what is known of one at the right or below."""

    BINDINGS: ClassVar = [
        Binding("o", "next_open", "next open"),
        Binding("r", "reopen", "reset"),
        Binding("a", "answer_all", "answer for all", show=False),
    ]
    HELP = "Every question has a recommended answer where one is safe; only the open ones must be answered."

    def __init__(self, key: str, place: StepPlace = NOWHERE) -> None:
        super().__init__(key, place)
        self._sought: tuple[Plan, Resolved, str, str] | None = None
        """The answer, and for which device, of which the lines are looked for; None where they are found."""

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
        self.query_one(QuestionList).show(groups_of(plan, self.key), self.start.question, self.wizard.history.recheck)
        self.start = NOWHERE

    def here(self) -> StepPlace:
        question = self.query_one(QuestionList).question
        return StepPlace(question=question.key if question else "")

    def searched(self) -> LineList:
        return self.query_one(QuestionList)

    @on(LineList.Moved)
    def explain_question(self) -> None:
        """Explain the question under the cursor."""
        question, plan = self.query_one(QuestionList).question, self.wizard.plan
        detail = self.query_one(QuestionDetail)
        if question and plan:
            detail.show(question, unanswered(plan, question).value, again=question.key in self.wizard.history.recheck)
            self._find_lines(plan, question, question.value, question.device)
        else:
            detail.empty()

    @on(QuestionEditor.Considered)
    def consider(self, event: QuestionEditor.Considered) -> None:
        """Find what the answer under the cursor gives."""
        if self.wizard.plan:
            self._find_lines(self.wizard.plan, event.question, event.value, event.device)

    def _find_lines(self, *sought: *tuple[Plan, Resolved, str, str]) -> None:
        """Find what an answer gives of the plan, and nothing more for what was sought before."""
        is_looking, self._sought = self._sought is not None, sought
        if not is_looking:
            self._look()

    @work(group="lines")
    async def _look(self) -> None:
        """Show what the answer under the cursor gives, once the cursor rests on it."""
        while sought := self._sought:
            await sleep(_REST)
            if sought is not self._sought:
                continue
            found = await to_thread(produced, *sought)
            if sought is self._sought:
                self._sought = None
                self._show_lines(*sought, found)

    def _show_lines(self, plan: Plan, question: Resolved, value: str, device: str, found: Produced) -> None:
        if plan != self.wizard.plan:
            return
        lines = tuple(produced_in_words(question, found))
        for editor in self.query(QuestionEditor):
            editor.show_lines(value, lines)
        if not self.query(QuestionEditor):
            self.query_one(QuestionDetail).show_lines(lines)

    @on(LineList.Chosen)
    def edit(self) -> None:
        """Fold a heading, open the control of a question."""
        questions = self.query_one(QuestionList)
        if questions.question is None:
            questions.fold()
        else:
            self._edit(questions.question, questions.question.device)

    @on(QuestionEditor.Answered)
    def take_answer(self, event: QuestionEditor.Answered) -> None:
        """The plan with that answer, or why it is none."""
        plan = self.wizard.plan
        assert plan is not None
        try:
            edited = answered(plan, event.question, event.value, event.device)
        except AnswerError as error:
            self.query_one(QuestionEditor).refuse(f"{error.message}. {error.hint}")
            return
        self._close_editor()
        if edited == plan:
            self.wizard.confirmed(event.question.key)
            self.show_plan(plan)
        self._report(plan, edited, event.question)

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
            self.wizard.action_next_open()

    def action_reopen(self) -> None:
        """Give the question its own value back."""
        question = self.query_one(QuestionList).question
        plan = self.wizard.plan
        if question is None or plan is None or not is_answered(plan, question):
            self.wizard.say("This question has no answer of yours that could be taken back.")
            return
        self._report(plan, taken_back(plan, question), question)

    def action_answer_all(self) -> None:
        """Answer the question for every device at once."""
        question = self.query_one(QuestionList).question
        if question is None or not question.device:
            self.wizard.say("This question is asked once for the whole site: enter answers it.")
        else:
            self._edit(question, "")

    def _edit(self, question: Resolved, device: str) -> None:
        form, plan = self.query_one("#form"), self.wizard.plan
        if plan and not form.has_class("editing"):
            form.add_class("editing")
            form.mount(QuestionEditor(question, first_text(plan, question), unanswered(plan, question).value, device))

    def _report(self, before: Plan, after: Plan, question: Resolved) -> None:
        """Say what became of the plan by that answer."""
        now = resolved(after, question.question.key, question.device)
        self.post_message(PlanEdited(after, answer_in_words(now), effect(before, after, question)))
