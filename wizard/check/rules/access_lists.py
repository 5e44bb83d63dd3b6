"""Checks of access lists: those that the tunnel's packets must pass, and those that the plan makes longer."""

import re
from collections.abc import Collection, Iterator
from ipaddress import IPv4Address, IPv4Network

from wizard.check.matching.identity_matches import host
from wizard.check.matching.permitted_packets import Packets, permits
from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, is_made
from wizard.check.view.site import PairView, call_paths
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.role import Role
from wizard.model.router import AccessList
from wizard.parse.address_words import EVERYTHING

_RULES = "RFC 7296 2.23; RFC 3948; Cisco IOS Security Command Reference, access-list"


def _network(address: IPv4Address | None) -> IPv4Network:
    """The address alone, every address where it is not fixed."""
    return IPv4Network(address) if address else EVERYTHING


def _incoming(view: DeviceView, interface: str) -> tuple[AccessList, Line] | None:
    """The access list that packets to the interface pass, with the line that names it."""
    found = view.facts.interface(interface)
    for line in found.line.all("ip access-group") if found else ():
        words = line.text.split()
        access_list = view.facts.access_list(words[2]) if words[3:4] == ["in"] else None
        if access_list and access_list.entries and not _is_reflexive(view, access_list.name):
            return access_list, line
    return None


def _is_reflexive(view: DeviceView, name: str) -> bool:
    """Whether what goes out opens the list for what comes back."""
    header = view.target.first(f"ip access-list extended {name}")
    return header is not None and any("evaluate" in child.text.split() for child in header.children)


def _refused(
    access_list: AccessList, source_network: IPv4Network, destination_network: IPv4Network, opened: Collection[str] = ()
) -> list[str]:
    """What of IKEv2 and IPsec the list does not permit; what it may permit or something else opens is left out."""
    wanted = (
        Packets(protocol="udp", port=500, source_network=source_network, destination_network=destination_network),
        Packets(protocol="udp", port=4500, source_network=source_network, destination_network=destination_network),
        Packets(protocol="esp", source_network=source_network, destination_network=destination_network),
    )
    closed = (packets for packets in wanted if packets.protocol not in opened)
    return [str(packets) for packets in closed if permits(access_list, packets) is False]


def _opened_by_inspection(view: DeviceView, interface: str) -> frozenset[str]:
    """The protocols whose answers `ip inspect` lets in where the router itself asked; it knows no ESP."""
    found = view.facts.interface(interface)
    names = (
        [line.text.split()[2] for line in found.line.all("ip inspect") if line.text.endswith(" out")] if found else []
    )
    rules = (line for name in names for line in view.target.all(f"ip inspect name {name} udp"))
    return frozenset({"udp"}) if any("router-traffic" in line.text.split() for line in rules) else frozenset()


def _refusals_at_the_spoke(view: DeviceView) -> Iterator[tuple[bool, Hit]]:
    """What the spoke refuses of each peer, and whether it is new to refuse it."""
    paths = [path for path in call_paths(view) if is_made(path.tunnel.line)]
    # Where a stage waits for an answer of another device, the answers say what it will call, and from where.
    tunnel_source = paths[0].tunnel.tunnel_source if paths else view.answer("tunnel_source")
    texts = [path.peer for path in paths] or [text.strip() for text in view.answer("peers").split(",")]
    peers = dict.fromkeys(address for text in texts if (address := host(text)))
    for interface in _outside(view, tunnel_source):
        if found := _incoming(view, interface):
            own = view.address_of(tunnel_source)
            yield from _refusals_on(view, interface, found, own.ip if own else host(tunnel_source), list(peers))


def _outside(view: DeviceView, tunnel_source: str) -> tuple[str, ...]:
    """Where the spoke's tunnel leaves: its source, or the Internet interface of EzVPN where that is a loopback."""
    clients = view.baseline_facts.clients if tunnel_source.startswith("Loopback") else ()
    return (tunnel_source, *dict.fromkeys(name for client in clients for name in client.outside))


def _refusals_on(
    view: DeviceView,
    interface: str,
    found: tuple[AccessList, Line],
    address: IPv4Address | None,
    peers: list[IPv4Address],
) -> Iterator[tuple[bool, Hit]]:
    access_list, line = found
    own, opened = _network(address), _opened_by_inspection(view, interface)
    ezvpn_peers = {peer for client in view.baseline_facts.clients for peer in client.peers}
    old = [known for ezvpn_peer in ezvpn_peers if (known := host(ezvpn_peer))]
    refused_today = [set(_refused(access_list, _network(known), own, opened)) for known in old]
    for peer in peers:
        if refused := _refused(access_list, IPv4Network(peer), own, opened):
            message = f"Access list {access_list.name} on {interface} does not permit {_listed(refused)} from {peer}."
            # Nothing comes in without UDP 500 and ESP, and what today's peer may send, the new one must.
            closed = _ALWAYS_NEEDED.issubset(refused) or any(today < set(refused) for today in refused_today)
            yield closed and str(peer) not in ezvpn_peers, Hit(message=message, line=line)


