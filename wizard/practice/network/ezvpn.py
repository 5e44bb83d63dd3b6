"""EzVPN between the routers: which clients are up, with what they carry."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network

from wizard.model.configuration import Configuration, Line
from wizard.practice.network.access_lists import ANY, permitted_sources
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.internet import Reached, called
from wizard.practice.network.key_texts import is_one_key
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.pools import Leases
from wizard.practice.network.tunnels import Asked, Kind, Tunnel, TunnelEnd
from wizard.practice.network.words import word

ATTACHED = "crypto ipsec client ezvpn"
GROUP = "crypto isakmp client configuration group"


def attached(router: NetworkRouter, name: str) -> tuple[Interface | None, tuple[Interface, ...]]:
    """The outside and the inside interfaces of a client."""
    outside, inside = None, []
    for interface in router.interfaces:
        for line in interface.line.all(f"{ATTACHED} {name}"):
            if line.text.endswith(" inside"):
                inside.append(interface)
            elif outside is None and interface.is_up:
                outside = interface
    return outside, tuple(interface for interface in inside if interface.is_up)


def ezvpn_tunnels(routers: Sequence[NetworkRouter], leases: Leases, asked: Asked = frozenset()) -> Iterator[Tunnel]:
    """The clients that are up."""
    for router in routers:
        for client in router.configuration.all(ATTACHED):
            name = client.text.split(" ")[-1]
            is_asked = client.argument("connect") != "manual" or (router.name, name) in asked
            is_asked = is_asked and _is_its_turn(router, name)
            tunnel = _tunnel(routers, router, client, leases) if is_asked else None
            if tunnel is not None:
                yield tunnel


def _is_its_turn(router: NetworkRouter, name: str) -> bool:
    """Whether a client is nobody's backup, or what the other one watches is down."""
    backups = [line.text for client in router.configuration.all(ATTACHED) for line in client.all(f"backup {name}")]
    return all(router.follows(f"{text} down") for text in backups)


def _tunnel(routers: Sequence[NetworkRouter], router: NetworkRouter, client: Line, leases: Leases) -> Tunnel | None:
    name = client.text.split(" ")[-1]
    outside, inside = attached(router, name)
    if outside is None or not inside:
        return None
    source = router.end_of(client.argument("local-address")) or outside
    for peer in client.all("peer"):
        wanted = router.host(word(peer.text, 1))
        reached = called(routers, router, source, wanted, outside.vrf) if wanted is not None else None
        group = _group(router, client, reached.router) if reached is not None else None
        if reached is not None and group is not None:
            return _up(router, client, reached, group, leases)
    return None


def _group(router: NetworkRouter, client: Line, server: NetworkRouter) -> Line | None:
    """The group of the server that takes the client."""
    words = client.argument("group").split(" ")
    name = words[0] if words[0] else _unit_of_its_certificate(router.configuration)
    group = server.configuration.exact(f"{GROUP} {name}")
    if group is None or not _takes_groups(server.configuration, name):
        return None
    return group if is_one_key(group.argument("key"), " ".join(words[2:])) else None


def _takes_groups(configuration: Configuration, name: str) -> bool:
    """Whether a profile takes the group, or a crypto map authorizes clients."""
    profiles = configuration.all("crypto isakmp profile")
    return any(profile.argument("isakmp authorization list") for profile in profiles) or any(
        " isakmp authorization list " in line.text for line in configuration.all("crypto map")
    )


def _unit_of_its_certificate(configuration: Configuration) -> str:
    for trustpoint in configuration.all("crypto pki trustpoint"):
        for part in trustpoint.argument("subject-name").split(","):
            kind, _, value = part.strip().partition("=")
            if kind.upper() == "OU":
                return value
    return ""


def _up(router: NetworkRouter, client: Line, reached: Reached, group: Line, leases: Leases) -> Tunnel:
    name = client.text.split(" ")[-1]
    outside, inside = attached(router, name)
    server = reached.router.configuration
    split = permitted_sources(server, group.argument("acl")) if group.argument("acl") else (ANY,)
    networks = _inside_networks(router, client, inside)
    mode = client.argument("mode")
    pool = group.argument("pool") if mode != "network-extension" else ""
    assigned = leases.next(reached.router, pool) if pool else None
    alone = (IPv4Network(assigned),) if assigned is not None else ()
    template = _template(router, client)
    profile, served_by = _profile_of(reached.router, group)
    vrf = profile.argument("vrf") if profile is not None else ""
    return Tunnel(
        kind=Kind.EZVPN,
        name=name,
        assigned=assigned,
        translates=mode == "client",
        client=TunnelEnd(
            router=router.name,
            address=reached.source,
            interface="Virtual-Access" if template else outside.name if outside else "",
            vrf=template.vrf if template else inside[0].vrf,
            routes=split,
            sources=(*networks, *alone),
            policy_interface=template is None,
        ),
        server=TunnelEnd(
            router=reached.router.name,
            address=reached.destination,
            interface="Virtual-Access",
            template=served_by.name if served_by is not None else "",
            vrf=vrf or (served_by.vrf if served_by is not None else ""),
            inner=served_by.addresses[0].ip if served_by is not None and served_by.addresses else None,
            routes=alone if mode == "client" else (*networks, *alone),
        ),
    )


def _inside_networks(router: NetworkRouter, client: Line, inside: tuple[Interface, ...]) -> tuple[IPv4Network, ...]:
    more = permitted_sources(router.configuration, client.argument("acl")) if client.argument("acl") else ()
    return (*(each.network for interface in inside for each in interface.addresses), *more)


def _template(router: NetworkRouter, client: Line) -> Interface | None:
    number = client.argument("virtual-interface")
    return router.interface(f"Virtual-Template{number}") if number else None


def _profile_of(server: NetworkRouter, group: Line) -> tuple[Line | None, Interface | None]:
    """The profile that takes the clients of a group, and its template."""
    name = group.text.split(" ")[-1]
    for profile in server.configuration.all("crypto isakmp profile"):
        if any(line.text == f"match identity group {name}" for line in profile.children):
            return profile, server.interface(f"Virtual-Template{profile.argument('virtual-template')}")
    return None, None
