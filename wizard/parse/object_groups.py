"""Object groups: the networks and services that an entry of an access list means by one name."""

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, summarize_address_range
from itertools import product

from wizard.ios.list_entries import source_words
from wizard.model.configuration import Configuration
from wizard.model.literals import address, is_number
from wizard.parse.address_words import network

_WORD = "object-group"
_MOST_ENTRIES = 2000
"""An entry that stands for more is left as it is written, and understood by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectGroups:
    """The groups of one router."""

    configuration: Configuration

    def entries(self, text: str) -> tuple[str, ...]:
        """The entries without groups for which that one stands; itself where it names none, or one that is unknown."""
        if _WORD not in text:
            return (text,)
        services, rest = self._services(text.split())
        addresses: list[tuple[str, ...]] = []
        while _WORD in rest:
            place = rest.index(_WORD)
            addresses += [(" ".join(rest[:place]),), self._networks("".join(rest[place + 1 : place + 2]))]
            rest = rest[place + 2 :]
        addresses.append((" ".join(rest),))
        count = len(services)
        for words in addresses:
            count *= len(words)
        if not 0 < count <= _MOST_ENTRIES:
            return (text,)
        return tuple(_entry(service, words) for service, words in product(services, product(*addresses)))

    def _services(self, words: list[str]) -> tuple[tuple["_Service", ...], list[str]]:
        """What stands for the protocol and the ports of an entry, and the words of its addresses."""
        if words[1] == _WORD:
            members = tuple(self._members("service", "".join(words[2:3]), frozenset()))
            known = members if all(members) else ()
            return tuple(found for text in known for found in _services(words[0], text)), words[3:]
        return (_Service(head=" ".join(words[:2])),), words[2:]

    def _networks(self, name: str) -> tuple[str, ...]:
        members = self._members("network", name, frozenset())
        networks = list(dict.fromkeys(found for text in members for found in _networks(text)))
        known = [found for found in networks if found is not None]
        return tuple(map(_words, known)) if len(known) == len(networks) else ()

    def _members(self, kind: str, name: str, within: frozenset[str]) -> Iterator[str]:
        """The lines of a group and of those in it; "" where one is unknown."""
        headers = (f"object-group {kind} {name}", f"object-group v4-{kind} {name}")
        section = next((found for header in headers if (found := self.configuration.exact(header))), None)
        if section is None or name in within:
            yield ""
            return
        for line in section.children:
            words = line.text.split()
            if words[0] == "group-object":
                yield from self._members(kind, words[-1], within | {name})
            elif words[0] != "description":
                yield line.text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    """A protocol with its ports."""

    head: str
    """`permit PROTOCOL`."""
    source_ports: str = ""
    ports: str = ""


def _services(action: str, text: str) -> Iterator[_Service]:
    """What a line of a service group stands for."""
    protocol, *ports = text.split()
    if protocol not in {"tcp", "udp", "tcp-udp"}:
        yield _Service(head=f"{action} {protocol}", ports=" ".join(ports))
        return
    source_ports: list[str] = []
    if ports[:1] == ["source"]:
        count = _COUNTS.get("".join(ports[1:2]), 1) + 1
        source_ports, ports = ports[1:count], ports[count:]
    for one in protocol.split("-"):
        yield _Service(head=f"{action} {one}", source_ports=_comparison(source_ports), ports=_comparison(ports))


_COUNTS = {"eq": 2, "lt": 2, "gt": 2, "range": 3}
"""How many words a comparison has."""


def _comparison(words: list[str]) -> str:
    """A comparison; a port without one is that port alone."""
    return f"eq {words[0]}" if len(words) == 1 else " ".join(words)


def _words(found: IPv4Network) -> str:
    return source_words(found, extended=True) if found.prefixlen else "any"


def _networks(text: str) -> Iterator[IPv4Network | None]:
    """The networks of a line of a network group; None where it is not understood."""
    match text.split():
        case ["any"]:
            yield network("0.0.0.0", "0.0.0.0")
        case ["host", host]:
            yield network(host, "255.255.255.255")
        case ["range", first, last]:
            lowest, highest = address(first), address(last)
            if lowest is None or highest is None or highest < lowest:
                yield None
            else:
                yield from summarize_address_range(lowest, highest)
        case [first, mask] if is_number(first[0]):
            yield network(first, mask)
        case _:
            yield None


def _entry(service: _Service, addresses: tuple[str, ...]) -> str:
    """One entry; the ports of a group stand behind the addresses that they belong to."""
    words = " ".join(text for text in addresses if text)
    if not service.source_ports and not service.ports:
        return f"{service.head} {words}"
    source, rest = _address(words.split())
    destination, rest = _address(rest)
    parts = (service.head, *source, service.source_ports, *destination, service.ports, *rest)
    return " ".join(part for part in parts if part)


def _address(words: list[str]) -> tuple[list[str], list[str]]:
    """The first address of the words, and what follows it."""
    count = 1 if words[:1] == ["any"] else 2
    return words[:count], words[count:]
