"""The IPv4 access lists of a configuration, numbered and named."""

from dataclasses import dataclass, field
from ipaddress import IPv4Network

from wizard.ios.list_entries import kind_of_number, without_number
from wizard.model.configuration import Configuration
from wizard.model.literals import is_number, number
from wizard.model.router import AccessEntry, AccessList
from wizard.parse.address_words import EVERYTHING, wildcard_network
from wizard.parse.object_groups import ObjectGroups


@dataclass(slots=True)
class _Collected:
    """An access list while its lines are read."""

    extended: bool
    numbered: bool
    entries: list[AccessEntry] = field(default_factory=list)


def access_lists(configuration: Configuration) -> tuple[AccessList, ...]:
    """The access lists in the order in which they begin."""
    collected: dict[str, _Collected] = {}
    groups = ObjectGroups(configuration=configuration)
    for line in configuration.all("access-list"):
        words = line.text.split(None, 2)
        extended = _is_extended(words[1]) if len(words) > 2 else None
        if extended is not None:
            access_list = collected.setdefault(words[1], _Collected(extended, True))
            _add(access_list, words[2], line.number, groups)
    for line in configuration.all("ip access-list"):
        match line.text.split():
            case ["ip", "access-list", "standard" | "extended" as kind, name]:
                access_list = collected.setdefault(name, _Collected(kind == "extended", False))
                for child in line.children:
                    _add(access_list, without_number(child.text), child.number, groups)
            case _:
                continue
    return tuple(
        AccessList(
            name=name, extended=access_list.extended, numbered=access_list.numbered, entries=tuple(access_list.entries)
        )
        for name, access_list in collected.items()
    )


def _is_extended(word: str) -> bool | None:
    """Whether that number means an extended list; None where it means no IPv4 list."""
    kind = kind_of_number(number(word))
    return kind == "extended" if kind else None


def _add(access_list: _Collected, text: str, line: int, groups: ObjectGroups) -> None:
    words = text.split()
    if len(words) < 2 or words[0] not in {"permit", "deny"}:
        return
    access_list.entries += [_entry(one, line, extended=access_list.extended) for one in groups.entries(text)]


def _entry(text: str, line: int, *, extended: bool) -> AccessEntry:
    words = text.split()
    return AccessEntry(
        permit=words[0] == "permit",
        source_network=_source_network(words, 2 if extended else 1),
        to_anywhere=not extended or words[-1] == "any" or words[-2:] == ["any", "log"],
        text=text,
        number=line,
    )


def _source_network(words: list[str], place: int) -> IPv4Network | None:
    """The source network of an entry; it stands behind the protocol in an extended list."""
    if words[1] == "object-group" and place == 2:
        place = 3
    match words[place : place + 2]:
        case ["any", *_]:
            return EVERYTHING
        case ["host", address]:
            return wildcard_network(address, "0.0.0.0")
        case [address, wildcard] if is_number(wildcard[0]):
            return wildcard_network(address, wildcard)
        case [address, *_] if place == 1:
            return wildcard_network(address, "0.0.0.0")
        case _:
            return None
