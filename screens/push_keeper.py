"""The part of the app that owns a push: it begins it, is told of it by its thread, steers it, and locks the answers."""

from __future__ import annotations

from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from textual import on, work

import screens
import wizard.live
import wizard.site
from screens.in_sight import InSightApp
from screens.messages import Failed, SourcesOpened
from screens.push_messages import BrokenOffFound, PushChanged, PushEnded, PushOffered, Steered, TrialFound
from wizard.errors import EzError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from screens.push_person import PersonAtScreen
    from screens.push_windows import PushQuestion
    from wizard.live.live_push import StopBeforeNext
    from wizard.live.push_log import PushLog
    from wizard.live.push_seen import PushSeen
    from wizard.model.plan import Plan
    from wizard.push.order import Order
    from wizard.push.wishes import Answered, Wish
    from wizard.sentence import Sentence
    from wizard.site import Writer

_SECOND_PRESS = 10.0
"""Seconds within which the second press of a key means what the first asked."""
_DRAWN = 0.2
"""Seconds."""
_LOCKED = "A push is at work: answers stay as they are until it is over. P shows it."


class RunsPush(Protocol):
    """A push that can be run in a thread, seen, and steered."""

    @property
    def seen(self) -> PushSeen:
        """As it stands."""

    @property
    def log(self) -> PushLog:
        """What was sent, what came and what was said."""

    def run(self) -> object:
        """Pushes, in the thread that calls it."""

    def steer(self, wish: Wish | StopBeforeNext) -> Future[Answered]:
        """Wants something of it."""