_ALWAYS_NEEDED = frozenset({"UDP 500", "ESP"})


def _refusals_at_the_hub(pair: PairView) -> Iterator[Hit]:
    template = pair.hub_template
    by_address = [interface.name for interface in pair.hub.holders(pair.hub_address)]
    interface = next(iter(by_address), template.tunnel_source if template else "")
    found = _incoming(pair.hub, interface)
    if found is None:
        return
    access_list, line = found
    own = pair.hub.address_of(interface)
    refused = _refused(
        access_list, _network(pair.spoke_address), _network(pair.hub_address or (own.ip if own else None))
    )
    if refused:
        origin = str(pair.spoke_address or "any address")
        message = f"Access list {access_list.name} on {interface} does not permit {_listed(refused)} from {origin}."
        yield Hit(device=pair.hub.device, message=message, line=line)


def _listed(words: list[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


@check(
    "RTE031",
    Severity.WARNING,
    why="IKEv2 needs UDP 500, behind a translation UDP 4500, and else ESP. A list that refuses one of them on the "
    "Internet side keeps the tunnel down, or takes its traffic away.",
    fix="Permit `udp ... eq isakmp`, `udp ... eq non500-isakmp` and `esp` from the peer, before the entry that denies.",
    citation=_RULES,
)
def internet_side_lets_ikev2_in(pair: PairView) -> Iterator[Hit]:
    """The access lists on the Internet side of hub and spoke permit IKEv2 and IPsec from each other."""
    yield from _refusals_at_the_hub(pair)
    yield from (hit for is_new, hit in _refusals_at_the_spoke(pair.spoke) if not is_new)


@check(
    "RTE034",
    Severity.BLOCKER,
    why="The spoke calls another address than EzVPN did, and its list lets nothing of it in: the answers are dropped.",
    fix="Permit UDP 500, UDP 4500 and ESP from the new hub's address, before the entry that denies.",
    citation=_RULES,
    question="peers",
)
def internet_side_knows_the_new_hub(view: DeviceView) -> Iterator[Hit]:
    """The access list on the Internet side of a spoke lets the new hub in."""
    if view.role is Role.SPOKE:
        yield from (hit for is_new, hit in _refusals_at_the_spoke(view) if is_new)


_USERS = re.compile(
    r"match address (?P<map>\S+)"
    r"|ip nat (?:inside|outside) (?:source|destination) list (?P<nat>\S+)"
    r"|ip access-group (?P<group>\S+)"
    r"|(?:ip )?access-class (?P<class>\S+)"
    r"|match access-group (?:name )?(?P<qos>\S+)"
    r"|match ip address (?!prefix-list )(?P<route>.+)"
)
"""Lines that filter, translate or choose by an access list."""


@check(
    "RTE032",
    Severity.BLOCKER,
    why="The split list gets entries for the networks that have moved, and whatever else uses that list takes them "
    "too: a crypto map encrypts more, a translation translates more, a filter lets more through.",
    fix="Copy the list under a name of its own and name that in the group's `acl`, before the migration.",
    citation="ezvpn.md 6 item 12",
    question="spoke_to_spoke",
)
def widened_list_serves_the_group_alone(view: DeviceView) -> Iterator[Hit]:
    """No split list that gets entries is used by anything but EzVPN groups."""
    widened = [name for name in _split_lists(view) if _is_widened(view, name)]
    for top in view.target.lines if widened else ():
        for line in top.walk():
            found = _USERS.match(line.text)
            for name in (found[found.lastgroup or 0] or "").split() if found else ():
                if name in widened:
                    within = "" if line is top else f" of {quoted(top.text)}"
                    message = f"Access list {name} gets entries, and {quoted(line.text)}{within} uses it as well."
                    yield Hit(message=message, line=line)


def _split_lists(view: DeviceView) -> list[str]:
    server = view.facts.server
    return list(dict.fromkeys(group.split_list for group in server.groups if group.split_list)) if server else []


def _is_widened(view: DeviceView, name: str) -> bool:
    old, new = view.baseline_facts.access_list(name), view.facts.access_list(name)
    return old is not None and new is not None and any(entry.number == 0 for entry in new.entries)
