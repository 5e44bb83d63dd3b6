"""The addresses of names that routers have in their own tables: `ip host`."""

from collections.abc import Iterable
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration
from wizard.model.literals import address


def address_of(name: str, tables: Iterable[Configuration]) -> IPv4Address | None:
    """The address that is meant: the name itself, else what the first table says that has it; None where none does."""
    if is_one := address(name):
        return is_one
    sought = name.lower()
    lines = (line.text.split()[2:] for table in tables for line in table.all("ip host"))
    named = (words[1:] for words in lines if words and words[0].lower() == sought)
    return next((found for words in named for word in words if (found := address(word))), None)
