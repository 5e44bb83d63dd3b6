"""Where a router stands in its migration, as its own configuration says.

What it *runs* is all that is judged here: OLD after a roll-back is more, EzVPN that carries traffic again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import combinations

from wizard.ios.apply import applied
from wizard.ios.residue import NO_RESIDUE, Compared, Path, Residue, compared
from wizard.model.configuration import Configuration, Line
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict

INERT = (Stage.ARCHIVE, Stage.PKI, Stage.STAGE)
"""The stages whose lines change no traffic and no login, one by one as well as together [push.md A0 item 6]."""
_NEW = (Stage.CUTOVER, Stage.CLEANUP)
_TRUSTPOINT, _CHAIN = "crypto pki trustpoint ", "crypto pki certificate chain "


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a router runs, and in which lines that is neither old nor new."""

    verdict: Verdict
    stage: Stage | None = None
    """The last stage that it has wholly, None before the first."""
    deadline: datetime | None = None
    """Of UNKNOWN and TRIAL: when the router itself goes back."""
    residue: Residue = NO_RESIDUE
    """Of PARTIAL the lines that it has of the next stage; of MIX those that fit nowhere."""
    in_startup: bool = False
    """Whether the residue is that of the startup configuration."""
    is_saved: bool = False
    """Whether it would start with the stage that it has."""

    @property
    def is_whole(self) -> bool:
        """Whether it runs exactly what some stage left."""
        return self.residue.is_empty and self.verdict not in (Verdict.MIX, Verdict.UNKNOWN)


