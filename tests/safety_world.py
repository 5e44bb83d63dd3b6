"""A router, what surrounds it while it is pushed, and what of its end is bad; nothing here names a check."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.push_faults import BEHIND_EVERY_TIMER, texts_of, watched_push
from tests.push_wire import Typed
from tests.pushing import NothingProved, Pushed
from tests.test_practice_laws import read
from wizard.ios.masking import secrets_apart
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.practice.configuration_text import read_configuration
from wizard.practice.list_numbering import as_blocks
from wizard.push.frozen_run import header_of
from wizard.push.journal_record import Kind
from wizard.push.truth import Truth
from wizard.push.vigil import Vigil
from wizard.sentence import Sentence
from wizard.session.wire import Wire

PROVING_SECONDS = 60


@dataclass(kw_only=True)
class World:
    """A push, and what is so of its router that the router itself does not know."""

    push: Pushed
    works: bool = True
    """Whether the new tunnel carries traffic."""
    login_works: bool = True
    """Whether the new logins let us in."""
    lets_in: bool = True
    """Whether a login is possible behind the cut-over."""
    is_meant: bool = True
    """Whether it is the router that somebody wanted to change."""
    ezvpn_waits: bool = False
    """Whether EzVPN waits for a person, once it was taken off its interfaces."""
    is_one_of_a_pair: bool = False
    """Whether another router stands beside it, which stays as it is."""
    is_foreseeable: bool = True
    """Whether whoever looked before the cut-over could know that it would fail."""
    starts: Callable[[str], str] = lambda text: text
    """What a start makes of what is saved."""
    theirs: tuple[str, ...] = ()
    """Lines that somebody typed."""
    unsaved: tuple[str, ...] = ()
    """Lines that somebody typed and did not save."""
    shows: tuple[tuple[bytes, bytes], ...] = ()
    """What the router shows otherwise than a practice router does."""
    at_line: Callable[["World", Typed], None] = lambda world, typed: None
    does: Callable[["World"], object] = lambda world: world.push.push()
    while_proving: Callable[["World"], None] = lambda world: None
    was_cut: bool = False
    was_cut_without_timer: bool = False

    def __post_init__(self) -> None:
        practice = self.push.practice
        self.found = (practice.running, practice.startup, practice.flash)
        self.attached = _attached(read(practice.running))
        self.booted_at = practice.state.booted_at
        self.pending = (practice.state.revert, practice.state.reload)
        self.push.proof = _Seen(self)
        self.typed = watched_push(self.push, self._line).typed
        watched = self.push.tap
        self.push.tap = lambda wire: _Shown(watched(self._let_in(wire)), self.shows)

    def _let_in(self, wire: Wire) -> Wire:
        if not self.lets_in and self.is_cut:
            wire.close()
            raise EOFError("nobody is let in")
        return wire

    def _line(self, typed: Typed) -> None:
        self._look()
        self.at_line(self, typed)

    @property
    def is_cut(self) -> bool:
        """Whether EzVPN is not where it was."""
        running = self.push.practice.running
        return not running.strip() or _attached(read(running)) != self.attached

    def _look(self) -> None:
        state = self.push.practice.state
        if self.is_cut:
            self.was_cut = True
            if state.revert is None and state.reload is None and mode_of(self) != "new":
                self.was_cut_without_timer = True

    def comes_to_rest(self) -> None:
        """Every timer fires, and what restarted took what it starts with."""
        practice = self.push.practice
        self._look()
        self.pending_at_the_end = (practice.state.revert, practice.state.reload)
        practice.clock.go_on(BEHIND_EVERY_TIMER)
        if practice.state.booted_at != self.booted_at:
            practice.change(running=as_blocks(read_configuration(self.starts(practice.startup or ""))))
        self._look()


class _Seen(NothingProved):
    """A proof that sees what the world is like, and takes its time."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def missing(self, stage: Stage, truth: Truth, vigil: Vigil) -> tuple[Sentence, ...]:
        """Whether the new tunnel carries traffic."""
        self._world.push.time.wait(PROVING_SECONDS)
        self._world.while_proving(self._world)
        holds = self._world.login_works if stage is Stage.LOGIN else self._world.works
        return () if holds else ("no traffic",)

    def old_missing(self, stage: Stage, truth: Truth) -> tuple[Sentence, ...]:
        """Whether the old one does."""
        return ("EzVPN waits for a person",) if self._world.ezvpn_waits else ()


