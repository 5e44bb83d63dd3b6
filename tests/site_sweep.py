"""Every line of the push of a whole site at which something may go wrong, at whatever router: what came of all of them.

As in `push_sweep`, the program is forked there; the child suffers the fault, goes on twice, and every router is judged.
"""

import gc
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from tests.push_rules import Seen, broken_rules
from tests.push_sweep import BEHIND_EVERY_TIMER, BOOTS, FAULTS, with_a_folder_of_its_own
from tests.push_truth import IN_MEMORY, Reference, reference, without_chain
from tests.push_wire import Typed
from tests.site_walks import Command, Left, PushedSite, SiteWalk
from wizard.push.guards import DANGEROUS
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import outcome_of, verdict_of
from wizard.push.outcome import End as EndOfPush
from wizard.push.outcome import Outcome

_GREEN = (EndOfPush.DONE, EndOfPush.WAITS)
"""How a router ends where the site goes on with the next one."""
_SURPRISES = ("refuse", "ask")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCase:
    """One fault at one line of one router of a site."""

    case: str
    walk: str
    command: int
    """Which of the commands, counted from 1."""
    device: str
    place: int
    """Of the line among those of that command that change any router."""
    fault: str
    is_late: bool
    """Whether nobody looks before every timer has fired."""

    def __str__(self) -> str:
        late = ", late" if self.is_late else ""
        return f"{self.case} {self.walk} {self.command} line {self.place} at {self.device} {self.fault}{late}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEnd:
    """What came of it."""

    case: SiteCase
    broken: tuple[str, ...]
    """The rules that did not hold, and where."""
    ends: tuple[str, ...]
    """How the site ended in the command, each time that it was gone on with, and at rest."""

    @property
    def kind(self) -> str:
        """What went wrong, in a word or two."""
        return self.case.fault.split(' "')[0]


SiteFork = tuple[int, str, int, str]
"""A command, a router, the place of a line, and a fault."""
SiteChosen = Callable[[SiteFork], bool]


def site_swept(
    case: str, walk: SiteWalk, chosen: SiteChosen, *, proves: bool = True, enrols: bool = False
) -> Iterator[SiteEnd]:
    """What came of each chosen fault of a walk of a site."""
    yield from _SiteSweep(case, walk, chosen, proves, enrols).swept()


