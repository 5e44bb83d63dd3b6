"""A small table of rows in which every two values of different factors meet at least once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

Row = dict[str, str]
Pair = frozenset[tuple[str, str]]
"""Two (factor, value)."""


def pairs_of(row: Mapping[str, str]) -> Iterator[Pair]:
    """Every two values that meet in a row."""
    return (frozenset(two) for two in combinations(row.items(), 2))


def pairwise(factors: Mapping[str, Sequence[str]], possible: Callable[[Mapping[str, str]], bool]) -> tuple[Row, ...]:
    """Rows that hold every pair which some possible row has; the same ones each time.

    `possible` is asked of rows that lack factors too, and may say yes as long as one completion might be possible.
    """
    missing = dict.fromkeys(
        frozenset({(one, mine), (other, theirs)})
        for one, other in combinations(factors, 2)
        for mine in factors[one]
        for theirs in factors[other]
    )
    rows: list[Row] = []
    while missing:
        pair = next(iter(missing))
        row = _completed(dict(sorted(pair)), factors, missing, possible)
        if row is None:
            missing.pop(pair)
            continue
        for covered in pairs_of(row):
            missing.pop(covered, None)
        rows.append({name: row[name] for name in factors})
    return tuple(rows)


def _completed(
    row: Row,
    factors: Mapping[str, Sequence[str]],
    missing: Mapping[Pair, None],
    possible: Callable[[Mapping[str, str]], bool],
) -> Row | None:
    """The row with a value for every factor, each the one that covers most; None where no completion is possible."""
    if not possible(row):
        return None
    name = next((factor for factor in factors if factor not in row), "")
    if not name:
        return row

    def gain(value: str) -> int:
        return sum(frozenset({(name, value), item}) in missing for item in row.items())

    for value in sorted(factors[name], key=gain, reverse=True):
        whole = _completed({**row, name: value}, factors, missing, possible)
        if whole is not None:
            return whole
    return None
