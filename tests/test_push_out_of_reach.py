"""A router that is being pushed cannot be reached, lets nobody in, goes back by itself, or cannot save."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.practice_routers import logged_in
from tests.push_faults import (
    BEHIND_EVERY_TIMER,
    SPOKE,
    Meanwhile,
    is_pending,
    runs,
    somebody_enters,
    staged_push,
    starts_with,
    suffers,
    time_passes,
    types_of,
    watched_push,
)
from tests.push_wire import Typed
from tests.pushing import NothingProved, PracticeTime, Pushed
from tests.test_push_standing import before
from wizard.errors import ConnectError, EnableRejected, HostKeyChanged, JournalError, LoginRejected, NotReached
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter, Terminal
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import NOT_SAVED_YET
from wizard.push.outcome import End
from wizard.push.truth import Truth
from wizard.push.vigil import Vigil
from wizard.sentence import Sentence
from wizard.session.wire import Wire

EZVPN = "crypto ipsec client ezvpn EZ inside"


def barred(push: Pushed, error: Callable[[], Exception], minutes: float = 0) -> None:
    """Nobody gets in once the cut-over is there: for so long, else until EzVPN is back."""
    since: list[float] = []

    def tap(wire: Wire) -> Wire:
        is_cut = EZVPN not in push.practice.running
        if is_cut and not since:
            since.append(push.time.seconds())
        if (minutes and since and push.time.seconds() < since[0] + minutes * 60) or (not minutes and is_cut):
            wire.close()
            raise error()
        return wire

    push.tap = tap


def test_a_login_that_is_rejected_behind_the_cut_over_is_unknown_until_the_timer_and_then_old(tmp_path: Path) -> None:
    """AAA stands behind the tunnel: one rejected login ends all tries, the deadline is said, the router goes back."""
    push = staged_push(tmp_path)
    barred(push, lambda: LoginRejected("it rejects admin", where="SP9"))
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.UNKNOWN, Verdict.UNKNOWN)
    assert outcome.deadline is not None
    assert any("rejects admin" in why for why in outcome.says)
    assert is_pending(push)

    push.time.wait((outcome.deadline - push.time.now()).total_seconds() + 60)
    outcome = push.push()
    assert (outcome.end, outcome.verdict) == (End.ROLLED_BACK, Verdict.STAGED)
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


@pytest.mark.parametrize("minutes", [3, 60, 0])
@pytest.mark.parametrize("error", [NotReached, ConnectError])
def test_a_router_that_is_not_reached_is_called_until_its_timer_is_over(
    error: type[ConnectError], minutes: int, tmp_path: Path
) -> None:
    """Reached in time it is proved and saved; else it went back as designed, and so it is said."""
    push = staged_push(tmp_path)
    barred(push, lambda: error("no answer", where="SP9"), minutes)
    outcome = push.push()

    if minutes == 3:
        assert (runs(push), outcome.verdict) == ("new", Verdict.NEW_SAVED)
    elif minutes == 60:
        # Nobody is let in for longer than it is called.
        assert (outcome.end, outcome.verdict) == (End.UNKNOWN, Verdict.UNKNOWN)
        push.time.wait(3600)
        assert push.push().verdict is Verdict.STAGED
    else:
        assert (outcome.end, outcome.verdict) == (End.ROLLED_BACK, Verdict.STAGED)
    assert (starts_with(push), is_pending(push)) == (runs(push), False)
    assert runs(push) in ("new", "staged")


def test_a_trial_that_lasts_too_long_is_taken_back_and_said_calmly(tmp_path: Path) -> None:
    """We are too slow, the timer of the router is not."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(time_passes(60), push.practice)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.ROLLED_BACK, Verdict.STAGED)
    assert "went back by its timer" in outcome.end.value
    assert (runs(push), starts_with(push)) == ("staged", "staged")


