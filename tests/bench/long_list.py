"""The preview's old beside new of a router where half of its lines are one access list, 50 of them changed."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer, Static

from screens.widgets.diff_view import DiffView
from tests.bench.hub import hub
from wizard.diff import difference
from wizard.model.configuration import Configuration, Line
from wizard.parse.source import read_source

LINES, ENTRIES, CHANGED = 10_000, 5_000, 50


def before() -> Configuration:
    """The configuration as it was read."""
    return read_source(hub(LINES, split_entries=ENTRIES).encode(), "hub-bench.cfg").configuration


def after(old: Configuration) -> Configuration:
    """The same lines, with every hundredth entry of the access list another."""
    return Configuration(changed(line) if len(line.children) == ENTRIES else line for line in old)


def changed(access_list: Line) -> Line:
    """The access list with its entries changed at even distances."""
    entries = list(access_list.children)
    for place in range(0, ENTRIES, ENTRIES // CHANGED):
        entries[place] = Line(entries[place].text.replace("permit ip 10.", "permit ip 11."))
    return access_list._replace(children=tuple(entries))


class Preview(Screen[None]):
    """Old beside new, compared when it is opened."""

    def __init__(self, old: Configuration, new: Configuration) -> None:
        super().__init__()
        self.old, self.new = old, new

    def compose(self) -> ComposeResult:
        yield DiffView()
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(DiffView).show(difference(self.old, self.new))


class LongList(App[None]):
    """Opens the preview at a key."""

    BINDINGS: ClassVar = [Binding("8", "preview", "preview")]

    def __init__(self) -> None:
        super().__init__()
        self.old = before()
        self.new = after(self.old)

    def compose(self) -> ComposeResult:
        yield Static("ready")

    def action_preview(self) -> None:
        """Compare and show."""
        self.push_screen(Preview(self.old, self.new))


if __name__ == "__main__":
    LongList().run()
