"""Since when something is up that follows from configurations."""

from collections.abc import Iterable
from datetime import datetime, timedelta


class Since:
    """When each came up, by its key."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, ...], datetime] = {}

    def keep(self, keys: Iterable[tuple[str, ...]], now: datetime) -> None:
        """Forgets those that fell, and notes those that came up."""
        self._since = {key: self._since.get(key, now) for key in keys}

    def age(self, key: tuple[str, ...], now: datetime) -> timedelta:
        """How long it is up."""
        return now - self._since.get(key, now)
