"""What is read is shown while the rest is still being read."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from wizard.guide.opening import Opening
    from wizard.model.plan import Source

_AT_ONCE = 4
"""So many routers are shown as soon as each is read; of more it is shown now and then how many there are."""
_NOW_AND_THEN = 0.1
"""Seconds."""


class SourcesArrived(Message):
    """These were read so far of what was named; more may follow."""

    def __init__(self, opening: Opening, sources: tuple[Source, ...]) -> None:
        super().__init__()
        self.opening = opening
        self.sources = sources


class Arriving:
    """Is told of each source that is read, away from the screen, and tells of all so far."""

    def __init__(self, opening: Opening, tell: Callable[[SourcesArrived], object]) -> None:
        self._opening = opening
        self._tell = tell
        self._sources: tuple[Source, ...] = ()
        self._told = 0.0

    def __call__(self, source: Source) -> None:
        self._sources += (source,)
        if len(self._sources) <= _AT_ONCE or monotonic() - self._told > _NOW_AND_THEN:
            self._told = monotonic()
            self._tell(SourcesArrived(self._opening, self._sources))