def test_it_is_rolled_back_only_once_ezvpn_carries_traffic_again(tmp_path: Path) -> None:
    """Until then a person is needed, whatever lines the router has."""
    push = staged_push(tmp_path)
    push.proof = Meanwhile(time_passes(60), push.practice)
    push.proof._old_missing = ("EzVPN is CONNECT_REQUIRED",)
    first = push.push()
    assert (first.end, first.verdict) == (End.NEEDS_A_PERSON, Verdict.STAGED)
    assert "EzVPN is CONNECT_REQUIRED" in first.says

    push.proof = NothingProved()
    assert push.push().end is End.ROLLED_BACK
    assert (runs(push), starts_with(push)) == ("staged", "staged")


@pytest.mark.parametrize("residue", ["crypto ipsec client ezvpn", "crypto ikev2 client"])
@pytest.mark.parametrize("is_told", [False, True])
def test_what_a_rollback_leaves_is_a_mix_that_is_named_line_by_line(
    residue: str, *, is_told: bool, tmp_path: Path
) -> None:
    """Whether the router says that it is done or not: its lines are compared."""
    push = staged_push(tmp_path, *SPOKE, f'residue "{residue}"')
    happens = (lambda practice: None) if is_told else time_passes(60)
    push.proof = Meanwhile(happens, push.practice, missing=("no answer",) if is_told else ())
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.NEEDS_A_PERSON, Verdict.MIX)
    assert outcome.rows
    assert all("client" in row for row in outcome.rows)
    assert starts_with(push) == "staged"


SAVING = {
    "busy": (suffers("nvram busy"), "cannot be done now"),
    "too large": (lambda practice: practice.change(nvram_size=900), "write memory"),
    "no room": (suffers('every /^write memory/ refuse "%Error opening nvram:/x (No space left)"'), "No space"),
    "unknown words": (suffers('every /^write memory/ refuse "It may be saved tomorrow"'), "It may be saved"),
    "nothing": (suffers("every /^write memory/ swallow"), "did not save"),
}


@pytest.mark.parametrize("how", SAVING)
def test_a_new_configuration_that_cannot_be_saved_is_never_called_saved(how: str, tmp_path: Path) -> None:
    """It runs, it is confirmed, a power cycle brings the old one, and nothing was cut off in NVRAM."""
    happens, says = SAVING[how]
    push = staged_push(tmp_path)
    push.proof = Meanwhile(happens, push.practice)
    outcome, typed = types_of(push)

    assert (outcome.end, outcome.verdict) == (End.NOT_SAVED, Verdict.NEW_UNSAVED)
    assert any(says in why for why in outcome.says)
    assert (runs(push), starts_with(push), is_pending(push)) == ("new", "staged", False)
    assert not {"y", "yes"} & set(typed)


def test_a_save_that_is_busy_for_a_while_is_tried_again(tmp_path: Path) -> None:
    """Nobody needs to do anything."""
    busy = "startup-config file open failed (Device or resource busy)"
    push = staged_push(tmp_path, *SPOKE, f'at "write memory" refuse "{busy}"')
    outcome = push.push()

    assert (outcome.end, outcome.verdict, starts_with(push)) == (End.DONE, Verdict.NEW_SAVED, "new")


