"""What a push stands on besides the site: logins to its routers, and the time of this machine."""

from datetime import datetime
from typing import Protocol

from wizard.session.router_session import RouterSession


class Logins(Protocol):
    """How a router of the plan is logged in to, again and again."""

    def log_in(self, device: str) -> RouterSession:
        """A fresh login in privileged mode, by the same user each time; RouterError where there is none."""


class Time(Protocol):
    """The time of this machine."""

    def now(self) -> datetime:
        """UTC, as this machine believes it."""

    def seconds(self) -> float:
        """Of a clock that nobody sets; only differences count."""

    def wait(self, seconds: float) -> None:
        """Lets them pass."""
