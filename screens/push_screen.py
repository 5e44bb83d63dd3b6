"""The push, as its app sees it: where the router stands, when it goes back, what holds, and what can be done now."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.query import NoMatches
from textual.screen import Screen

import screens
from screens.steps.step import BREAKPOINTS
from screens.symbols import WAY
from screens.widgets.keybar import KeyBar
from screens.widgets.lines import LineList
from screens.widgets.plain_text import PlainText
from screens.widgets.seen_list import SeenList
from wizard.live.live_push import StopBeforeNext
from wizard.live.push_seen import Doing, RouterSeen
from wizard.live.seen_rows import Part, part_of, rows_of, title_of
from wizard.live.seen_words import (
    Served,
    ends_in_words,
    frame_in_words,
    line_in_words,
    rests_in_words,
    steering_in_words,
    unchanged_in_words,
    way_of,
)
from wizard.live.steering_words import (
    why_no_accept,
    why_no_confirm,
    why_no_extend,
    why_no_other_target,
    why_no_retry,
    why_no_revert,
    why_no_route,
)
from wizard.push.outcome import End
from wizard.push.wishes import AcceptResidue, AcceptRow, AskAgain, Confirm, Extend, OtherTarget, ShowRoute
from wizard.sentence import so_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.app import EzApp
    from wizard.live.push_seen import PushSeen
    from wizard.push.proof_rows import ProofRow
    from wizard.push.wishes import Wish


class PushScreen(Screen[None]):
    """One push; it is drawn anew from what is seen, and nothing of it is lost with the screen."""

    BINDINGS: ClassVar = [
        Binding("b,escape", "leave", "back", key_display="b"),
        Binding("r", "app.revert_now", "revert now", show=False),
        Binding("plus", "extend", "extend", key_display="+", show=False),
        Binding("c", "confirm", "confirm", show=False),
        Binding("s", "stop_before_next", "stop before the next", show=False),
        Binding("P", "go_on", "push", show=False),
        Binding("l", "log", "log"),
        Binding("right_square_bracket", "part(1)", "part", key_display="[ ]"),
        Binding("left_square_bracket", "part(-1)", "Previous part", show=False),
        Binding("t", "show_route", "route"),
        Binding("g", "other_target", "target"),
        Binding("i", "accept_row", "accept"),
        Binding("a", "ask_again", "again", show=False),
        Binding("y", "copy", "copy"),
        Binding("q", "app.quit", "quit"),
    ]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    HELP = (
        "The push as it is seen now; it goes on whatever is shown. In the first rows stand the router, its state and "
        "how old that is, and as long as a timer runs, when it goes back. Nothing that runs is kept before c confirms "
        "it: whoever closes this window, or loses the line, finds the router back on EzVPN at that time.\n"
        "[ and ] go through routers, pre-flight, stages and checks; enter on a router shows that one. a asks the "
        "checks again at once, t shows the route to what is pinged, g pings another address, i accepts a check with "
        "a reason, s stops before the next router."
    )

    def __init__(self) -> None:
        super().__init__()
        self._device = ""
        """The router that a person chose to look at; "" for the one at which the push is."""
        self._part: Part | None = None
        """What of it a person chose to look at; None for what matters most."""
        self._doing: Doing | None = None
        """What was being done when it was drawn last."""
        self._says_unchanged = False
        """Whether it is drawn that nobody else changed what is on trial."""

    def compose(self) -> ComposeResult:
        width = self.app.size.width
        self.add_class("-wide" if width >= BREAKPOINTS[-1][0] else "-narrow")
        yield PlainText("", id="top")
        yield PlainText("", id="resting")
        yield PlainText("", id="way")
        yield SeenList()
        with VerticalScroll(id="below"):
            yield PlainText("", id="below-text")
        yield PlainText("", id="last-lines")
        yield PlainText("", id="steering")
        yield PlainText(self.wizard.said, id="status")
        yield KeyBar()

    def on_mount(self) -> None:
        self.watch(self.app, "seen", self._draw, init=False)
        self.watch(self.app, "said", self._say, init=False)
        self.query_one(SeenList).focus()
        # Once it has a size, by which what is said is cut.
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    @property
    def wizard(self) -> EzApp:
        """The app, which owns the push."""
        return cast("EzApp", self.app)

    @property
    def seen(self) -> PushSeen | None:
        """What is seen of the push."""
        return self.wizard.seen

    @property
    def router(self) -> RouterSeen | None:
        """The router that is shown: the chosen one, that at which the push is, that on trial or amiss, or the last."""
        seen = self.seen
        if seen is None or not seen.routers:
            return None
        changed = [router for router in seen.routers if router.is_changed] or [*seen.routers]
        over = [router for router in changed if router.outcome]
        amiss = [router for router in over if router.end is not End.DONE]
        first = next((router.device for router in (*seen.on_trial, *amiss)), "")
        return seen.router(self._device or seen.device or first or (over or changed)[-1 if over else 0].device)

    @property
    def part(self) -> Part:
        """What of the router is shown."""
        return self._part or (part_of(self.router) if self.router else Part.ROUTERS)

    @property
    def check(self) -> ProofRow | None:
        """The row of a proof under the cursor."""
        row, router = self.query_one(SeenList).row, self.router
        if row is None or router is None or router.proof is None or self.part is not Part.CHECKS:
            return None
        return next((check for check in router.proof.rows if check.key == row.key), None)

    def _say(self, said: str) -> None:
        self.query_one("#status", PlainText).update(said, layout=False)

    def tick(self) -> None:
        """Draw what is older than a second ago."""
        self._draw()

    def _draw(self) -> None:
        """Draw what is seen as it is now; a row that stands there already is not sent again."""
        seen, router = self.seen, self.router
        if seen and router and self.is_mounted:
            # The screen comes or goes, and some of its parts are not there.
            with suppress(NoMatches):
                self._draw_seen(seen, router)

    def _draw_seen(self, seen: PushSeen, router: RouterSeen) -> None:
        if router.doing is not self._doing:
            # What somebody looked at while something else was done is not what matters now.
            self._doing, self._part = router.doing, None
        now, width = self.wizard.utc(), self.app.size.width - 2
        self.set_class(seen.is_over and self._part is None, "over")
        if self.has_class("over"):
            self.query_one("#below").focus()
        self._update("#top", self._frame(router, width))
        self._update("#resting", "" if seen.on_trial else self._cut(rests_in_words(seen, router, now), width))
        self._update("#way", self._way(router))
        part = self.part
        self.query_one(SeenList).show(
            rows_of(part, seen, router.device, now), self._cut(title_of(part, seen, router.device, now), width - 4)
        )
        self._draw_below()
        unchanged = unchanged_in_words(router)
        lines = (line_in_words("last sent", seen.last_sent, now), line_in_words("last got ", seen.last_got, now))
        text = "\n".join(self._cut(line, width) for line in (*((unchanged,) if unchanged else ()), *lines))
        self._update("#last-lines", text, layout=bool(unchanged) is not self._says_unchanged)
        self._says_unchanged = bool(unchanged)
        self._update("#steering", "\n".join(self._cut(row, width) for row in steering_in_words(router, seen, now)))

    def _update(self, selector: str, text: str | Content, *, layout: bool = False) -> None:
        part = self.query_one(selector, PlainText)
        if str(part.content) != str(text):
            part.update(text, layout=layout)

    def _cut(self, text: str, width: int) -> str:
        return self.wizard.glyphs.shortened(text, max(1, width))

    def _frame(self, router: RouterSeen, width: int) -> str:
        first, name, *others = frame_in_words(router, self._served, self.wizard.utc())
        room = width - len(first) - sum(len(word) + 2 for word in others) - 2
        while room < min(_LEAST_NAME, len(name)) and len(others) > 1:
            room += len(others.pop(-2)) + 2
        return "  ".join((first, self._cut(name, room), *others))

    @property
    def _served(self) -> Served:
        return Served.SIMULATED if self.wizard.is_simulated else Served.LIVE

    def _way(self, router: RouterSeen) -> Content:
        marks = [(WAY[mark.value], words) for mark, words in way_of(router)]
        return Content(" ").join([Content.styled(f"{sign}{words}", look) for (sign, look), words in marks])

    @on(SeenList.Rested)
    def _draw_below(self) -> None:
        """Say of the row under the cursor what its row has no room for; of a push that is over how it ended."""
        seen, row = self.seen, self.query_one(SeenList).row
        if seen is None:
            return
        texts = list(row.below) if row else []
        if seen.is_over:
            folder = str(self.wizard.folder or "")
            texts = list(ends_in_words(seen, folder, self.wizard.utc())) if self._part is None else texts
        self._update("#below-text", "\n".join(texts), layout=True)

    @on(LineList.Chosen)
    def choose_router(self) -> None:
        """Look at the router under the cursor; elsewhere show all that is said of the row."""
        row = self.query_one(SeenList).row
        if row and self.part is Part.ROUTERS:
            self._device, self._part = row.device, None
            self._draw()
        elif row and row.below:
            self.app.push_screen(screens.TextModal(row.what, "\n".join(row.below)))

    # keys

    def action_leave(self) -> None:
        """Go back to the steps; the push goes on."""
        if self.wizard.holds_a_push:
            said = "The push goes on: P shows it again. Answers stay as they are until it is over."
            self.wizard.say_while(said, self.wizard.why_locked)
        self.wizard.pop_screen()

    def action_part(self, direction: int) -> None:
        """Show another part of what is seen."""
        parts = list(Part)
        self._part = parts[(parts.index(self.part) + direction) % len(parts)]
        self._draw()
        self.query_one(SeenList).focus()

    def why_no_extend(self) -> str:
        return _sentence(why_no_extend(self.router))

    def action_extend(self) -> None:
        """Let the timer run five minutes longer."""
        self.wizard.steer(Extend())

    def why_no_confirm(self) -> str:
        why = why_no_confirm(self.router)
        return f"Not confirmed: {why}." if why else ""

    def action_confirm(self) -> None:
        """Keep what is proved."""
        self.wizard.steer(Confirm())

    def why_no_stop_before_next(self) -> str:
        if not self.wizard.holds_a_push:
            return "No push is at work."
        return "It stops before the next router already." if self.seen and self.seen.stops else ""

    def action_stop_before_next(self) -> None:
        """Bring what is begun to its end, and begin no other router."""
        self.wizard.steer(StopBeforeNext())

    def why_no_ask_again(self) -> str:
        return _sentence(why_no_retry(self.router))

    def action_ask_again(self) -> None:
        """Ask the checks now."""
        self.wizard.steer(AskAgain())

    def why_no_show_route(self) -> str:
        return _sentence(why_no_route(self.router, self.check))

    def action_show_route(self) -> None:
        """Ask the router which way it sends what the check pings; the answer stands with the check."""
        if self.check:
            self.wizard.steer(ShowRoute(row=self.check.key))

    def why_no_other_target(self) -> str:
        return _sentence(why_no_other_target(self.router, self.check))

    def action_other_target(self) -> None:
        """Ask which address is pinged in the place of that of the row."""
        check = self.check
        if check:
            title = "Which address is pinged instead?"
            self.app.push_screen(
                screens.AskModal(title, "", "An address behind the hub."),
                lambda target: self.wizard.steer(OtherTarget(row=check.key, target=target)) if target else None,
            )

    def why_no_accept_row(self) -> str:
        return _sentence(why_no_accept(self.router, self.check))

    def action_accept_row(self) -> None:
        """Ask why the check under the cursor need not hold, or why the lines may be as they are."""
        check, router = self.check, self.router
        if router and router.doing is Doing.RESIDUE:
            title = f"Why may {so_many(len(router.residue), 'line')} be otherwise than predicted?"
            self._ask_reason(title, lambda reason: AcceptResidue(rows=router.residue, reason=reason))
        elif check:
            title = f"Why is it kept without: {check.command or check.name}?"
            self._ask_reason(title, lambda reason: AcceptRow(row=check.key, reason=reason))

    def _ask_reason(self, title: str, wish: Callable[[str], Wish]) -> None:
        self.app.push_screen(
            screens.AskModal(title, "", "The reason stands in the report."),
            lambda reason: self.wizard.steer(wish(reason)) if reason else None,
        )

    def why_no_go_on(self) -> str:
        if self.wizard.holds_a_push:
            return "The push is at work."
        return "" if self.seen and self.seen.on_trial else "It is over: step 9 begins another one."

    def action_go_on(self) -> None:
        """Take up what the journal has on trial."""
        self.wizard.run_push()

    def why_no_revert_now(self) -> str:
        return _sentence(why_no_revert(self.router))

    def action_log(self) -> None:
        """Show what was sent, what came back and what was said."""
        self.app.push_screen(screens.PushLogScreen())

    def action_copy(self) -> None:
        """Send what is shown to the clipboard of the terminal."""
        rows = self.query_one(SeenList).rows
        text = "\n".join("  ".join(filter(None, (row.held.value, row.what, row.want, row.got))) for row in rows)
        self.app.copy_to_clipboard(text)
        self.wizard.say("Sent to your terminal's clipboard, which some terminals ignore.")


def _sentence(why: str) -> str:
    return f"{why[0].upper()}{why[1:]}." if why else ""


_LEAST_NAME = 20
"""Columns of a router's name, before anything else of the first row goes."""
