"""FlexVPN between the routers: which tunnels are up, with the routes that each end sends the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from wizard.model.configuration import Line
from wizard.model.literals import address_with_mask
from wizard.practice.network.access_lists import permitted_sources
from wizard.practice.network.ikev2_profiles import Party, understand_each_other
from wizard.practice.network.interfaces import Interface
from wizard.practice.network.internet import Reached, called
from wizard.practice.network.network_router import NetworkRouter
from wizard.practice.network.pools import Leases
from wizard.practice.network.routing_table import Route
from wizard.practice.network.suites import Suite, common_suite, have_a_transform_in_common
from wizard.practice.network.tunnels import Asked, Kind, Tunnel, TunnelEnd

CLIENT = "crypto ikev2 client flexvpn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A server that takes a tunnel."""

    reached: Reached
    caller: Party
    server: Party
    template: Interface
    suite: Suite


def flexvpn_tunnels(routers: Sequence[NetworkRouter], leases: Leases, asked: Asked = frozenset()) -> Iterator[Tunnel]:
    """The tunnels that are up, by the router that calls."""
    for router in routers:
        for interface in router.interfaces:
            if interface.name.startswith("Tunnel") and interface.line.child("shutdown") is None:
                tunnel = _tunnel(routers, router, interface, leases, asked)
                if tunnel is not None:
                    yield tunnel


def _tunnel(
    routers: Sequence[NetworkRouter], router: NetworkRouter, tunnel: Interface, leases: Leases, asked: Asked
) -> Tunnel | None:
    source = _source(router, tunnel)
    if source is None:
        return None
    for peer in _peers(router, tunnel, asked):
        reached = called(routers, router, source, peer, tunnel.line.argument("tunnel vrf"))
        answer = _answer(router, tunnel, reached) if reached is not None else None
        up = _up(router, tunnel, answer, leases) if answer is not None else None
        if up is not None:
            return up
    return None


def _source(router: NetworkRouter, tunnel: Interface) -> Interface | None:
    """The interface that a tunnel begins at: the one that its line names, or the first that its client may use."""
    named = tunnel.line.argument("tunnel source")
    if named != "dynamic":
        return router.end_of(named)
    for client in router.configuration.all(CLIENT):
        if client.argument("client connect") == tunnel.name:
            lines = [line.text for line in client.all("source") if router.follows(line.text)]
            ends = (router.end_of(text.split(" ")[2]) for text in lines if len(text.split(" ")) > 2)
            return next((end for end in ends if end is not None), None)
    return None


def _peers(router: NetworkRouter, tunnel: Interface, asked: Asked) -> Iterator[IPv4Address]:
    """The addresses that a tunnel calls, in its order: its destination, or what its client has."""
    destination = tunnel.line.argument("tunnel destination")
    clients = router.configuration.all(CLIENT) if destination == "dynamic" else ()
    words = [destination]
    for client in clients:
        connects = client.argument("connect")
        is_asked = connects != "manual" or (router.name, client.text.split(" ")[-1]) in asked
        if is_asked and router.follows(connects) and client.argument("client connect") == tunnel.name:
            peers = [line.text for line in client.all("peer") if router.follows(line.text)]
            words += [word for text in peers for word in text.split(" ")[2:4]]
    for word in words:
        wanted = router.host(word) if word else None
        if wanted is not None:
            yield wanted


def ipsec_profile(router: NetworkRouter, interface: Interface) -> Line | None:
    """The profile that protects a tunnel."""
    name = interface.line.argument("tunnel protection ipsec profile").split(" ")[0]
    return router.configuration.exact(f"crypto ipsec profile {name}") if name else None


def _profile(router: NetworkRouter, protection: Line) -> Line | None:
    return router.configuration.exact(f"crypto ikev2 profile {protection.argument('set ikev2-profile')}")


