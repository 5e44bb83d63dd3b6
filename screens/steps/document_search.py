"""A step whose search goes through every document of the site, and on from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.message import Message

from screens.steps.step import StepScreen

if TYPE_CHECKING:
    from screens.widgets.lines import LineList
    from wizard.guide.searched_documents import FoundLines, SearchedPlace
    from wizard.model.plan import Plan


class SearchedDocument(NamedTuple):
    """What is shown: a row of a document, as old and new or as the text that is sent."""

    place: SearchedPlace
    is_text: bool
    revealed: bool
    """Whether secrets are shown."""


class Searched(Message):
    """Every document of a plan was searched, as old and new or as texts."""

    def __init__(self, plan: Plan, found: FoundLines, *, is_text: bool, direction: int) -> None:
        super().__init__()
        self.plan = plan
        self.found = found
        self.is_text = is_text
        self.direction = direction
        """Of the line to go to; 0 for the first one from the cursor on."""


class DocumentSearch(StepScreen):
    """A step that shows one of many documents."""

    _searched: Searched | None = None

    def searchers(self) -> tuple[LineList, ...]:
        """The lists that mark what is sought."""
        raise NotImplementedError

    def found(self, plan: Plan, sought: str, here: SearchedDocument) -> FoundLines:
        """What holds it, in documents of the kind that was shown; called away from the screen, which may be gone."""
        raise NotImplementedError

    @property
    def searched_document(self) -> SearchedDocument:
        """What is shown, and the row under the cursor."""
        raise NotImplementedError

    def go_to_found(self, place: SearchedPlace) -> None:
        """Show that row of that document."""
        raise NotImplementedError

    def look_for(self, sought: str) -> None:
        for lines in self.searchers():
            lines.sought = sought.lower()
            lines.refresh()
            if lines.display:
                lines.focus()
        self._searched = None
        self.wizard.say("")
        self._go_on(sought, 0)

    def action_next_match(self, direction: int) -> None:
        """Go to the next or the previous line that holds it, from document to document."""
        self._go_on(self.searchers()[0].sought, direction)

    def _go_on(self, sought: str, direction: int) -> None:
        """Go to the next line in that direction, 0 for the first from the cursor on; search first if need be."""
        plan, known = self.wizard.plan, self._searched
        if plan is None or not sought:
            return
        here = self.searched_document
        if known and known.plan == plan and known.is_text == here.is_text:
            self._go_to(known.found, direction)
        else:
            self.wizard.say("Searching every router and stage ...")
            self._search(plan, sought, here, direction)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, plan: Plan, sought: str, here: SearchedDocument, direction: int) -> None:
        found = self.found(plan, sought, here)
        self.post_message(Searched(plan, found, is_text=here.is_text, direction=direction))

    @on(Searched)
    def show_found(self, event: Searched) -> None:
        """Go to what was found, unless the plan changed or something else is sought meanwhile."""
        if event.plan == self.wizard.plan and event.found.sought.lower() == self.searchers()[0].sought:
            self._searched = event
            self._go_to(event.found, event.direction)

    def _go_to(self, found: FoundLines, direction: int) -> None:
        place = found.following(self.searched_document.place, direction or 1, from_here=not direction)
        self.wizard.say(found.place_in_words(place) if place and direction else found.in_words())
        if place:
            self.go_to_found(place)
