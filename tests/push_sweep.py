"""Every line of a push at which something may go wrong: the program is forked there, and each fault has its own end.

The truth is the practice router's own: the texts that it showed at each line of a push in which nothing went wrong.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.pushing import Pushed
from tests.test_push_standing import before
from wizard.ios.printed_forms import is_as_predicted
from wizard.model.configuration import Configuration
from wizard.model.stage import Stage
from wizard.parse.sources import read_source
from wizard.practice import PracticeRouter
from wizard.push.journal_record import Verdict
from wizard.push.outcome import Outcome
from wizard.session.wire import Wire

FAULTS = ("before-echo drop", "after-echo drop", "after-apply drop", "refuse", 'ask "Are you sure? [yes/no]:"')
_IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
BEHIND_EVERY_TIMER = 130 * 60
INERT = (Stage.ARCHIVE, Stage.PKI, Stage.STAGE)
SAVING = ("write memory", "copy running-config startup-config")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line as it left, and what the router had then."""

    line: str
    is_configuring: bool
    is_armed: bool
    count: int
    """The line's number at the router."""


@dataclass
class Watched:
    """What leaves for a router, seen on the wire."""

    practice: PracticeRouter
    typed: list[Typed] = field(default_factory=list)
    at_line: Callable[[Typed], None] = lambda typed: None

    def tap(self, wire: Wire) -> Wire:
        """The wire, watched."""
        return _Tapped(wire, self)


class _Tapped:
    def __init__(self, wire: Wire, watched: Watched) -> None:
        self._wire, self._watched = wire, watched

    def send(self, data: bytes) -> None:
        """Notes it, and sends it."""
        state = self._watched.practice.state
        if data.endswith(b"\r"):
            typed = Typed(
                line=data.decode().strip(),
                is_configuring=self._wire.session.prompt.rstrip().endswith(")#"),  # type: ignore[attr-defined]
                is_armed=state.revert is not None or state.reload is not None,
                count=state.lines_typed + 1,
            )
            self._watched.typed.append(typed)
            self._watched.at_line(typed)
        self._wire.send(data)

    def receive(self, seconds: float) -> bytes:
        """What came."""
        return self._wire.receive(seconds)

    def close(self) -> None:
        """Ends the line."""
        self._wire.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a router shows at each line of a push in which nothing goes wrong."""

    texts: dict[str, Verdict]
    """What it runs, and the worst that may be said of it."""
    lines: tuple[Typed, ...]
    """Those that change the router."""


def changes(typed: Typed) -> bool:
    """Whether a line changes the router."""
    return typed.is_configuring or typed.line.startswith(("configure ", "reload ", *SAVING))


@cache
def reference(case: str, device: str) -> Reference:
    """The push of a golden device in which nothing goes wrong."""
    practice = before(case, device).fork()
    watched = Watched(practice)
    shown: list[tuple[str, bool]] = []
    watched.at_line = lambda typed: shown.append((practice.running, typed.is_armed))
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as folder:
        Pushed(case=case, device=device, practice=practice, path=Path(folder), tap=watched.tap).push()
    shown.append((practice.running, practice.state.revert is not None))
    first, last = shown[0][0], shown[-1][0]
    # While a timer runs, a state in between is none in which a router may be found behind it.
    texts = {text: Verdict.PARTIAL for text, is_armed in shown if not is_armed}
    texts[last] = Verdict.NEW_SAVED if any(is_armed for _, is_armed in shown) else texts[last]
    texts[first] = Verdict.OLD
    return Reference(texts=texts, lines=tuple(typed for typed in watched.typed if changes(typed)))


def broken_rules(case: str, device: str, pushed: Pushed, outcome: Outcome, watched: Watched) -> Iterator[str]:
    """What must always hold, and does not [push.md A4.2]."""
    practice = pushed.practice
    for typed in watched.typed:
        if typed.line in SAVING and typed.is_armed:
            yield f"I3: {typed.line} was sent while a timer ran"
    truth = truth_of(case, device, practice)
    if not agrees(outcome.verdict, truth, practice):
        yield f"I5: {outcome.verdict} was said, and it is {truth}"


def truth_of(case: str, device: str, practice: PracticeRouter) -> Verdict:
    """What the router runs, told from its own texts."""
    if practice.state.revert is not None or practice.state.reload is not None or practice.is_booting:
        return Verdict.UNKNOWN
    known = reference(case, device).texts
    return known.get(practice.running) or _nearly(practice.running, known)


def _nearly(text: str, known: dict[str, Verdict]) -> Verdict:
    """The same through the printed forms: a router prints some lines in another order behind a roll-back."""
    shown = _read(text)
    return next((verdict for other, verdict in known.items() if is_as_predicted(shown, _read(other))), Verdict.MIX)


@cache
def _read(text: str) -> Configuration:
    return read_source(text.encode("utf-8", "surrogateescape"), "running.cfg").configuration


_AS_GOOD: dict[Verdict, tuple[Verdict, ...]] = {
    Verdict.OLD: (Verdict.OLD,),
    Verdict.PARTIAL: (Verdict.OLD, Verdict.PARTIAL),
    Verdict.STAGED: (Verdict.OLD, Verdict.PARTIAL),
    Verdict.NEW_UNSAVED: (Verdict.NEW_SAVED,),
    Verdict.NEW_SAVED: (Verdict.NEW_SAVED,),
    Verdict.TRIAL: (Verdict.UNKNOWN,),
    Verdict.MIX: tuple(Verdict),
}
"""By what is said, what may be true."""


def agrees(said: Verdict, truth: Verdict, practice: PracticeRouter) -> bool:
    """Whether what is said is not better than the truth."""
    if said is Verdict.UNKNOWN:
        return True
    if said is Verdict.NEW_SAVED and not _is_saved(practice):
        return False
    return truth in _AS_GOOD[said]


def _is_saved(practice: PracticeRouter) -> bool:
    return practice.startup is not None and is_as_predicted(_read(practice.startup), _read(practice.running))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fault at one line."""

    case: str
    device: str
    place: int
    """Of the line among those that change the router."""
    fault: str
    is_late: bool
    """Whether nobody looks before every timer has fired."""

    def __str__(self) -> str:
        late = ", late" if self.is_late else ""
        return f"{self.case} {self.device} line {self.place} {self.fault}{late}"


