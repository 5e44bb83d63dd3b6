"""Choices one below the other, of which one is taken."""

from textual.widgets import OptionList


class ChoiceList(OptionList):
    """A list of choices that can be paged through also where no row of it is in view."""

    def action_page_up(self) -> None:
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]  # of Textual
        else:
            self.action_first()

    def action_page_down(self) -> None:
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]  # of Textual
        else:
            self.action_last()
