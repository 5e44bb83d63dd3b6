"""Which sessions of BGP are up: those that both ends want and that reach each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Protocol as Shape

from wizard.model.literals import address, prefix
from wizard.practice.interface_names import interface_name
from wizard.practice.network.neighbours import Neighbours, Side
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.routing_processes import Process, Protocol
from wizard.practice.network.words import word

HOPS = ("ebgp-multihop", "disable-connected-check", "ttl-security")
"""What lets a session to another autonomous system go further than to the next router."""


class Reach(Shape):
    """What the tables of routes say."""

    def source_of(self, name: str, destination: IPv4Address, vrf: str) -> IPv4Address | None:
        """The address that a router writes from."""

    def address_of(self, name: str, interface_name: str) -> IPv4Address | None:
        """The address of an interface."""

    def arrives_at(self, name: str, source: IPv4Address, destination: IPv4Address, vrf: str) -> tuple[str, str] | None:
        """The router, and its table, that a packet reaches."""

    def is_beside(self, name: str, destination: IPv4Address, vrf: str) -> bool:
        """Whether an address is in a network that the router is connected to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A neighbor that a line names, or whom a range takes."""

    name: str
    """The address, or the group, under which its lines stand."""
    process: Process

    def says(self, option: str) -> str | None:
        """What the first line of an option says behind it; None without one."""
        return next(self.all(option), None)

    def all(self, option: str) -> Iterator[str]:
        """What the lines of an option say behind it, first those of the neighbor, then those of its group."""
        for name in (self.name, self._group()):
            begun = f"neighbor {name} {option}"
            yield from (line.text[len(begun) :].strip() for line in self.process.lines.all(begun) if name)

    def _group(self) -> str:
        return self.process.lines.argument(f"neighbor {self.name} peer-group")

    @property
    def is_on(self) -> bool:
        """Whether it may come up, and exchanges routes of IPv4."""
        is_active = not self.process.is_started_by_hand or self.says("activate") is not None
        return self.says("remote-as") is not None and self.says("shutdown") is None and is_active


def wanted(process: Process) -> Iterator[tuple[IPv4Address, Wanted]]:
    """The neighbors that lines name, in their order."""
    names = dict.fromkeys(word(line.text, 1) for line in process.lines.all("neighbor"))
    for name in names:
        found = address(name)
        neighbour = Wanted(name=name, process=process)
        if found is not None and neighbour.says("remote-as") is not None:
            yield found, neighbour


def _taken(process: Process, caller: IPv4Address) -> Wanted | None:
    """How a process takes a caller: as the neighbor that a line names, or out of a range."""
    named = next((neighbour for where, neighbour in wanted(process) if where == caller), None)
    if named is not None:
        return named
    for line in process.lines.all("bgp listen range"):
        words = line.text.split(" ")
        network = prefix(words[3]) if len(words) > 5 else None
        if network is not None and caller in network and words[4] == "peer-group":
            return Wanted(name=words[5], process=process)
    return None


def bgp_neighbours(routers: Sequence[NetworkRouter], reach: Reach) -> Iterator[Neighbours]:
    """The neighbors in BGP, each pair seen from both sides."""
    found: dict[tuple[str, ...], Neighbours] = {}
    for router in routers:
        for process in router.processes:
            if process.protocol is Protocol.BGP:
                for where, neighbour in wanted(process):
                    for pair in _session(routers, router, where, neighbour, reach):
                        found.setdefault(pair.key, pair)
                        found.setdefault(pair.turned.key, pair.turned)
    yield from found.values()


def _session(
    routers: Sequence[NetworkRouter], router: NetworkRouter, where: IPv4Address, caller: Wanted, reach: Reach
) -> Iterator[Neighbours]:
    """The session that a router opens."""
    process = caller.process
    source = _source(router, where, caller, reach)
    there = reach.arrives_at(router.name, source, where, process.vrf) if source is not None else None
    if source is None or there is None or there[0] == router.name or not caller.is_on:
        return
    if reach.arrives_at(there[0], where, source, there[1]) != (router.name, process.vrf):
        return
    other = next(each for each in routers if each.name == there[0])
    for theirs in other.processes:
        taken = _taken(theirs, source) if theirs.protocol is Protocol.BGP and theirs.vrf == there[1] else None
        if taken is None or not taken.is_on or not _agree(caller, taken):
            continue
        is_inside = process.number == theirs.number
        may_be_far = _may_be_far(caller, reach, router.name, where) and _may_be_far(taken, reach, other.name, source)
        if is_inside or may_be_far:
            yield Neighbours(
                near=Side(router=router.name, process=process, address=source, calls_it=caller.name),
                far=Side(router=other.name, process=theirs, address=where, calls_it=taken.name),
            )


def _source(router: NetworkRouter, where: IPv4Address, caller: Wanted, reach: Reach) -> IPv4Address | None:
    said = caller.says("update-source")
    if said:
        return reach.address_of(router.name, interface_name(said) or said)
    return reach.source_of(router.name, where, caller.process.vrf)


def _agree(caller: Wanted, taken: Wanted) -> bool:
    """Whether each takes the other for the autonomous system that it is in, and the passwords are the same."""
    numbers = (caller.says("remote-as"), taken.says("remote-as"))
    passwords = {(one.says("password") or "").split(" ")[-1] for one in (caller, taken)}
    return numbers == (taken.process.number, caller.process.number) and len(passwords) == 1


def _may_be_far(one: Wanted, reach: Reach, name: str, where: IPv4Address) -> bool:
    is_beside = reach.is_beside(name, where, one.process.vrf)
    return is_beside or any(one.says(option) is not None for option in HOPS)
