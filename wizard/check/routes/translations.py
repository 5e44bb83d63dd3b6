"""Which translation a packet of the LAN meets that leaves by an interface, as IOS looks for one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from ipaddress import IPv4Network

from wizard.check.matching.permitted_packets import lets_all_pass, lets_something_pass, named_sources
from wizard.check.view.device import DeviceView
from wizard.model.configuration import Line
from wizard.model.literals import address, number
from wizard.model.router import Interface
from wizard.parse.address_words import EVERYTHING, network


class Fate(Enum):
    """What becomes of a packet's source."""

    ITS_LINE = auto()
    """It gets an address of the interface by which it leaves, one of a pool, or of a loopback: a provider's block."""
    ANOTHER_LINE = auto()
    """It gets the address of another interface."""
    UNTRANSLATED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """The fate of a packet, and the rule that decided it."""

    fate: Fate
    rule: Line | None = None


def many_to_one(view: DeviceView) -> tuple[Line, ...]:
    """The rules that give many addresses one or those of a pool, as IOS tries them: those by a list first."""
    rules = [rule for rule in view.target.all("ip nat inside source") if _MANY.match(rule.text)]
    return tuple(sorted(rules, key=lambda rule: rule.text.split()[4] != "list"))


_MANY = re.compile(r"ip nat inside source (?:list|route-map) \S+ (?:pool \S|interface \S.* overload(?: |$))")


def translated(view: DeviceView, network: IPv4Network, inside: Interface, outside: Interface) -> Translated:
    """What becomes of the packets of a network that come in by one interface and leave by the other."""
    if inside.nat != "inside" or outside.nat != "outside":
        return Translated(fate=Fate.UNTRANSLATED)
    for rule in many_to_one(view):
        words = rule.text.split()
        if _vrf(words) == inside.vrf and _takes(view, words, network, outside.name):
            own = "pool" in words or words[6:8] == ["interface", outside.name] or words[7].startswith("Loopback")
            return Translated(fate=Fate.ITS_LINE if own else Fate.ANOTHER_LINE, rule=rule)
    return Translated(fate=Fate.UNTRANSLATED)


def takes_wherever_it_leaves(
    view: DeviceView, rule: Line, inside: Interface, network: IPv4Network, destinations: tuple[IPv4Network, ...]
) -> bool:
    """Whether a rule takes what a network sends to some destination, whatever the interface by which it leaves."""
    words = rule.text.split()
    if _vrf(words) != inside.vrf:
        return False
    if words[4] == "list":
        return any(_permits(view, words[5], network, destination) for destination in destinations)
    return any(_map_takes(view, words[5], network, destination, "") for destination in destinations)


def _vrf(words: list[str]) -> str:
    return words[words.index("vrf") + 1] if "vrf" in words[:-1] else ""


def _takes(view: DeviceView, words: list[str], network: IPv4Network, outside: str) -> bool:
    if words[4] == "list":
        return _permits(view, words[5], network)
    return _map_takes(view, words[5], network, EVERYTHING, outside)


def _map_takes(view: DeviceView, name: str, network: IPv4Network, destination: IPv4Network, outside: str) -> bool:
    """Whether a route-map takes some of a network's packets that leave there; "": wherever they leave."""
    entries = [_entry(line) for line in view.target.all(f"route-map {name}")]
    passed = [entry for entry in entries if not entry.interfaces or outside in entry.interfaces]
    lists = [name for entry in passed for name in entry.lists]
    return any(_part_is_taken(view, passed, part, destination) for part in _parts(view, lists, network))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry of a route-map, as far as NAT asks it."""

    permit: bool
    interfaces: tuple[str, ...]
    lists: tuple[str, ...]


def _entry(line: Line) -> _Entry:
    return _Entry(
        permit="deny" not in line.text.split()[2:3],
        interfaces=tuple(name for child in line.all("match interface") for name in child.text.split()[2:]),
        lists=tuple(name for child in line.all("match ip address") for name in child.text.split()[3:]),
    )


def _part_is_taken(view: DeviceView, entries: Sequence[_Entry], part: IPv4Network, destination: IPv4Network) -> bool:
    """Whether some packets meet an entry that permits them, and no one before it denies them all."""
    for entry in entries:
        if entry.permit and ("prefix-list" in entry.lists or not entry.lists):
            return True
        if entry.permit and any(_permits(view, name, part, destination) for name in entry.lists):
            return True
        if not entry.permit and (
            not entry.lists or any(_permits_all(view, name, part, destination) for name in entry.lists)
        ):
            return False
    return False


_MOST_PARTS = 64


def _parts(view: DeviceView, lists: Iterable[str], network: IPv4Network) -> list[IPv4Network]:
    """A network, cut where the lists name a part of it."""
    known = (view.facts.access_list(name) for name in lists)
    named = {source for one in known if one is not None for source in named_sources(one)}
    inside = [source for source in named if source != network and source.subnet_of(network)]
    parts = [network]
    for cut in sorted(inside)[:_MOST_PARTS]:
        whole = next(part for part in parts if cut.overlaps(part))
        if cut != whole and cut.subnet_of(whole):
            parts.remove(whole)
            parts += [cut, *whole.address_exclude(cut)]
    return parts


def _permits_all(view: DeviceView, name: str, network: IPv4Network, destination: IPv4Network) -> bool:
    """Whether a list takes all of the network's packets; one that is in no file does."""
    access_list = view.facts.access_list(name)
    return access_list is None or lets_all_pass(access_list, network, destination)


def _permits(view: DeviceView, name: str, network: IPv4Network, destination: IPv4Network = EVERYTHING) -> bool:
    """Whether a list takes some of the network's packets; one that is in no file may."""
    access_list = view.facts.access_list(name)
    return access_list is None or lets_something_pass(access_list, network, destination)


def static_translations(view: DeviceView, side: str) -> Iterator[tuple[Line, IPv4Network]]:
    """The static rules of a side, each with the network as the outside knows it."""
    for rule in view.target.all(f"ip nat {side} source static"):
        words = rule.text.split()[5:]
        whole = words[:1] == ["network"]
        ports = words[:1] in (["tcp"], ["udp"])
        addresses = [word for word in words if address(word)]
        place = 1 if side == "inside" else 0
        if len(addresses) <= place or ports:
            continue
        mask = mask_of_static(words) if whole else "255.255.255.255"
        if found := network(addresses[place], mask):
            yield rule, found


def is_known_as(view: DeviceView, own: IPv4Network, announced: tuple[IPv4Network, ...]) -> bool:
    """Whether a static rule gives the whole network another one, which is announced."""
    for rule, known_outside in static_translations(view, "inside"):
        words = rule.text.split()[5:]
        inside = network(words[1], mask_of_static(words)) if words[:1] == ["network"] else None
        if inside and own.subnet_of(inside) and any(known_outside.subnet_of(known) for known in announced):
            return True
    return False


def mask_of_static(words: list[str]) -> str:
    """The mask of `static network LOCAL GLOBAL`, written as a mask or as a length."""
    written = words[3] if len(words) > 3 else ""
    length = number(written.removeprefix("/")) if written.startswith("/") else None
    return str(IPv4Network((0, length)).netmask) if length is not None and length <= 32 else written
