"""Steps 3 to 6: the questions of one step, one control at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from screens.messages import NOWHERE, Place, PlanEdited
from screens.recheck import recommended
from screens.steps.step import StepScreen
from screens.widgets.lines import LineList
from screens.widgets.question_detail import QuestionDetail
from screens.widgets.question_editor import QuestionEditor
from screens.widgets.question_list import Group, QuestionList, shown_value
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.model.question import Resolved
from wizard.model.secret import Secret
from wizard.plan.answer import answer, answer_secret, asked, is_answered, is_secret, reopen
from wizard.plan.perspective import devices, hub_device, resolved


class QuestionStep(StepScreen):
    """The questions of a step at the left, what is known of one at the right or below."""

    BINDINGS: ClassVar = [
        Binding("o", "next_open", "next open"),
        Binding("r", "reopen", "reset"),
        Binding("a", "answer_all", "answer for all", show=False),
    ]
    HELP = "Every question has a recommended answer where one is safe; only the open ones must be answered."

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
        groups = groups_of(plan, self.key)
        folded = frozenset(group.title for group in groups if group.title.startswith("Names"))
        self.query_one(QuestionList).show(groups, folded, self.start.question, self.wizard.recheck)
        self.start = NOWHERE

    def here(self) -> Place:
        question = self.query_one(QuestionList).question
        return Place(question=question.key if question else "")

    def searched(self) -> LineList:
        return self.query_one(QuestionList)

    @on(LineList.Moved)
    def explain_question(self) -> None:
        """Explain the question under the cursor."""
        question, plan = self.query_one(QuestionList).question, self.wizard.plan
        detail = self.query_one(QuestionDetail)
        if question and plan:
            detail.show(question, recommended(plan, question), again=question.key in self.wizard.recheck)
        else:
            detail.empty()

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
        self.post_message(PlanEdited(edited, in_words(plan, edited, event.question)))

    @on(QuestionEditor.Left)
    def _close_editor(self) -> None:
        for editor in self.query(QuestionEditor):
            editor.remove()
        self.query_one("#form").remove_class("editing")
        self.query_one(QuestionList).focus()

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
        edited = reopen(plan, question.question.key, question.device)
        if edited == plan:
            edited = reopen(plan, question.question.key)
        self.post_message(PlanEdited(edited, in_words(plan, edited, question)))

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
            form.mount(QuestionEditor(question, recommended(plan, question), device))


def groups_of(plan: Plan, step: str) -> tuple[Group, ...]:
    """The questions of a step: of the site, then of each device, then the names of objects."""
    mine = [one for one in asked(plan) if one.question.step == step]
    names = [one for one in mine if one.question.key.startswith("name_")]
    others = [one for one in mine if one not in names]
    groups = [
        *(Group(title_of(plan, device), _of(others, device)) for device in ("", *devices(plan))),
        *(
            Group(f"Names {'in general' if not device else f'on {device}'}", _of(names, device))
            for device in ("", *devices(plan))
        ),
    ]
    return tuple(group for group in groups if group.questions)


def title_of(plan: Plan, device: str) -> str:
    """A device with its role."""
    if not device:
        return "Whole site"
    roles = []
    if device == plan.server.device:
        roles.append("EzVPN server")
    if device == hub_device(plan):
        roles.append("FlexVPN hub")
    return f"{device} ({', '.join(roles) or 'spoke'})"


def _of(questions: list[Resolved], device: str) -> tuple[Resolved, ...]:
    return tuple(one for one in questions if one.device == device)


def answered(plan: Plan, question: Resolved, value: str, device: str) -> Plan:
    """The plan with that answer; one for every device takes the place of those for single ones."""
    key = question.question.key
    if not device and question.device:
        plan = replace(
            plan,
            answers=tuple(one for one in plan.answers if one.key != key),
            secrets=tuple(one for one in plan.secrets if one.key != key),
        )
    if is_secret(question.question, value):
        return answer_secret(plan, key, Secret(value), device)
    return answer(plan, key, value, device)


def in_words(before: Plan, after: Plan, question: Resolved) -> str:
    """What an answer did: the value that holds now, and what else changed with it."""
    now = resolved(after, question.question.key, question.device)
    renamed = {hub_device(before): hub_device(after)} if question.question.key == "hub_name" else {}
    values = {(one.question.key, renamed.get(one.device, one.device)): one.value for one in asked(before)}
    others = [one for one in asked(after) if one.key != question.key]
    fresh = [one for one in others if (one.question.key, one.device) not in values]
    changed = [one for one in others if values.get((one.question.key, one.device), one.value) != one.value]
    effects = [_counted(len(fresh), "more question")] if fresh else []
    effects += [f"{_counted(len(changed), 'other value')} changed"] if changed else []
    said = f"{question.key}: {shown_value(now)}"
    return f"{said} ({', '.join(effects)})" if effects else said


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
