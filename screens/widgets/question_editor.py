"""The control with which one question is answered; there is one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from screens.widgets.choice_list import ChoiceList
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText, plain_content
from screens.widgets.question_detail import choice_in_words, lines_of
from screens.widgets.resting import RestingCursor
from wizard.guide.produced_by_answer import ConsideredAnswer
from wizard.guide.questions import choices_of
from wizard.guide.wording import ShownRow, who_in_words
from wizard.model.question import Choice, Kind
from wizard.plan.question_rows import QuestionRow


class QuestionEditor(Vertical, RestingCursor):
    """A list of choices or a line of text for one question, with the refusal of an answer beside it."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", "leave as it was"),
        Binding("f2", "screen.enlarge", "enlarge", key_display="F2"),
        Binding("ctrl+o", "reveal", "secrets", show=False),
    ]
    HELP = "Choose or type the answer, then press enter. Escape leaves the question as it was."

    class Answered(Message):
        """The engineer's answer, as typed or chosen."""

        def __init__(self, row: QuestionRow, value: str, *, everywhere: bool) -> None:
            super().__init__()
            self.row = row
            self.value = value
            self.everywhere = everywhere
            """Whether it takes the place of what was answered for single devices."""

    class Considered(Message):
        """The cursor rests on that answer, or it stands there to be changed."""

        def __init__(self, answer: ConsideredAnswer) -> None:
            super().__init__()
            self.answer = answer

    class Left(Message):
        """The question stays as it was."""

    def __init__(self, row: QuestionRow, first: str, recommended: str, *, everywhere: bool) -> None:
        super().__init__(id="editor")
        self._row = row
        self._question = row.first
        self._first = first
        self._recommended = recommended
        self._everywhere = everywhere
        self._followed: ConsideredAnswer | None = None
        """The answer of which the lines are looked for."""

    def compose(self) -> ComposeResult:
        question = self._question.question
        who = "for every device" if self._everywhere else who_in_words(self._row)
        where = f"{who}: " if who else ""
        with Vertical(id="editor-answer", classes="panel") as answer:
            answer.border_title = "Your answer"
            yield PlainText(Content.styled(f"{where}{question.wording}", "bold"), id="editor-question")
            if choices_of(question):
                yield ChoiceList(*self._options(), id="choices")
            else:
                secret = question.kind is Kind.SECRET
                shown = " ctrl+o shows what is hidden." if secret else ""
                yield PlainText(f"Type {question.form.typed}. Enter takes it.{shown}", id="editor-form")
                yield Input(self._first, password=secret, id="typed")
            yield PlainText("", id="refusal")
        with Panel("What it gives", id="editor-produced"):
            yield PlainText("", id="editor-lines")
            yield PlainText(question.why, id="editor-why")

    def _options(self) -> list[Option]:
        return [Option(self._prompt(choice, marked=False)) for choice in choices_of(self._question.question)]

    def _prompt(self, choice: Choice, *, marked: bool) -> Content:
        here = choice.value == self._question.value
        return plain_content(
            choice_in_words(choice, here=here, recommended=self._recommended, mark="> " if marked else "  ")
        )

    def on_mount(self) -> None:
        values = [choice.value for choice in choices_of(self._question.question)]
        # By query: a control that is left at once has neither of them.
        for field in self.query(Input):
            field.focus()
        for options in self.query(OptionList):
            options.highlighted = values.index(self._first) if self._first in values else 0
            options.focus()
        self.follow()

    def rested(self) -> None:
        self._followed = self._considered()
        self.post_message(self.Considered(self._followed))

    def refuse(self, message: str) -> None:
        """Say beside the control why the answer is not taken."""
        self.query_one("#refusal", PlainText).update(f"! {message}")

    def show_lines(self, answer: ConsideredAnswer, lines: Iterable[ShownRow]) -> None:
        """Show what that answer gives, unless another one is under the cursor by now."""
        # By query: what is found while the control comes or goes finds nothing to be shown in.
        for shown in self.query("#editor-lines").results(PlainText):
            if self._considered() == answer:
                shown.update(lines_of(lines))
                self.query_one("#editor-produced").scroll_home(animate=False)

    def _considered(self) -> ConsideredAnswer:
        """The choice under the cursor; what holds, where the answer is typed."""
        choices = choices_of(self._question.question)
        places = [options.highlighted for options in self.query(OptionList)]
        value = next((choices[place].value for place in places if place is not None), None)
        return ConsideredAnswer(self._row, value, everywhere=self._everywhere and value is not None)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        # The colour of the highlight is not the only thing that shows it.
        for index, choice in enumerate(choices_of(self._question.question)):
            prompt = self._prompt(choice, marked=index == event.option_index)
            event.option_list.replace_option_prompt_at_index(index, prompt)
        if self._considered() != self._followed:
            self.moved()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        value = choices_of(self._question.question)[event.option_index].value
        self.post_message(self.Answered(self._row, value, everywhere=self._everywhere))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Answered(self._row, event.value, everywhere=self._everywhere))

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_reveal(self) -> None:
        for field in self.query(Input):
            if self._question.question.kind is Kind.SECRET:
                field.password = not field.password