def _answer(router: NetworkRouter, tunnel: Interface, reached: Reached) -> Answer | None:
    """How the server that was reached takes the call."""
    protection = ipsec_profile(router, tunnel)
    profile = _profile(router, protection) if protection is not None else None
    suite = common_suite(router.configuration, reached.router.configuration)
    if protection is None or profile is None or suite is None:
        return None
    caller = Party(configuration=router.configuration, profile=profile, address=reached.source)
    for offered in reached.router.configuration.all("crypto ikev2 profile"):
        server = Party(configuration=reached.router.configuration, profile=offered, address=reached.destination)
        if not server.is_for(caller):
            continue
        template = _template(reached, offered)
        theirs = ipsec_profile(reached.router, template) if template is not None else None
        if template is None or theirs is None or not understand_each_other(caller, server):
            continue
        is_same_kind = (
            _is_gre(tunnel) == _is_gre(template) or " mode auto" in f" {offered.argument('virtual-template')}"
        )
        if is_same_kind and have_a_transform_in_common(
            router.configuration, protection, reached.router.configuration, theirs
        ):
            return Answer(reached=reached, caller=caller, server=server, template=template, suite=suite)
    return None


def _template(reached: Reached, profile: Line) -> Interface | None:
    """The template of a profile, where it answers at the interface that was called."""
    number = profile.argument("virtual-template").split(" ")[0]
    template = reached.router.interface(f"Virtual-Template{number}") if number else None
    if template is None or not template.is_up:
        return None
    source = template.line.argument("tunnel source")
    end = reached.router.end_of(source) if source else None
    return template if end is None or end.name == reached.interface.name else None


def _is_gre(interface: Interface) -> bool:
    return interface.line.argument("tunnel mode") in ("", "gre ip")


def _up(router: NetworkRouter, tunnel: Interface, answer: Answer, leases: Leases) -> Tunnel | None:
    server = answer.reached.router
    sent_down = tuple(_announced(server, answer.server.profile, answer.template))
    sent_up = tuple(_announced(router, answer.caller.profile, tunnel))
    pool = _policy(server, answer.server.profile)
    is_asked = tunnel.line.argument("ip address") == "negotiated"
    underlay = router.table.to(answer.server.address, tunnel.line.argument("tunnel vrf"))
    if tunnel.vrf == tunnel.line.argument("tunnel vrf") and _swallows(underlay, sent_down, answer.server.address):
        return None
    assigned = leases.next(server, pool.argument("pool")) if pool is not None and is_asked else None
    if is_asked and assigned is None:
        return None
    alone = (IPv4Network(assigned),) if assigned is not None else ()
    return Tunnel(
        kind=Kind.FLEXVPN,
        name=tunnel.name,
        suite=answer.suite,
        authentication=(answer.caller.proves_itself_by, answer.server.proves_itself_by),
        is_gre=_is_gre(tunnel),
        assigned=assigned,
        client=TunnelEnd(
            router=router.name,
            address=answer.reached.source,
            interface=tunnel.name,
            vrf=tunnel.vrf,
            routes=sent_down,
            identity=answer.caller.identity[1],
        ),
        server=TunnelEnd(
            router=server.name,
            address=answer.server.address,
            interface="Virtual-Access",
            template=answer.template.name,
            vrf=answer.template.vrf,
            inner=answer.template.addresses[0].ip if answer.template.addresses else None,
            routes=(*sent_up, *alone),
            identity=answer.server.identity[1],
        ),
    )


def _swallows(underlay: Route | None, sent: tuple[IPv4Network, ...], server: IPv4Address) -> bool:
    """Whether the way to the server would lead into the tunnel itself."""
    length = underlay.prefix.prefixlen if underlay is not None else 0
    return any(server in network and network.prefixlen > length for network in sent)


def _policy(router: NetworkRouter, profile: Line) -> Line | None:
    """The authorization policy that a profile names."""
    words = profile.argument("aaa authorization group").split(" ")
    if "list" not in words[:-2]:
        return None
    name = words[words.index("list") + 2]
    return router.configuration.exact(f"crypto ikev2 authorization policy {name}")


def _announced(router: NetworkRouter, profile: Line, interface: Interface) -> Iterator[IPv4Network]:
    """The routes that the policy of a profile sends to the other end."""
    policy = _policy(router, profile)
    if policy is None:
        return
    if policy.child("route set interface") is not None:
        for each in interface.addresses[:1]:
            yield IPv4Network(each.ip)
    for line in policy.all("route set access-list"):
        yield from permitted_sources(router.configuration, line.text.split(" ")[-1])
    for line in policy.all("route set remote ipv4"):
        words = line.text.split(" ")
        network = address_with_mask(words[4], words[5]) if len(words) > 5 else None
        if network is not None:
            yield network.network
