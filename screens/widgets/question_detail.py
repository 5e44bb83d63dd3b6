"""Everything that is known of one question: why it is asked, what holds, what the choices give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.content import Content

from screens.widgets.plain_text import PlainText
from wizard.guide.question_words import About, QuestionRowWords, question_in_words
from wizard.guide.wording import ShownRow
from wizard.model.question import Choice, Origin
from wizard.plan.question_rows import QuestionRow


class QuestionDetail(VerticalScroll):
    """The explanation of the question under the cursor; tab goes there to scroll it."""

    HELP = "Everything that is known of the question: scroll with up and down, tab goes back to the list."

    BORDER_TITLE = "Why, and what it gives"

    def __init__(self) -> None:
        super().__init__(id="detail", classes="panel")
        self._text = PlainText(id="detail-text")
        self._lines = PlainText(id="detail-lines")

    def compose(self) -> Iterator[PlainText]:
        yield self._text
        yield self._lines

    def show(self, row: QuestionRow, recommended: str, *, again: bool) -> None:
        """Explain that question, whose answer is worth a second look where `again` holds."""
        self._text.update(explanation(row, recommended, again=again))
        self._lines.update("")
        self.scroll_home(animate=False)

    def show_lines(self, lines: Iterable[ShownRow]) -> None:
        """Add what the value of the question gives."""
        self._lines.update(lines_of(lines))

    def show_group(self, words: Iterable[str]) -> None:
        """Explain a heading."""
        self._text.update("\n".join(words))
        self._lines.update("")
        self.scroll_home(animate=False)


def explanation(row: QuestionRow, recommended: str, *, again: bool = False) -> Content:
    """Wording, value and its origin, why, when otherwise, choices, citation."""
    *rows, source = question_in_words(row, recommended, again=again)
    choices = (
        choice_in_words(choice, here=choice.value == row.first.value, recommended=recommended)
        for choice in row.first.question.choices
    )
    drawn = [_drawn(row, words) for words in rows]
    return Content("\n").join([*drawn, *choices, Content.styled(source.text, "$text-muted")])


def _drawn(row: QuestionRow, words: QuestionRowWords) -> Content:
    match words.about:
        case About.QUESTION:
            return Content.styled(words.text, "bold")
        case About.VALUE:
            is_settled = row.first.origin is Origin.SETTLED and not row.has_own_values
            otherwise = ". Enter answers it otherwise" if is_settled else ""
            return Content.assemble((words.text, "bold $text-accent"), f" ({words.beside}{otherwise})")
        case About.RECHECK:
            return Content.styled(f"re-check: {words.text} Enter confirms yours, r takes that.", "$text-warning")
        case About.WHY | About.OTHERWISE:
            return Content.assemble((f"{words.about.value}: ", "bold"), words.text)
        case About.EACH:
            return Content(f"  {words.text}")
        case About.UNCONFIRMED:
            return Content(f"! {words.text}")
    return Content(words.text)


def choice_in_words(choice: Choice, *, here: bool, recommended: str, mark: str = "") -> Content:
    """One choice: its label and when to take it."""
    label = f"{mark}{'(o)' if here else '( )'} {choice.label}{' (recommended)' if choice.value == recommended else ''}"
    parts = [Content.styled(label, "bold" if here else "")]
    if choice.when:
        parts.append(Content(f"    when {choice.when}"))
    return Content("\n").join(parts)


def lines_of(rows: Iterable[ShownRow]) -> Content:
    """What an answer gives, its lines told from their headers and places."""
    said, *rest = rows
    lines = [Content.styled(row.text, "$text-success" if row.is_line else "") for row in rest]
    return Content("\n").join([Content.styled(said.text, "bold"), *lines])
