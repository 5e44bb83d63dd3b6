"""What the command palette offers: every command of the wizard that can be given now, with a sentence each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Provider

from screens.keys_off import key_name, why_off
from screens.widgets.modal_frame import HELP_KEYS
from wizard.guide.route import ROUTE
from wizard.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.command import Hits
    from textual.screen import Screen

    from screens.app import EzApp


class Offered(NamedTuple):
    """One row of the palette."""

    name: Sentence
    says: Sentence


STEPS = {
    "sources": "Add or leave out configurations.",
    "found": "Read what EzVPN there is, and what becomes of every line.",
    "strategy": "Answer where the spokes go, and how they are managed meanwhile.",
    "identity": "Answer who hub and spokes are, and how they prove it.",
    "crypto": "Answer which algorithms they use.",
    "addresses": "Answer which addresses and networks the tunnels carry.",
    "findings": "Read what the checks say, and accept what may stay.",
    "preview": "Compare old and new of each router, whole or stage by stage.",
    "run-sheet": "Read the whole site in the order in which it is sent.",
    "report": "Read how the site stands, and write the report of it.",
}
"""Of each step of the route what one does there."""

COMMANDS = {
    "mend": Offered("Mend", "Go to the question that mends this finding."),
    "accept": Offered("Accept", "Accept this blocker with a reason."),
    "withdraw": Offered("Withdraw", "Let this accepted blocker block again."),
    "phase": Offered("Tunnels", "See the tunnels before, during or after the change."),
    "preview": Offered("Preview", "Compare old and new of what the cursor is on."),
    "device(1)": Offered("Next router", "Compare the next router."),
    "stage(1)": Offered("Next stage", "Compare the next stage of this router."),
    "verdict(1)": Offered("Next verdict", "Narrow the lines to the next verdict."),
    "text": Offered("Text of the stage", "See the stage as it is sent, or old beside new again."),
    "origin": Offered("Where it came from", "Go to the line that was read and became this one."),
    "change(1)": Offered("Next change", "Go to the next line that differs."),
    "fold": Offered("Fold or unfold", "Show or hide the lines that are equal."),
    "fold_all": Offered("Fold or unfold", "Show or hide the details among the questions."),
    "reveal": Offered("Secrets", "Show or hide keys and passwords."),
    "reopen": Offered("Reset", "Give this question its own value back."),
    "answer_all": Offered("Answer for all", "Answer this question for every router at once."),
    "answer_batch": Offered("Answer for a batch", "Answer this question for a batch of spokes."),
    "each": Offered("Each router", "Show each router of this row, to answer it for one alone."),
    "push": Offered("Push", "Push the site, or the router under the cursor."),
    "show_push": Offered("To the push", "See the push that is under way."),
    "revert_now": Offered("Revert now", "Let the router on trial go back at once."),
    "extend": Offered("Extend", "Let the timer run five minutes longer."),
    "confirm": Offered("Confirm", "Keep what is proved."),
    "show_route": Offered("Route", "Show which way the router sends what this check of the push pings."),
    "ask_again": Offered("Try again", "Ask the checks of the push now."),
    "other_target": Offered("Other target", "Ping another address in this check."),
    "accept_row": Offered("Accept the check", "Accept, with a reason, that this check does not hold."),
    "go_on": Offered("Go on", "Take up what is on trial."),
    "copy": Offered("Copy", "Send what is shown to the clipboard of the terminal."),
    "log": Offered("Log", "See what was sent, what came back and what was said."),
    "write_report": Offered("Write the report", "Write the report of this site for the change ticket."),
    "by_hand": Offered("How to send", "Read how the files of a stage are sent by hand."),
    "type_path": Offered("Add a configuration", "Type or paste the path of a configuration."),
    "browse": Offered("Browse", "Look for a configuration in your folders."),
    "fetch": Offered("Read routers", "Read configurations from the routers themselves, over SSH."),
    "leave_out": Offered("Leave out", "Leave the configuration under the cursor out."),
    "next_needed": Offered("Next to do", "Go to the next thing that needs you."),
    "next_open": Offered("Next to do", "Go to the next question that is open, here or in a later step."),
    "overview": Offered("Overview", "See the routers, the verdict and what needs you."),
    "next": Offered("Next step", "Go to the step behind this one."),
    "previous": Offered("Back", "Go to where you came from."),
    "export": Offered("Export", "Write the files of every stage into the site's folder."),
    "undo": Offered("Undo", "Take the last change back."),
    "save": Offered("Save elsewhere", "Choose the folder of the site, and save into it."),
    "search": Offered("Search", "Look for a word in the list of this step."),
    "narrow(1)": Offered("Next router", "Show the rows of the next router alone, or of all again."),
    "keep": Offered("Save the log", "Write the rows of the log into a file of the site, without secrets."),
    "faults": Offered("What goes wrong", "Choose what goes wrong in the next push of the practice site."),
    "enlarge": Offered("Enlarge", "Give the detail most of the room, or take that back."),
    "explain": Offered("Help", "Explain what has the focus, and list the keys that work here."),
    "other_theme": Offered("Light or dark", "Change the theme, here and whenever the wizard is opened again."),
    "quit": Offered("Quit", "Leave; every answer is saved."),
}
"""By the action of its key, in the order of the palette. What only moves a cursor or leaves something is no command."""


_PLACES = {row: place for place, row in enumerate(COMMANDS.values())}
"""The steps come last."""


class Command(NamedTuple):
    """A command that can be given now."""

    offered: Offered
    key: str
    run: Callable[[], Awaitable[object]]


def commands_of(screen: Screen[object]) -> Iterator[Command]:
    """The commands of what has the focus, of its step and of the wizard; those that do nothing now are left out."""
    found = dict[Offered, Command]()
    app = cast("EzApp", screen.app)
    for key, active in screen.active_bindings.items():
        action = active.binding.action
        row = COMMANDS.get(action.rpartition(".")[2]) or _step(action)
        # Of several keys the one that is shown names it.
        is_better = row not in found or active.binding.show
        if row and is_better and active.enabled and not why_off(action, active.node):
            name = active.binding.key_display or key_name(key)
            found[row] = Command(row, name, partial(app.run_action, action, active.node))
    yield from sorted(found.values(), key=lambda command: _PLACES.get(command.offered, len(_PLACES)))


def _step(action: str) -> Offered | None:
    name, _, number = action.rstrip(")").partition("(")
    if name != "step":
        return None
    step = ROUTE[int(number)]
    return Offered(f"Step {int(number) + 1}: {step.title}", STEPS[step.key])


class WizardCommands(Provider):
    """The commands of the screen that the palette was opened on."""

    async def discover(self) -> Hits:
        for command in commands_of(self.screen):
            yield DiscoveryHit(_named(command), command.run, help=command.offered.says)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in commands_of(self.screen):
            score = max(matcher.match(command.offered.name), matcher.match(command.offered.says) / 2)
            if score > 0:
                yield Hit(score, _named(command), command.run, help=command.offered.says)


def _named(command: Command) -> Sentence:
    key = command.key.replace("[", "\\[")
    return f"{command.offered.name}  ({key})"


class Palette(CommandPalette):
    """A palette that can be paged through also while what it found is not in view yet."""

    BINDINGS: ClassVar = [
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        HELP_KEYS[1],
    ]
    HELP = "Every command that can be given now, with its key. Type a word of it; enter gives the one under the cursor."

    def action_page(self, direction: int) -> None:
        """Go on or back by what fits."""
        found = self.query_one(CommandList)
        if found.scrollable_content_region:
            (found.action_page_down if direction > 0 else found.action_page_up)()  # type: ignore[no-untyped-call]


def palette() -> CommandPalette:
    """The palette, with nothing of Textual's own in it."""
    return Palette([WizardCommands], placeholder="What do you want to do?")
