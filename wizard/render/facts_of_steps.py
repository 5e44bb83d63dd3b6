"""What the plan says of the steps of one device, for those who judge the answers to them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from types import MappingProxyType

from wizard.data.answer_forms import Networks
from wizard.errors import StillOpen
from wizard.model.configuration import Configuration
from wizard.model.ikev2 import Identity, IdentityKind
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.literals import is_number, number
from wizard.model.plan import Plan
from wizard.model.router_step import RouterStep
from wizard.model.step_facts import StepFacts
from wizard.parse.router_facts import router
from wizard.plan.mapping.ikev2_and_ipsec import announced_by_ikev2
from wizard.plan.mapping.peers import every_peer
from wizard.plan.mapping.tunnel_vrfs import inside_vrf
from wizard.plan.perspective import Perspective, devices
from wizard.render.device_stages import target
from wizard.render.steps_and_checklist import bgp_neighbor
from wizard.situation.authentication import kind_of
from wizard.situation.trustpoints import enrols_anew, existing_trustpoint
from wizard.situation.vrfs import front_door_vrf

_SUMMER_MINUTES = 60
"""By which a summer time is ahead where its line does not say it."""


def step_facts(plan: Plan, device: str, step: RouterStep) -> StepFacts:
    """The facts by which the answer to one of the device's steps is judged, wherever the step is typed."""
    known = replace(_of_device(plan, device), zones=_zones(plan, step.device))
    special = _OF_STEPS.get(step.id)
    return special(Perspective(plan, device), known) if special else known


@kept_of_plan
def _of_device(plan: Plan, device: str) -> StepFacts:
    asking = Perspective(plan, device)
    profile = asking.value("name_ikev2_profile")
    server = asking.device == plan.server.device
    spokes = tuple(Perspective(plan, spoke.device) for spoke in plan.spokes)
    common = StepFacts(
        ikev2_profile=profile,
        profile_lines=_profile_lines(plan, device, profile),
        own_identity=_identity(asking),
        peer_identities=_identities(spokes),
        ezvpn_group=asking.group.name if server and asking.group else "",
        moved_addresses=tuple(address for spoke in spokes for address in _fixed_addresses(spoke)),
        moved_networks=tuple(network for spoke in spokes for network in spoke.known(Networks(), "lan_networks") or ()),
        key_label=asking.value("name_trustpoint") if enrols_anew(asking) else "",
        kept_trustpoint=existing_trustpoint(asking),
        has_own_certificate=enrols_anew(asking),
        certificate_server=asking.value("certificate_server"),
    )
    return _of_spoke(asking, common) if asking.is_spoke else common


def _of_spoke(asking: Perspective, common: StepFacts) -> StepFacts:
    hub = asking.seen_from(asking.hub)
    maps = (asking.value(f"name_{what}_route_map") for what in ("internet", "tunnel"))
    return replace(
        common,
        peer_identities=_identities((hub,)),
        peer_networks=_announced(hub),
        session_vrfs=_session_vrfs(asking),
        flexvpn_client=asking.value("name_flexvpn_client"),
        called=_called(asking),
        ezvpn_servers=asking.client.peers,
        route_maps=tuple(name for name in maps if name),
        bgp_neighbor=bgp_neighbor(asking),
    )


def _identities(perspectives: tuple[Perspective, ...]) -> tuple[Identity, ...]:
    return tuple(identity for asking in perspectives if (identity := _identity(asking)))


def _identity(asking: Perspective) -> Identity | None:
    """As the device introduces itself; None where the plan does not say it."""
    kind = kind_of(asking)
    value = asking.value("subject" if kind == IdentityKind.DN else "identity")
    return Identity(kind=IdentityKind(kind), value=value) if value and kind in set(IdentityKind) else None


def _profile_lines(plan: Plan, device: str, name: str) -> tuple[str, ...]:
    configuration = _configuration(plan, device)
    profile = configuration.exact(f"crypto ikev2 profile {name}") if configuration else None
    return tuple(line.text for line in profile.children if line.text.startswith("match ")) if profile else ()


def _configuration(plan: Plan, device: str) -> Configuration | None:
    """The router as it is when everything is done, else as it was read; None of one that is not in the plan."""
    source = plan.source(device)
    try:
        return target(plan, device)
    except StillOpen:
        return source.configuration if source else None


