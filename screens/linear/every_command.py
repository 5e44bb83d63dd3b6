"""The commands that every page of the wizard of numbered text has; a letter means what its key means on the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import screens.linear
from screens.linear.manner import BRIEF, LONG
from screens.linear.page import Command
from wizard.guide.progress import attention_in_words, next_in_need
from wizard.guide.route import ROUTE, title_of
from wizard.plan.perspective import devices
from wizard.sentence import listed
from wizard.site.chosen_manner import keep_manner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.linear.linear_wizard import LinearWizard
    from screens.linear.manner import Manner
    from wizard.sentence import Sentence

_NO_PLAN: Sentence = "The wizard goes on once a server and a spoke are there: + PATH adds a configuration."


def every_command(wizard_: LinearWizard) -> Iterator[Command]:
    """In the order in which help has them."""
    walk = _Walk(wizard_)
    yield Command(("?", "help"), "explains this page, and lists what can be typed.", walk.help)
    yield Command(("??",), "explains what can be typed on every page.", walk.help_everywhere)
    yield Command(("more",), "says the next rows of the list; so does an empty line.", walk.more)
    yield Command((".", "again"), "says this page again.", lambda _: wizard_.say_page())
    yield Command(("b", "back"), "goes back to where you came from.", lambda _: wizard_.back())
    yield Command(("h", "overview"), "goes to the overview: how the site stands.", walk.overview, walk.why_no_plan)
    yield Command(("o", "next"), "goes to the next thing that needs you.", walk.to_next_need, walk.why_no_plan)
    yield Command(("f",), "goes to the step behind this one.", walk.following, walk.why_no_plan)
    yield Command(("steps",), "lists the steps, and how far each is.", walk.steps)
    yield Command(("step",), "goes to the step of that number, 1 to 10.", walk.step, behind="N")
    yield Command(("/", "search"), "looks for a word everywhere.", walk.search, walk.why_no_plan, behind="WORD")
    yield Command(
        ("u", "undo"), "takes the last change back.", lambda _: wizard_.undo(), walk.why_no_undo, changes=True
    )
    yield Command(("e", "export"), "writes the files of every stage.", walk.export, walk.why_no_export, changes=True)
    yield Command(
        ("save",), "saves the site, in another folder if you name one.", walk.save, behind="[FOLDER]", changes=True
    )
    yield Command(("push", "P"), "offers what may be pushed now.", walk.push, walk.why_no_push, behind="[ROUTER]")
    if wizard_.pushed:
        yield from wizard_.log.commands()
    if wizard_.routers:
        yield Command(("X", "faults"), "lets something go wrong in the next push.", walk.faults, walk.why_no_faults)
    yield Command(("brief",), "says less from now on.", lambda _: walk.take_manner(BRIEF), walk.why_no_brief)
    yield Command(("long",), "says all of everything again.", lambda _: walk.take_manner(LONG), walk.why_no_long)
    yield Command(("q", "quit"), "leaves; every answer is saved. So do ctrl-D and ctrl-C.", walk.leave)


class _Walk:
    """From page to page."""

    def __init__(self, wizard_: LinearWizard) -> None:
        self._wizard = wizard_

    def why_no_plan(self) -> Sentence:
        return "" if self._wizard.desk.plan else self._wizard.desk.missing or _NO_PLAN

    def why_no_undo(self) -> Sentence:
        return "" if self._wizard.desk.history.changes else "There is nothing to undo."

    def why_no_export(self) -> Sentence:
        if self._wizard.desk.plan is None:
            return "There is nothing to export: no plan without a server and a spoke."
        return (
            "This folder is only read: save FOLDER saves into another one first." if self._wizard.desk.read_only else ""
        )

    def help(self, _: str) -> None:
        page = self._wizard.page
        self._wizard.say("HELP", page.help)
        if page.choices and not page.takes_text:
            numbers = "1" if page.choices == 1 else f"1 to {page.choices}"
            self._wizard.say(f"COMMAND {numbers}", "takes that row of the list.")
        self._explain(page.commands())
        own = {name for command in page.commands() for name in command.names}
        names = (command.names[0] for command in every_command(self._wizard) if not own & {*command.names})
        routers = ", and how to log in to the practice routers" if self._wizard.routers else ""
        self._wizard.say("EVERYWHERE", f"{', '.join(names)}; ?? explains these{routers}.")

    def help_everywhere(self, _: str) -> None:
        self._explain(tuple(every_command(self._wizard)))
        if self._wizard.routers:
            self._wizard.say("ROUTERS", self._wizard.routers.how_to_log_in)

    def _explain(self, commands: tuple[Command, ...]) -> None:
        for command in commands:
            names = " or ".join(f"{name} {command.behind}".strip() for name in command.names)
            why = command.why_off()
            self._wizard.say(f"COMMAND {names}", f"{command.says}{f' NOT NOW: {why}' if why else ''}")

    def more(self, _: str) -> None:
        if not self._wizard.more():
            self._wizard.say("STATE", "That was all of it: again says it from the start.")

    def overview(self, _: str) -> None:
        self._wizard.home()

    def to_next_need(self, _: str) -> None:
        here, desk = self._wizard.page.key, self._wizard.desk
        step = next_in_need(here, desk.needs())
        if step is None:
            self._wizard.say("STATE", "Nothing needs you.")
            return
        assert desk.plan is not None
        screens.linear.go_to_need(self._wizard, step)

    def following(self, _: str) -> None:
        keys = ["overview", *(step.key for step in ROUTE)]
        here = self._wizard.page.key
        behind = keys[keys.index(here) + 1 :] if here in keys else keys[1:]
        if behind:
            self._wizard.go(screens.linear.page_of_step(self._wizard, behind[0]))
        else:
            self._wizard.say("STATE", "This is the last step.")

    def steps(self, _: str) -> None:
        needs, here = self._wizard.desk.needs(), self._wizard.page.key
        for number, step in enumerate(ROUTE, 1):
            state = attention_in_words(needs[step.key]) if step.key in needs else "nothing needs you"
            you = ", YOU ARE HERE" if step.key == here else ""
            self._wizard.say(f"STEP {number}", f"{step.title}: {state}{you}")

    def step(self, typed: str) -> None:
        number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
        if not 1 <= number <= len(ROUTE):
            self._wizard.say("POSSIBLE", f"step 1 to step {len(ROUTE)}; steps lists them.")
            return
        step = ROUTE[number - 1]
        if step.key == self._wizard.page.key:
            self._wizard.say("STATE", f"This is {title_of(step.key)} already.")
        if self._wizard.desk.plan is None and step.key != "sources":
            self._wizard.say("NOT NOW", self.why_no_plan())
        else:
            self._wizard.go(screens.linear.page_of_step(self._wizard, step.key))

    def search(self, typed: str) -> None:
        word = typed or self._wizard.ask("Look for what?").strip()
        if word:
            self._wizard.go(screens.linear.SearchPage(self._wizard, word))

    def export(self, _: str) -> None:
        written = self._wizard.desk.export()
        if isinstance(written, str):
            self._wizard.say("WRITTEN", written)
        else:
            self._wizard.settle(written)

    def save(self, typed: str) -> None:
        desk = self._wizard.desk
        if typed or desk.read_only or desk.folder is None or desk.is_saved:
            self._wizard.save_elsewhere(typed)
        else:
            self._wizard.save()
            self._wizard.say("STATE", desk.headline(self._wizard.clock()))

    def why_no_faults(self) -> Sentence:
        return self._wizard.routers.why_no_fault if self._wizard.routers else ""

    def faults(self, _: str) -> None:
        self._wizard.go(screens.linear.FaultsPage(self._wizard))

    def why_no_push(self) -> Sentence:
        desk = self._wizard.desk
        if why := self._wizard.why_locked() or self.why_no_plan():
            return why
        if desk.read_only:
            return "This folder is only read: whoever has it open pushes."
        return "" if desk.is_saved else "The site must be saved first: save does it."

    def push(self, typed: str) -> None:
        names = devices(self._wizard.page.plan)
        if typed and typed not in names:
            self._wizard.say("POSSIBLE", f"push, or push and one of {listed(names)}.")
        else:
            self._wizard.go(screens.linear.OffersPage(self._wizard, typed))

    def why_no_brief(self) -> Sentence:
        return "Few words are said already: long says everything again." if self._wizard.manner is BRIEF else ""

    def why_no_long(self) -> Sentence:
        return "Everything is said already: brief says less." if self._wizard.manner is LONG else ""

    def take_manner(self, manner: Manner) -> None:
        self._wizard.manner = manner
        keep_manner(manner.name)
        self._wizard.say("DONE", manner.says)

    def leave(self, _: str) -> None:
        """Leaves; the first time not without what cannot be saved."""
        wizard_, desk = self._wizard, self._wizard.desk
        kept = desk.keep()
        if desk.loses_answers and not wizard_.is_warned:
            wizard_.is_warned = True
            wizard_.say("NOT SAVED", kept)
            wizard_.say("POSSIBLE", "save FOLDER saves them into another folder; q again leaves without them.")
            return
        raise screens.linear.Leaving
