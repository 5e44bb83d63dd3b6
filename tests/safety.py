"""Each check that keeps a router from harm is taken away, and the router itself says what that does.

A situation is run with every check. Where it ends well, each check that refused something in it is taken away, then
those that refuse something then. Where it ends badly, each check that lets it end well alone is needed, beside others.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tests.safety_careless import CARELESS
from tests.safety_situations import SITUATIONS
from tests.safety_world import Situation, broken_rules
from wizard.errors import EzError
from wizard.push.guards import GUARDS, Guard, Walk
from wizard.push.preflight import ROWS
from wizard.push.preflight_rows.row import Fault, Preflight, Row

EVERY: dict[str, Situation] = SITUATIONS | CARELESS
DEEPEST = 4
"""How many checks at most are taken away at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A check without which a situation ends badly, and with which it ends well."""

    check: str
    situation: str
    beside: tuple[str, ...]
    """The checks that protect as well, and are away in both."""
    broken: str
    """What is bad about the router then."""


ALSO_HELD = {
    "row timer": "the walk itself stops at a timer that is none of its run",
    "row restart-allowed": "the walk itself arms no restart without leave",
    "row withheld": "a stage that is withheld has no text that could be sent",
    "row readable": "no run begins with a configuration that is not shown to its end",
    "row prompt": "no line is typed where the prompt does not show configuration mode",
    "row runs-at-login": "a login that runs a command and ends takes no line",
    "row long-rows": "a line that scrolls is no echo: the walk stops there, and its timer takes back what was sent",
    "row clock": "the steps of the stage pki ask the router's clock as well, before they send anything",
    "row master-key": "a key that the router cannot read brings no tunnel up, and no trial of it is confirmed",
    "guard time-to-extend": "a timer that has fired cannot be extended: the router says that none is pending",
    "guard startup-untouched": "whoever saved a trial has saved it: not to confirm it is what people are promised, "
    "and no better for the router",
}
"""The checks that no situation needs, and what holds the router as well: they say it earlier, or in better words."""


def every_check() -> tuple[str, ...]:
    """All that can be taken away."""
    return (*(f"row {each.name}" for each in ROWS), *(f"guard {each.name}" for each in GUARDS))


def situations_of(check: str, found: Sequence[Needed]) -> tuple[Needed, ...]:
    """What needs a check, with the fewest others beside it first."""
    return tuple(sorted((each for each in found if each.check == check), key=lambda each: len(each.beside)))


def found_everywhere() -> list[Needed]:
    """What every situation needs, on every core."""
    with ProcessPoolExecutor() as pool:
        return [each for some in pool.map(_all_needed, EVERY) for each in some]


def rows_of_table(found: Sequence[Needed]) -> Iterator[tuple[str, str, str, str]]:
    """Of each check the situation, what is away beside it, and what is bad about the router then."""
    for check in every_check():
        least = next(iter(situations_of(check, found)), None)
        if least:
            yield check, least.situation, ", ".join(least.beside), least.broken
        else:
            yield check, "", "", ALSO_HELD.get(check, "")


def write_table() -> None:
    """Writes tests/shown/safety.toml anew."""
    found = found_everywhere()
    least = [each for check in every_check() for each in situations_of(check, found)[:1]]
    rows = (
        f'[[check]]\nname = "{each.check}"\nsituation = "{each.situation}"\nbeside = {json.dumps(each.beside)}\n'
        for each in least
    )
    TABLE.write_text("\n".join((_HEADING, *rows)), "utf-8")


TABLE = Path(__file__).parent / "shown" / "safety.toml"
_HEADING = """\
# Each check of a push, with a situation that ends badly without it and well with it, and the checks that protect as
# well and are away in both; written by `python -m tests.safety`.
"""


def _all_needed(name: str) -> list[Needed]:
    return list(needed(name, EVERY[name]))


def needed(name: str, situation: Situation) -> Iterator[Needed]:
    """The checks that a situation needs."""
    done: dict[frozenset[str], tuple[list[str], frozenset[str]]] = {}

    def ended(away: frozenset[str]) -> tuple[list[str], frozenset[str]]:
        if away not in done:
            done[away] = ended_without(situation, away)
        return done[away]

    waiting = [frozenset[str]()]
    seen = set(waiting)
    told: set[tuple[str, frozenset[str]]] = set()
    for away in waiting:
        broken, refused = ended(away)
        if broken or len(away) >= DEEPEST:
            continue
        for check in sorted(refused):
            further = away | {check}
            then, _ = ended(further)
            if then:
                for each in sorted(further):
                    if not ended(further - {each})[0] and (each, further) not in told:
                        told.add((each, further))
                        beside = tuple(sorted(further - {each}))
                        yield Needed(check=each, situation=name, beside=beside, broken=then[0])
            elif further not in seen:
                seen.add(further)
                waiting.append(further)


def ended_without(situation: Situation, away: frozenset[str]) -> tuple[list[str], frozenset[str]]:
    """What is bad about the router in the end, and which checks refused something."""
    refused: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        world = situation(Path(folder))
        world.push.guards = tuple(_noting_guard(each, refused) for each in GUARDS if f"guard {each.name}" not in away)
        world.push.rows = tuple(_noting_row(each, refused) for each in ROWS if f"row {each.name}" not in away)
        with suppress(EzError, EOFError):
            world.does(world)
        world.comes_to_rest()
        return list(broken_rules(world)), frozenset(refused)


def _noting_guard(guard: Guard, refused: set[str]) -> Guard:
    def holds(walk: Walk) -> bool:
        if not guard.holds(walk):
            refused.add(f"guard {guard.name}")
            return False
        return True

    return replace(guard, holds=holds)


def _noting_row(row: Row, refused: set[str]) -> Row:
    def faults(preflight: Preflight) -> Iterator[Fault]:
        try:
            found = tuple(row.faults(preflight))
        except EzError:
            refused.add(f"row {row.name}")
            raise
        if found:
            refused.add(f"row {row.name}")
        yield from found

    return replace(row, faults=faults)


if __name__ == "__main__":
    write_table()