def swept(case: str, device: str, chosen: Callable[[int, str], bool]) -> Iterator[tuple[Case, list[str]]]:
    """Each chosen fault of a device, with the rules that it broke."""
    practice = before(case, device).fork()
    watched = Watched(practice)
    folder = Path(tempfile.mkdtemp(prefix="sweep-", dir=_IN_MEMORY))
    pushed = Pushed(case=case, device=device, practice=practice, path=folder, tap=watched.tap)
    ends: list[tuple[Case, list[str]]] = []
    reference(case, device)
    places = iter(range(10_000))

    def at_line(typed: Typed) -> None:
        if not changes(typed):
            return
        place = next(places)
        for number, fault in enumerate(FAULTS):
            if not chosen(place, fault):
                continue
            this = Case(case=case, device=device, place=place, fault=fault, is_late=(place + number) % 2 == 0)
            if (end := _forked(this, typed, pushed, watched)) is None:
                # The child goes on with the push, and comes back below.
                return
            ends.append((this, end))

    watched.at_line = at_line
    try:
        outcome = pushed.push()
        if _CHILD:
            _end_child(_CHILD[0], pushed, watched, outcome)
        yield from ends
    except BaseException as error:
        if _CHILD:
            _tell_parent([f"raised {type(error).__name__}: {error}"])
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_CHILD: list[Case] = []
_TO_PARENT: list[int] = []


def _forked(this: Case, typed: Typed, pushed: Pushed, watched: Watched) -> list[str] | None:
    """What the child found; None in the child itself."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child:
        os.close(sending)
        with os.fdopen(receiving, "rb") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        return list(json.loads(told)) if told else ["the child ended without a word"]
    os.close(receiving)
    _CHILD.append(this)
    _TO_PARENT.append(sending)
    pushed.path = _with_a_folder_of_its_own(pushed.path)
    watched.at_line = lambda typed: None
    pushed.practice.suffer(f"at line {typed.count} {this.fault}")
    return None


def _with_a_folder_of_its_own(folder: Path) -> Path:
    """Copies the site, and lets every open file of this process be the copy's."""
    copy = Path(tempfile.mkdtemp(prefix="sweep-", dir=_IN_MEMORY))
    shutil.copytree(folder, copy, dirs_exist_ok=True)
    for name in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            path = name.readlink()
            if path == folder or folder in path.parents:
                flags = os.O_RDONLY if path.is_dir() else os.O_RDWR
                other = os.open(copy / path.relative_to(folder), flags)
                os.dup2(other, int(name.name))
                os.close(other)
    return copy


def _end_child(this: Case, pushed: Pushed, watched: Watched, outcome: Outcome) -> None:
    """Looks at what came of it, goes on twice, and tells the parent which rules were broken."""
    broken = list(broken_rules(this.case, this.device, pushed, outcome, watched))
    ends = [f"{outcome.end.name} {outcome.verdict}"]
    if this.is_late:
        pushed.practice.clock.go_on(BEHIND_EVERY_TIMER)
        if truth_of(this.case, this.device, pushed.practice) is Verdict.MIX:
            broken.append("I1: a mix behind every timer")
    last = pushed.stage_begun or Stage.ARCHIVE
    for again in (1, 2):
        del watched.typed[:]
        outcome = pushed.push(last)
        ends.append(f"{outcome.end.name} {outcome.verdict}")
        broken += [
            f"going on {again}: {rule}" for rule in broken_rules(this.case, this.device, pushed, outcome, watched)
        ]
        if again == 2 and (rows := [typed.line for typed in watched.typed if typed.is_configuring]):
            broken.append(f"I9: {rows[0]!r} was sent once more")
    pushed.practice.clock.go_on(BEHIND_EVERY_TIMER)
    if truth_of(this.case, this.device, pushed.practice) is Verdict.MIX:
        broken.append("I1: a mix at the end")
    shutil.rmtree(pushed.path, ignore_errors=True)
    _tell_parent(broken)


def _tell_parent(broken: list[str]) -> None:
    os.write(_TO_PARENT[0], json.dumps(broken).encode())
    os._exit(0)
