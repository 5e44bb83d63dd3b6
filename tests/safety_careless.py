"""A push that asks nothing itself: it tries each step, whatever was refused, and only its guards hold it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.push_faults import SPOKE, somebody_types, staged_push
from tests.push_wire import Typed
from tests.pushing import USER, PracticeLogins, Pushed
from tests.safety_world import Situation, World
from tests.test_push_standing import before
from wizard.errors import EzError
from wizard.model.stage import Stage
from wizard.push.begun_run import Begun, run_under_way
from wizard.push.cut_over import CutOver
from wizard.push.flash_copy import FlashCopy
from wizard.push.frozen_text import FrozenText
from wizard.push.guarded_router import GuardedRouter
from wizard.push.guards import Change, Known
from wizard.push.journal import Journal, journal_name
from wizard.push.standing import Migration
from wizard.push.truth import Looks, Truth
from wizard.session.obeyed import obeyed
from wizard.site.folder import Folder


class Careless:
    """The steps of a push, each tried by itself."""

    def __init__(self, world: World, journal: Journal, begun: Begun) -> None:
        push = world.push
        self.world, self.journal, self.begun = world, journal, begun
        self.texts = begun.run.texts(begun.header)
        self.cut_over = CutOver(
            user=USER,
            is_reload_allowed=True,
            journal=journal,
            proof=push.proof,
            flash=FlashCopy(),
            time=push.time,
            told=push.told.append,
        )
        found, saved = begun.run.found(begun.header)
        stages = [(stage, text.commands) for stage, text in self.texts.items()]
        self.looks = Looks(
            push.device,
            looked=lambda truth: None,
            logins=PracticeLogins(push.practice, tap=push.tap),
            journal=journal,
            header=begun.header,
            migration=Migration(found, saved, stages),
            dead_man=self.cut_over.dead_man,
            time=push.time,
            told=push.told.append,
            guards=push.guards,
        )
        self.looks.rides_tunnel = push.rides_tunnel
        self.truth: Truth | None = None

    def look(self, *, is_fresh: bool = False) -> None:
        """Looks, on the login that is there."""
        with suppress(EzError, EOFError):
            self.truth = self.looks.truth(is_fresh=is_fresh)

    def tries(self, step: Callable[[Truth], object]) -> None:
        """One step; whatever comes of it, the next one follows."""
        if self.truth is not None:
            with suppress(EzError, EOFError):
                step(self.truth)

    def arm(self, minutes: int = 10) -> None:
        """Sets the timer."""
        self.cut_over._minutes = minutes
        self.tries(lambda truth: self.cut_over.arm(Stage.CUTOVER, truth))

    def send(self, text: FrozenText | None = None) -> None:
        """Types the cut-over, or another text."""
        self.tries(lambda truth: truth.router.send(text or self.texts[Stage.CUTOVER]))

    def send_all_the_same(self) -> None:
        """Types the cut-over, and goes on behind a row that is rejected."""
        text = self.texts[Stage.CUTOVER]
        rows = list(text.rows)
        while rows and self.truth is not None:
            left = self.truth.router
            with suppress(EzError, EOFError):
                left.send(text, rows)
                return
            with suppress(EzError, EOFError):
                left.session.recover()
                left.session.end()
            place = next((place for place, (_, row) in enumerate(rows) if row.strip() == self._last_row(rows)), 0)
            del rows[: place + 1]

    def _last_row(self, rows: list[tuple[int, str]]) -> str:
        """The row that was typed last."""
        known = {row.strip() for _, row in rows}
        return next((typed.line for typed in reversed(self.world.typed) if typed.line in known), "")

    def prove(self) -> None:
        """Asks whether it works."""
        self.tries(lambda truth: self._learn(truth, is_proved=not self.cut_over.unproved(Stage.CUTOVER, truth)))

    def _learn(self, truth: Truth, *, is_proved: bool) -> None:
        self.looks.is_proved = is_proved
        truth.router.learn(is_proved=is_proved)

    def confirm(self) -> None:
        """Ends the timer."""
        self.tries(lambda truth: self.cut_over.dead_man(Stage.CUTOVER).disarm(truth.router, Stage.CUTOVER))

    def go_back(self) -> None:
        """Uses it."""
        self.tries(lambda truth: self.cut_over.dead_man(Stage.CUTOVER).go_back(truth.router, Stage.CUTOVER))

    def save(self) -> None:
        """Saves what runs."""

        def saved(truth: Truth) -> object:
            return truth.router.change(Change.SAVE, Stage.CUTOVER, lambda session: obeyed(session, "write memory"))

        self.tries(saved)


def _journal(folder: Folder, push: Pushed) -> Journal:
    return Journal(folder, journal_name(push.device), now=lambda: (push.time.now(), push.time.seconds()))


def carelessly(*steps: Callable[[Careless], object]) -> Callable[[World], None]:
    """Does these steps at a router whose run is under way."""

    def does(world: World) -> None:
        push = world.push
        with Folder(push.path) as folder, _journal(folder, push) as journal:
            begun = run_under_way(folder, journal, push.device)
            assert begun is not None
            careless = Careless(world, journal, begun)
            for step in steps:
                step(careless)
            careless.looks.close()

    return does


LOOK, FRESH, ARM, SEND, PROVE, CONFIRM, SAVE, BACK = (
    Careless.look,
    lambda careless: careless.look(is_fresh=True),
    Careless.arm,
    Careless.send,
    Careless.prove,
    Careless.confirm,
    Careless.save,
    Careless.go_back,
)
WHOLE = (LOOK, ARM, LOOK, SEND, FRESH, PROVE, LOOK, CONFIRM, LOOK, SAVE)


def a_whole_push(path: Path) -> World:
    """Everything in its order."""
    return World(push=staged_push(path), does=carelessly(*WHOLE))


def archived_push(path: Path) -> Pushed:
    """A router whose run is under way, behind its first stage."""
    push = Pushed(case=SPOKE[0], device=SPOKE[1], practice=before(*SPOKE).fork(), path=path)
    push.push(Stage.ARCHIVE)
    return push


STAGE = (LOOK, lambda careless: careless.send(careless.texts[Stage.STAGE]))


def without_a_run(path: Path) -> World:
    """No run was begun that the journal knows."""

    def does(world: World) -> None:
        push = world.push
        with Folder(push.path) as folder:
            with _journal(folder, push) as journal:
                begun = run_under_way(folder, journal, push.device)
                assert begun is not None
                header, text = begun.header, begun.run.texts(begun.header)[Stage.STAGE]
            (push.path / journal_name(push.device)).unlink()
            with _journal(folder, push) as journal:
                login = PracticeLogins(push.practice, tap=push.tap).log_in(push.device)
                known = Known(serial=push.practice.serial, is_nothing_pending=True)
                GuardedRouter(login, journal, header, push.time, known, guards=push.guards).send(text)

    return World(push=archived_push(path), does=does)


def another_name_meanwhile(path: Path) -> World:
    """In the middle of a run the chassis got another name."""
    push = archived_push(path)
    somebody_types("hostname SP8")(push.practice)
    return World(push=push, is_meant=False, does=carelessly(*STAGE))


def another_chassis_meanwhile(path: Path) -> World:
    """In the middle of a run another chassis answers, of the same name."""
    push = archived_push(path)
    push.practice.serial = "FCZ0000C0QA"
    return World(push=push, is_meant=False, does=carelessly(*STAGE))


def an_edited_text(path: Path) -> World:
    """Somebody changed a file of the run."""

    def edited(careless: Careless) -> None:
        text = careless.texts[Stage.STAGE]
        careless.send(FrozenText(stage=text.stage, data=text.data + b"ip route 10.99.0.0 255.255.0.0 Null0\n"))

    return World(push=archived_push(path), does=carelessly(LOOK, edited))


def a_rejected_row(path: Path) -> World:
    """The first row of the cut-over is rejected, and the next ones would be taken."""
    push = staged_push(path, *SPOKE, 'at "interface Vlan1" refuse')
    return World(push=push, does=carelessly(LOOK, ARM, LOOK, Careless.send_all_the_same))


def no_timer(path: Path) -> World:
    """Nobody set one."""
    return World(push=staged_push(path), does=carelessly(LOOK, SEND, PROVE))


def a_timer_without_a_copy(path: Path) -> World:
    """Its copy is deleted as soon as it is made."""

    def at_line(world: World, typed: Typed) -> None:
        if world.push.practice.state.revert is not None:
            world.push.practice.change(flash=())

    push = staged_push(path)
    return World(push=push, works=False, at_line=at_line, does=carelessly(LOOK, ARM, LOOK, SEND), is_foreseeable=False)


def we_ride_the_tunnel(path: Path) -> World:
    """Our login ends with the first row that cuts it."""

    def at_line(world: World, typed: Typed) -> None:
        if world.is_cut:
            for terminal in world.push.practice.terminals:
                terminal.hang_up()

    push = staged_push(path)
    push.rides_tunnel = True
    return World(push=push, at_line=at_line, does=carelessly(LOOK, ARM, LOOK, SEND))


def another_startup(path: Path) -> World:
    """It would start with what it had before the stage, and its power fails in the trial."""
    push = staged_push(path)
    push.practice.change(startup=before(*SPOKE).startup)
    power = lambda careless: push.practice.suffer("reboot")  # noqa: E731
    return World(push=push, does=carelessly(LOOK, ARM, LOOK, SEND, power))


def it_saves_too_early(path: Path) -> World:
    """While the timer runs and nothing is proved."""
    push = staged_push(path)
    return World(push=push, works=False, does=carelessly(LOOK, ARM, LOOK, SEND, LOOK, SAVE), is_foreseeable=False)


def it_confirms_what_is_not_proved(path: Path) -> World:
    """The new tunnel carries nothing."""
    return World(push=staged_push(path), works=False, does=carelessly(*WHOLE), is_foreseeable=False)


def somebody_edits_the_trial(path: Path) -> World:
    """Behind the proof, and before it is confirmed."""
    push = staged_push(path)
    edits = lambda careless: somebody_types("ip route 10.99.0.0 255.255.0.0 Null0")(push.practice)  # noqa: E731
    steps = (LOOK, ARM, LOOK, SEND, FRESH, PROVE, edits, LOOK, CONFIRM, LOOK, SAVE)
    return World(push=push, does=carelessly(*steps), is_foreseeable=False)


def nobody_gets_in_any_more(path: Path) -> World:
    """Only the login that was there stays."""
    steps = (LOOK, ARM, LOOK, SEND, LOOK, PROVE, LOOK, CONFIRM, LOOK, SAVE)
    return World(push=staged_push(path), lets_in=False, does=carelessly(*steps), is_foreseeable=False)


CARELESS: dict[str, Situation] = {
    "a careless push of a router at which nothing is wrong": a_whole_push,
    "a stage that is sent without a run": without_a_run,
    "another name in the middle of a run": another_name_meanwhile,
    "another chassis in the middle of a run": another_chassis_meanwhile,
    "a text that was edited": an_edited_text,
    "a row that is rejected": a_rejected_row,
    "a cut-over without a timer": no_timer,
    "a timer without its copy": a_timer_without_a_copy,
    "a login that rides the tunnel": we_ride_the_tunnel,
    "another startup configuration": another_startup,
    "a trial that is saved": it_saves_too_early,
    "a tunnel that carries nothing": it_confirms_what_is_not_proved,
    "somebody who edits the trial": somebody_edits_the_trial,
    "a cut-over that keeps logins out": nobody_gets_in_any_more,
}