@cache
def known_of(case: str, walk: SiteWalk, *, proves: bool = True, enrols: bool = False) -> Mapping[str, Reference]:
    """What each router shows on the walk of its site on which nothing goes wrong."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        site = PushedSite(case=case, path=Path(folder), proves=proves, enrols=enrols)
        references = {name: reference(case, name) for name in site.site.routers}
        texts = {name: dict(known.texts) for name, known in references.items()}
        new = {name: set(known.new) for name, known in references.items()}

        for name, practice in site.site.routers.items():
            texts[name][practice.running] = Verdict.OLD

        def ended(end: tuple[str, Outcome]) -> None:
            # A clean-up may end in what was staged, and a way back in what was there before.
            running, told = site.site.routers[end[0]].running, texts[end[0]]
            if told.get(running) not in (Verdict.OLD, Verdict.STAGED):
                told[running] = end[1].verdict

        def seen(left: Left) -> None:
            if not left.typed.is_armed:
                texts[left.device].setdefault(site.site.routers[left.device].running, Verdict.PARTIAL)

        site.at_line, site.at_end = seen, ended
        for command in walk(site):
            site.push(command.orders)
            assert all(outcome.end in _GREEN for _, outcome in site.ends), [(name, end.says) for name, end in site.ends]
            last = {order.device: order.last for order in command.orders}
            for name, _ in site.ends:
                running = site.site.routers[name].running
                new[name] |= {running} if last[name] in DANGEROUS and not command.is_revert else set()
    if enrols:
        texts = {
            name: {without_chain(text): verdict for text, verdict in reversed(each.items())}
            for name, each in texts.items()
        }
    return {
        name: replace(known, texts=texts[name], new=frozenset(new[name]), chains_count=not enrols)
        for name, known in references.items()
    }


@dataclass
class _SiteSweep:
    case: str
    walk: SiteWalk
    chosen: SiteChosen
    proves: bool
    enrols: bool
    command: Command = field(default_factory=lambda: Command(orders=(), is_swept=False))
    number: int = 0
    place: int = 0
    child: SiteCase | None = None
    """In the process of a child, its case."""
    to_parent: int = -1
    fault_at: int = 0
    broken: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    found: list[SiteEnd] = field(default_factory=list)

    def swept(self) -> Iterator[SiteEnd]:
        """Pushes the site without a fault, and forks on the way."""
        self.known = known_of(self.case, self.walk, proves=self.proves, enrols=self.enrols)
        folder = Path(tempfile.mkdtemp(prefix="walk-", dir=IN_MEMORY))
        self.site = PushedSite(case=self.case, path=folder, proves=self.proves, enrols=self.enrols)
        self.files = {name: frozenset(practice.flash) for name, practice in self.site.site.routers.items()}
        self.site.at_line = self._at_line
        gc.collect()
        gc.freeze()
        try:
            for number, command in enumerate(self.walk(self.site), 1):
                self.number, self.command, self.place = number, command, 0
                self.site.push(command.orders)
                if self.child:
                    self._end(self.child)
            yield from self.found
        except BaseException as error:
            if self.child:
                self._tell([*self.broken, f"raised {type(error).__name__}: {error}"])
            raise
        finally:
            gc.unfreeze()
            shutil.rmtree(folder, ignore_errors=True)

    def _at_line(self, left: Left) -> None:
        if self.child or not (self.command.is_swept and left.typed.changes):
            return
        place, self.place = self.place, self.place + 1
        for number, fault in enumerate(FAULTS):
            if not self.chosen((self.number, left.device, place, fault)):
                continue
            self._fork(
                SiteCase(
                    case=self.case,
                    walk=self.walk.__name__,
                    command=self.number,
                    device=left.device,
                    place=place,
                    fault=fault,
                    is_late=(place + number) % 2 == 0,
                ),
                left.typed.count,
            )
            if self.child:
                # It goes on with the push.
                return

    def _fork(self, case: SiteCase, count: int) -> None:
        receiving, sending = os.pipe()
        if child := os.fork():
            os.close(sending)
            with os.fdopen(receiving, "rb") as pipe:
                told = pipe.read()
            os.waitpid(child, 0)
            broken, ends = json.loads(told) if told else (["the child ended without a word"], [])
            self.found.append(SiteEnd(case=case, broken=tuple(broken), ends=tuple(ends)))
            return
        gc.disable()
        os.close(receiving)
        self.child, self.to_parent, self.fault_at = case, sending, count
        self.site.path = with_a_folder_of_its_own(self.site.path, IN_MEMORY)
        self.site.site.routers[case.device].suffer(f"at line {count} {case.fault}")

    def _end(self, case: SiteCase) -> None:
        """Looks at what came of it, goes on twice, and tells the parent which rules were broken."""
        self._judge("", surprised=case.fault.startswith(_SURPRISES))
        if case.is_late:
            self.site.site.wait(BEHIND_EVERY_TIMER)
        for again in (1, 2):
            if any(practice.is_booting for practice in self.site.site.all):
                self.site.site.wait(BOOTS)
            # Whoever goes back once more takes back what is left.
            green = {name for name, outcome in self.site.ends if outcome.end is EndOfPush.DONE}
            was_done = green if again == 2 and not self.command.is_revert else set()
            self.site.push(self.site.taken_back() if self.command.is_revert else self.site.resumed())
            self._judge(f"going on {again}: ", was_done=was_done)
        if any(_is_pending(practice.state) or practice.is_booting for practice in self.site.site.all):
            self.site.site.wait(BEHIND_EVERY_TIMER)
        self._judge("at rest: ", is_at_rest=True)
        shutil.rmtree(self.site.path, ignore_errors=True)
        self._tell(self.broken)

    def _judge(
        self, when: str, *, surprised: bool = False, was_done: Iterable[str] = (), is_at_rest: bool = False
    ) -> None:
        ends = dict(self.site.ends)
        self.told.append(_in_words(self.site))
        if not is_at_rest:
            self.broken += [f"{when}{words}" for words in _out_of_order(self.site)]
        for name, practice in self.site.site.routers.items():
            records = self.site.records(name)
            outcome: Outcome = ends.get(name) or outcome_of(records)
            is_at_fault = self.child is not None and self.child.device == name
            seen = Seen(
                known=self.known[name],
                practice=practice,
                typed=self.site.watched[name].typed,
                outcome=outcome,
                journal=verdict_of(records),
                written="\n".join(self.site.told).encode() + self.site.journal(name),
                surprised_at=self.fault_at if surprised and is_at_fault else None,
                was_done=name in was_done,
                files=self.files[name],
                is_at_rest=is_at_rest,
            )
            self.broken += [f"{when}{name}: {rule}" for rule in broken_rules(seen)]

    def _tell(self, broken: list[str]) -> None:
        os.write(self.to_parent, json.dumps((broken, self.told)).encode())
        os._exit(0)


def _is_pending(state: object) -> bool:
    return bool(getattr(state, "revert", None) or getattr(state, "reload", None))


def _in_words(site: PushedSite) -> str:
    """How a site stands: how its command ended, and how many routers are in which state."""
    worst = next((outcome.end.name for _, outcome in site.ends if outcome.end not in _GREEN), "")
    waits = "WAITS" if site.waits else "GREEN"
    return worst or (waits if site.ends else "NOTHING TO DO")


def _out_of_order(site: PushedSite) -> Iterator[str]:
    """Site rules: routers are changed one after the other, as ordered, and none behind one that is not green."""
    for name, outcome in site.ends[:-1]:
        if outcome.end not in _GREEN:
            yield f"S1: {name} ended {outcome.end.name}, and {site.ends[-1][0]} was begun"
    changed = _runs(left.device for left in site.left if _is_change(left.typed))
    asked = _runs(name for name, _ in site.ends)
    if not _is_within(changed, asked):
        yield f"S2: {', '.join(changed)} were changed, and {', '.join(asked)} were asked for"


def _is_change(typed: Typed) -> bool:
    return typed.is_configuring and typed.goes_on


def _runs(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        if not found or found[-1] != name:
            found.append(name)
    return found


def _is_within(some: list[str], every: list[str]) -> bool:
    rest = iter(every)
    return all(name in rest for name in some)


def counted(ends: Iterable[SiteEnd]) -> dict[str, Counter[str]]:
    """How many there were by fault, and by how the site ended."""
    counts: dict[str, Counter[str]] = {"fault": Counter(), "end": Counter(), "end of going on": Counter()}
    for end in ends:
        counts["fault"][end.kind] += 1
        counts["end"][end.ends[0] if end.ends else "-"] += 1
        counts["end of going on"][end.ends[-1] if end.ends else "-"] += 1
    return counts
