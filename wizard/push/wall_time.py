"""The time of this machine, as it passes."""

import time
from datetime import UTC, datetime


class WallTime:
    """Time, as a push over SSH has it."""

    def now(self) -> datetime:
        """UTC."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Since some moment."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleeps."""
        time.sleep(seconds)
