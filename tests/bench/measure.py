"""What is measured, and how: medians of runs that alternate with those of a yardstick."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

RUNS = 5


class NotHere(Exception):
    """This system lacks what a measurement needs, such as a pseudo-terminal."""


Timer = Callable[[], float]
"""Does something once and gives the seconds that it took, or the MiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One row of the table: something that ez2flex does, what it is held against, and the limit."""

    name: str
    """As typed after `dev.py bench`."""
    what: str
    against: str
    """The yardstick in words, empty where there is none."""
    limit: float
    unit: str = "s"
    """Of the limit where there is no yardstick."""
    timers: Callable[[], tuple[Timer, Timer | None]]
    """Gets everything ready and gives the timer of what is measured, and of its yardstick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What came of a measurement."""

    measurement: Measurement
    seconds: float
    yardstick: float | None

    @property
    def value(self) -> float:
        """The ratio to the yardstick, or the seconds where there is none."""
        return self.seconds / self.yardstick if self.yardstick else self.seconds

    @property
    def met(self) -> bool:
        """Whether the limit holds."""
        return self.value <= self.measurement.limit

    @property
    def limit(self) -> str:
        """The limit in words."""
        return f"{self.measurement.limit:g}{'' if self.yardstick else f' {self.measurement.unit}'}"

    @property
    def words(self) -> str:
        """The value in words, with what it was computed from."""
        if self.yardstick is None:
            return (
                f"{self.value:.3f} s" if self.measurement.unit == "s" else f"{self.value:.0f} {self.measurement.unit}"
            )
        return f"{self.value:.2f} ({self.seconds:.3f} s / {self.yardstick:.3f} s)"


def measure(measurement: Measurement, runs: int = RUNS) -> Measured:
    """The medians of a measurement and its yardstick, run in turns after one run of each that does not count."""
    subject, yardstick = measurement.timers()
    rounds = [(subject(), yardstick() if yardstick else 0.0) for _ in range(runs + 1)][1:]
    return Measured(
        measurement=measurement,
        seconds=median(seconds for seconds, _ in rounds),
        yardstick=median(seconds for _, seconds in rounds) if yardstick else None,
    )
