"""What to do where somebody else wrote the site while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from screens.open_site import Difference


class ClashModal(ModalScreen[str | None]):
    """Theirs, ours, another folder, or later."""

    BINDINGS: ClassVar = [Binding("escape", "leave", "later", key_display="esc")]

    def __init__(self, difference: Difference) -> None:
        super().__init__()
        self._difference = difference

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal"):
            yield PlainText(f"Somebody edited {' and '.join(self._difference.names)}", classes="modal-title")
            with VerticalScroll(classes="modal-text"):
                yield PlainText(self._text())
            yield OptionList(*(Option(words, id=decided) for decided, words in self._ways()), id="ways", markup=False)
            yield PlainText("enter decides; escape leaves it for later", classes="modal-keys")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def _text(self) -> str:
        from screens.open_site import error_of

        one = self._difference
        if one.error:
            problems = "\n".join(error_of(one.error))
            return (
                f"It cannot be read any more:\n{problems}\nNothing was written over it, and every answer is kept here."
            )
        clashes = "\n".join(f"  {clash}" for clash in one.merge.clashes) if one.merge else "  a whole plan"
        return f"What is there contradicts what was answered here:\n{clashes}\nNothing was written over it."

    def _ways(self) -> list[tuple[str, str]]:
        kept = ", ".join(f"{name}.orig" for name in self._difference.names if "/" not in name)
        first = (
            ("again", "Look again: it is mended")
            if self._difference.error
            else ("theirs", "Take over what is there; u takes that back")
        )
        return [
            first,
            ("ours", f"Write what was answered here{f'; theirs is kept as {kept}' if kept else ''}"),
            ("elsewhere", "Save what was answered here into another folder"),
        ]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        self.dismiss(None)
