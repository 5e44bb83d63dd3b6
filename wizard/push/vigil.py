"""What lies between two rounds of a proof: time, and what a person may want meanwhile."""

from collections.abc import Callable, Sequence
from typing import Protocol

from wizard.push.proof_rows import Proof, ProofRow
from wizard.push.surroundings import Time
from wizard.push.wishes import Answered, Wish
from wizard.sentence import Sentence

PAUSE = 5.0
"""Seconds between two rounds."""


class Attends(Protocol):
    """Who looks on while a router is on trial, and may want something."""

    @property
    def holds(self) -> bool:
        """Whether a person decides: over what is proved, and over lines that are otherwise than predicted."""

    @property
    def hurries(self) -> bool:
        """Whether something is wanted before which nothing else is to be asked."""

    def next(self, seconds: float) -> Wish | None:
        """What is wanted, as soon as it is; None once so many seconds have passed without."""

    def answer(self, wish: Wish, answered: Answered) -> None:
        """What became of it; of what the journal tells, taking back and confirming, nothing is answered here."""

    def decides_over(self, rows: tuple[Sentence, ...]) -> None:
        """That a person is waited for, since those lines are otherwise than predicted; () once that is over."""


class Vigil(Protocol):
    """One stage on trial, as long as it is proved."""

    @property
    def until(self) -> float:
        """In seconds of our clock that nobody sets: behind which nothing is asked any more."""

    @property
    def hurries(self) -> bool:
        """Whether what is left of a round is not asked any more."""

    def typed(self, command: str) -> str:
        """What is typed in the place of a command that the plan names."""

    def judged(self, rows: Sequence[ProofRow]) -> tuple[ProofRow, ...]:
        """The rows of a round, those marked that a person accepted."""

    def beside(self, row: ProofRow) -> str:
        """What the router of a row is asked beside it; "" for nothing."""

    def ends_with(self, proof: Proof) -> bool:
        """Whether that was the last round; else time has passed, or somebody wanted the next one."""

    def ends_in_a_pause(self) -> bool:
        """Whether somebody ended it in a pause in which routers are not reached; time has passed."""

    def missing(self, proof: Proof) -> tuple[Sentence, ...]:
        """What is missing behind the last round."""


class Patience:
    """Where nobody looks on: rounds are made until everything holds, or a time is reached."""

    hurries = False

    def __init__(self, time: Time, until: float) -> None:
        self._time = time
        self.until = until

    def typed(self, command: str) -> str:
        """As the plan has it."""
        return command

    def judged(self, rows: Sequence[ProofRow]) -> tuple[ProofRow, ...]:
        """As they are."""
        return tuple(rows)

    def beside(self, row: ProofRow) -> str:
        """Nothing: nobody looks on."""
        return ""

    def ends_with(self, proof: Proof) -> bool:
        """Once everything holds, or a command is wanted, or a login has ended, or the time is over."""
        if proof.is_green or proof.wanted or proof.lost or self._time.seconds() + PAUSE >= self.until:
            return True
        self._time.wait(PAUSE)
        return False

    def ends_in_a_pause(self) -> bool:
        """Nobody does."""
        self._time.wait(PAUSE)
        return False

    def missing(self, proof: Proof) -> tuple[Sentence, ...]:
        """Every row that does not hold."""
        return () if proof.is_green else words_of(proof.missing) or ("nothing could be asked",)


class Unattended:
    """Nobody: what is proved is confirmed at once, and what differs goes back."""

    holds = False
    hurries = False

    def __init__(self, wait: Callable[[float], None]) -> None:
        self._wait = wait

    def next(self, seconds: float) -> Wish | None:
        """Nothing is wanted."""
        self._wait(seconds)
        return None

    def answer(self, wish: Wish, answered: Answered) -> None:
        """Nobody asked."""

    def decides_over(self, rows: tuple[Sentence, ...]) -> None:
        """Nobody does."""


def words_of(rows: Sequence[ProofRow]) -> tuple[Sentence, ...]:
    """Rows of a proof, a sentence each."""
    return tuple(f"{row.name} at {row.device}: {row.after or row.before}" for row in rows)
