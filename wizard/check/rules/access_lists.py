"""Checks of access lists on the Internet side, and of those that the plan makes longer."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network

from wizard.check.matching.permitted_packets import lets_something_pass, of_the_tunnel, permits
from wizard.check.registry import Hit, check
from wizard.check.routes.announced_networks import hub_announces, pool_of, spoke_announces
from wizard.check.view.device import DeviceView, is_made
from wizard.check.view.site import CallPath, PairView, call_paths
from wizard.ios.identity_matches import host
from wizard.ios.masking import quoted
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.model.role import Role
from wizard.model.router import AccessList
from wizard.parse.address_words import EVERYTHING

_RULES = "RFC 7296 2.23; RFC 3948; Cisco IOS Security Command Reference, access-list"


def network_of(address: IPv4Address | None) -> IPv4Network:
    """The address alone, every address where it is not fixed."""
    return IPv4Network(address) if address else EVERYTHING


def incoming_list(view: DeviceView, interface: str) -> tuple[AccessList, Line] | None:
    """The access list that packets to the interface pass, with the line that names it."""
    found = view.facts.interface(interface)
    for line in found.line.all("ip access-group") if found else ():
        words = line.text.split()
        access_list = view.facts.access_list(words[2]) if words[3:4] == ["in"] else None
        if access_list and access_list.entries and not _may_be_opened_by_what_goes_out(view, access_list):
            return access_list, line
    return None


def _may_be_opened_by_what_goes_out(view: DeviceView, access_list: AccessList) -> bool:
    """Whether the list is reflexive and says nothing of IKE itself.

    An outgoing list does not see the router's own packets, and reflects none of them: whoever names IKE in it knows
    [Cisco IOS Security Configuration Guide, Configuring IP Session Filtering].
    """
    return is_reflexive(view, access_list.name) and not any(
        entry.permit and {"isakmp", "500"}.intersection(entry.text.split()) for entry in access_list.entries
    )


def is_reflexive(view: DeviceView, name: str) -> bool:
    """Whether what goes out opens the list for what comes back."""
    header = view.target.first(f"ip access-list extended {name}")
    return header is not None and any("evaluate" in child.text.split() for child in header.children)


def _refused(
    access_list: AccessList, source_network: IPv4Network, destination_network: IPv4Network, opened: Collection[str] = ()
) -> list[str]:
    """What of IKEv2 and IPsec the list does not permit; what it may permit or something else opens is left out."""
    wanted = of_the_tunnel(source_network, destination_network)
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


@dataclass(frozen=True, kw_only=True)
class Call:
    """A spoke's tunnel and one address that it calls, at an interface where the answers come in."""

    spoke: DeviceView
    interface: str
    peer: IPv4Address
    own: IPv4Address | None
    """The fixed address of the tunnel's source."""

    @cached_property
    def known_peers(self) -> tuple[IPv4Address, ...]:
        """The addresses that EzVPN calls."""
        texts = (text for client in self.spoke.moving_clients for text in client.peers)
        return tuple(dict.fromkeys(address for text in texts if (address := self.spoke.meant(text))))


def new_calls(spoke: DeviceView) -> Iterator[Call]:
    """The calls of the tunnels that the plan makes to addresses that EzVPN does not call."""
    if spoke.role is Role.SPOKE:
        paths = [path for path in call_paths(spoke) if is_made(path.tunnel.line)]
        every = dict.fromkeys(call for path in paths for call in _calls(spoke, path))
        yield from (call for call in every if call.peer not in call.known_peers)


def _calls(spoke: DeviceView, path: CallPath) -> Iterator[Call]:
    texts = [text for _, text in path.client.peers] if path.client else [path.peer]
    peers = dict.fromkeys(address for text in texts if (address := spoke.meant(text)))
    tunnel_source = path.tunnel.tunnel_source
    address = spoke.address_of(tunnel_source)
    # The packets of a tunnel from a loopback come in where EzVPN has its Internet side.
    clients = spoke.moving_clients if tunnel_source.startswith("Loopback") else ()
    for interface in dict.fromkeys((tunnel_source, *(name for client in clients for name in client.outside))):
        for peer in peers:
            yield Call(spoke=spoke, interface=interface, peer=peer, own=address.ip if address else host(tunnel_source))


def _refusal_of(call: Call) -> tuple[bool, Hit] | None:
    """What the spoke refuses of the peer, and whether that is worse than under EzVPN."""
    found = refusal(call.spoke, call.interface, call.peer, call.own)
    if found is None or not found[0]:
        return None
    refused, name, line = found
    served = any(
        set(refused).difference(known[0])
        for peer in call.known_peers
        if (known := refusal(call.spoke, call.interface, peer, call.own, opened=False))
    )
    message = f"Access list {name} on {call.interface} does not permit {listed(refused)} from {call.peer}."
    is_new = call.peer not in call.known_peers and (served or keeps_the_tunnel_down(refused))
    return is_new, Hit(message=message, line=line)


