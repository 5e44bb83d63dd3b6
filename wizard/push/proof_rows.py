"""What a proof says, as one table of before and after; and what was answered before anything was armed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    """One thing that must hold."""

    name: str
    """Of the step, or of the demand, that it belongs to."""
    device: str
    """At which router it was looked at."""
    before: Sentence
    """What was seen before the cut-over; "" where nobody looked."""
    after: Sentence
    """What is seen now; "" as long as nobody looked."""
    is_good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A command that must be typed before the proof can hold; it is not typed here, since it changes something."""

    device: str
    command: str
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """All that must hold, as it was seen last."""

    rows: tuple[ProofRow, ...]
    wanted: tuple[Wanted, ...] = ()
    lost: tuple[str, ...] = ()
    """The routers whose session ended meanwhile: a fresh login may still prove what this one did not."""

    @property
    def is_green(self) -> bool:
        """Whether everything holds; without a row nothing was proved."""
        return bool(self.rows) and all(row.is_good for row in self.rows)

    @property
    def missing(self) -> tuple[ProofRow, ...]:
        """The rows that do not hold."""
        return tuple(row for row in self.rows if not row.is_good)


Sees = Callable[[str, Proof, datetime | None], None]
"""Who is shown what is proved of a router, round by round, and when it goes back by itself, None where it does not."""


def nobody_sees(_: str, __: Proof, ___: datetime | None) -> None:
    """Where nobody looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What routers answered before anything was armed; empty where nobody has it any more."""

    answers: Mapping[tuple[str, str], bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """By the router and the command."""

    def answer(self, device: str, command: str) -> bytes | None:
        """The answer, None where it was not asked or did not come."""
        return self.answers.get((device, command))
