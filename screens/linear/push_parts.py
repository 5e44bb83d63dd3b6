"""What is seen of a push as lists: its routers, and of one of them the pre-flight and the stages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from screens.linear.page import Command
from screens.linear.speech import Said
from wizard.live.seen_rows import Held, Part, rows_of, title_of
from wizard.live.seen_words import line_in_words
from wizard.sentence import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from screens.linear.linear_wizard import LinearWizard
    from wizard.live.live_push import LivePush
    from wizard.live.push_seen import PushSeen
    from wizard.live.seen_rows import SeenRow

_ROLES = {
    Held.HOLDS: "HOLDS",
    Held.FAILS: "FAILS",
    Held.OPEN: "OPEN",
    Held.ACCEPTED: "ACCEPTED",
    Held.NOTHING: "WAITS",
}


class PartCommands:
    """What may be typed to hear of more than what is new."""

    def __init__(self, wizard_: LinearWizard, push: LivePush) -> None:
        self._wizard = wizard_
        self._push = push

    def commands(self) -> Iterator[Command]:
        """One for each list."""
        yield Command(("routers",), "says where each router stands.", partial(self._say, Part.ROUTERS))
        for name, part, says in (
            ("preflight", Part.PREFLIGHT, "says what was asked before, and what speaks against it."),
            ("stages", Part.STAGES, "says how far each stage is."),
        ):
            yield Command((name,), says, partial(self._say, part), behind="[ROUTER]")

    def _say(self, part: Part, typed: str) -> None:
        seen, now = self._push.seen, self._wizard.utc()
        device = typed or _device(seen)
        known = [router.device for router in seen.routers]
        if device not in known:
            self._wizard.say("POSSIBLE", f"the name of a router behind it: {listed(known)}.")
            return
        of = "" if part is Part.ROUTERS else f"{device}: "
        self._wizard.say("LIST", f"{of}{title_of(part, seen, device, now)}")
        rows = rows_of(part, seen, device, now)
        self._wizard.speech.say(*(one for row in rows for one in _said(row)))

    def last_lines(self) -> Iterator[Said]:
        """What was sent and answered last, with how long ago."""
        seen, now = self._push.seen, self._wizard.utc()
        yield Said("LAST", line_in_words("sent", seen.last_sent, now))
        yield Said("LAST", line_in_words("got", seen.last_got, now))


def _device(seen: PushSeen) -> str:
    changed = [router.device for router in seen.routers if router.is_changed]
    return seen.device or next((router.device for router in seen.on_trial), "") or (changed or [""])[0]


def _said(row: SeenRow) -> Iterator[Said]:
    yield Said(_ROLES[row.held], "; ".join(filter(None, (row.what, row.want, row.got))))
    if row.held is Held.FAILS:
        yield from (Said("", text) for text in row.below if text != row.what)