class _Shown:
    """A wire on which the router shows something else than it has."""

    def __init__(self, wire: Wire, shows: tuple[tuple[bytes, bytes], ...]) -> None:
        self._wire, self._shows = wire, shows
        self.send, self.close = wire.send, wire.close

    def receive(self, seconds: float) -> bytes:
        """What came."""
        data = self._wire.receive(seconds)
        for old, new in self._shows:
            data = data.replace(old, new)
        return data


def _attached(configuration: Configuration) -> frozenset[tuple[str, str]]:
    """The interfaces on which EzVPN is."""
    return frozenset(
        (interface.text, line.text)
        for interface in configuration.all("interface")
        for line in interface.all("crypto ipsec client ezvpn")
    )


def mode_of(world: World, text: str | None = None) -> str:
    """Whether a configuration is `old` or `new`, else `a mix`."""
    text = world.push.practice.running if text is None else text
    if not text.strip():
        return "a mix"
    configuration = read(text)
    attached, flexvpn = _attached(configuration), configuration.all("crypto ikev2 client flexvpn")
    interfaces = [each for each in configuration.all("interface") if each.text.startswith("interface Tunnel")]
    tunnels = [each for each in interfaces if not each.child("shutdown")]
    if attached == world.attached and not flexvpn:
        return "old"
    return "new" if not attached and flexvpn and tunnels else "a mix"


def broken_rules(world: World) -> Iterator[str]:
    """What is bad about the router at rest, or was on the way; told from the router alone."""
    practice, push = world.push.practice, world.push
    found_running, found_startup, found_flash = world.found
    changed = practice.running != found_running or practice.startup != found_startup
    if not world.is_meant:
        if changed or practice.flash != found_flash:
            yield "a router was changed that nobody meant"
        return
    for text, whose in ((practice.running, "it runs"), (practice.startup or "", "it would start with")):
        if not text.strip() or mode_of(world, text) == "a mix":
            yield f"what {whose} is neither old nor new"
            return
        if unplanned := _lines(text) - _planned(world):
            yield f"what {whose} has a line that nobody planned: {sorted(unplanned)[0]}"
    running, startup = mode_of(world), mode_of(world, practice.startup)
    if (running, startup) == ("old", "new"):
        yield "it would start with a trial"
    if (running, startup) == ("new", "old"):
        yield "a power cycle would take back what it runs"
    if set(world.unsaved) & _lines(practice.startup or ""):
        yield "it saved what somebody had not saved"
    if running == "new" and not world.works:
        yield "the new configuration carries no traffic"
    if running == "new" and not world.lets_in:
        yield "nobody is let in any more"
    if running == "new" and world.is_one_of_a_pair:
        yield "of two routers of one network one is new and the other is old"
    if running == "old" and world.was_cut and world.ezvpn_waits:
        yield "the old configuration carries no traffic"
    if running == "old" and world.was_cut and world.is_foreseeable:
        yield "its traffic was cut in vain"
    if world.was_cut_without_timer:
        yield "its traffic was cut without a timer"
    pairs = zip(world.pending, world.pending_at_the_end, strict=True)
    if any(mine is not None and mine != then for mine, then in pairs):
        yield "what somebody else had pending was ended"
    keys = {secret for text in _texts(push) for secret in _secrets(text)}
    if any(key in logged.command for logged in practice.state.configuration_log for key in keys):
        yield "it keeps a key that was typed"
    if changed and not _announced(push):
        yield "it was changed, and no run of the journal says so"


def _lines(text: str) -> set[str]:
    return {row.strip() for row in text.splitlines() if row.strip() and not row.startswith("!")}


def _planned(world: World) -> set[str]:
    texts = texts_of(world.push.case, world.push.device)
    planned = {line.text.strip() for text in texts for line in text.walk()}
    body = {row.strip() for line in (each for text in texts for each in text.walk()) for row in line.verbatim}
    return planned | body | _lines(world.found[0]) | _lines(world.found[1] or "") | {"end"} | set(world.theirs)


def _texts(push: Pushed) -> Iterator[str]:
    for path in (push.path / "pushed").rglob("*.cfg"):
        if path.name[0].isdigit():
            yield path.read_text("utf-8")


def _secrets(text: str) -> Iterator[str]:
    for row in text.splitlines():
        yield from (hidden.secret for hidden in secrets_apart(row.strip())[1] if len(hidden.secret) > 4)


def _announced(push: Pushed) -> bool:
    try:
        records = push.records
    except OSError:
        return False
    header = header_of(records)
    return header is not None and any(record.kind is Kind.INTENT for record in records)


Situation = Callable[[Path], World]
