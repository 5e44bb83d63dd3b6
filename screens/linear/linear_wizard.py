"""The wizard as numbered text: it says a page, reads a line, and does what that says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import screens.linear
import wizard.cli
import wizard.guide
import wizard.site
from screens.linear.attended import LISTENS
from screens.linear.every_command import every_command
from screens.linear.manner import LONG, Manner
from screens.linear.page import Command, Page
from screens.linear.speech import Said, Speech, said
from wizard.cli.typed_lines import TypedLines
from wizard.did_you_mean import did_you_mean
from wizard.errors import EzError, OutputError, SourceErrors
from wizard.guide.clash_words import clash_in_words, decision_in_words, taken_over_in_words
from wizard.guide.clashing_edits import Decision
from wizard.guide.opening import Opening
from wizard.guide.typed_path import refusal_of_folder, typed_path
from wizard.sentence import Sentence
from wizard.site import LeftOff

if TYPE_CHECKING:
    from pathlib import Path

    from screens.linear.desk import Desk
    from wizard.cli.demo_routers import DemoRouters
    from wizard.guide.clashing_edits import Difference
    from wizard.guide.questions import Effect
    from wizard.live.live_push import LivePush
    from wizard.live.person import Person
    from wizard.model.plan import Plan
    from wizard.push.order import Order

NewPush = Callable[["LinearWizard", "tuple[Order, ...]", "Person"], "LivePush"]
_LOCKED: Sentence = "A push is at work: answers stay as they are until it is over. P shows it."


class Leaving(Exception):
    """Somebody wants to leave."""


class LinearWizard:
    """One conversation."""

    def __init__(
        self, desk: Desk, speech: Speech, typed: TypedLines, *, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self.desk = desk
        self.speech = speech
        self.typed = typed
        self.clock = clock
        self.manner: Manner = LONG
        """How much is said."""
        self.way: list[Page] = []
        """The pages that one came through, the one that is shown at the end."""
        self._left: Iterator[tuple[Said, ...]] = iter(())
        """The rows of the list that were not said yet."""
        self.routers: screens.linear.BehindDemo | None = None
        self.new_routers: Callable[[Path | None], DemoRouters | None] = lambda folder: wizard.cli.routers_behind(folder)
        """Those behind the practice site in that folder, or in none yet."""
        self.new_push: NewPush = screens.linear.pushed_over_ssh
        """How a push is made."""
        self.pushed: LivePush | None = None
        """The push that was begun last."""
        self.log = screens.linear.LogCommands(self)
        """What may be typed about the log of that."""
        self.is_warned = False
        """Whether somebody who wanted to leave heard that the last answers are not saved."""
        self.at_work: screens.linear.PushPage | None = None
        """The page of the push that is under way."""
        self.utc: Callable[[], datetime] = lambda: datetime.now(UTC)
        """The clock by which the moments of a push are told."""

    @property
    def page(self) -> Page:
        """The one that is shown."""
        return self.way[-1]

    def say(self, role: str, text: str) -> None:
        """Says one thing."""
        self.speech.say(*said(role, text))

    def say_all(self, role: str, text: str) -> None:
        """Says a text of which each row has the role."""
        self.speech.say(*(Said(role, row) for row in text.split("\n") if row.strip()))

    def ask(self, question: Sentence, *, hidden: bool = False) -> str:
        """What somebody types; EOFError where nobody is there any more."""
        if not hidden:
            return self._typed(question)
        try:
            # Before it is asked for: whoever is quick types before the last byte of the question is there.
            with self.typed.hidden():
                return self._typed(question)
        finally:
            # The end of a line that is not shown is not shown either.
            self.speech.end_line()

    def _prompt(self, question: Sentence) -> None:
        self.speech.prompt(question, is_answered_here=self.typed.is_seen_where_it_stands)

    def _typed(self, question: Sentence) -> str:
        """The line that answers it; while it is waited for, the news of a push are said, and the question behind."""
        self._prompt(question)
        while (line := self.typed.within(LISTENS if self.at_work else None)) is None:
            stood = self.speech.stands_behind_prompt
            if self.at_work:
                self.at_work.say_news()
            if stood and not self.speech.stands_behind_prompt:
                self._prompt(question)
        self.speech.answered()
        return line

    def begin(self, opening: Opening) -> None:
        """Opens what was named; where that breaks on the way, one is asked all the same."""
        try:
            self.open(opening)
        except EzError as error:
            self.problem("This cannot be opened", error)
            self.home()

    def open(self, opening: Opening) -> None:
        """Begins with a site, configurations, the practice site or nothing."""
        self.way, self.pushed = [], None
        if opening == Opening():
            self.go(screens.linear.SitesPage(self))
            return
        screens.linear.opened(self, opening)

    def run(self) -> None:
        """Goes on until somebody leaves."""
        while True:
            self.attempt(self.ask(self.manner.prompt(self.page)))

    def attempt(self, line: str) -> None:
        """Does what a line says; what is wrong with that is said."""
        try:
            self.do(line)
        except EzError as error:
            self.problem("This cannot be done", error)

    def problem(self, title: Sentence, error: EzError) -> None:
        """Says what went wrong, where, and what to do; that nothing can be said is for whoever ends the wizard."""
        if isinstance(error, OutputError):
            raise error
        self.say("ERROR", f"{title}.")
        for problem in wizard.guide.problems_in_words(error) if isinstance(error, SourceErrors) else [str(error)]:
            self.say("ERROR", problem)

    def go(self, page: Page) -> None:
        """Opens a page behind the one that is shown."""
        self.way.append(page)
        self._arrive()

    def replace(self, page: Page) -> None:
        """Opens a page in the place of the one that is shown."""
        self.way[-1:] = [page]
        self._arrive()

    def back(self) -> None:
        """Goes to where one came from, and from there to the overview."""
        if len(self.way) > 1:
            self.way.pop()
            self.come_back()
        elif self.page.key == "overview" or self.desk.plan is None:
            self.say("STATE", "This is where the wizard begins: q leaves it.")
        else:
            self.home()

    def home(self) -> None:
        """Goes to the overview, or to the sources as long as there is no plan."""
        self.way = [screens.linear.OverviewPage(self) if self.desk.plan else screens.linear.SourcesPage(self)]
        self._arrive()

    def come_back(self) -> None:
        """Says in short where one is again: on the last page that is still about something, else the overview."""
        while self.way and not self.page.is_there:
            self.way.pop()
        if not self.way:
            self.way = [screens.linear.OverviewPage(self)]
        self._left = iter(())
        self.keep_place()
        self.speech.say(*self._on_trial(), *self.manner.coming_back(self.page))

    def _on_trial(self) -> Iterator[Said]:
        """The routers on which a timer runs that no push looks at any more."""
        now = self.utc()
        for router in self.pushed.seen.on_trial if self.pushed and not self.at_work else ():
            if router.timer and router.timer.left(now):
                yield screens.linear.on_trial_in_words(router, now)

    def _arrive(self) -> None:
        self.keep_place()
        self.speech.say(*self._on_trial())
        self._say_arriving()

    def keep_place(self) -> None:
        """Keeps on this machine where the wizard is."""
        key = next((page.key for page in reversed(self.way) if page.key), "")
        places = [page.place() for page in self.way]
        place = next((place for place in reversed(places) if place != LeftOff()), LeftOff())
        self.desk.remember_place(place._replace(step=key, read=self.desk.read))

    def say_page(self) -> None:
        """Says all of the page, and the first rows of its list."""
        page = self.page
        self.speech.say(*page.head())
        self._left = iter(page.rows())
        self._say_more()
        self.speech.say(*page.foot())

    def _say_arriving(self) -> None:
        """Says of a page that one comes to as much as is wanted."""
        page = self.page
        self.speech.say(*self.manner.arriving(page))
        self._left = iter(page.rows())
        self._say_more()
        self.speech.say(*self.manner.leaving(page))

    def more(self) -> bool:
        """Says the next rows of the list; whether there were any."""
        return self._say_more(is_first=False)

    def _say_more(self, *, is_first: bool = True) -> bool:
        rows = [row for _, row in zip(range(self.manner.rows_at_once), self._left, strict=False)]
        self.speech.say(*(one for row in rows for one in row))
        left = list(self._left)
        self._left = iter(left)
        if left:
            self.say("MORE", self.manner.more(len(left)))
        return bool(rows) or is_first

    def do(self, line: str) -> None:
        """Does what a line says."""
        text, page = line.strip(), self.page
        if page.takes_text and text.startswith("="):
            page.take(text[1:])
        elif not text:
            if not self.more():
                page.left_empty()
        elif text.isdecimal() and not page.takes_text:
            self._choose(int(text[:9]))
        elif found := self._command(text):
            command, rest = found
            if why := (self.why_locked() if command.changes else "") or command.why_off():
                self.say("NOT NOW", why)
            else:
                command.do(rest)
        elif page.takes_text:
            page.take(line)
        else:
            self._unknown(text)

    def _choose(self, number: int) -> None:
        if 1 <= number <= self.page.choices:
            self.page.choose(number)
        else:
            self._unknown(str(number))

    def commands(self) -> tuple[Command, ...]:
        """Those that can be typed here: of the page, and of every page."""
        of_push = self.at_work.commands_elsewhere() if self.at_work and self.page is not self.at_work else ()
        of_page = self.page.commands()
        steers = {name for command in of_push for name in command.names}
        own = (*of_push, *(command for command in of_page if not steers & set(command.names)))
        taken = {name for command in own for name in command.names}
        return (*own, *(command for command in every_command(self) if not taken & set(command.names)))

    def why_locked(self) -> Sentence:
        """Why no answer can be given now; "" where one can."""
        return _LOCKED if self.at_work else ""

    def _command(self, text: str) -> tuple[Command, str] | None:
        # As in the wizard on the screen a search may follow its sign at once, and a path that of adding.
        word, _, rest = (text[0], "", text[1:]) if text[0] in "/+" else text.partition(" ")
        by_name = {name: command for command in self.commands() for name in command.names}
        command = by_name.get(word) or by_name.get(word.lower())
        if command is None or (rest and not command.behind and self.page.takes_text):
            return None
        return command, rest.strip()

    def _unknown(self, text: str) -> None:
        names = [command.names[0] for command in self.commands()]
        known = [name for command in self.commands() for name in command.names if len(name) > 1]
        meant = did_you_mean(text, known)
        numbers = f"the numbers 1 to {self.page.choices}, " if self.page.choices else ""
        # While a push asks for passwords, one may be typed too early.
        what = "That" if self.at_work else repr(text[:40])
        self.say("UNKNOWN", f"{what} is nothing that can be done here.{f' {meant}' if meant else ''}")
        self.say("POSSIBLE", f"{numbers}{', '.join(names)}. ? explains them.")

    def edited(self, plan: Plan, words: Sentence, effect: Effect | None = None) -> None:
        """Takes an answer, saves it, and says both; none while a push sends what was planned."""
        if why := self.why_locked():
            self.say("NOT NOW", why)
            return
        is_first, self.is_warned = self.desk.folder is None, False
        self.say("DONE", self.desk.edited(plan, words, effect))
        self.save()
        if is_first and self.desk.folder:
            self.say("SAVED", f"in {self.desk.folder} from now on; save FOLDER takes another folder.")

    def undo(self) -> None:
        """Takes the last change back, and saves."""
        self.say("DONE", self.desk.undone())
        self.save()
        if not self.page.is_there:
            self.come_back()

    def save(self, folder: Path | None = None) -> None:
        """Saves the plan; says where it is not."""
        if self.desk.plan is None:
            return
        if self.desk.read_only and folder is None:
            self.say("READ-ONLY", "kept in this wizard alone; save FOLDER saves it into another folder.")
            return
        try:
            difference = self.desk.save(folder)
        except EzError as error:
            self.problem("The site cannot be saved", error)
            self.say("POSSIBLE", "save FOLDER saves it into another folder.")
            return
        if difference:
            self.settle(difference)
        else:
            self.keep_place()
            if self.routers and self.desk.folder:
                self.routers.note_ways(self.desk)

    def settle(self, difference: Difference) -> None:
        """Takes over an edit that contradicts nothing; asks where it does, or cannot be read."""
        words = taken_over_in_words(difference)
        if difference.joined:
            self.say("CHANGED", self.desk.take_over(difference, difference.joined, words))
            self.save()
            return
        self.say("CHANGED", f"Somebody edited {' and '.join(difference.names)}. {clash_in_words(difference)}")
        decisions = difference.decisions
        for number, decision in enumerate(decisions, 1):
            self.say(f"CHOICE {number}", f"{decision_in_words(difference, decision)}.")
        self.say(f"CHOICE {len(decisions) + 1}", "Decide later; nothing is saved until then, and save asks again.")
        self._decide(difference, decisions)

    def _decide(self, difference: Difference, decisions: tuple[Decision, ...]) -> None:
        while True:
            word = self.ask(f"Number, 1 to {len(decisions) + 1}:").strip()
            if word == str(len(decisions) + 1):
                return
            if word.isdecimal() and 1 <= int(word) <= len(decisions):
                break
            self.say("POSSIBLE", f"the numbers 1 to {len(decisions) + 1}; the lines above say what each does.")
        decision = decisions[int(word) - 1]
        if decision is Decision.THEIRS and difference.found:
            words = taken_over_in_words(difference)
            self.say("CHANGED", self.desk.take_over(difference, difference.found.plan, words))
        elif decision is Decision.OURS and self.desk.folder:
            self.desk.site.overwrite(difference.ours, self.desk.folder)
            self.say("SAVED", f"in {self.desk.folder}.")
        elif decision is Decision.AGAIN:
            self.save()
        else:
            self.save_elsewhere(self.ask("Which folder?"))

    def save_elsewhere(self, typed: str) -> None:
        """Saves into the folder that was typed, or asks for one."""
        if self.desk.plan is None:
            self.say("NOT NOW", "There is nothing to save yet: no plan without a server and a spoke.")
            return
        name = typed.strip() or self.ask("Save the site in which folder? (empty: leave it)").strip()
        if not name:
            self.say("STATE", "Nothing changed.")
        elif refusal := refusal_of_folder(name):
            self.say("NOT TAKEN", refusal)
        else:
            self.save(typed_path(name))
            self.say("STATE", self.desk.headline(self.clock()))

    def close(self) -> None:
        """Leaves nothing held."""
        with suppress(EzError):
            self.desk.site.release()
        if self.routers:
            if told := self.routers.close():
                self.say("ROUTERS", told)
            self.routers = None
