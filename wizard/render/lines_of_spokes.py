"""Which lines of a hub belong to the spokes of one plan, so that they go with them, whoever else uses the hub."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Network

from wizard.errors import StillOpen
from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.ikev2 import IdentityKind
from wizard.model.literals import prefix
from wizard.model.plan import Plan
from wizard.parse.access_list_entries import access_lists
from wizard.parse.router_facts import static_routes
from wizard.plan.mapping.key_pair_and_trustpoints import peers_kind
from wizard.plan.mapping.keyring_and_profile import identity_of
from wizard.plan.mapping.routing_over_tunnel import spoke_address
from wizard.plan.perspective import Perspective
from wizard.situation.networks import collapsed, networks_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesOfSpokes:
    """How to tell them."""

    named: tuple[tuple[str, str], ...]
    """What the top line begins with, and what the line below it is or begins with."""
    networks: tuple[IPv4Network, ...]
    """The LANs of the spokes, joined where they can be."""

    def has(self, header: str, text: str) -> bool:
        """Whether the line `text` below `header`, or at the top where that is "", is of these spokes alone."""
        if any(has_prefix(header, within) and has_prefix(text, line) for within, line in self.named):
            return True
        network = _network(header, text)
        return network is not None and any(network.subnet_of(lan) for lan in self.networks)

    def shares(self, header: str, text: str) -> bool:
        """Whether the line is of a network that holds such a LAN, and others."""
        network = _network(header, text)
        if network is None or not network.prefixlen:
            return False
        return any(lan.subnet_of(network) and lan != network for lan in self.networks)


def lines_of_spokes(plan: Plan, device: str) -> LinesOfSpokes:
    """Those of the plan's spokes on one of its hubs."""
    asking = Perspective(plan, device)
    spokes = [spoke.device for spoke in plan.spokes]
    lans = (network for spoke in spokes for network in networks_of(asking.value("lan_networks", spoke)))
    return LinesOfSpokes(
        named=(
            *(("crypto ikev2 keyring", f"peer {spoke}") for spoke in spokes),
            *(("crypto ikev2 profile", f"match identity remote {match}") for match in _identities(asking, spokes)),
            *(("router bgp", f"neighbor {address} peer-group") for address in _neighbors(asking, spokes)),
        ),
        networks=tuple(collapsed(lans)),
    )


def _identities(asking: Perspective, spokes: list[str]) -> list[str]:
    hub = asking.seen_from(asking.hub)
    if peers_kind(hub) is IdentityKind.DN:
        return []
    return [str(identity_of(hub, spoke)) for spoke in spokes]


def _neighbors(asking: Perspective, spokes: list[str]) -> list[str]:
    if asking.value("routing") != "bgp":
        return []
    try:
        addresses = [spoke_address(asking, spoke) for spoke in spokes]
    except StillOpen:
        return []
    return [str(address) for address in addresses if address]


_PREFIX_LIST = re.compile(r"ip prefix-list \S+ seq \d+ permit (\S+)")


def _network(header: str, text: str) -> IPv4Network | None:
    """The network that an entry of a list permits, or to which a static route leads."""
    if header.startswith("ip access-list "):
        entries = [entry for known in access_lists(_of(Line(header, (Line(text),)))) for entry in known.entries]
        return entries[0].source_network if entries and entries[0].permit else None
    if found := _PREFIX_LIST.match(text):
        return prefix(found[1])
    routes = static_routes(_of(Line(text))) if text.startswith("ip route ") else ()
    return routes[0].network if routes else None


def _of(line: Line) -> Configuration:
    return Configuration((line,))
