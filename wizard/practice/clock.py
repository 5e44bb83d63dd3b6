"""The time of practice routers: it stands still until somebody lets it go on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Timed(Protocol):
    """What has something to do at a time that comes."""

    def next_alarm(self) -> datetime | None:
        """When it has something to do next, None where it waits for nothing."""

    def ring(self) -> None:
        """Does what is due now."""


def never() -> bool:
    """A reason to stop that does not come."""
    return False


class VirtualClock:
    """The clock on the wall of one practice network."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.now = now
        self._timed: list[Timed] = []

    def wake(self, timed: Timed) -> None:
        """Rings whatever is due at that router from now on."""
        self._timed.append(timed)

    def go_on(self, seconds: float, *, until: Callable[[], bool] = never) -> None:
        """Lets seconds pass, alarm by alarm in their order; stops at the first behind which `until` holds."""
        end = self.now + timedelta(seconds=max(0.0, seconds))
        while not until():
            alarms = [(alarm, place) for place, timed in enumerate(self._timed) if (alarm := timed.next_alarm())]
            alarm, place = min(alarms, default=(end, -1))
            if place < 0 or alarm > end:
                self.now = end
                return
            self.now = max(self.now, alarm)
            self._timed[place].ring()
