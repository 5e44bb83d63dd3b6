"""What a proof says, as one table of before and after; and what was answered before anything was armed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    command: str = ""
    """What was asked; "" where several answers make the row."""
    wants: Sentence = ""
    """What must be seen."""
    why: Sentence = ""
    """Why it matters; "" where the row says it itself."""
    is_acceptable: bool = False
    """Whether a person may go on all the same, with a reason."""
    accepted: Sentence = ""
    """The reason for which a person did."""
    instead_of: str = ""
    """The command that was planned, where a person named another target."""
    route: tuple[Sentence, ...] = ()
    """The command that shows the route to its target, and what the router says to it; () where nobody wanted that."""

    @property
    def holds(self) -> bool:
        """Whether nothing is missing for it: it is good, or a person accepted it."""
        return self.is_good or bool(self.accepted)

    @property
    def key(self) -> str:
        """By which it is told from the other rows of its proof, in every round."""
        return " ".join((self.device, self.name, self.instead_of or self.command)).rstrip()


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
    stable_seconds: int = 0
    """For how long everything goes on to hold."""

    @property
    def is_green(self) -> bool:
        """Whether everything holds; without a row nothing was proved."""
        return bool(self.rows) and all(row.holds for row in self.rows)

    @property
    def missing(self) -> tuple[ProofRow, ...]:
        """The rows that neither hold nor were accepted."""
        return tuple(row for row in self.rows if not row.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What routers answered before anything was armed; empty where nobody has it any more."""

    answers: Mapping[tuple[str, str], bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """By the router and the command."""
    lately: Mapping[tuple[str, str], bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """The same a moment before a way back, days behind the cut-over; empty where that is none."""

    def answer(self, device: str, command: str) -> bytes | None:
        """The answer, None where it was not asked or did not come."""
        return self.answers.get((device, command))
