"""What carries bytes to a router and back."""

from typing import Protocol


class Wire(Protocol):
    """A terminal line of a router, over SSH or in process; what comes from it is hostile until the dialogue read it."""

    def send(self, data: bytes) -> None:
        """Sends all of the bytes; EOFError once the line has ended."""

    def receive(self, seconds: float) -> bytes:
        """What came, at once where something is there, b"" where nothing came in that time; EOFError once it ended."""

    def close(self) -> None:
        """Ends the line; a second time does nothing."""
