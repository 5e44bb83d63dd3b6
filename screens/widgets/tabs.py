"""A row of choices of which one holds, in one widget: what a list is narrowed to, which device is shown."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


class TabRow(Widget):
    """Labels in a row, the current one in brackets; a click takes one."""

    DEFAULT_CSS = """
    TabRow { height: 1; width: 1fr; padding: 0 2; }
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

    def _take(self, key: str) -> None:
        if key != self.current:
            self.current = key
            self.refresh()
            self.post_message(self.Taken(self))

    def render(self) -> Content:
        first = self._first_shown()
        parts = [Content.styled(text, look) for _, text, look in self._cells()[first:]]
        return Content(" ").join([*([Content("<")] if first else []), *parts])

    def _cells(self) -> list[tuple[str, str, str]]:
        return [
            (key, f"[{label}]" if key == self.current else f" {label} ", "bold reverse" if key == self.current else "")
            for key, label in self._labels.items()
        ]

    def _first_shown(self) -> int:
        """How many labels are left out at the left so that the current one is in the row."""
        cells = self._cells()
        index = next((place for place, cell in enumerate(cells) if cell[0] == self.current), 0)
        first = 0
        while first < index and sum(len(text) + 1 for _, text, _ in cells[first : index + 1]) + 2 > self.size.width:
            first += 1
        return first

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        first = self._first_shown()
        right = 2 if first else 0
        for key, text, _ in self._cells()[first:]:
            right += len(text) + 1
            if offset.x < right - 1:
                self._take(key)
                return
