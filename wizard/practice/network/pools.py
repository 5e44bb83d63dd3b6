"""Addresses that servers give to their clients."""

from collections import Counter
from ipaddress import IPv4Address

from wizard.model.literals import address
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.words import word


class Leases:
    """What the pools of all servers gave to clients so far, one address after the other."""

    def __init__(self) -> None:
        self._given = Counter[tuple[str, str]]()

    def next(self, server: NetworkRouter, pool: str) -> IPv4Address | None:
        """The next address of a pool, None where it has no more."""
        place = self._given[server.name, pool]
        for line in server.configuration.all(f"ip local pool {pool}"):
            first = address(word(line.text, 4))
            last = address(word(line.text, 5)) or first
            if first is not None and last is not None and place <= int(last) - int(first):
                self._given[server.name, pool] += 1
                return first + place
            place -= int(last) - int(first) + 1 if first is not None and last is not None else 0
        return None
