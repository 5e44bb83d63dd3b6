"""A live push that a test steers as soon as something of it is seen."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from tests.live_pushes import LiveSite
from tests.practice_routers import logged_in
from wizard.live.live_push import LivePush
from wizard.live.push_log import Heard
from wizard.live.push_seen import Asks, Doing, PushSeen
from wizard.plan.answer import answer
from wizard.practice import PracticeRouter
from wizard.practice.terminal import Terminal
from wizard.push.journal import journal_name, read
from wizard.push.journal_record import Record, Verdict
from wizard.push.outcome import End
from wizard.push.wishes import (
    Answered,
    Wish,
)

CASE, HUB, DEVICE = "two-groups", "HUB9", "SP9"
SILENT = "10.7.0.77"
"""Behind the hub, where nothing answers."""


class Steered:
    """A push whose test does something once the first frame of a kind is seen."""

    def __init__(self, path: Path, *, holds: bool = False, targets: str = "") -> None:
        self.live = LiveSite(CASE, path)
        if targets:
            self.live.site.plan = answer(self.live.site.plan, "proof_targets", targets, DEVICE)
        self.frames: list[PushSeen] = []
        self.answers: list[Future[Answered]] = []
        self._steps: list[tuple[Callable[[PushSeen], bool], Callable[[], object]]] = []
        self.push: LivePush = self.live.push(holds=holds, changed=self._changed)

    def once(self, seen: Callable[[PushSeen], bool], do: Callable[[], object]) -> None:
        """Does it the first time that this is seen, behind what was to be done before."""
        self._steps.append((seen, do))

    def wants(self, wish: Wish) -> None:
        """Steers, and keeps the answer."""
        self.answers.append(self.push.steer(wish))

    def answered(self) -> list[tuple[bool, str]]:
        """What became of the wishes; all of them are answered."""
        told = [each.result(timeout=0) for each in self.answers]
        return [(each.is_done, each.says) for each in told]

    def _changed(self) -> None:
        self.frames.append(self.push.seen)
        if self._steps and self._steps[0][0](self.push.seen):
            _, do = self._steps.pop(0)
            do()

    @property
    def practice(self) -> PracticeRouter:
        """The router of the push."""
        return self.live.site.routers[DEVICE]

    def typed(self) -> list[str]:
        """What was typed at the router."""
        return [row.text for row in self.push.log.rows() if row.what is Heard.SENT and row.device == DEVICE]

    def records(self) -> tuple[Record, ...]:
        """The journal of the router."""
        return read((self.live.path / journal_name(DEVICE)).read_bytes(), "journal")[0]

    def outcome(self) -> tuple[End, Verdict]:
        """How it ended at the spoke."""
        self.push.run()
        outcome = self.push.seen.router(DEVICE).outcome
        assert outcome
        return outcome.end, outcome.verdict


def is_proving(seen: PushSeen) -> bool:
    """Whether a round of the proof was seen."""
    router = seen.router(DEVICE)
    return router.proof is not None and not router.proof.is_old and router.doing in (Doing.PROVING, Doing.HOLDING)


def is_held(seen: PushSeen) -> bool:
    """Whether a person is waited for who confirms."""
    return seen.waits_for is not None and seen.waits_for.what is Asks.CONFIRMATION


def carries(site: LiveSite) -> bool:
    """Whether EzVPN carries a ping."""
    terminal = logged_in(site.site.routers[DEVICE])
    terminal.send(b"ping 10.1.0.1 source Vlan1\r")
    answer = terminal.receive(1)
    terminal.close()
    return b"100 percent" in answer


def out_of_reach(steered: Steered) -> None:
    """The hub is not reached any more, and its sessions are over."""
    hub = steered.live.site.routers[HUB]
    let_in = hub.log_in

    def nobody(user: str, *, source: str = "") -> Terminal:
        raise EOFError

    hub.log_in = nobody  # type: ignore[method-assign]  # until the test is over
    steered.live.in_minutes(6, lambda: setattr(hub, "log_in", let_in))
    for terminal in hub.terminals:
        terminal.close()
