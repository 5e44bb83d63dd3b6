"""A push over real SSH in a thread: killed while a person was to decide, taken up, given more time, and confirmed."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.conftest import TESTS
from tests.live_pushes import Typist
from tests.practice_routers import logged_in
from tests.served_practice import served_practice
from tests.test_push_over_ssh import DEVICES, SPEED, FastTime, site_of
from wizard.data.practice_site import PASSWORD, USER
from wizard.fetch.passwords import passwords_of
from wizard.live.live_push import Asked, LivePush
from wizard.live.on_trial import on_trial
from wizard.live.over_ssh import OverSsh
from wizard.live.push_seen import Asks, Doing
from wizard.live.steering import why_not
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.site_order import orders
from wizard.push.site_push import Allowed
from wizard.push.wishes import Confirm, Extend
from wizard.site import Writer
from wizard.site.folder import Folder

HUB, SPOKE, _ = DEVICES
PATIENCE = 240
"""Seconds of a machine that has much else to do."""
_CHILD = """
import sys
from pathlib import Path
from tests.test_live_over_ssh import held_push
held_push(Path(sys.argv[1]))
"""


def of_site(writer: Writer, asked: Asked, changed: threading.Event | None = None) -> LivePush:
    """A push over SSH on a fast clock."""
    plan = writer.read()
    passwords = passwords_of({"password": PASSWORD}, "a test")
    push: LivePush = LivePush(
        writer.folder,
        plan,
        asked,
        reaches=OverSsh(writer, plan, user=USER, passwords=passwords),
        person=Typist(),
        time=FastTime(),
        changed=lambda: _tell(push, changed),
    )
    return push


def _tell(push: LivePush, held: threading.Event | None) -> None:
    waits = push.seen.waits_for
    if held and waits and waits.what is Asks.CONFIRMATION:
        held.set()


def held_push(site: Path) -> None:
    """What is killed: it says that it holds, and waits for a person who never comes."""
    held = threading.Event()
    with Writer(site, "a test") as writer:
        push = of_site(writer, held_orders(writer), held)
        threading.Thread(target=push.run, daemon=True).start()
        held.wait(PATIENCE)
        sys.stdout.write(f"{push.seen.router(SPOKE).doing.value}\n")
        sys.stdout.flush()
        threading.Event().wait(PATIENCE)


def held_orders(writer: Writer) -> Asked:
    """The hub and one spoke."""
    return Asked(
        orders=orders(writer.read(), only=(HUB, SPOKE)), holds=True, allowed=Allowed(reload=frozenset(DEVICES))
    )


def test_a_push_that_is_killed_while_it_is_held_is_taken_up_and_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The trial is known before anybody logs in; a longer timer, and the confirmation, reach the router."""
    with served_practice(tmp_path, SPEED) as practice:
        site = site_of(practice, tmp_path, capsys)
        words = [sys.executable, "-c", _CHILD, str(site)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=TESTS.parent) as child:
            assert child.stdout
            assert child.stdout.readline().strip() == Doing.HOLDING.value
            child.kill()
        spoke = practice.routers[SPOKE]
        assert spoke.state.revert is not None
        with Writer(site, "a test") as writer, Folder(site) as folder:
            (found,) = on_trial(folder, writer.read())
            held = threading.Event()
            push = of_site(writer, Asked(orders=(found.resume,), holds=True), held)
            before = push.seen.router(SPOKE)
            assert (before.verdict, before.is_by_journal) == (Verdict.UNKNOWN, True)
            assert before.timer
            thread = threading.Thread(target=push.run)
            thread.start()
            assert held.wait(PATIENCE)
            assert why_not(push.seen, Confirm()) == ""
            more = push.steer(Extend(minutes=30)).result(PATIENCE)
            assert more.is_done, more.says
            assert spoke.state.revert.minutes > 30
            confirmed = push.steer(Confirm()).result(PATIENCE)
            assert confirmed.is_done, confirmed.says
            thread.join(PATIENCE)

        outcome = push.seen.router(SPOKE).outcome
        assert outcome
        assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED), outcome.says
        assert spoke.state.revert is None
        assert "crypto ikev2 client flexvpn" in (spoke.startup or "")


def test_a_router_that_calls_itself_otherwise_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a new hub does that has no name yet, or another router at its address: it is said, and nothing is sent."""
    with served_practice(tmp_path, SPEED) as practice:
        site = site_of(practice, tmp_path, capsys)
        terminal = logged_in(practice.routers[SPOKE])
        for line in ("configure terminal", "hostname elsewhere", "end"):
            terminal.send(f"{line}\r".encode())
            terminal.receive(1)
        terminal.close()
        with Writer(site, "a test") as writer:
            push = of_site(writer, held_orders(writer))
            push.run()

        outcome = push.seen.router(SPOKE).outcome
        assert outcome
        assert outcome.end is End.REFUSED
        assert any("elsewhere" in says for says in outcome.says), outcome.says
