"""The routing processes of a router, as they are configured."""

from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network

from wizard.model import literals
from wizard.model.configuration import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class BgpNeighbor:
    """One neighbor of BGP, or a peer group, with what its own lines say."""

    name: str
    """Its address, or the name of a group."""
    remote_as: str = ""
    update_source: str = ""
    group: str = ""
    """The peer group that it belongs to."""
    is_group: bool = False
    """Whether a line makes it a peer group."""
    out_list: str = ""
    """The access list of `distribute-list ... out`."""
    default_originate: bool = False
    next_hop_self: bool = False
    """Whether it is told to send here whatever it is told of, and not to where the route leads."""
    shutdown: bool = False
    active: bool = True
    """Whether it exchanges IPv4 routes."""
    line: Line | None = field(default=None, compare=False, repr=False)

    @property
    def address(self) -> IPv4Address | None:
        """Its address, None of a group."""
        return literals.address(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redistribution:
    """`redistribute`."""

    kind: str
    """`static`, `connected`, or a protocol with its number."""
    route_map: str = ""
    line: Line | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingProcess:
    """`router PROTOCOL NUMBER`."""

    protocol: str
    """`bgp`, `eigrp`, `ospf` ..."""
    number: str
    networks: tuple[IPv4Network, ...] = ()
    """Of BGP those that are announced; else those on whose interfaces it runs."""
    network_lines: tuple[Line, ...] = field(default=(), compare=False, repr=False)
    neighbors: tuple[BgpNeighbor, ...] = ()
    listen_ranges: tuple[tuple[IPv4Network, str], ...] = ()
    """(network, group)."""
    redistributes: tuple[Redistribution, ...] = ()
    redistributes_internal: bool = False
    """Whether other protocols may take the routes of internal BGP from it."""
    passive_by_default: bool = False
    passive: tuple[str, ...] = ()
    not_passive: tuple[str, ...] = ()
    out_lists: tuple[str, ...] = ()
    """Access lists of `distribute-list ... out` for every interface."""
    stub: str = ""
    line: Line = field(compare=False, repr=False)

    def is_passive(self, interface: str) -> bool:
        """Whether it looks for no neighbor on that interface."""
        return interface in self.passive or (self.passive_by_default and interface not in self.not_passive)

    def runs_on(self, address: IPv4Address) -> bool:
        """Whether a `network` line covers an interface with that address."""
        return any(address in network for network in self.networks)

    def area_of(self, address: IPv4Address) -> str:
        """The OSPF area in which it runs there, "" without one."""
        for line, network in zip(self.network_lines, self.networks, strict=True):
            words = line.text.split()
            if address in network and "area" in words[:-1]:
                return words[words.index("area") + 1]
        return ""
