"""A row of choices of which one holds, in one widget: what a list is narrowed to, which device is shown."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from wizard.printable import printable


class TabRow(Widget):
    """Labels in a row, the current one in brackets; a click takes one."""

    DEFAULT_CSS = """
    TabRow { height: 1; width: 1fr; padding: 0 1; }
    """

    class Taken(Message):
        """Another tab is the current one."""

        def __init__(self, tabs: TabRow) -> None:
            super().__init__()
            self.tabs = tabs

        @property
        def control(self) -> TabRow:
            return self.tabs

    def __init__(self, *, id: str) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.current = ""
        self._labels: dict[str, str] = {}

    def show(self, labels: dict[str, str], current: str) -> None:
        """Draw these labels by their key, one of them current; the first where that is not among them."""
        self._labels = labels
        self.current = current if current in labels else next(iter(labels), "")
        self.refresh()

    def take(self, direction: int) -> None:
        """Make the next or the previous tab the current one, past the end the first."""
        keys = list(self._labels)
        if keys:
            self._take(keys[(keys.index(self.current) + direction) % len(keys)])

    def go_to(self, key: str) -> None:
        """Make that tab the current one; whoever does it draws what it stands for."""
        self.current = key
        self.refresh()

    def _take(self, key: str) -> None:
        if key != self.current:
            self.current = key
            self.refresh()
            self.post_message(self.Taken(self))

    def render(self) -> Content:
        first, last = self._shown_range()
        parts = [Content.styled(text, look) for _, text, look in self._cells()[first:last]]
        left, right = Content("<" if first else " "), Content(">" if last < len(self._labels) else " ")
        return Content("").join([left, *parts, right])

    def _cells(self) -> list[tuple[str, str, str]]:
        return [
            (key, f"[{label}]" if key == self.current else f" {label} ", "bold reverse" if key == self.current else "")
            for key, label in ((key, printable(label)) for key, label in self._labels.items())
        ]

    def _shown_range(self) -> tuple[int, int]:
        """The labels that the row holds, the current one among them; what is left out is marked at that end."""
        widths = [cell_len(text) for _, text, _ in self._cells()]
        index = list(self._labels).index(self.current) if self.current in self._labels else 0
        first = 0
        while first < index and sum(widths[first : index + 1]) + 2 > self.size.width:
            first += 1
        last = first
        while last < len(widths) and sum(widths[first : last + 1]) + 2 <= self.size.width:
            last += 1
        return first, last

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        first, last = self._shown_range()
        right = 1
        for key, text, _ in self._cells()[first:last]:
            right += cell_len(text)
            if offset.x < right:
                self._take(key)
                return