GOES_BACK_BY_ANOTHERS = Standing(verdict=Verdict.UNKNOWN)
"""Of a router that will go back by a timer that is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    stage: Stage | None
    compared: Compared

    @property
    def number(self) -> int:
        """0 for what was found, then that of the stage."""
        return self.stage.number if self.stage else 0


class Migration:
    """The states of one router, predicted from what it ran before its first stage was sent."""

    def __init__(
        self,
        found: Configuration,
        startup: Configuration,
        stages: Sequence[tuple[Stage, Sequence[Line]]],
        *,
        accepted: frozenset[str] = frozenset(),
    ) -> None:
        self._startup = compared(startup)
        self._accepted = accepted
        self.silenced: set[str] = set()
        """The rows of those that were accepted, and that the router had."""
        self._awaited = _awaited(found, stages)
        self._states = tuple(_states(found, stages))
        order = [state.stage for state in self._states]
        self._first_new = next((order.index(stage) for stage in _NEW if stage in order), len(order))

    def accept(self, rows: frozenset[str]) -> None:
        """Accepts rows of residue besides, of what a person decided over."""
        self._accepted |= rows

    def standing(
        self,
        running: Configuration,
        startup: Configuration,
        *,
        begun: Stage | None,
        deadline: datetime | None = None,
        takes_back: bool = False,
    ) -> Standing:
        """Where it stands.

        `begun` is the last stage of which the journal announces a line: a clean-up may end in what the stage before the
        cut-over gave, so that the configuration alone does not tell them apart. `deadline` is that of a timer of ours
        which the router itself showed as pending. Behind what `takes_back`, the new configuration may still be saved.
        """
        here = self._compared(running)
        place = self._place(here, begun)
        if deadline:
            is_trial = place is not None and place >= self._first_new
            stage = None if place is None else self._states[place].stage
            verdict = Verdict.TRIAL if is_trial else Verdict.UNKNOWN
            residue = NO_RESIDUE if is_trial else self._least(here)
            return Standing(verdict=verdict, stage=stage, deadline=deadline, residue=residue)
        saved = self._compared(startup)
        if place is None:
            return self._between(here, saved, begun)
        is_saved = self._is(saved, place) and _has_saved_certificates(running, startup, self._awaited)
        if place >= self._first_new:
            verdict = Verdict.NEW_SAVED if is_saved else Verdict.NEW_UNSAVED
            return Standing(verdict=verdict, stage=self._states[place].stage, is_saved=is_saved)
        if takes_back and any(self._is(saved, new) for new in range(self._first_new, len(self._states))):
            return self._old(place, is_saved=is_saved)
        return self._unsafe_startup(saved) or self._old(place, is_saved=is_saved)

    def _old(self, place: int, *, is_saved: bool) -> Standing:
        stage = self._states[place].stage
        if place == 0:
            return Standing(verdict=Verdict.OLD, is_saved=is_saved)
        is_staged = is_saved and place == self._first_new - 1
        verdict = Verdict.STAGED if is_staged else Verdict.PARTIAL
        return Standing(verdict=verdict, stage=stage, is_saved=is_saved)

    def _between(self, here: Compared, saved: Compared, begun: Stage | None) -> Standing:
        """Where no state is whole: part of an inert stage, or a mix."""
        has_more = begun in _NEW and self._has_lines_of_a_cut_over(here)
        for before, after in zip(self._states, self._states[1:], strict=False):
            if not has_more and after.stage in INERT and _is_between(before.compared, here, after.compared):
                partial = Standing(verdict=Verdict.PARTIAL, stage=before.stage, residue=here.residue(before.compared))
                return self._unsafe_startup(saved) or partial
        nearest = min(self._states, key=lambda state: len(self._residue(here, state.compared).rows))
        return Standing(verdict=Verdict.MIX, stage=nearest.stage, residue=self._residue(here, nearest.compared))

    def unsafe_start(self, startup: Configuration) -> Standing | None:
        """A mix, where a router would start with what is no state of ours, new ones included."""
        saved = self._compared(startup)
        return (
            None if any(self._is(saved, place) for place in range(len(self._states))) else self._unsafe_startup(saved)
        )

    def residue(self, running: Configuration, stage: Stage | None) -> Residue:
        """In what a router differs from what it has behind that stage, None for before the first."""
        number = stage.number if stage else 0
        state = [state for state in self._states if state.number <= number][-1]
        return self._residue(self._compared(running), state.compared)

    def stage_before(self, stage: Stage | None) -> Stage | None:
        """The stage that is done when that one begins, None for none."""
        stages = [state.stage for state in self._states if stage is None or state.number < stage.number]
        return stages[-1] if stage and stages else None

    def _compared(self, shown: Configuration) -> Compared:
        return compared(_without_chains(shown, self._awaited))

    def _residue(self, here: Compared, predicted: Compared) -> Residue:
        residue = here.residue(predicted)
        if self._accepted:
            self.silenced |= self._accepted & set(residue.texts)
        return residue.without(self._accepted)

    def _least(self, here: Compared) -> Residue:
        return min((self._residue(here, state.compared) for state in self._states), key=lambda each: len(each.rows))

    def _has_lines_of_a_cut_over(self, here: Compared) -> bool:
        """Whether something of what is not inert is done: a line is there or gone as a cut-over or clean-up has it."""
        # Against what is staged: what a clean-up removes of the cut-over's own, its way back takes away, too.
        staged = self._states[max(self._first_new - 1, 0)].compared
        return any(_has_begun(staged, here, after.compared) for after in self._states[self._first_new :])

    def _unsafe_startup(self, saved: Compared) -> Standing | None:
        """A mix, where a power cycle would bring something else than what was found or an inert state of ours."""
        safe = (self._startup, *(state.compared for state in self._states[: self._first_new]))
        residues = [self._residue(saved, state) for state in safe]
        if any(residue.is_empty for residue in residues) or self._is_part_of_inert(saved):
            return None
        least = min(residues, key=lambda residue: len(residue.rows))
        return Standing(verdict=Verdict.MIX, residue=least, in_startup=True)

    def _is_part_of_inert(self, saved: Compared) -> bool:
        pairs = zip(self._states, self._states[1:], strict=False)
        return any(
            after.stage in INERT and _is_between(before.compared, saved, after.compared) for before, after in pairs
        )

    def _place(self, here: Compared, begun: Stage | None) -> int | None:
        """The last that it is of the states up to that stage."""
        last = begun.number if begun else 0
        places = (place for place, state in enumerate(self._states) if state.number <= last)
        return next((place for place in sorted(places, reverse=True) if self._is(here, place)), None)

    def _is(self, here: Compared, place: int) -> bool:
        return self._residue(here, self._states[place].compared).is_empty


def _awaited(found: Configuration, stages: Sequence[tuple[Stage, Sequence[Line]]]) -> frozenset[str]:
    """The trustpoints whose certificates come between two stages, by people and a CA, and that nobody predicts."""
    commands = [command for _, lines in stages for command in lines]
    names = {line.text.removeprefix(_TRUSTPOINT) for line in commands if line.text.startswith(_TRUSTPOINT)}
    return frozenset(name for name in names if not found.exact(_CHAIN + name))


@lru_cache(maxsize=256)
def _without_chains(shown: Configuration, awaited: frozenset[str]) -> Configuration:
    """What a router shows without the certificates that came to a trustpoint which it has."""
    chains = [_CHAIN + name for name in awaited if shown.exact(_TRUSTPOINT + name)]
    if not any(shown.exact(chain) for chain in chains):
        return shown
    return Configuration(line for line in shown if line.text not in chains)


def _has_saved_certificates(running: Configuration, startup: Configuration, awaited: frozenset[str]) -> bool:
    """Whether a router would start with the certificates that came to it."""
    chains = {_CHAIN + name for name in awaited}
    here, saved = (
        compared(Configuration(line for line in shown if line.text in chains)) for shown in (running, startup)
    )
    return here.residue(saved).is_empty


def _states(found: Configuration, stages: Sequence[tuple[Stage, Sequence[Line]]]) -> Iterator[_State]:
    now = found
    yield _State(stage=None, compared=compared(now))
    for stage, commands in stages:
        now = applied(now, commands)
        yield _State(stage=stage, compared=compared(now))


def _is_between(before: Compared, here: Compared, after: Compared) -> bool:
    """Whether each line in which it differs from one state is as the other has it."""
    ahead, behind = here.residue(before), here.residue(after)
    towards = after.residue(before)
    return (
        not set(ahead.surplus) - set(towards.surplus)
        and not set(ahead.missing) - set(towards.missing)
        and not (ahead.altered and behind.altered)
        and all(_stands_as_in_either(path, before, here, after) for path in {*ahead.moved, *behind.moved})
    )


def _stands_as_in_either(header: Path, before: Compared, here: Compared, after: Compared) -> bool:
    """Whether each two of the lines below a header stand as in one of the states, where a state has both."""
    states = [_places(state.ordered[header]) for state in (before, after) if header in state.ordered]

    def is_known(one: Path, other: Path) -> bool:
        told = [places[one] < places[other] for places in states if one in places and other in places]
        return any(told) or not told

    return all(is_known(*pair) for pair in combinations(dict.fromkeys(here.ordered[header]), 2))


def _places(rows: Sequence[Path]) -> dict[Path, int]:
    """Where each line stands, the first of those that are alike."""
    return {row: place for place, row in reversed(list(enumerate(rows)))}


def _has_begun(before: Compared, here: Compared, after: Compared) -> bool:
    """Whether a line is there that came with the change from one state to the other, or gone that went with it."""
    done, change = here.residue(before), after.residue(before)
    gone = set(done.missing) & set(change.missing)
    # What went with all that it stood in was taken back, not changed.
    return bool(set(done.surplus) & set(change.surplus)) or any(path[:-1] not in done.missing for path in gone)