class PushKeeper(InSightApp):
    """An app in which a push goes on whatever is shown."""

    new_push: Callable[[PushKeeper, tuple[Order, ...], PersonAtScreen], RunsPush] | None = None
    """How a push is made; None where nothing can be pushed."""
    push: RunsPush | None = None
    _person: PersonAtScreen | None = None
    _thread: Thread | None = None
    _is_told = False
    """Whether the app knows that there is more to draw."""
    _answered: Sentence = ""
    """What became of what a person wanted last."""
    _revert_asked = float("-inf")
    """When the key was pressed first that lets a router go back."""

    @property
    def holds_a_push(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def why_locked(self) -> str:
        return _LOCKED if self.holds_a_push else ""

    # before it begins

    def why_no_push(self) -> str:
        """Why nothing can be pushed now."""
        if self.new_push is None:
            return "Nothing can be pushed from here."
        if self.read_only:
            return "This folder is only read: whoever has it open pushes."
        saved = self.folder and self.plan and self.plan == self.stored
        return "" if saved else "The site must be saved first: ctrl+s does it."

    @work(thread=True, group="push offers")
    def ask_what_to_push(self, device: str, notices: tuple[Sentence, ...]) -> None:
        """Look what may be begun, and ask which of it."""
        if not (self.folder and self.plan):
            return
        try:
            with wizard.site.SiteFolder(self.folder) as opened:
                offered = wizard.live.offers(opened, self.plan, device)
        except EzError as error:
            self.post_message(Failed("Nothing can be pushed", error))
        else:
            self.post_message(PushOffered(offered, notices))

    @on(PushOffered)
    def offer_pushes(self, event: PushOffered) -> None:
        """Ask which of them."""
        if not event.offered:
            self.say("Nothing is left to send. With the cursor on a router, P cleans it up or takes it back.")
            return
        self.push_screen(screens.PushModal(event.notices, event.offered), self._chosen_push)

    def _chosen_push(self, orders: tuple[Order, ...] | None) -> None:
        if not (orders and self.plan and self.folder):
            return
        site = self.site_to_push()
        changed = tuple(dict.fromkeys(order.device for order in orders))
        unknown = self.unknown_ways(site, wizard.live.concerned(self.plan, changed))

        def take(ways: dict[str, str] | None) -> None:
            if ways is None:
                self.say("Nothing was begun: how a router is reached was not said.")
                return
            for device, word in ways.items():
                wizard.live.keep_way(site, device, word)
            self.begin_push(orders)

        screens.ask_ways(self, unknown, take)

    def unknown_ways(self, site: Writer, devices: tuple[str, ...]) -> tuple[str, ...]:
        """The routers of which nobody said how they are reached."""
        return wizard.live.without_way(site.folder, devices)

    def site_to_push(self) -> Writer:
        """The folder of the site, which nobody else writes meanwhile."""
        assert self.folder
        return self.open_site.at(self.folder)

    # from begin to end

    def begin_push(self, orders: tuple[Order, ...]) -> None:
        """Begin a push of these routers, and show it."""
        if self.holds_a_push or self.new_push is None or not orders:
            return
        self.look_whether_simulated()
        self._person = screens.PersonAtScreen(self._ask_person)
        try:
            self.push = self.new_push(self, orders, self._person)
        except EzError as error:
            self.post_message(Failed("Nothing can be pushed", error))
            return
        self.seen = self.push.seen
        self.run_push()

    def run_push(self) -> None:
        """Let the push that was made run in a thread of its own."""
        if self.push and not self.holds_a_push:
            # Whoever leaves does not wait for a router: what is under way is in the journal.
            self._thread = Thread(target=self._run, args=(self.push,), name="push", daemon=True)
            self._thread.start()
            # What was said of the steps is no news of the routers.
            self.say("")
            self.action_show_push()

    def _run(self, push: RunsPush) -> None:
        error: Exception | None = None
        try:
            push.run()
        except Exception as problem:  # noqa: BLE001 - told in the app's own thread
            error = problem
        self.post_message(PushEnded(error))

    def push_changed(self) -> None:
        """Called in the thread of the push; what changes within a moment is drawn together."""
        if not self._is_told:
            self._is_told = True
            self.post_message(PushChanged())

    @on(PushChanged)
    def draw_soon(self) -> None:
        """Over a slow line every row that is sent cannot be drawn."""
        self.set_timer(_DRAWN, self._take_seen)

    def _take_seen(self) -> None:
        self._is_told = False
        if self.push:
            before, self.seen = self.seen, self.push.seen
            if before and before.device != self.seen.device and self.said == self._answered:
                self.say("")

    @on(PushEnded)
    def take_end(self, event: PushEnded) -> None:
        """Say how it ended; an error of ours ends it, and the timer on the router is what it was."""
        if self._thread:
            self._thread.join(1.0)
        self._take_seen()
        if isinstance(event.error, EzError):
            self.post_message(Failed("The push ended", event.error))
        elif event.error:
            self.push_screen(screens.BrokenScreen(type(event.error).__name__))

    def _ask_person(self, question: PushQuestion, take: Callable[[str | None], None]) -> None:
        """Called in the thread of the push."""
        self.call_from_thread(self.push_screen, question, take)

    # what was broken off

    @on(SourcesOpened)
    def look_for_trials(self, event: SourcesOpened) -> None:
        """A site on whose routers a timer may still run opens with that."""
        if event.opened.folder and event.opened.plan:
            self._look_for_trials(event.opened.folder, event.opened.plan)

    @work(thread=True, group="trials")
    def _look_for_trials(self, folder: Path, plan: Plan) -> None:
        try:
            with wizard.site.SiteFolder(folder) as opened:
                orders = wizard.live.taken_up(opened, plan)
                begun = wizard.live.broken_off_in_words(opened, plan, self.utc())
        except EzError as error:
            self.post_message(Failed("The journals of this site cannot be read", error))
        else:
            if orders:
                self.post_message(TrialFound(orders))
            elif begun:
                self.post_message(BrokenOffFound(begun))

    @on(BrokenOffFound)
    def say_what_was_broken_off(self, event: BrokenOffFound) -> None:
        """Before whatever was said of the site."""
        self.say(f"{event.said} {self.said}".rstrip())

    @on(TrialFound)
    def show_trial(self, event: TrialFound) -> None:
        """Show the trial as its journal has it; nothing is sent before somebody goes on with it."""
        if self.holds_a_push or self.new_push is None:
            return
        self._person = screens.PersonAtScreen(self._ask_person)
        try:
            self.push = self.new_push(self, event.orders, self._person)
        except EzError as error:
            self.push_screen(screens.TextModal("A push of this site is on trial", str(error)))
            return
        self.seen = self.push.seen
        self.action_show_push()

    def action_show_push(self) -> None:
        """Go to the push, wherever one is."""
        if isinstance(self.screen, screens.BrokenScreen):
            self.pop_screen()
        if self.push and not isinstance(self.screen, screens.PushScreen):
            there = [screen for screen in self.screen_stack if isinstance(screen, screens.PushScreen)]
            if not there:
                self.push_screen(screens.PushScreen())

    def why_no_show_push(self) -> str:
        return "" if self.push else "No push was begun here."

    # what is wanted of it

    def steer(self, wish: Wish | StopBeforeNext) -> None:
        """Want something of the push; what becomes of it is said in the status row."""
        if self.push:
            device = self.push.seen.device
            answered = self.push.steer(wish)
            answered.add_done_callback(lambda answer: self.post_message(Steered(device, answer.result())))

    @on(Steered)
    def say_answer(self, event: Steered) -> None:
        """Say what became of it, and at which router; it is not said any more where another one is looked at."""
        self._answered = f"{event.device}: {event.answered.says}" if event.device else event.answered.says
        self.say(self._answered)

    def why_no_revert_now(self) -> str:
        found = wizard.live.earliest(self.seen) if self.seen else None
        return wizard.live.why_no_revert(found[0] if found else None)

    @property
    def asks_whether_to_revert(self) -> bool:
        """Whether the next press of the key lets the router go back."""
        return monotonic() - self._revert_asked < _SECOND_PRESS

    def action_revert_now(self) -> None:
        """Let the router go back at once; the first press only asks."""
        if not self.asks_whether_to_revert:
            self._revert_asked = monotonic()
            self.say("The same key again: the router goes back to EzVPN at once, and traffic stops once.")
            self.tick()
            return
        self._revert_asked = float("-inf")
        found = wizard.live.earliest(self.seen) if self.seen else None
        if self.holds_a_push:
            self.steer(wizard.live.RevertNow())
        elif found:
            self.begin_push((wizard.live.Order(device=found[0].device, is_revert=True),))

    # how it is left

    async def action_quit(self) -> None:
        """Leave at once where nothing is under way; else say what becomes of the routers first."""
        if not (self.seen and (self.holds_a_push or self.seen.on_trial)):
            await super().action_quit()
        elif not isinstance(self.screen, screens.LeaveModal):
            said = wizard.live.leaving_in_words(self.seen, str(self.folder or ""), self.utc())
            self.push_screen(screens.LeaveModal(said), lambda is_left: self._leave() if is_left else None)

    def _leave(self) -> None:
        if self._person:
            self._person.leave()
        self.call_later(super().action_quit)

    def last_words(self) -> Sentence:
        """What is still under way on the routers when the wizard is gone; "" where nothing is."""
        if not (self.push and (self.holds_a_push or self.push.seen.on_trial)):
            return ""
        return wizard.live.leaving_in_words(self.push.seen, str(self.folder or ""), self.utc())

    @property
    def leaves_a_timer(self) -> bool:
        """Whether a timer runs on a router when the wizard is gone."""
        return bool(self.push and self.push.seen.on_trial)
