"""Who looks on while a router is pushed: told of everything as it happens, and of no secret.

An onlooker raises nothing: what it is told of goes on, whatever becomes of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from wizard.push.dead_man import Armed, Minutes
from wizard.push.journal_record import Record
from wizard.push.preflight import LookedAt
from wizard.push.proof_rows import Proof
from wizard.push.truth import Truth


class Onlooker(Protocol):
    """Whoever is told what becomes of routers."""

    def begins(self, device: str, records: Sequence[Record]) -> None:
        """The push of a router begins; its journal as it was found."""

    def recorded(self, device: str, record: Record) -> None:
        """A record is in its journal, and on the disk."""

    def asked(self, device: str, rows: Sequence[LookedAt]) -> None:
        """The rows of its pre-flight, as far as they were looked at."""

    def looked(self, device: str, truth: Truth) -> None:
        """What it shows of itself."""

    def armed(self, device: str, armed: Armed) -> None:
        """What it shows of its timer, between two looks at all of it."""

    def sized(self, device: str, minutes: Minutes) -> None:
        """How long its timer is to run, and why."""

    def proved(self, device: str, proof: Proof, goes_back_at: datetime | None, *, is_old: bool) -> None:
        """One round of a proof, and when it goes back by itself; whether it is the old tunnel that is looked at."""


class Nobody:
    """Where nobody looks on."""

    def begins(self, device: str, records: Sequence[Record]) -> None:
        """Nothing."""

    def recorded(self, device: str, record: Record) -> None:
        """Nothing."""

    def asked(self, device: str, rows: Sequence[LookedAt]) -> None:
        """Nothing."""

    def looked(self, device: str, truth: Truth) -> None:
        """Nothing."""

    def armed(self, device: str, armed: Armed) -> None:
        """Nothing."""

    def sized(self, device: str, minutes: Minutes) -> None:
        """Nothing."""

    def proved(self, device: str, proof: Proof, goes_back_at: datetime | None, *, is_old: bool) -> None:
        """Nothing."""
