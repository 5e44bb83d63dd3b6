"""The network between practice routers: what is up follows from their configurations alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from wizard.model.configuration import Configuration
from wizard.practice.network.address_translation import read_rule
from wizard.practice.network.ezvpn import ezvpn_tunnels
from wizard.practice.network.flexvpn import CLIENT, flexvpn_tunnels
from wizard.practice.network.forwarding import Trace, Ways
from wizard.practice.network.live_translations import LiveTranslations, Translation
from wizard.practice.network.network_router import NetworkRouter, network_router
from wizard.practice.network.packet_sizes import comes_through
from wizard.practice.network.pools import Leases
from wizard.practice.network.since import Since
from wizard.practice.network.tracks import tracks, waiting
from wizard.practice.network.traffic import Traffic
from wizard.practice.network.tunnels import Asked, Tunnel, numbered

if TYPE_CHECKING:
    from wizard.practice.configuration_tree import Lines
    from wizard.practice.router import PracticeRouter

MOST_TURNS = 6
"""So often tracks and routes wait for each other; those that never agree stay as they are then."""


class PracticeNetwork:
    """Routers that reach each other; each belongs to one network, and makes one of its own when it is made."""

    def __init__(self, routers: Iterable[PracticeRouter]) -> None:
        self._routers = tuple(routers)
        self._seen: tuple[Lines, ...] = ()
        self._ways = Ways(routers=(), tunnels=())
        self._texts: dict[str, tuple[Lines, Configuration]] = {}
        self._one: dict[str, NetworkRouter] = {}
        self._asked: Asked = frozenset()
        self.traffic = Traffic()
        self.neighbours_since = Since()
        self.tracks_since = Since()
        self.translations = LiveTranslations()
        for router in self._routers:
            router.network = self

    @property
    def ways(self) -> Ways:
        """Where packets go, as all configurations are now."""
        running = tuple(_seen_of(router) for router in self._routers)
        if len(running) != len(self._seen) or any(new is not old for new, old in zip(running, self._seen, strict=True)):
            self._seen = running
            self._ways = self._settled()
            now = self._routers[0].clock.now
            self.traffic.keep(self._ways.tunnels, now)
            self.neighbours_since.keep((pair.key for pair in self._ways.neighbours), now)
            self.tracks_since.keep(self._states_of_tracks(), now)
        return self._ways

    def _settled(self) -> Ways:
        """Where packets go once every track has seen what follows from the others."""
        down = {router.name: waiting(self._read(router)) for router in self._routers}
        ways = self._with_down(down)
        for _ in range(MOST_TURNS):
            found = {
                router.name: frozenset(each.number for each in tracks(router, ways) if not each.is_up)
                for router in ways.routers
            }
            if found == down:
                break
            down, ways = found, self._with_down(found)
        return ways

    def _with_down(self, down: dict[str, frozenset[str]]) -> Ways:
        """Where packets go while some tracks of each router are down."""
        routers = tuple(self._router(router, place, down[router.name]) for place, router in enumerate(self._routers))
        return Ways(routers=routers, tunnels=tuple(numbered(self._tunnels(routers))))

    def _states_of_tracks(self) -> Iterator[tuple[str, ...]]:
        for router in self._ways.routers:
            yield from ((router.name, each.number, str(each.is_up)) for each in tracks(router, self._ways))

    def _tunnels(self, routers: tuple[NetworkRouter, ...]) -> Iterator[Tunnel]:
        leases = Leases()
        yield from ezvpn_tunnels(routers, leases, self._asked)
        silent = {router.name for router in self._routers if router.state.ikev2_is_silent}
        for tunnel in flexvpn_tunnels(routers, leases, self._asked):
            if silent.isdisjoint((tunnel.client.router, tunnel.server.router)):
                yield tunnel

    def look_again(self) -> None:
        """Something else than a configuration changed."""
        self._seen = ()
        self.settle()

    def connect(self, router: PracticeRouter, client: str) -> None:
        """Somebody told a client to connect that does not do so by itself."""
        self._asked |= {(router.name, client)}
        self._seen = ()

    def forget(self, router: PracticeRouter) -> None:
        """The router reloads: what somebody told its clients, and what it translates, is gone."""
        self._asked = frozenset(asked for asked in self._asked if asked[0] != router.name)
        self.translations.clear(router.name)

    def restart(self, tunnels: Iterable[Tunnel]) -> None:
        """Lets tunnels fall: those that connect by hand stay down, the others come up again."""
        for tunnel in tuple(tunnels):
            client = self.ways.router(tunnel.client.router)
            names = {tunnel.name, *(each.text.split(" ")[-1] for each in client.configuration.all(CLIENT))}
            self._asked -= {(client.name, name) for name in names}
            self.traffic.forget(tunnel)
        self._seen = ()

    def _router(self, router: PracticeRouter, place: int, down: frozenset[str]) -> NetworkRouter:
        """The router as it is seen; made again only when its configuration, or one of its tracks, is another one."""
        configuration = self._read(router)
        known = self._one.get(router.name)
        if known is not None and known.configuration is configuration and known.down == down:
            return known
        made = self._one[router.name] = network_router(router.name, configuration, place, down, router.beliefs)
        return made

    def _read(self, router: PracticeRouter) -> Configuration:
        """Its configuration; read again only when it is another one."""
        known = self._texts.get(router.name)
        running = _seen_of(router)
        if known is None or known[0] is not running:
            known = self._texts[router.name] = running, Configuration(running)
        return known[1]

    @property
    def tunnels(self) -> tuple[Tunnel, ...]:
        """Every tunnel that is up."""
        return self.ways.tunnels

    def tunnels_of(self, router: PracticeRouter) -> tuple[Tunnel, ...]:
        """The tunnels that end at a router."""
        return tuple(tunnel for tunnel in self.tunnels if tunnel.end(router.name) is not None)

    def ping(
        self,
        router: PracticeRouter,
        destination: IPv4Address,
        source: IPv4Address | None,
        vrf: str,
        count: int,
        *,
        uncut: int = 0,
    ) -> bool:
        """Whether echoes come back; the counters of the tunnels on their way move.

        `uncut` are the bytes of a packet that may not be cut, 0 of one that may.
        """
        ways = self.ways
        there, back = ways.echo(router.name, source, destination, vrf)
        if not (comes_through(ways, there, uncut) and comes_through(ways, back, uncut)):
            return False
        mapping = ways.mapping(router.name, source, destination, vrf) if source is not None else None
        if mapping is not None and there.arrived:
            translation = Translation(router=router.name, mapping=mapping, outside=destination)
            self.translations.use(translation, router.clock.now)
        self.traffic.count(there, count)
        self.traffic.count(back, count)
        return back.arrived

    def translates_by(self, router: PracticeRouter, line: str) -> bool:
        """Whether translations live at a router that the rule of a line made."""
        name = str(read_rule(line))
        return any(each.mapping.rule == name for each in self.translations.of(router.name, router.clock.now))

    def way_from(self, router: PracticeRouter, address: str) -> Trace | None:
        """The way between a router and one who logged in there, None where there is none."""
        return self.ways.way_of_login(router.name, address) if len(self._routers) > 1 else None

    def settle(self) -> None:
        """Logins whose only way was a tunnel end with it."""
        for router in self._routers:
            for terminal in router.terminals:
                if terminal.session.came_through_a_tunnel and self.way_from(router, terminal.session.source) is None:
                    terminal.lose()


def _seen_of(router: PracticeRouter) -> Lines:
    """What the network sees of a router: nothing while it reloads."""
    return () if router.is_booting else router.state.running
