"""A push that runs in a thread while its news are said and commands are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import screens.linear
import wizard.render
from screens.linear.attended import Attended
from screens.linear.page import Command, Page, Rows
from screens.linear.push_news import PushNews, how_it_ended, missing_in_words
from screens.linear.push_parts import PartCommands
from screens.linear.push_person import TypingPerson
from screens.linear.speech import Said
from wizard.cli.exit_codes import GUARDED_BY_A_TIMER
from wizard.cli.run_to_end import bug
from wizard.data.practice_site import PASSWORD
from wizard.errors import EzError, OutputError
from wizard.live.asked_ways import keep_way, refusal_of_way, without_way
from wizard.live.live_push import StopBeforeNext
from wizard.live.seen_words import Served, ends_in_words, leaving_in_words
from wizard.live.steering_words import (
    why_no_accept,
    why_no_confirm,
    why_no_extend,
    why_no_other_target,
    why_no_retry,
    why_no_revert,
)
from wizard.live.what_may_begin import offers
from wizard.model.literals import number
from wizard.push.site_order import concerned
from wizard.push.wishes import AcceptResidue, AcceptRow, AskAgain, Confirm, Extend, OtherTarget, RevertNow
from wizard.sentence import listed

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.live.push_seen import RouterSeen
    from wizard.live.what_may_begin import Offer
    from wizard.push.order import Order
    from wizard.push.proof_rows import ProofRow
    from wizard.push.wishes import Wish
    from wizard.sentence import Sentence


class OffersPage(Page):
    """What may be begun at the site now."""

    key = "run-sheet"
    help = (
        "What may be begun now. Whatever it is, every router is read and looked at first, its name is typed, and "
        "nothing is sent where anything speaks against it. Behind a cut-over everything is proved, and you confirm it."
    )

    def __init__(self, wizard: LinearWizard, device: str = "") -> None:
        super().__init__(wizard)
        self._device = device

    @property
    def _offers(self) -> tuple[Offer, ...]:
        writer = self.wizard.desk.site.writer
        return offers(writer.folder, self.plan, self._device) if writer else ()

    def head(self) -> Iterator[Said]:
        yield Said("PUSH", "What is pushed? b leaves without.")
        yield from (Said("NOTICED", stop.words) for stop in wizard.render.interruptions(self.plan))

    def in_few_words(self) -> Iterator[Said]:
        # Whoever wants few words wants to know what stops.
        yield from self.head()

    def rows(self) -> Rows:
        return tuple((Said(f"CHOICE {number}", offer.says),) for number, offer in enumerate(self._offers, 1))

    def choose(self, number: int) -> None:
        orders = self._offers[number - 1].orders
        if self._knows_ways(orders):
            page = PushPage(self.wizard, orders)
            self.wizard.replace(page)
            page.run()

    def _knows_ways(self, orders: tuple[Order, ...]) -> bool:
        """Asks how each router is reached of which the site does not say it; whether that is known of all of them."""
        writer = self.wizard.desk.site.writer
        assert writer
        asked = concerned(self.plan, tuple(dict.fromkeys(order.device for order in orders)))
        for device in without_way(writer.folder, asked):
            word = self._way_of(device)
            if not word:
                self.wizard.say("STATE", f"Nothing was begun: how {device} is reached was not said.")
                return False
            keep_way(writer, device, word)
        return True

    def _way_of(self, device: str) -> str:
        self.wizard.say("WAY", f"How is {device} reached? [USER@]ADDRESS[:PORT], or a Host of ssh_config.")
        while word := self.wizard.ask(f"Way to {device} (empty: none):").strip():
            if not (why := refusal_of_way(word)):
                break
            self.wizard.say("NOT TAKEN", why)
        return word


class PushPage(Page):
    """A push from its beginning to its end."""

    key = "run-sheet"
    help = (
        "A push is at work. Each router is read, looked at, changed stage by stage, and proved; a timer on the router "
        "takes back what nobody confirmed. Whatever is typed is answered at once. b, h and step N go to the steps: the "
        "push goes on, what it says is said there too, and P comes back."
    )
    wants = ""

    def __init__(self, wizard: LinearWizard, orders: tuple[Order, ...]) -> None:
        super().__init__(wizard)
        self._person = TypingPerson()
        self._push = wizard.new_push(wizard, orders, self._person)
        wizard.pushed = self._push
        self._news = PushNews(self._push, lambda: wizard.manner.of_push)
        self._work = Attended(wizard, self._person, self._push.run, "push")
        self._parts = PartCommands(wizard, self._push)

    def head(self) -> Iterator[Said]:
        names = [router.device for router in self._push.seen.routers if router.is_changed]
        served = Served.SIMULATED if self.wizard.desk.is_simulated else Served.LIVE
        yield Said(
            "PUSH",
            f"{served.value}: {listed(names)}. ? says what can be typed while it runs; the log keeps everything.",
        )
        if self.wizard.routers and not self._work.is_at_work:
            yield Said("SIMULATED", f"The password of these practice routers is {PASSWORD}.")
        yield from self._news.standing(self.wizard.utc())

    def in_short(self) -> Iterator[Said]:
        yield Said("HERE", "the push. ? says what can be typed.")
        yield from self._news.standing(self.wizard.utc())

    @property
    def is_there(self) -> bool:
        return self._work.is_at_work

    def run(self) -> None:
        """Says what happens and does what is typed, until the push is over."""
        self.wizard.at_work = self
        self._work.attend(self.say_news, self._typed, self._interrupted)
        self._say_end()

    def _typed(self, line: str) -> None:
        self._is_leaving = False
        try:
            self.wizard.attempt(line)
        except (screens.linear.Leaving, OutputError, EOFError):
            raise
        except Exception as error:  # noqa: BLE001 - what breaks beside a push must not end it
            self.wizard.say("ERROR", f"A page of ez2flex broke ({type(error).__name__}): a bug of ours.")
            self.wizard.say("STATE", "The push goes on, and the timer on the router is as it was.")
            self.wizard.way = [self]

    def left_empty(self) -> None:
        self.wizard.speech.say(*self._news.standing(self.wizard.utc()))

    def _interrupted(self) -> None:
        """Nobody types any more: a person leaves at the second time, and what a pipe began is brought to its end."""
        if not self.wizard.typed.is_terminal:
            self._work.wait(self.say_news)
        elif self._is_leaving:
            raise KeyboardInterrupt
        else:
            self._is_leaving = True
            self.wizard.speech.end_line()
            self.wizard.say_all("LEAVING", self.what_happens)
            self.wizard.say("LEAVING", "ctrl-C or ctrl-D again leaves now; anything else goes on.")

    _is_leaving = False

    def say_news(self) -> None:
        """Says whatever is new."""
        self.wizard.speech.say(*self._news.rows(self.wizard.utc()))

    def _say_end(self) -> None:
        if isinstance(self._work.error, EzError):
            self.wizard.problem("The push ended", self._work.error)
        elif self._work.error:
            bug(self._work.error, GUARDED_BY_A_TIMER)
        self.wizard.speech.say(
            *how_it_ended(ends_in_words(self._push.seen, str(self.wizard.desk.folder or ""), self.wizard.utc()))
        )
        self.wizard.at_work = None
        self.wizard.come_back()
        if self.is_on_trial:
            self.wizard.go(OffersPage(self.wizard))

    @property
    def what_happens(self) -> Sentence:
        """What becomes of the routers where the program ends now."""
        return leaving_in_words(self._push.seen, str(self.wizard.desk.folder or ""), self.wizard.utc())

    @property
    def is_under_way(self) -> bool:
        """Whether it is at work, or a timer runs on a router."""
        return self._work.is_at_work or self.is_on_trial

    @property
    def is_on_trial(self) -> bool:
        """Whether a timer runs on a router."""
        return bool(self._push.seen.on_trial)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("?", "help"), "explains this, and lists what can be typed.", self._help),
            Command((".", "state"), "says how it stands; so does an empty line.", self._standing),
            *self._parts.commands(),
            Command(
                ("revert",), "lets the router on trial go back at once.", self._revert, self._why_no_revert, "[ROUTER]"
            ),
            Command(
                ("extend",),
                "lets the timer run longer, by 5 minutes or so many.",
                self._extend,
                self._why_no_extend,
                "[MIN]",
            ),
            Command(("confirm",), "keeps what is proved.", self._confirm, self._why_no_confirm),
            Command(("retry",), "looks at the proof now.", self._retry, self._why_no_retry),
            Command(("rows",), "says every row of the proof.", self._rows),
            Command(("target",), "pings another address in the place of that row.", self._target, behind="N ADDRESS"),
            Command(("accept",), "goes on without that row of the proof.", self._accept, behind="N REASON"),
            Command(("residue",), "accepts lines that are otherwise than predicted.", self._residue, behind="REASON"),
            Command(
                ("stop",),
                "ends behind the router that it is at.",
                lambda _: self._steer(StopBeforeNext()),
                self._why_no_stop,
            ),
            Command(("q", "quit"), "says what happens where you leave now; leave does it.", self._quit),
            Command(("leave",), "leaves the wizard while the push is at work.", self._leave),
        )

    def commands_elsewhere(self) -> tuple[Command, ...]:
        """Those that can be typed on every page as long as it is at work."""
        shows = Command(("P", "push"), "shows the push that is at work.", self._show)
        everywhere = {"revert", "extend", "confirm", "q", "leave"}
        return (shows, *(command for command in self.commands() if command.names[0] in everywhere))

    def _show(self, _: str) -> None:
        self.wizard.way = [*(page for page in self.wizard.way if page is not self), self]
        self.wizard.say_page()

    def _why_no_stop(self) -> Sentence:
        return "It stops before the next router already." if self._push.seen.stops else ""

    @property
    def _router(self) -> RouterSeen | None:
        seen = self._push.seen
        return seen.router(seen.device) if seen.device else next(iter(seen.on_trial), None)

    @property
    def _missing(self) -> tuple[ProofRow, ...]:
        router = self._router
        return router.proof.missing if router and router.proof else ()

    def _help(self, _: str) -> None:
        self.wizard.say("HELP", self.help)
        for command in self.commands():
            names = " or ".join(f"{name} {command.behind}".strip() for name in command.names)
            why = command.why_off()
            self.wizard.say(f"COMMAND {names}", f"{command.says}{f' NOT NOW: {why}.' if why else ''}")

    def _standing(self, _: str) -> None:
        self.wizard.speech.say(*self._news.standing(self.wizard.utc()), *self._parts.last_lines())

    def _steer(self, wish: Wish | StopBeforeNext) -> None:
        """Wants something of the push; what becomes of it is said, in whichever thread that is known."""
        self.wizard.say("WANTED", f"{_WANTED[type(wish)]}: it waits for its turn.")
        self._push.steer(wish).add_done_callback(
            lambda answered: self.wizard.say(
                "DONE" if answered.result().is_done else "NOT DONE", answered.result().says
            )
        )

    def _why_no_revert(self) -> Sentence:
        return why_no_revert(self._router)

    def _revert(self, typed: str) -> None:
        router = self._router
        assert router
        if typed == router.device:
            self._steer(RevertNow())
        else:
            self.wizard.say("SURE", f"{router.device} goes back to EzVPN at once; traffic stops once more.")
            self.wizard.say("POSSIBLE", f"revert {router.device} does it.")

    def _why_no_extend(self) -> Sentence:
        return why_no_extend(self._router)

    def _extend(self, typed: str) -> None:
        minutes = number(typed or "5", 1, 60)
        if minutes is None:
            self.wizard.say("POSSIBLE", "extend, or extend 1 to extend 60, in minutes.")
        else:
            self._steer(Extend(minutes=minutes))

    def _why_no_confirm(self) -> Sentence:
        return why_no_confirm(self._router)

    def _confirm(self, _: str) -> None:
        self._steer(Confirm())

    def _why_no_retry(self) -> Sentence:
        return why_no_retry(self._router)

    def _retry(self, _: str) -> None:
        self._steer(AskAgain())

    def _rows(self, _: str) -> None:
        router = self._router
        for row in router.proof.rows if router and router.proof else ():
            self.wizard.say("HOLDS" if row.holds else "MISSING", missing_in_words(row))
        if not (router and router.proof):
            self.wizard.say("STATE", "Nothing is being proved.")

    def _row_of(
        self, typed: str, why_not: Callable[[RouterSeen | None, ProofRow | None], Sentence]
    ) -> tuple[str, str] | None:
        """The key of the row whose number was typed, and what stands behind it; what is wrong is said."""
        first, _, rest = typed.partition(" ")
        place = number(first, 1, len(self._missing)) if self._missing else None
        if place is None or not rest.strip():
            numbers = f"a number from 1 to {len(self._missing)}" if self._missing else "nothing: no row is missing"
            self.wizard.say("POSSIBLE", f"{numbers}, and behind it what is wanted.")
            return None
        row = self._missing[place - 1]
        if why := why_not(self._router, row):
            self.wizard.say("NOT NOW", f"{why}.")
            return None
        return row.key, rest.strip()

    def _target(self, typed: str) -> None:
        if found := self._row_of(typed, why_no_other_target):
            self._steer(OtherTarget(row=found[0], target=found[1]))

    def _accept(self, typed: str) -> None:
        if found := self._row_of(typed, why_no_accept):
            self._steer(AcceptRow(row=found[0], reason=found[1]))

    def _residue(self, typed: str) -> None:
        router = self._router
        if not (router and router.residue):
            self.wizard.say("NOT NOW", "no line is otherwise than predicted.")
        elif not typed:
            self.wizard.say("POSSIBLE", "residue and a reason behind it.")
        else:
            self._steer(AcceptResidue(rows=router.residue, reason=typed))

    def _quit(self, _: str) -> None:
        self.wizard.say_all("LEAVING", self.what_happens)
        self.wizard.say("LEAVING", "leave does it; anything else goes on.")

    def _leave(self, _: str) -> None:
        raise KeyboardInterrupt


_WANTED: dict[type, Sentence] = {
    RevertNow: "revert",
    Extend: "a longer timer",
    Confirm: "confirm",
    AskAgain: "another look",
    OtherTarget: "another target",
    AcceptRow: "to go on without that row",
    AcceptResidue: "to accept these lines",
    StopBeforeNext: "to stop behind this router",
}