class Broken(NothingProved):
    """A proof in the middle of which something ends the program."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error = error

    def missing(self, stage: Stage, truth: Truth, vigil: Vigil) -> tuple[Sentence, ...]:
        """Raises it."""
        raise self._error


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("secret-text"), JournalError("the disk is full")])
@pytest.mark.parametrize("jump", [0, 4000, -4000])
def test_whatever_ends_the_program_the_router_decides_and_going_on_asks_it(
    error: BaseException, jump: int, tmp_path: Path
) -> None:
    """It is unknown until the printed time, whatever a clock says meanwhile; then it is old."""
    push = staged_push(tmp_path)
    push.proof = Broken(error)
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.UNKNOWN, Verdict.UNKNOWN)
    assert outcome.deadline is not None
    assert "secret-text" not in " ".join(outcome.says)
    assert (starts_with(push), is_pending(push)) == ("staged", True)

    push.practice.suffer(f"clock {jump}s")
    push.time.wait(7800)
    push.proof = NothingProved()
    again = push.push()
    assert (again.end, again.verdict) == (End.ROLLED_BACK, Verdict.STAGED)
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


def test_a_program_that_comes_back_in_time_goes_on_with_the_trial(tmp_path: Path) -> None:
    """It is proved from a fresh login, confirmed and saved."""
    push = staged_push(tmp_path)
    push.proof = Broken(KeyboardInterrupt())
    assert push.push().end is End.UNKNOWN

    push.proof = NothingProved()
    assert push.push().verdict is Verdict.NEW_SAVED
    assert (runs(push), starts_with(push), is_pending(push)) == ("new", "new", False)


def test_a_router_without_a_free_line_is_called_again(tmp_path: Path) -> None:
    """Others took every line while we logged in anew; once one leaves, the change is proved."""
    push = staged_push(tmp_path)
    others: list[Terminal] = []

    class Leaving(PracticeTime):
        """Somebody logs out while we wait."""

        def wait(self, seconds: float) -> None:
            """Lets the time pass."""
            super().wait(seconds)
            if others:
                others.pop().close()

    def at_line(typed: Typed) -> None:
        if typed.line == "no shutdown":
            push.practice.suffer(f"at line {typed.count} after-apply drop")

    watched_push(push, at_line)
    push.time = Leaving(push.practice)
    tap, push.tap = push.tap, lambda wire: tap(taken(wire))

    def taken(wire: Wire) -> Wire:
        if EZVPN not in push.practice.running and not others:
            wire.close()
            others.extend(logged_in(push.practice) for _ in range(5))
            raise NotReached("no line is free", where="SP9")
        return wire

    outcome = push.push()
    assert (outcome.end, outcome.verdict) == (End.DONE, Verdict.NEW_SAVED)


def test_the_change_is_confirmed_by_a_login_that_was_made_behind_it(tmp_path: Path) -> None:
    """A login that was there before proves nothing of the next one: where no new one is let in, it goes back."""
    push = staged_push(tmp_path)
    logins: list[str] = []
    watched = watched_push(push)
    tap = push.tap

    def noted(wire: Wire) -> Wire:
        logins.append("before" if EZVPN in push.practice.running else "behind")
        return tap(wire)

    push.tap = noted
    assert push.push().verdict is Verdict.NEW_SAVED

    confirmed = next(number for number, typed in enumerate(watched.typed) if typed.line == "configure confirm")
    cut = next(number for number, typed in enumerate(watched.typed) if typed.line == "no shutdown")
    assert logins[-1] == "behind"
    assert any(typed.line.startswith("terminal length") for typed in watched.typed[cut:confirmed])


def test_no_command_is_typed_that_a_router_would_ask_a_name_server_about(tmp_path: Path) -> None:
    """A mistyped command of exec mode keeps the line for seconds each time."""
    push = Pushed(case=SPOKE[0], device=SPOKE[1], practice=before(*SPOKE).fork(), path=tmp_path)
    heard: list[bytes] = []

    class Heard:
        """A wire whose answers are kept."""

        def __init__(self, wire: Wire) -> None:
            self._wire = wire
            self.send, self.close = wire.send, wire.close

        def receive(self, seconds: float) -> bytes:
            """What came."""
            heard.append(self._wire.receive(seconds))
            return heard[-1]

    push.tap = Heard
    assert push.push().verdict is Verdict.NEW_SAVED
    assert not [data for data in heard if b"Translating" in data or b"% Unknown command" in data]


BANNER = (
    "SP9#",
    "SP9(config)#",
    "Password:",
    "% Invalid input detected at '^' marker.",
    " --More-- ",
    "[confirm]",
    "end",
)


@pytest.mark.parametrize("says", BANNER)
def test_a_banner_that_looks_like_something_else_changes_nothing(says: str, tmp_path: Path) -> None:
    """A prompt, a question, an error: it stands in front of the prompt at each login."""
    practice = before(*SPOKE).fork()
    with_banner = PracticeRouter(
        "SP9",
        f"{practice.running}banner motd ^C\n{says}\n#\n^C\n",
        release=practice.release,
        serial=practice.serial,
        users=practice.users,
        clock=practice.clock,
    )
    assert says in with_banner.running
    push = Pushed(case=SPOKE[0], device=SPOKE[1], practice=with_banner, path=tmp_path)
    somebody_enters("write memory")(with_banner)
    outcome = push.push()
    assert outcome.verdict is Verdict.NEW_SAVED, outcome


@pytest.mark.parametrize("at", [0, 1, 3])
def test_messages_in_the_middle_of_every_command_change_nothing(at: int, tmp_path: Path) -> None:
    """The log comes into echoes and answers, while lines are typed and while the router is read."""
    push = staged_push(tmp_path)

    def at_line(typed: Typed) -> None:
        push.practice.suffer(f"at line {typed.count} noise at byte {at}" if at else f"at line {typed.count} noise")

    watched_push(push, at_line)
    outcome = push.push()

    assert (runs(push), outcome.verdict) in (("new", Verdict.NEW_SAVED), ("staged", Verdict.STAGED))
    assert (starts_with(push), is_pending(push)) == (runs(push), False)


@pytest.mark.parametrize("fault", ["latency 4s", "chunk 7"])
def test_a_slow_router_is_waited_for(fault: str, tmp_path: Path) -> None:
    """What comes late and in pieces is the same; the timer is long enough, or the router goes back."""
    push = staged_push(tmp_path, *SPOKE, fault)
    outcome = push.push()

    assert (runs(push), outcome.verdict) in (("new", Verdict.NEW_SAVED), ("staged", Verdict.STAGED))
    assert (starts_with(push), is_pending(push)) == (runs(push), False)


@pytest.mark.parametrize("error", [HostKeyChanged, EnableRejected, LoginRejected])
def test_another_host_key_or_a_wrong_password_behind_the_cut_over_ends_all_tries(
    error: type[ConnectError], tmp_path: Path
) -> None:
    """Somebody else may answer there, and routers lock users out: it is tried once, and the router goes back."""
    push = staged_push(tmp_path)
    tried: list[float] = []

    def raised() -> Exception:
        tried.append(push.time.seconds())
        return error("it lets nobody in", where="SP9")

    barred(push, raised)
    outcome = push.push()

    assert (outcome.end, outcome.verdict, len(tried)) == (End.UNKNOWN, Verdict.UNKNOWN, 1)
    assert any("it lets nobody in" in why for why in outcome.says)
    push.time.wait(7800)
    assert push.push().verdict is Verdict.STAGED
    assert (runs(push), starts_with(push), is_pending(push)) == ("staged", "staged", False)


def test_another_chassis_gets_nothing(tmp_path: Path) -> None:
    """The address leads elsewhere today, in the middle of a run."""
    push = staged_push(tmp_path)
    push.practice.serial = "FCZ0000C0QA"
    outcome, typed = types_of(push)

    assert (outcome.end, runs(push)) == (End.STOPPED, "staged")
    assert any("serial number" in why for why in outcome.says)
    assert not [line for line in typed if line.startswith(("configure", "write", "copy", "reload"))]


def test_a_new_configuration_that_could_not_be_saved_may_be_gone_with_a_restart_and_that_is_said(
    tmp_path: Path,
) -> None:
    """NVRAM is busy, and the router restarts meanwhile: once it answers again, it is what it started with."""
    push = staged_push(tmp_path, *SPOKE, 'at "write memory" nvram busy', 'at "write memory" reboot')
    outcome = push.push()

    assert (outcome.end, outcome.verdict) == (End.NOT_SAVED, Verdict.NEW_UNSAVED)
    assert NOT_SAVED_YET in outcome.says
    push.practice.clock.go_on(BEHIND_EVERY_TIMER)
    assert (runs(push), push.push(Stage.STAGE).verdict) == ("staged", Verdict.STAGED)
