"""Addresses that a server gives to its clients."""

from ipaddress import IPv4Address

from wizard.model.configuration import Configuration
from wizard.model.literals import address
from wizard.practice.network.words import word


def first_address(configuration: Configuration, pool: str) -> IPv4Address | None:
    """The first address of a pool."""
    for line in configuration.all(f"ip local pool {pool}"):
        return address(word(line.text, 4))
    return None
