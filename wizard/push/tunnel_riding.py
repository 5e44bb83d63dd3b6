"""Whether our own session with a router goes through the tunnel that is about to be cut."""

from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.errors import SourceError
from wizard.judge.answers.answer import NotRead, answer_of, shown
from wizard.judge.answers.routes import route_entry
from wizard.model.literals import address
from wizard.model.plan import Plan
from wizard.model.router import Interface
from wizard.parse.router_facts import router
from wizard.push.carried_networks import carried
from wizard.push.preflight_commands import own_line, way_to
from wizard.push.reading import Reading
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Riding:
    """The verdict, and what it rests on."""

    rides: bool
    """Whether it goes through the tunnel, or may: not only where the opposite is proved."""
    why: Sentence


def rides_tunnel(reading: Reading, plan: Plan, device: str) -> Riding:
    """Whether our session goes through EzVPN or the new tunnel [push.md A5 row 26, A0 item 9]."""
    own = own_line(reading)
    if own is None:
        return Riding(rides=True, why="the router does not show which session is ours")
    if own.line.startswith("con "):
        return Riding(rides=False, why="we are at the console")
    ours = address(own.location)
    if ours is None:
        return Riding(rides=True, why=f"the router shows no address of ours: {shown(own.location) or 'nothing'}")
    lan = _interface_beside(reading, ours)
    if lan and _leads_there(reading, lan):
        return Riding(rides=False, why=f"{ours} lies in the network of {lan.name}, and the route to it leads there")
    if device not in plan.spoke_devices:
        return Riding(rides=True, why=f"no configuration says through which tunnel of a hub {ours} may be reached")
    networks = carried(reading, plan, device)
    if networks is None:
        return Riding(rides=True, why=f"the tunnel may carry everything, {ours} too")
    inside = next((network for network in networks if ours in network), None)
    if inside:
        return Riding(rides=True, why=f"{ours} lies in {inside}, which the tunnel carries")
    return Riding(rides=False, why=f"{ours} lies in no network that the tunnel carries before or after the cut-over")


def _interface_beside(reading: Reading, ours: IPv4Address) -> Interface | None:
    """The open interface of the LAN in whose network the address lies; None where the configuration cannot be read."""
    try:
        facts = router(reading.running)
    except SourceError:
        return None
    outside = {name for client in facts.clients for name in client.outside}
    near = (each for each in facts.interfaces if not each.shutdown and not each.vrf and each.name not in outside)
    return next((each for each in near if _is_of_a_lan(each) and _holds(each, ours)), None)


_VIRTUAL = ("Tunnel", "Virtual-", "Dialer", "Loopback", "Async", "Cellular")
"""Interfaces behind which no network of a site lies, or whose tunnel is the one that is cut."""


def _is_of_a_lan(interface: Interface) -> bool:
    return not interface.name.startswith(_VIRTUAL) and interface.nat != "outside"


def _holds(interface: Interface, ours: IPv4Address) -> bool:
    return any(ours in own.network for own in interface.addresses)


def _leads_there(reading: Reading, lan: Interface) -> bool:
    """Whether the router's own table says that our address is directly connected at that interface."""
    try:
        entry = route_entry(answer_of(reading.answer(way_to(own_line(reading)))))
    except NotRead:
        return False
    return entry is not None and entry.via == "connected" and {hop.interface for hop in entry.hops} == {lan.name}
