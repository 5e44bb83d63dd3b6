"""Every line of a push at which something may go wrong: the program is forked there, and each fault has its own end."""

import gc
import json
import os
import re
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from tests.full_disk import PAGES_LEFT, fill, mount_small, pages_of
from tests.push_artefacts import LogInMemory, artefacts
from tests.push_rules import Seen, broken_rules
from tests.push_truth import IN_MEMORY, FolderInMemory, Held, Reference, begun, reference, stages
from tests.push_wire import Typed, Watched
from tests.pushing import PracticeTime, Pushed
from wizard.errors import SiteError
from wizard.model.stage import Stage
from wizard.practice import PracticeRouter
from wizard.push.journal import journal_name
from wizard.push.journal_record import Kind
from wizard.push.journal_says import BRINGS_WHAT_IS_SAVED, verdict_of
from wizard.push.outcome import End as EndOfPush
from wizard.push.outcome import Outcome


class Points(Enum):
    """At what something may go wrong."""

    CHANGES = "each line that leaves and may change the router"
    RECORDS = "behind each record of the journal"


KILLED, NO_ROOM, FULL = "killed", "no room for the journal", "no room on the disk"
"""What happens to this program, and not to the line: a limit of the file's size, or a disk of some pages."""
FAULTS = ("before-echo drop", "after-echo drop", "after-apply drop", "refuse", 'ask "Are you sure? [yes/no]:"')
OTHERS = ("edit by", "save by", "rewrite")
"""What is no doing of ours."""
_WHEN = re.compile(r"(?:at line \d+|after \d+s) ")
_SURPRISES = ("refuse", "ask", "deny")
BEHIND_EVERY_TIMER, BOOTS = 130 * 60, 200
"""Seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the push, one after the other."""

    stage: Stage
    is_revert: bool = False
    is_swept: bool = True
    """Whether something may go wrong in it."""


Walk = Callable[[Pushed], Iterator[Asked]]
"""What happens between two of them happens where the next one is asked for."""


