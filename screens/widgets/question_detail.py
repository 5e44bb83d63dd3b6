"""Everything that is known of one question: why it is asked, what holds, what the choices give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import VerticalScroll
from textual.content import Content

from screens.widgets.plain_text import PlainText
from wizard.citation import source_in_words
from wizard.guide.wording import ShownRow, row_origin, row_value, shown_value, value_in_words, who_in_words
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
    resolved, question = row.first, row.first.question
    where = f"{who_in_words(row)}: " if resolved.device else ""
    rows = [
        Content.styled(f"{where}{question.wording}", "bold"),
        Content.assemble((row_value(row), "bold $text-accent"), f" ({_origin(row)})"),
        *_of_each(row),
        _labelled("Why", question.why),
    ]
    if again:
        now = value_in_words(question, recommended)
        text = f"re-check: since an earlier answer changed, {now} is recommended. Enter confirms yours, r takes that."
        rows.insert(2, Content.styled(text, "$text-warning"))
    if question.otherwise:
        rows.append(_labelled("Otherwise", question.otherwise))
    if question.unconfirmed:
        rows.append(Content("! A fact behind this is unconfirmed: look before you rely on it."))
    for choice in question.choices:
        rows.append(choice_in_words(choice, here=choice.value == resolved.value, recommended=recommended))
    rows.append(Content.styled(source_in_words(question.citation), "$text-muted"))
    return Content("\n").join(rows)


def _origin(row: QuestionRow) -> str:
    otherwise = ". Enter answers it otherwise" if row.first.origin is Origin.SETTLED and not row.has_own_values else ""
    return f"{row_origin(row)}{otherwise}"


def _of_each(row: QuestionRow) -> list[Content]:
    """The routers, and the value of each where it is its own."""
    if not row.is_many:
        return []
    own = [f"  {resolved.device}: {shown_value(resolved)}" for resolved in row.questions]
    who = own if row.has_own_values else [f"  {', '.join(row.devices)}"]
    how = "s lists each router, to answer it for one alone; B answers it for a batch of them."
    return [*map(Content, who), Content(how)]


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


def _labelled(label: str, text: str) -> Content:
    return Content.assemble((f"{label}: ", "bold"), text)
