"""Step 1: the configurations that were given, and the role that each shows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding

import screens
import wizard.guide
from screens.messages import Failed, SourcesOpened, StepPlace
from screens.prepared_app import sources_opened
from screens.steps.step import StepScreen
from screens.widgets.lines import LineList, Piece
from screens.widgets.panel import Panel
from screens.widgets.plain_text import PlainText
from wizard.errors import EzError
from wizard.guide.opening import Opening
from wizard.guide.typed_path import files_typed, refusal_of_files
from wizard.sentence import so_many

if TYPE_CHECKING:
    from wizard.model.plan import Plan, Source


class SourceList(LineList):
    """One row a configuration: role, device, file."""

    BORDER_TITLE = "Configurations"

    BINDINGS: ClassVar = [Binding("enter", "choose", "next", show=False)]

    HELP = (
        "Each row is one configuration. Roles are found in it: an EzVPN server has groups, a spoke has an EzVPN "
        "client, and a configuration without EzVPN is taken for the new FlexVPN hub's."
    )

    def __init__(self) -> None:
        super().__init__(id="sources")
        self.names: tuple[str, ...] = ()
        """Files that are named and not read yet."""
        self.sources: tuple[Source, ...] = ()

    def count(self) -> int:
        return len(self.sources) or len(self.names)

    def empty_text(self) -> str:
        return "No configuration yet: + types a path, l browses, R reads routers over SSH."

    def pieces(self, index: int, width: int) -> Iterable[Piece]:
        if not self.sources:
            return [(f"{'reading':<14}", "dim"), (self.fitted(self.names[index], width - 14), "")]
        source = self.sources[index]
        lines = f"{so_many(len(source.data.splitlines()), 'line'):>13}"
        names = min(max(len(source.device) for source in self.sources), max(22, width - 14 - 28 - len(lines)))
        return [
            (f"{wizard.guide.role_as_read(source):<14}", "good"),
            (self.fitted(source.device, names), "heading"),
            ("  ", ""),
            (self.fitted(source.filename, width - 14 - 2 - names - len(lines)), ""),
            (lines, "dim"),
        ]


class SourcesStep(StepScreen):
    """Choose configurations, and see what each of them is."""

    BINDINGS: ClassVar = [
        Binding("plus", "type_path", "add", key_display="+"),
        Binding("l", "browse", "browse"),
        Binding("R", "fetch", "read routers"),
        Binding("x,delete", "leave_out", "leave out", key_display="x"),
    ]
    HELP = (
        "Give the running configuration of the EzVPN server and of each spoke that moves: + and l take files, R reads "
        "the routers themselves over SSH and changes nothing on them."
    )

    def compose_body(self) -> ComposeResult:
        yield SourceList()
        with Panel("What is in it", id="facts"):
            yield PlainText("", id="facts-text")

    def on_mount(self) -> None:
        self.query_one(SourceList).focus()

    def show_plan(self, plan: Plan | None) -> None:
        sources = self.query_one(SourceList)
        sources.names = self.wizard.opening.names if self.wizard.reading else ()
        sources.sources = self.wizard.sources
        sources.lines_changed(self.start.cursor)
        self.start = StepPlace()

    def here(self) -> StepPlace:
        return StepPlace(cursor=self.query_one(SourceList).cursor)

    def searched(self) -> LineList:
        return self.query_one(SourceList)

    def on_line_list_rested(self) -> None:
        sources = self.query_one(SourceList)
        facts = self.query_one("#facts-text", PlainText)
        if sources.sources:
            rows = self.wizard.glyphs.plain_rows("\n".join(wizard.guide.summary(sources.sources[sources.cursor])))
            facts.update(rows)
        else:
            facts.update(self.wizard.missing)

    def on_line_list_chosen(self) -> None:
        self.wizard.action_next()

    def action_type_path(self) -> None:
        self._ask_for_path("")

    def on_paste(self, event: events.Paste) -> None:
        """Ask whether that is to be read: a terminal pastes the path of a file that is dropped on it."""
        event.prevent_default()
        lines = event.text.strip().splitlines()
        paths = " ".join(lines)
        if len(lines) > 1 and refusal_of_files(paths):
            self.wizard.say(f"{len(lines)} lines of text are no path: save them as a file, and + reads that.")
        else:
            self._ask_for_path(paths)

    def _ask_for_path(self, path: str) -> None:
        hint = "Several paths, or one with blanks: 'a.cfg' 'b.cfg'. A folder is all files in it."
        title = "Which configuration? Type or paste its path."
        self.app.push_screen(screens.AskModal(title, path, hint, refusal_of_files), self._typed)

    def _typed(self, answer: str | None) -> None:
        if answer and answer.strip():
            self._add(files_typed(answer))

    def action_browse(self) -> None:
        self.app.push_screen(screens.Picker(), self._browsed)

    def _browsed(self, paths: tuple[Path, ...] | None) -> None:
        if paths:
            self._add(paths)

    def why_no_fetch(self) -> str:
        return self.wizard.why_no_fetch()

    def action_fetch(self) -> None:
        """Ask which routers are read."""
        self.wizard.ask_for_routers()

    def why_no_leave_out(self) -> str:
        return "" if self.query_one(SourceList).sources else "There is no configuration to leave out."

    def action_leave_out(self) -> None:
        sources = self.query_one(SourceList)
        device = sources.sources[sources.cursor].device
        left = wizard.guide.without_device(sources.sources, device, self.wizard.plan)
        self.post_message(SourcesOpened(left, said=f"{device} is left out."))

    def _add(self, paths: tuple[Path, ...]) -> None:
        if self.wizard.opening.demo:
            # A configuration of one's own begins a migration of its own beside the practice site.
            self.wizard.open(Opening(files=paths))
        else:
            self._read(paths)

    @work(thread=True, exclusive=True, group="sources")
    def _read(self, paths: tuple[Path, ...]) -> None:
        try:
            self.post_message(sources_opened(wizard.guide.with_paths(self.wizard.sources, paths, self.wizard.plan)))
        except EzError as error:
            self.post_message(Failed("This cannot be read", error))