def _announced(hub: Perspective) -> tuple[IPv4Network, ...]:
    try:
        announced = announced_by_ikev2(hub)
    except StillOpen:
        return ()
    if announced is None:
        return ()
    return (IPv4Network("0.0.0.0/0"),) if announced.everything else announced.networks


def _session_vrfs(asking: Perspective) -> str:
    outside = front_door_vrf(asking)
    try:
        inside = inside_vrf(asking)
    except StillOpen:
        return ""
    return f"{outside or 'none'}/{inside or 'none'}"


def _called(asking: Perspective) -> tuple[str, ...]:
    try:
        return tuple(map(str, every_peer(asking)))
    except StillOpen:
        return ()


def _fixed_addresses(asking: Perspective) -> Iterator[IPv4Address]:
    for name in asking.client.outside:
        interface = asking.router.interface(name)
        yield from (address.ip for address in interface.addresses) if interface else ()


def _zones(plan: Plan, device: str) -> tuple[tuple[str, int], ...]:
    """The names of the router's zone with their minutes east of UTC."""
    configuration = _configuration(plan, device) if device in devices(plan) else None
    return tuple(zones_of(configuration)) if configuration else ()


def zones_of(configuration: Configuration) -> Iterator[tuple[str, int]]:
    """The zones of `clock timezone CET 1 0` and `clock summer-time CEST recurring last Sun Mar 2:00 last ... 60`."""
    ahead = 0
    for line in configuration.all("clock timezone"):
        name, *offset = line.text.split()[2:]
        hours, minutes = (*(_signed(word) for word in offset), 0, 0)[:2]
        ahead = hours * 60 + (-minutes if hours < 0 else minutes)
        yield name, ahead
    for line in configuration.all("clock summer-time"):
        name, *rest = line.text.split()[2:]
        # Before the minutes stands an hour; a year of a fixed date is followed by one, too.
        own = rest[-1] if len(rest) > 1 and is_number(rest[-1]) and ":" in rest[-2] else ""
        yield name, ahead + (number(own) or _SUMMER_MINUTES)


def _signed(word: str) -> int:
    value = number(word.removeprefix("-"), 0, 60) or 0
    return -value if word.startswith("-") else value


_OfStep = Callable[[Perspective, StepFacts], StepFacts]


def _first_network(asking: Perspective, key: str) -> IPv4Network | None:
    networks = asking.known(Networks(), key)
    return networks[0] if networks else None


def _at_hub(asking: Perspective, known: StepFacts) -> StepFacts:
    return replace(known, network=_first_network(asking, "lan_networks"))


def _at_server(asking: Perspective, known: StepFacts) -> StepFacts:
    return _towards(asking, replace(known, network=_first_network(asking, "lan_networks")), asking.hub)


def _at_hub_to_remaining(asking: Perspective, known: StepFacts) -> StepFacts:
    remaining = replace(known, network=_first_network(asking, "remaining_networks"))
    return _towards(asking, remaining, asking.plan.server.device)


def _to_remaining(asking: Perspective, known: StepFacts) -> StepFacts:
    network = _first_network(asking, "remaining_networks")
    return replace(known, network=network, next_interfaces=(asking.value("name_tunnel"),))


def _towards(asking: Perspective, known: StepFacts, device: str) -> StepFacts:
    """Every address of the other router, and the tunnel that leads to it."""
    configuration = _configuration(asking.plan, device)
    interfaces = router(configuration).interfaces if configuration else ()
    tunnel = asking.value("name_inter_hub_tunnel", asking.hub)
    return replace(
        known,
        next_hops=tuple(address.ip for interface in interfaces for address in interface.addresses),
        next_interfaces=(tunnel,) if tunnel else (),
    )


def _internet_alone(asking: Perspective, known: StepFacts) -> StepFacts:
    return replace(known, route_maps=(asking.value("name_internet_route_map"),))


def _takes_over(asking: Perspective, known: StepFacts) -> StepFacts:
    return replace(known, has_own_certificate=True)


def _of_others(asking: Perspective, known: StepFacts) -> StepFacts:
    return replace(known, has_own_certificate=False)


_OF_STEPS: Mapping[str, _OfStep] = MappingProxyType(
    {
        "hub-route": _at_hub,
        "server-route": _at_server,
        "hub-route-to-remaining": _at_hub_to_remaining,
        "route-to-remaining": _to_remaining,
        "translations": _internet_alone,
        "kept-certificates": _takes_over,
        "peer-certificate": _of_others,
        "kept-peer-certificate": _of_others,
    }
)
"""By the step, what it alone asks of the plan."""
