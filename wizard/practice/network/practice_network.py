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
from wizard.practice.network.pools import Leases
from wizard.practice.network.since import Since
from wizard.practice.network.traffic import Traffic
from wizard.practice.network.tunnels import Asked, Tunnel, numbered

if TYPE_CHECKING:
    from wizard.practice.configuration_tree import Lines
    from wizard.practice.router import PracticeRouter


class PracticeNetwork:
    """Routers that reach each other; each belongs to one network, and makes one of its own when it is made."""

    def __init__(self, routers: Iterable[PracticeRouter]) -> None:
        self._routers = tuple(routers)
        self._seen: tuple[Lines, ...] = ()
        self._ways = Ways(routers=(), tunnels=())
        self._one: dict[str, tuple[Lines, NetworkRouter]] = {}
        self._asked: Asked = frozenset()
        self.traffic = Traffic()
        self.neighbours_since = Since()
        self.translations = LiveTranslations()
        for router in self._routers:
            router.network = self

    @property
    def ways(self) -> Ways:
        """Where packets go, as all configurations are now."""
        running = tuple(router.state.running for router in self._routers)
        if len(running) != len(self._seen) or any(new is not old for new, old in zip(running, self._seen, strict=True)):
            self._seen = running
            routers = tuple(self._router(router, place) for place, router in enumerate(self._routers))
            tunnels = tuple(numbered(self._tunnels(routers)))
            self._ways = Ways(routers=routers, tunnels=tunnels)
            now = self._routers[0].clock.now
            self.traffic.keep(tunnels, now)
            self.neighbours_since.keep((pair.key for pair in self._ways.neighbours), now)
        return self._ways

    def _tunnels(self, routers: tuple[NetworkRouter, ...]) -> Iterator[Tunnel]:
        leases = Leases()
        yield from ezvpn_tunnels(routers, leases, self._asked)
        yield from flexvpn_tunnels(routers, leases, self._asked)

    def connect(self, router: PracticeRouter, client: str) -> None:
        """Somebody told a client to connect that does not do so by itself."""
        self._asked |= {(router.name, client)}
        self._seen = ()

    def restart(self, tunnels: Iterable[Tunnel]) -> None:
        """Lets tunnels fall: those that connect by hand stay down, the others come up again."""
        for tunnel in tuple(tunnels):
            client = self.ways.router(tunnel.client.router)
            names = {tunnel.name, *(each.text.split(" ")[-1] for each in client.configuration.all(CLIENT))}
            self._asked -= {(client.name, name) for name in names}
            self.traffic.forget(tunnel)
        self._seen = ()

    def _router(self, router: PracticeRouter, place: int) -> NetworkRouter:
        """The router as it is seen; read again only when its configuration is another one."""
        known = self._one.get(router.name)
        if known is not None and known[0] is router.state.running:
            return known[1]
        read = network_router(router.name, Configuration(router.state.running), place)
        self._one[router.name] = router.state.running, read
        return read

    @property
    def tunnels(self) -> tuple[Tunnel, ...]:
        """Every tunnel that is up."""
        return self.ways.tunnels

    def tunnels_of(self, router: PracticeRouter) -> tuple[Tunnel, ...]:
        """The tunnels that end at a router."""
        return tuple(tunnel for tunnel in self.tunnels if tunnel.end(router.name) is not None)

    def ping(
        self, router: PracticeRouter, destination: IPv4Address, source: IPv4Address | None, vrf: str, count: int
    ) -> bool:
        """Whether echoes come back; the counters of the tunnels on their way move."""
        ways = self.ways
        there, back = ways.echo(router.name, source, destination, vrf)
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
