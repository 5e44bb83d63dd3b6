"""A router that cannot do now what it is asked: somebody holds its lock, or NVRAM is being written."""

from collections.abc import Callable

from wizard.errors import RouterBusy
from wizard.push.surroundings import Time
from wizard.sentence import Sentence

_MOST, _SECONDS = 10, 30.0
"""How often, and after how long, something is typed again that the router cannot do now [push.md A2.8]."""


class BusyRouter:
    """One router that may be busy, in one walk."""

    def __init__(self, device: str, time: Time, told: Callable[[Sentence], None]) -> None:
        self._device, self._time, self._told = device, time, told
        self.said: list[Sentence] = []
        """Why it was, each time."""

    def is_waited_for(self, error: RouterBusy) -> bool:
        """Whether time has passed, so that it may be tried again; not any more where that was often."""
        self.said.append(str(error))
        if len(self.said) > _MOST:
            return False
        self._told(f"{self._device}: {error.message}; it is tried again in {_SECONDS:.0f} seconds")
        self._time.wait(_SECONDS)
        return True
