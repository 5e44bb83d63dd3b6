"""What is known before a run, and what a row of the pre-preflight is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from wizard.ios.residue import NO_RESIDUE, Residue
from wizard.judge.answers.answer import Answer, NotRead, answer_of, shown
from wizard.model.configuration import Configuration
from wizard.model.host import Host
from wizard.model.plan import Plan
from wizard.model.router import EzvpnClient
from wizard.model.stage import Stage
from wizard.plan.perspective import moving_client
from wizard.push.frozen_text import FrozenText
from wizard.push.reading import Reading
from wizard.push.tunnel_riding import Riding
from wizard.sentence import Sentence, listed

EVERY_STAGE = tuple(Stage)
_DENIED = b"uthorization failed"
"""How it ends where AAA refuses a command [push.md A3.4]."""
UNDER_A_TIMER = (Stage.CUTOVER, Stage.CLEANUP)
"""The stages that the router itself takes back unless they are confirmed."""


class Run(Enum):
    """How a run stands when it is looked whether it may go on."""

    BEGINS = "nothing of it was sent"
    GOES_ON = "some of it was sent: its timer and its lines are there, and whoever walks judges them"
    GOES_BACK = "what was sent is taken back"


FORWARD = (Run.BEGINS, Run.GOES_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """What the person who pushes has said beforehand."""

    names: frozenset[str] = frozenset()
    """The routers whose names were typed or given."""
    allow_reload: bool = False
    """Whether this router may restart to go back."""
    accepted: frozenset[str] = frozenset()
    """The refusals that were read and accepted, each by what it is accepted as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """One router before a run."""

    plan: Plan = field(repr=False)
    device: str
    stages: tuple[Stage, ...]
    """Those that were asked for."""
    texts: Mapping[Stage, FrozenText]
    """Of every stage of the device that has one, asked for or not."""
    reading: Reading
    host: Host
    user: str
    """By whom it is logged in to."""
    now: datetime
    """UTC, as this machine believes it."""
    riding: Riding
    run: Run = Run.BEGINS
    since_read: Residue = NO_RESIDUE
    """In what it differs from the configuration that the plan was made from, with what was sent since."""
    consents: Consents = field(default_factory=Consents)

    def answer(self, command: str) -> Answer:
        """What the router answered; NotRead where it did not take the command."""
        return answer_of(self.reading.answer(command))

    def answer_if_known(self, command: str) -> Answer | None:
        """What the router answered, None where its release lacks the command; NotRead where AAA forbids it."""
        try:
            return self.answer(command)
        except NotRead:
            if _DENIED in self.reading.answer(command):
                raise
            return None

    @property
    def running(self) -> Configuration:
        """What it runs."""
        return self.reading.running

    @property
    def is_spoke(self) -> bool:
        """Whether it moves from EzVPN to FlexVPN."""
        return self.device in self.plan.spoke_devices

    @property
    def client(self) -> EzvpnClient | None:
        """The EzVPN client that moves, None on a hub."""
        return moving_client(self.plan, self.device) if self.is_spoke else None

    @property
    def asked_texts(self) -> tuple[FrozenText, ...]:
        """The texts of the stages that were asked for."""
        return tuple(self.texts[stage] for stage in self.stages if stage in self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that speaks against the run."""

    says: Sentence
    to_do: Sentence = ""
    """Empty for what the row says."""
    mark: str = ""
    """By which it is told from another fault of its row that nobody has read; empty where all are alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that must be so before anything is sent."""

    name: str
    holds: Sentence
    """What is so where the row is quiet."""
    faults: Callable[[Preflight], Iterable[Fault]]
    """NotRead where the answer that it needs cannot be read: that refuses, too."""
    to_do: Sentence
    source: Sentence
    stages: tuple[Stage, ...] = EVERY_STAGE
    """Asked for with one of them, it matters."""
    runs: tuple[Run, ...] = FORWARD
    is_acceptable: bool = False
    """Whether a person may go on all the same."""
    is_about_identity: bool = False
    """Whether nothing else is worth looking at where it does not hold; it is asked always."""

    def concerns(self, preflight: Preflight) -> bool:
        """Whether it matters to what is about to be done."""
        is_asked = bool(set(self.stages) & set(preflight.stages)) or preflight.run is Run.GOES_BACK
        return self.is_about_identity or (is_asked and preflight.run in self.runs)


def said(faults: Iterable[Sentence]) -> Iterator[Fault]:
    """Faults for which the row itself says what to do."""
    return (Fault(says=says) for says in faults)


_MOST_LINES = 5


def lines_of(residue: Residue) -> Sentence:
    """The lines in which two configurations differ: `+` of one that is there, `-` of one that is not."""
    signed = (
        *((f"+ {_words(path)}") for path in residue.surplus),
        *((f"- {_words(path)}") for path in residue.missing),
        *((f"{_words(path)} in another order") for path in residue.moved),
        *((f"{_words(path)} with another secret") for path in residue.altered),
    )
    return listed(signed, few=_MOST_LINES)


def _words(path: tuple[str, ...]) -> Sentence:
    # Behind a line break stands what a banner says, or the body of a certificate.
    return shown(" / ".join(line.partition("\n")[0] for line in path))