def refusal(
    view: DeviceView, interface: str, peer: IPv4Address | None, own: IPv4Address | None, *, opened: bool = True
) -> tuple[list[str], str, Line] | None:
    """What the interface's list refuses of a peer, the list's name, and the line that puts it there."""
    found = incoming_list(view, interface)
    if found is None:
        return None
    access_list, line = found
    by_inspection = _opened_by_inspection(view, interface) if opened else frozenset()
    refused = _refused(access_list, network_of(peer), network_of(own), by_inspection)
    return refused, access_list.name, line


def called_interface(pair: PairView) -> str:
    """The hub's interface that the spoke calls."""
    template = pair.hub_template
    by_address = [interface.name for interface in pair.hub.holders(pair.hub_address)]
    return next(iter(by_address), template.tunnel_source if template else "")


def _refusals_at_the_hub(pair: PairView) -> Iterator[Hit]:
    interface = called_interface(pair)
    found = incoming_list(pair.hub, interface)
    if found is None:
        return
    access_list, line = found
    own = pair.hub.address_of(interface)
    refused = _refused(
        access_list, network_of(pair.spoke_address), network_of(pair.hub_address or (own.ip if own else None))
    )
    # Of a router that nobody called before it is RTE081's.
    if refused and not (pair.hub_address and pair.hub.baseline_facts.server is None and keeps_the_tunnel_down(refused)):
        origin = str(pair.spoke_address or "any address")
        message = f"Access list {access_list.name} on {interface} does not permit {listed(refused)} from {origin}."
        yield Hit(device=pair.hub.device, message=message, line=line)


def keeps_the_tunnel_down(refused: Collection[str]) -> bool:
    """Whether no tunnel comes up, or carries anything, without what is refused, on whatever path."""
    return "UDP 500" in refused or {"UDP 4500", "ESP"} <= set(refused)


def listed(words: Sequence[str]) -> str:
    """The words with commas, and `and` before the last."""
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
    for call in _calls(pair.spoke, pair.path) if pair.path else ():
        found = _refusal_of(call)
        if found and not found[0]:
            yield found[1]


@check(
    "RTE034",
    Severity.BLOCKER,
    why="The spoke calls another address than EzVPN did, and its list does not let that one in: no answer arrives.",
    fix="Permit UDP 500, UDP 4500 and ESP from the new hub's address, before the entry that denies.",
    citation=_RULES,
    question="peers",
)
def internet_side_knows_the_new_hub(spoke: DeviceView) -> Iterator[Hit]:
    """A spoke's access list lets a new hub in: whatever it lets in of the EzVPN server, and always IKEv2 itself."""
    for call in new_calls(spoke):
        found = _refusal_of(call)
        if found and found[0]:
            yield found[1]


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
    why="A split list gets entries for the networks that have moved, one that IKEv2 announces for those of the hub. "
    "Whatever else uses that list takes them too: a crypto map encrypts more, a translation translates more, a filter "
    "lets more through.",
    fix="Copy the list under a name of its own, and name that in the group's `acl` or in the authorization policy, "
    "before the migration.",
    citation="ezvpn.md 6 item 12",
    question="spoke_to_spoke",
)
def widened_list_serves_the_group_alone(view: DeviceView) -> Iterator[Hit]:
    """No list of networks that gets entries is used by anything but EzVPN groups and authorization policies."""
    announced = (name for policy in view.objects.authorization_policies for name in policy.route_set_access_lists)
    widened = [name for name in (*_split_lists(view), *dict.fromkeys(announced)) if _is_widened(view, name)]
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


@check(
    "RTE083",
    Severity.BLOCKER,
    why="The tunnel comes up, and its packets are dropped where they leave it or before they enter it.",
    fix="Permit the spoke's networks in the list.",
    citation="flexvpn.md 12; Cisco IOS Security Command Reference, ip access-group",
    question="flexvpn_profile",
)
def template_lets_the_spoke_pass(pair: PairView) -> Iterator[Hit]:
    """The filters of the hub's virtual template and of the spoke's tunnel permit something between the networks."""
    behind, lans = hub_announces(pair), spoke_announces(pair)
    # The tunnel's own address is all that a spoke in client mode announces.
    lans = tuple(network for network in lans if network.prefixlen < 32) or lans or pool_of(pair)
    if pair.path is None or pair.hub_template is None or not behind:
        return
    ends = ((pair.hub, pair.hub_template, "in", "out"), (pair.spoke, pair.path.tunnel, "out", "in"))
    for view, tunnel, from_spoke, to_spoke in ends:
        for line in tunnel.line.all("ip access-group") if tunnel.line else ():
            words = line.text.split()
            access_list = view.facts.access_list(words[2]) if words[3:4] in (["in"], ["out"]) else None
            if access_list is None or not access_list.entries or is_reflexive(view, access_list.name):
                continue
            for lan in lans:
                ways = {from_spoke: [(lan, other) for other in behind], to_spoke: [(other, lan) for other in behind]}
                if not any(lets_something_pass(access_list, *way) for way in ways[words[3]]):
                    message = f"{quoted(line.text)} on {_of(view)}{tunnel.name} lets nothing of {lan} pass."
                    yield Hit(device=view.device, message=message, line=line)


def _of(view: DeviceView) -> str:
    return "" if view.role is Role.SPOKE else "the hub's "
