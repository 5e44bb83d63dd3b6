"""What a person who looks on may want while a router is on trial, and what became of it."""

from dataclasses import dataclass

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RevertNow:
    """That the router goes back at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend:
    """That the timer on the router runs longer."""

    minutes: int = 5
    """Besides what is left; whole minutes are what IOS knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """That what is proved is kept: it ends the timer where a person was to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain:
    """That the proof is looked at now, and not a few seconds later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRoute:
    """That the router shows its route to the target of a ping, with this round and each that follows."""

    row: str
    """The key of the row of the proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTarget:
    """That another address behind the hub is pinged in the place of one that does not answer."""

    row: str
    """The key of the row of the proof."""
    target: str
    """As it was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptRow:
    """That a row of the proof need not hold."""

    row: str
    """Its key."""
    reason: str
    """As it was typed; without one nothing is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptResidue:
    """That lines which are there otherwise than predicted may be so."""

    rows: tuple[str, ...]
    """As the residue has them."""
    reason: str


Wish = RevertNow | Extend | Confirm | AskAgain | ShowRoute | OtherTarget | AcceptRow | AcceptResidue


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of a wish."""

    is_done: bool
    says: Sentence
    """What was done, or why not."""


def done(says: Sentence) -> Answered:
    """It was done."""
    return Answered(is_done=True, says=says)


def refused(why: Sentence) -> Answered:
    """It was not, and will not be."""
    return Answered(is_done=False, says=why)
