"""The translations of a network that live: made by packets, gone with time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address

from wizard.practice.network.address_translation import Mapping

OF_AN_ECHO = timedelta(seconds=60)
"""So long lives the translation of a ping behind its last packet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One row of `show ip nat translations`."""

    router: str
    mapping: Mapping
    outside: IPv4Address


class LiveTranslations:
    """Those of every router."""

    def __init__(self) -> None:
        self._ends: dict[Translation, datetime] = {}

    def use(self, translation: Translation, now: datetime) -> None:
        """A packet made it, or let it begin anew."""
        self._ends[translation] = now + OF_AN_ECHO

    def of(self, router: str, now: datetime) -> Iterator[Translation]:
        """Those that live at a router."""
        self._ends = {each: end for each, end in self._ends.items() if end > now}
        yield from (each for each in self._ends if each.router == router)

    def clear(self, router: str) -> None:
        """Ends those of a router."""
        self._ends = {each: end for each, end in self._ends.items() if each.router != router}
