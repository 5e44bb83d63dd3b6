"""What is said of the row under a cursor follows once the cursor rests: moving on waits for none of it."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop

from textual.widget import Widget

REST = 0.3
"""Seconds without a movement; a key that is held down, or pressed again and again, comes sooner."""


class RestingCursor(Widget):
    """A widget with a cursor, and something that follows it."""

    rest = REST
    """Seconds after which what follows comes."""
    _until_rest: TimerHandle | None = None

    def moved(self) -> None:
        """Let what follows come once the cursor has rested from now on."""
        self._stay()
        # Textual's own timer is never due where the machine is busy for as long as it runs.
        self._until_rest = get_running_loop().call_later(self.rest, self.follow)

    @property
    def is_moving(self) -> bool:
        """Whether what is said is still of a row before."""
        return self._until_rest is not None

    def follow(self) -> None:
        """Let it come now."""
        self._stay()
        if self.is_attached:
            self.rested()

    def rested(self) -> None:
        """Called when the cursor rests."""
        raise NotImplementedError

    def _stay(self) -> None:
        if self._until_rest:
            self._until_rest.cancel()
        self._until_rest = None

    def on_unmount(self) -> None:
        self._stay()
