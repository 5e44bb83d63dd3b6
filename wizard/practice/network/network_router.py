"""One router as the network sees it: its name, its configuration and what both say of its interfaces."""

from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.model.configuration import Configuration
from wizard.model.literals import address
from wizard.practice.beliefs import EZVPN_NAT_COEXISTS, Beliefs
from wizard.practice.interface_names import interface_name
from wizard.practice.network.address_translation import RULE
from wizard.practice.network.interfaces import Interface, read_interfaces
from wizard.practice.network.routing_processes import Process, routing_processes
from wizard.practice.network.routing_table import DEFAULT, Route, RoutingTable, routing_table, static_routes
from wizard.practice.network.words import word

NOTHING_ELSE = Beliefs({})
"""What is believed first, of each behaviour."""
ENDS_OF_TUNNELS = ("crypto map", "crypto ipsec client ezvpn")
"""What a line of an interface begins with where tunnels end there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkRouter:
    """A router before any tunnel is up."""

    name: str
    configuration: Configuration
    interfaces: tuple[Interface, ...]
    written_routes: tuple[Route, ...]
    table: RoutingTable
    """Without what comes through tunnels."""
    outside: frozenset[str]
    """The interfaces that the Internet reaches."""
    processes: tuple[Process, ...] = ()
    """Of its routing protocols."""
    down: frozenset[str] = frozenset()
    """The tracks that are down."""
    believed: Beliefs = NOTHING_ELSE

    @property
    def ezvpn_translates(self) -> bool:
        """Whether EzVPN translates by itself, in lines that nobody sees."""
        gives_way = self.believed[EZVPN_NAT_COEXISTS] == "gives-way"
        return not (gives_way and self.configuration.first(RULE))

    def interface(self, name: str) -> Interface | None:
        """The interface of that name."""
        return next((interface for interface in self.interfaces if interface.name == name), None)

    def host(self, name: str) -> IPv4Address | None:
        """The address that a word names: itself, or by a line `ip host`."""
        lines = self.configuration.all(f"ip host {name}")
        return address(name) or (address(lines[0].text.split(" ")[-1]) if lines else None)

    def owner(self, wanted: IPv4Address, *, from_outside: bool = False) -> Interface | None:
        """The interface that has an address and is up."""
        for interface in self.interfaces:
            is_asked = interface.is_up and (not from_outside or interface.name in self.outside)
            own = () if interface.unnumbered or not is_asked else interface.addresses
            if any(each.ip == wanted for each in own):
                return interface
        return None

    def follows(self, text: str) -> bool:
        """Whether what a line says holds now: one with `track N` while that is up, one with `track N down` else.

        A track that no line makes counts as up, as it does for HSRP (not confirmed).
        """
        words = text.split(" ")
        if "track" not in words[:-1]:
            return True
        place = words.index("track") + 1
        return (words[place] in self.down) is (words[place + 1 : place + 2] == ["down"])

    def end_of(self, source: str) -> Interface | None:
        """The interface that `tunnel source` names, by name or by address."""
        called = address(source)
        if called is not None:
            return self.owner(called)
        found = self.interface(interface_name(source) or "")
        return found if found is not None and found.is_up and found.addresses else None


def network_router(
    name: str,
    configuration: Configuration,
    place: int,
    down: frozenset[str] = frozenset(),
    believed: Beliefs = NOTHING_ELSE,
) -> NetworkRouter:
    """The router as its configuration has it while some of its tracks are down."""
    interfaces = read_interfaces(configuration, place)
    written = tuple(route for route in static_routes(configuration) if route.track not in down)
    table = routing_table(interfaces, written)
    return NetworkRouter(
        name=name,
        configuration=configuration,
        interfaces=interfaces,
        written_routes=written,
        table=table,
        outside=_outside(configuration, interfaces, table),
        processes=tuple(routing_processes(configuration)),
        down=down,
        believed=believed,
    )


def _outside(configuration: Configuration, interfaces: tuple[Interface, ...], table: RoutingTable) -> frozenset[str]:
    """The interfaces at which tunnels end, and those by which a default leaves where none does."""
    names = {interface.name for interface in interfaces if interface.is_given or _is_end(interface)}
    sources = {interface.line.argument("tunnel source") for interface in interfaces}
    sources |= {line.text.split(" ")[-1] for line in configuration.all("crypto map") if "local-address" in line.text}
    clients = configuration.all("crypto ikev2 client flexvpn")
    sources |= {word(line.text, 2) for client in clients for line in client.all("source")}
    names |= {interface.name for interface in interfaces if _is_named(interface, sources)}
    defaults = {route.interface for route in table.routes if route.prefix == DEFAULT}
    return frozenset(names or defaults)


def _is_end(interface: Interface) -> bool:
    ezvpn_inside = {line for line in interface.line.all(ENDS_OF_TUNNELS[1]) if line.text.endswith(" inside")}
    return any(line not in ezvpn_inside for begun in ENDS_OF_TUNNELS for line in interface.line.all(begun))


def _is_named(interface: Interface, sources: set[str]) -> bool:
    return interface.name in {interface_name(source) for source in sources if source} or any(
        str(each.ip) in sources for each in interface.addresses
    )
