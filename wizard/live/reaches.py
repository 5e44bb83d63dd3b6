"""How the routers of a push are reached, whatever lies between: SSH, or routers of this process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from wizard.live.person import Person
from wizard.live.reading_routers import Progress
from wizard.model.plan import Plan
from wizard.push.site_push import Reached
from wizard.push.surroundings import Logins
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class AllReached:
    """Routers that all let us in."""

    plan: Plan
    """As it is now: made of what they show, where that sends the very same."""
    logins: Logins
    reached: Mapping[str, Reached]
    says: tuple[Sentence, ...] = ()
    """What was noticed on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAllReached:
    """That one of them did not; then nothing is sent to any."""

    says: tuple[Sentence, ...]
    """What each of those says that is not reached, or lets nobody in."""
    may_pass: bool = False
    """Whether calling again may help: there is no way to them now, and nobody was rejected."""


class Reaches(Protocol):
    """Whoever logs in to routers."""

    def reach(self, devices: Sequence[str], person: Person, shown: Progress) -> AllReached | NotAllReached:
        """Logs in to each of them once, and asks the person for what that takes; `shown` is told what is asked."""
