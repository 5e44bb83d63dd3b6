"""What hub and spokes agree on, those that agree alike together, in the words that every front end shows."""

from collections.abc import Hashable
from dataclasses import replace
from typing import NamedTuple

from wizard.check import negotiations
from wizard.check.same_cause import FindingRow, blockers_of, codes_of
from wizard.model.finding import Negotiation
from wizard.model.plan import Plan
from wizard.sentence import Sentence

_NAMED = 3
"""Most spokes that are named; more are counted."""


class PairRow(NamedTuple):
    """A hub with one spoke, or with several that make the same of it."""

    pairs: tuple[Negotiation, ...]
    blockers: tuple[FindingRow, ...]
    """What blocks the first of them, and as much of the same codes each of the others."""

    @property
    def first(self) -> Negotiation:
        """The first of them, which has the verdict and the algorithms of all."""
        return self.pairs[0]

    @property
    def spokes(self) -> tuple[str, ...]:
        """Their spokes."""
        return tuple(pair.spoke for pair in self.pairs)

    @property
    def blocked_by(self) -> tuple[str, ...]:
        """The codes of what blocks them."""
        return codes_of(self.blockers)


def pair_rows(plan: Plan) -> tuple[PairRow, ...]:
    """Every pair, those alike as one row: first what fails, then what something blocks."""
    found: dict[Hashable, list[tuple[Negotiation, tuple[FindingRow, ...]]]] = {}
    for pair in negotiations(plan):
        blockers = blockers_of(plan, pair)
        alike = replace(pair, spoke="", why="", hub_learns=(), spoke_learns=(), notes=())
        found.setdefault((alike, codes_of(blockers), len(blockers)), []).append((pair, blockers))
    rows = (PairRow(tuple(pair for pair, _ in alike), alike[0][1]) for alike in found.values())
    return tuple(sorted(rows, key=lambda row: (row.first.up, not row.blockers)))


def things_block(number: int) -> Sentence:
    """`1 thing blocks`."""
    return f"{number} {'thing blocks' if number == 1 else 'things block'}"


def verdict_in_words(row: PairRow) -> Sentence:
    """Whether they agree, what blocks them all the same, or why they do not agree."""
    if not row.first.up:
        return f"fails: {row.first.why}" if len(row.pairs) == 1 else f"fail, such as {row.first.spoke}: {row.first.why}"
    return f"they agree; {things_block(len(row.blockers))}" if row.blockers else "they agree"


def spokes_in_words(row: PairRow) -> Sentence:
    """`spoke3`, `spoke1, spoke2`, or `25 spokes`."""
    return ", ".join(row.spokes) if len(row.pairs) <= _NAMED else f"{len(row.pairs)} spokes"


def agreed_in_words(pair: Negotiation) -> Sentence:
    """The algorithms and proofs that two agree on."""
    ike = ", ".join(word for word in (pair.encryption, pair.integrity, pair.group and f"group {pair.group}") if word)
    esp = " ".join(word for word in (pair.esp_encryption, pair.esp_integrity) if word)
    return f"IKE {ike}; ESP {esp}, {pair.mode}; {pair.hub_authentication} / {pair.spoke_authentication}"


def pair_in_words(row: PairRow) -> Sentence:
    """What hub and spoke agree on, also where something else blocks them, or why they do not."""
    who, pair = f"{row.first.hub} and {spokes_in_words(row)}", row.first
    if not pair.up:
        return f"! {who}: {verdict_in_words(row)}"
    blocked = f" ({', '.join(row.blocked_by)})." if row.blockers else ","
    return f"{'!' if row.blockers else '='} {who}: {verdict_in_words(row)}{blocked} {agreed_in_words(pair)}"
