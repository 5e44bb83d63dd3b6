"""A push is seen step by step while it runs in a thread of its own."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pytest

from tests.live_pushes import InProcess, LiveSite
from tests.test_live_person import ROWS
from wizard.errors import SiteRefused
from wizard.live.live_push import Asked
from wizard.live.person import Person
from wizard.live.push_seen import Doing, PushSeen, RowState, StageState
from wizard.live.reaches import AllReached
from wizard.live.reading_routers import Progress
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.site_order import orders
from wizard.push.site_push import Allowed, SitePush
from wizard.push.tunnel_proof import proof_of
from wizard.session.wire import Wire
from wizard.site.folder import Folder

CASE, HUB, DEVICE = "two-groups", "HUB9", "SP9"


def test_a_push_is_seen_from_the_first_look_to_saved(tmp_path: Path) -> None:
    """The stages, the timer with both clocks, the proof with its rows and the verdict, each with its moment."""
    frames: list[PushSeen] = []
    site = LiveSite(CASE, tmp_path)
    push = site.push(changed=lambda: frames.append(push.seen))
    device, outcome = push.run()[-1]

    assert (device, outcome.end, outcome.verdict) == (DEVICE, End.DONE, Verdict.NEW_SAVED), outcome.says
    routers = [frame.router(DEVICE) for frame in frames]
    doings = [doing for doing, _ in groupby(router.doing for router in routers)]
    trial = doings[doings.index(Doing.ARMING) :]
    assert trial == [Doing.ARMING, Doing.SENDING, Doing.PROVING, Doing.CONFIRMING, Doing.SAVING, Doing.OVER], doings
    timers = [router.timer for router in routers if router.timer and router.timer.is_shown]
    assert timers
    assert all(timer.clock and timer.fires and timer.user and timer.arithmetic for timer in timers)
    last = push.seen.router(DEVICE)
    assert {each.state for each in last.stages if each.is_asked} == {StageState.SAVED}, last.stages
    assert last.verdict is Verdict.NEW_SAVED
    assert last.timer is None
    assert last.proof
    assert last.proof.is_green
    cut_over = next(each for each in last.stages if each.stage is Stage.CUTOVER)
    assert cut_over.sent == cut_over.rows
    assert len(push.log) > 100


def test_each_claim_carries_the_moment_of_its_look(tmp_path: Path) -> None:
    """On the clock of the push, and never later than the value itself; so do the stages and what comes next."""
    frames: list[PushSeen] = []
    site = LiveSite(CASE, tmp_path)
    site.rows = ROWS
    site.typist.accepted = {"others:jdoe": "agreed"}
    push = site.push(changed=lambda: frames.append(push.seen))
    push.run()

    for frame in frames:
        for router in frame.routers:
            claims = [router.verdict_at] if router.verdict else []
            claims += [router.proof.at] if router.proof else []
            claims += [router.timer.at] if router.timer and router.timer.is_shown else []
            claims += [row.at for row in router.preflight if row.state is not RowState.NOT_ASKED]
            claims += [stage.at for stage in router.stages if stage.state is not StageState.WAITING]
            assert all(at is not None and at <= frame.at for at in claims), router
    last = push.seen.router(DEVICE)
    assert last.next_words == ("push", "--device", DEVICE, "--stage", "cleanup")
    assert (push.seen.is_over, push.seen.failure, push.seen.device) == (True, "", "")


def test_what_leaves_is_the_same_whether_somebody_looks_on(tmp_path: Path) -> None:
    """Byte for byte, at every router, where nobody wants anything."""
    attended, alone = LiveSite(CASE, tmp_path / "attended"), LiveSite(CASE, tmp_path / "alone")
    sent: dict[str, list[bytes]] = {"attended": [], "alone": []}
    attended.tap = lambda wire: Noted(wire, sent["attended"])
    alone.tap = lambda wire: Noted(wire, sent["alone"])
    assert attended.push().run()[-1][1].verdict is Verdict.NEW_SAVED

    reached = InProcess(site=alone.site, tap=alone.tap).reach([HUB, DEVICE], alone.typist, lambda device, command: None)
    assert isinstance(reached, AllReached)
    with Folder(alone.path) as folder:
        push = alone.in_process(
            SitePush(
                folder=folder,
                plan=reached.plan,
                logins=reached.logins,
                reached=reached.reached,
                time=alone.site,
                version="1",
                told=lambda text: None,
                proof_of=proof_of,
                allowed=Allowed(names=frozenset(reached.reached)),
            )
        )
        wanted = orders(reached.plan)
        first = {order.device: order for order in reversed(wanted)}
        assert [push.refused(first[device]) for device in (HUB, DEVICE)] == [(), ()]
        outcomes = [push.push(order) for order in wanted]

    assert outcomes[-1].verdict is Verdict.NEW_SAVED
    assert sent["attended"] == sent["alone"]
    assert b"configure confirm\r" in sent["alone"]


class Noted:
    """A wire on which is noted what leaves."""

    def __init__(self, wire: Wire, sent: list[bytes]) -> None:
        self._wire, self._sent = wire, sent

    def send(self, data: bytes) -> None:
        """Sends it."""
        # By a mark that is drawn the prompt is found again.
        self._sent.append(re.sub(rb"ez2flex-[0-9a-f]{8}", b"ez2flex-", data))
        self._wire.send(data)

    def receive(self, seconds: float) -> bytes:
        """What came."""
        return self._wire.receive(seconds)

    def close(self) -> None:
        """Ends the line."""
        self._wire.close()


def test_a_push_that_cannot_begin_says_why_in_what_is_seen(tmp_path: Path) -> None:
    """Whoever draws it has no exception at hand: that one ended the thread."""
    site = LiveSite(CASE, tmp_path)
    push = site.push_of(Asked(orders=orders(site.site.plan)), reaches=Unknown())
    with pytest.raises(SiteRefused):
        push.run()
    assert (push.seen.is_over, "is not known" in push.seen.failure) == (True, True)


class Unknown:
    """Nobody knows how a router is reached."""

    def reach(self, devices: Sequence[str], person: Person, shown: Progress) -> AllReached:
        """Refuses."""
        raise SiteRefused("how it is reached is not known", hint="Read it once.", where="hosts.toml")