def forward(pushed: Pushed) -> Iterator[Asked]:
    """Each stage; behind it the certificates come."""
    yield from (Asked(stage=stage) for stage in stages(pushed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One fault at one line."""

    case: str
    device: str
    stage: Stage
    place: int
    """Of the line among those of the stage that change the router."""
    fault: str
    is_late: bool
    """Whether nobody looks before every timer has fired."""
    rides_tunnel: bool = False
    is_revert: bool = False

    def __str__(self) -> str:
        words = (
            (", going back" if self.is_revert else "")
            + (", in band" if self.rides_tunnel else "")
            + (", late" if self.is_late else "")
        )
        return f"{self.case} {self.device} {self.stage} line {self.place} {self.fault}{words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What came of a case."""

    case: Case
    broken: tuple[str, ...]
    """The rules that did not hold."""
    ends: tuple[str, ...]
    """How the push ended, and each time that it went on: `STOPPED PARTIAL`."""
    held: Held = ()
    """The beliefs that did not hold."""

    @property
    def kind(self) -> str:
        """What went wrong, in a word or two."""
        return _WHEN.sub("", self.case.fault).split(' "')[0]


Fork = tuple[Stage, int, str]
"""A stage, the place of a line in it, and a fault."""
Chosen = Callable[[Fork], bool]
Drawn = Callable[[Stage, int, int], Iterable[str]]
"""Gives what goes wrong from a line of a stage on, ` + ` between faults, by its place and its number at the router."""


def of_faults(chosen: Chosen) -> Drawn:
    """Those of `FAULTS` that are chosen."""

    def drawn(stage: Stage, place: int, count: int) -> Iterator[str]:
        for fault in FAULTS:
            if chosen((stage, place, fault)):
                yield f"at line {count} {fault}"

    return drawn


def swept(case: str, device: str, chosen: Chosen, *, rides_tunnel: bool = False) -> Iterator[End]:
    """Each chosen fault of a device; in band only what lies on flash, since the other stages are sent as ever."""
    yield from suffered(case, device, of_faults(chosen), rides_tunnel=rides_tunnel)


def walked(
    case: str, device: str, chosen: Chosen, walk: Walk, known: Reference, *, enrols: bool = False
) -> Iterator[End]:
    """The same on another way than that from stage to stage."""
    sweep = _Sweep(
        case, device, of_faults(chosen), rides_tunnel=False, points=Points.CHANGES, held=(), walk=walk, enrols=enrols
    )
    yield from sweep.ends(known)


def suffered(
    case: str,
    device: str,
    drawn: Drawn,
    *,
    rides_tunnel: bool = False,
    points: Points = Points.CHANGES,
    held: Held = (),
) -> Iterator[End]:
    """What came of whatever is drawn at the lines of a device, or behind its records."""
    yield from _Sweep(case, device, drawn, rides_tunnel=rides_tunnel, points=points, held=held).ends()


def lines_of(case: str, device: str, *, rides_tunnel: bool = False) -> dict[Stage, int]:
    """How many lines of each stage change the router."""
    lines = reference(case, device, rides_tunnel=rides_tunnel).lines
    return {stage: len(typed) for stage, typed in lines.items() if not rides_tunnel or stage is Stage.CUTOVER}


@dataclass
class _Sweep:
    case: str
    device: str
    drawn: Drawn
    rides_tunnel: bool = field(kw_only=True)
    points: Points = field(kw_only=True)
    held: Held = field(kw_only=True)
    walk: Walk = field(kw_only=True, default=forward)
    enrols: bool = field(kw_only=True, default=False)
    asked: Asked = field(default_factory=lambda: Asked(stage=Stage.ARCHIVE))
    place: int = 0
    child: Case | None = None
    """In the process of a child, its case."""
    to_parent: int = -1
    recorded: int = 0
    """How long the journal was when something last went wrong behind a record of it."""
    broken: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def ends(self, known: Reference | None = None) -> Iterator[End]:
        """Pushes without a fault, and forks on the way."""
        self.known = known or reference(self.case, self.device, rides_tunnel=self.rides_tunnel, held=self.held)
        self.practice = begun(self.case, self.device, self.held).fork()
        self.watched = Watched(self.practice)
        self.found: list[End] = []
        self.log = LogInMemory()
        folder = Path(tempfile.mkdtemp(prefix="sweep-", dir=IN_MEMORY))
        self.small = folder.with_name(f"{folder.name}-small")
        self.small.mkdir()
        self.pushed = Pushed(
            case=self.case,
            device=self.device,
            practice=self.practice,
            path=folder,
            tap=self.watched.tap,
            hears=self.log,
            rides_tunnel=self.rides_tunnel,
            folder=FolderInMemory,
            enrols=self.enrols,
        )
        self.pushed.time = _TimeAsked(self.practice, self._behind_record)
        self.files = frozenset(self.practice.flash)
        gc.collect()
        gc.freeze()
        try:
            for asked in self.walk(self.pushed):
                self.asked, self.place = asked, 0
                self.watched.typed.clear()
                self.watched.at_line = self._at_line
                outcome = self._outcome()
                if self.child:
                    self._end(self.child, outcome)
            yield from self.found
        except BaseException as error:
            if self.child:
                self._tell([*self.broken, f"raised {type(error).__name__}: {error}"])
            raise
        finally:
            gc.unfreeze()
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(self.small, ignore_errors=True)

    def _outcome(self) -> Outcome | None:
        try:
            return self.pushed.push(self.asked.stage, is_revert=self.asked.is_revert)
        except SiteError:
            if self.child and self.child.fault in (NO_ROOM, FULL):
                # The run could not be frozen.
                return None
            raise

    def _at_line(self, typed: Typed) -> None:
        if self.points is Points.RECORDS:
            self._behind_record()
        elif typed.changes:
            self._at_point(typed.count)

    def _behind_record(self) -> None:
        """A record was added: nothing has left behind it, and the time of the next one is not even asked."""
        if self.points is not Points.RECORDS or self.child:
            return
        path = self.pushed.path / journal_name(self.device)
        length = path.stat().st_size if path.exists() else 0
        if length != self.recorded:
            self.recorded = length
            self._at_point(self.practice.state.lines_typed + 1)

    def _at_point(self, count: int) -> None:
        if self.rides_tunnel and self.asked.stage is not Stage.CUTOVER:
            return
        if not self.asked.is_swept:
            return
        place, self.place = self.place, self.place + 1
        for number, fault in enumerate(self.drawn(self.asked.stage, place, count)):
            case = Case(
                case=self.case,
                device=self.device,
                stage=self.asked.stage,
                is_revert=self.asked.is_revert,
                place=place,
                fault=fault,
                is_late=(place + number) % 2 == 0,
                rides_tunnel=self.rides_tunnel,
            )
            self._fork(case, count)
            if self.child:
                # It goes on with the push.
                return

    def _fork(self, case: Case, count: int) -> None:
        receiving, sending = os.pipe()
        if child := os.fork():
            os.close(sending)
            with os.fdopen(receiving, "rb") as pipe:
                told = pipe.read()
            os.waitpid(child, 0)
            broken, ends = json.loads(told) if told else (["the child ended without a word"], [])
            self.found.append(End(case=case, broken=tuple(broken), ends=tuple(ends), held=self.held))
            return
        gc.disable()
        os.close(receiving)
        self.child, self.to_parent, self.fault_at = case, sending, count
        if case.fault == FULL:
            mount_small(self.small, pages_of(self.pushed.path) + PAGES_LEFT)
        within = str(self.small) if case.fault == FULL else IN_MEMORY
        self.pushed.path = with_a_folder_of_its_own(self.pushed.path, within)
        self.watched.at_line = lambda typed: None
        if case.fault == KILLED:
            self._go_on_elsewhere(case)
        elif case.fault == FULL:
            self.filler = fill(self.small)
            self.watched.at_line = self._announced
        elif case.fault == NO_ROOM:
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(self.pushed.journal) + 20, resource.RLIM_INFINITY))
        else:
            self.practice.suffer(*case.fault.split(" + "))

    def _announced(self, typed: Typed) -> None:
        """Each line that changes something leaves behind a whole record that tells of it."""
        if typed.goes_on and typed.line != "configure terminal" and self.pushed.records[-1].kind is not Kind.INTENT:
            self.broken.append(f"A4.3: {typed.line!r} left, and no record announced it")

    def _go_on_elsewhere(self, case: Case) -> None:
        """As if this process had ended here: nothing of it is left but the site, and the router loses its logins."""
        for terminal in self.practice.terminals:
            terminal.lose()
        self.pushed = replace(self.pushed, told=[])
        self._end(case, None)

    def _end(self, case: Case, outcome: Outcome | None) -> None:
        """Looks at what came of it, goes on twice, and tells the parent which rules were broken."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        if case.fault == FULL:
            self.filler.unlink()
            self.watched.at_line = lambda typed: None
        if outcome:
            is_surprise = case.fault.startswith(tuple(f"at line {self.fault_at} {word}" for word in _SURPRISES))
            self._judge(
                "",
                outcome,
                surprised_at=self.fault_at if is_surprise else None,
                no_record_behind=self.fault_at if case.fault == NO_ROOM else None,
            )
        if case.is_late:
            self.practice.clock.go_on(BEHIND_EVERY_TIMER)
        for again in (1, 2):
            self.watched.typed.clear()
            if self.practice.is_booting:
                self.practice.clock.go_on(BOOTS)
            # Whoever goes back once more takes back what is left.
            was_done = again == 2 and not case.is_revert and outcome is not None and outcome.end is EndOfPush.DONE
            outcome = self.pushed.push(case.stage, is_revert=case.is_revert)
            self._judge(f"going on {again}: ", outcome, was_done=was_done)
        if self.practice.state.revert or self.practice.state.reload or self.practice.is_booting:
            self.practice.clock.go_on(BEHIND_EVERY_TIMER)
        assert outcome
        self._judge("at rest: ", outcome, is_at_rest=True)
        if BRINGS_WHAT_IS_SAVED in outcome.says and self._is_of_others:
            # Whoever looks once more sees what was saved behind the last look.
            self._judge("behind its reload: ", self.pushed.push(case.stage, is_revert=case.is_revert), is_at_rest=True)
        shutil.rmtree(self.pushed.path, ignore_errors=True)
        self._tell(self.broken)

    def _judge(self, when: str, outcome: Outcome, **said: object) -> None:
        self.told.append(f"{outcome.end.name} {outcome.verdict}")
        seen = Seen(
            known=self.known,
            practice=self.practice,
            typed=self.watched.typed,
            outcome=outcome,
            journal=verdict_of(self.pushed.records),
            written="\n".join((*self.pushed.told, *outcome.says, *outcome.rows)).encode() + self.pushed.journal,
            artefacts=b"".join(artefacts(self.pushed, self.log)) if "is_at_rest" in said else b"",
            files=self.files,
            **said,  # type: ignore[arg-type]  # by the names of its fields
        )
        # What somebody else does behind the last look nobody of us can have seen; whoever goes on twice has.
        unseen = ("I5", "I3: it would start") if self._is_of_others and when in ("", "going on 1: ") else ()
        self.broken += [f"{when}{rule}" for rule in broken_rules(seen) if not rule.startswith(unseen)]

    @property
    def _is_of_others(self) -> bool:
        return self.child is not None and any(words in self.child.fault for words in OTHERS)

    def _tell(self, broken: list[str]) -> None:
        os.write(self.to_parent, json.dumps((broken, self.told)).encode())
        os._exit(0)


class _TimeAsked(PracticeTime):
    """The time, and whoever is told that it is asked for."""

    def __init__(self, practice: PracticeRouter, asked: Callable[[], None]) -> None:
        super().__init__(practice)
        self._asked = asked

    def now(self) -> datetime:
        """UTC."""
        self._asked()
        return super().now()


def with_a_folder_of_its_own(folder: Path, within: str | None) -> Path:
    """Copies the site, and lets every open file of this process be the copy's."""
    copy = Path(tempfile.mkdtemp(prefix="sweep-", dir=within))
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
