"""A release of IOS or IOS-XE as a value that can be compared."""

from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering


class Family(StrEnum):
    """The two lines of releases; a release of one is neither older nor newer than one of the other."""

    IOS = "ios"
    IOS_XE = "ios-xe"


@total_ordering
@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release; ordered within its family, and a partial one before all that it may mean."""

    family: Family
    major: int
    minor: int
    maintenance: int | None = None
    """None where only `15.2` or `17.3` is known."""
    interim: str = ""
    """What follows the maintenance number inside the parentheses: `g` of 12.4(3g)."""
    train: str = ""
    """`M`, `T`, `S` and the like; empty for a mainline release and for IOS-XE from 16 on."""
    rebuild: int = 0
    letter: str = ""
    """`a` of 17.09.04a or of 15.1(4)M12a."""

    def __str__(self) -> str:
        return self._ios() if self.family is Family.IOS else self._ios_xe()

    def _ios(self) -> str:
        if self.maintenance is None:
            return f"{self.major}.{self.minor}"
        rebuild = str(self.rebuild) if self.rebuild or self.letter else ""
        return f"{self.major}.{self.minor}({self.maintenance}{self.interim}){self.train}{rebuild}{self.letter}"

    def _ios_xe(self) -> str:
        if self.maintenance is None:
            return f"{self.major}.{self.minor}"
        train = f".{self.train}" if self.train else ""
        return f"{self.major:02}.{self.minor:02}.{self.maintenance:02}{self.letter}{train}"

    @property
    def is_partial(self) -> bool:
        """Whether only the first two numbers are known, as in the `version` line of a configuration."""
        return self.maintenance is None

    @property
    def _rank(self) -> tuple[int, int, int, str, str, int, str]:
        maintenance = -1 if self.maintenance is None else self.maintenance
        return self.major, self.minor, maintenance, self.interim, self.train, self.rebuild, self.letter

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Release) or other.family is not self.family:
            return NotImplemented
        return self._rank < other._rank

    def may_be_at_least(self, *since: "Release") -> bool:
        """Whether it is as new, or may be with the numbers that are not known: `17.11` may be 17.11.1a."""
        same = [release for release in since if release.family is self.family]
        partly = self.is_partial and any((release.major, release.minor) == (self.major, self.minor) for release in same)
        return partly or self.is_at_least(*same)

    def is_at_least(self, *since: "Release") -> bool:
        """Whether it is as new as the release of its own family in `since`; false where none is of its family."""
        return any(self >= release for release in since if release.family is self.family)
