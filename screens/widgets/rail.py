"""The rail of numbered steps, in one widget: a column where there is room, one row where there is not."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.symbols import STEPS
from wizard.guide.progress import Progress, State, attention_in_words


class Rail(Widget):
    """Numbered steps with `[x]` done, `[>]` here, `[ ]` todo, `[!]` needs attention; a click goes there."""

    DEFAULT_CSS = """
    Rail { height: 1; width: 1fr; }
    """

    class StepClicked(Message):
        """A step was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, steps: tuple[Progress, ...]) -> None:
        super().__init__(id="rail")
        self._steps = steps

    def show(self, steps: tuple[Progress, ...]) -> None:
        """Draw these steps."""
        if steps != self._steps:
            self._steps = steps
            self.refresh()

    def render(self) -> Content:
        if self.size.height > 1:
            return Content("\n").join([self._row(index) for index in range(len(self._steps))])
        return Content(" ").join([Content.styled(text, look) for text, look in self._cells()])

    def _row(self, index: int) -> Content:
        step, state, attention = self._steps[index]
        mark, look = STEPS[state]
        row = Content.styled(f"{mark} {index + 1:>2} {step.short}", look)
        words = f"  {attention_in_words(attention)}" if attention else ""
        # A row that is too long says at least how many.
        return row.append(words if row.cell_length + len(words) <= self.size.width else words.rpartition(" ")[0])

    def _cells(self) -> list[tuple[str, str]]:
        """The steps of a single row: every title where they fit, only the current one's where not."""
        numbers = [f"{STEPS[row.state].sign}{index}" for index, row in enumerate(self._steps, 1)]
        titled = [f"{number} {row.step.short}" for number, row in zip(numbers, self._steps, strict=True)]
        if sum(map(len, titled)) + len(titled) - 1 > self.size.width:
            titled = [
                f"{number} {row.step.title}" if row.state is State.HERE else number
                for number, row in zip(numbers, self._steps, strict=True)
            ]
        return [(text, STEPS[row.state].look) for text, row in zip(titled, self._steps, strict=True)]

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if self.size.height > 1:
            self._click(offset.y)
            return
        right = 0
        for index, (text, _) in enumerate(self._cells()):
            right += len(text) + 1
            if offset.x < right - 1:
                self._click(index)
                return

    def _click(self, index: int) -> None:
        if index < len(self._steps):
            self.post_message(self.StepClicked(index))
