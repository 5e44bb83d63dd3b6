"""The line in which one types what to look for."""

from typing import ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input


class SearchLine(Input):
    """What to look for; it goes away when it is answered or left."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "leave the search")]
    HELP = "A word to look for in the list: enter goes to the first row that holds it, n and N to the others."

    class Sought(Message):
        """What to look for; "" for nothing any more."""

        def __init__(self, sought: str) -> None:
            super().__init__()
            self.sought = sought

    def __init__(self) -> None:
        super().__init__(placeholder="search for: type, then enter; escape leaves", id="search", compact=True)

    def on_blur(self) -> None:
        self.remove()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Sought(event.value))

    def action_leave(self) -> None:
        """Look for nothing."""
        self.post_message(self.Sought(""))
