"""Pairs of a hub and a spoke with a slip or without, judged by check and by two real IKEv2 daemons."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

from tests.matrix import CELLS, Cell, planned
from tests.second_wave import next_wave
from tests.slips import ELSE, SLIPS, TODAY, Slip
from wizard.check.ikev2.negotiation import negotiate
from wizard.check.view.device import DeviceView
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import PairView
from wizard.model.configuration import Configuration, read_written
from wizard.model.plan import Plan
from wizard.rehearse.laboratory import Laboratory
from wizard.rehearse.rehearsal import Rehearsal, configured, rehearsal


def _replaced(match: re.Match[str], other: str) -> str:
    if other == "@identity":
        return f" identity local {match[1]} {ELSE[match[1]]}"
    if other == "@match":
        return f" match identity remote {match[1]} {ELSE[match[1]]}"
    if other == "@word":
        return f"aaa authorization group {'psk' if match[1] == 'cert' else 'cert'} list"
    if other == "@keypair":
        return " eckeypair FLEX" if match[1] == "rsa" else " rsakeypair FLEX 2048"
    if other == "@gre":
        return match[0].replace(" tunnel mode ipsec ipv4\n", "")
    return match.expand(other)


def slipped(view: DeviceView, changes: tuple[tuple[str, str], ...]) -> DeviceView | None:
    """The router with the changes, None where one of them finds nothing to change."""
    text = view.target.text()
    for pattern, other in changes:
        text, found = re.subn(pattern, partial(_replaced, other=other), text, flags=re.MULTILINE)
        if not found:
            return None
    return replace(view, target=Configuration(read_written(text))) if changes else view


def applied(slip: Slip, pair: PairView) -> PairView | None:
    """The pair with the slip, None where it does not concern it."""
    hub, spoke = slipped(pair.hub, slip.hub), slipped(pair.spoke, slip.spoke)
    if hub is None or spoke is None:
        return None
    changed = PairView(hub=hub, spoke=spoke)
    return slip.dress(changed) if slip.dress else changed


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One pair to be tried."""

    cell: Cell
    slip: Slip
    pair: PairView

    def __str__(self) -> str:
        return f"{self.slip.name} [{self.cell}]"


def trials(size: int, plan_of: Callable[[Cell], Plan] = planned, slips: tuple[Slip, ...] = SLIPS) -> Iterator[Trial]:
    """So many pairs, each another one: the slips in turn, each with another cell of the matrix in each turn."""
    cells = [cell for cell in CELLS if cell.is_possible]
    seen: set[str] = set()
    for number in count():
        # A stride that has no divisor in common with their number goes through all of them, and changes every axis.
        turned = [cells[(number + place * 89) % len(cells)] for place in range(len(cells))]
        found = _trial(slips[number % len(slips)], turned, seen, plan_of)
        if found:
            seen.add(str(found))
            yield found
        if len(seen) == size:
            return


def second_wave(cell: Cell) -> Plan:
    """The next spoke of the hub of a cell, which has what the first wave left there."""
    return next_wave(planned(cell))


def _trial(slip: Slip, cells: list[Cell], seen: set[str], plan_of: Callable[[Cell], Plan]) -> Trial | None:
    for cell in cells:
        plan = plan_of(cell)
        site = site_view(plan, device_views(plan))
        changed = applied(slip, site.pairs[0]) if site else None
        if changed and f"{slip.name} [{cell}]" not in seen:
            return Trial(cell=cell, slip=slip, pair=changed)
    return None


def tried(place: Laboratory, trial: Trial) -> Rehearsal:
    """What two daemons make of a pair, beside what check says of it."""
    hub, spoke = configured(trial.pair.hub), configured(trial.pair.spoke)
    return rehearsal(place, hub, spoke, negotiate(trial.pair), TODAY)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many pairs were tried, in how many both say the same, and why the daemons failed."""

    tried: int
    agreed: int
    reasons: Counter[str]

    @property
    def failed(self) -> int:
        """The pairs that failed in the daemons."""
        return self.reasons.total()

    def __str__(self) -> str:
        why = ", ".join(f"{reason} {times}" for reason, times in self.reasons.most_common())
        share = f"{self.agreed} of {self.tried} pairs alike in check and daemons ({self.agreed / self.tried:.1%})"
        return f"{share}; {self.failed} fail in the daemons, for {len(self.reasons)} reasons: {why}"


def tally(done: list[Rehearsal]) -> Tally:
    """The sum."""
    reasons = Counter(rehearsed.outcome.reason for rehearsed in done if not rehearsed.outcome.up)
    return Tally(tried=len(done), agreed=sum(rehearsed.as_predicted for rehearsed in done), reasons=reasons)
