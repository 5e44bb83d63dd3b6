"""Questions of the routing protocols over the tunnels."""

from wizard.data.answer_forms import AddressesOrNames, Number, one_of
from wizard.ios.masking import masked
from wizard.model.configuration import Configuration, Line
from wizard.model.literals import LARGEST, address, prefix
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.questions.recommend_or_settle import recommend, settle
from wizard.situation.called_addresses import known_addresses
from wizard.situation.hub import is_bare_new_hub
from wizard.situation.routing import global_lines, number_of, numbers_of, processes

_CITATION = "flexvpn.md 8.2"


def _configuration(asking: Asking, device: str) -> Configuration | None:
    source = asking.plan.source(device)
    return source.configuration if source else None


def flexvpn_devices(asking: Asking) -> tuple[str, ...]:
    """The hub and the spokes that move."""
    return (asking.hub, *(spoke.device for spoke in asking.plan.spokes))


def _runs(asking: Asking, protocol: str) -> dict[str, str]:
    """The number of that protocol's first process, by device."""
    found = {
        flexvpn_device: processes(_configuration(asking, flexvpn_device), protocol)
        for flexvpn_device in flexvpn_devices(asking)
    }
    return {device: number_of(lines[0]) for device, lines in found.items() if lines}


def _in_vrf(asking: Asking) -> str:
    """A device whose tunnel is in a VRF, "" without one."""
    for spoke in asking.plan.spokes:
        interfaces = (spoke.router.interface(name) for name in asking.seen_from(spoke.device).client.inside)
        if any(interface.vrf for interface in interfaces if interface):
            return spoke.device
    source = asking.plan.source(asking.hub)
    lender = source.router.interface(asking.value("hub_unnumbered", asking.hub)) if source else None
    return asking.hub if lender and lender.vrf else ""


def _lender_without_address(asking: Asking) -> str:
    """A device whose tunnel borrows an address that no file shows, "" without one."""
    lenders = {
        spoke.device: asking.value("unnumbered_interface", spoke.device)
        for spoke in asking.plan.spokes
        if asking.value("tunnel_address", spoke.device) == "unnumbered"
    }
    if not is_bare_new_hub(asking):
        lenders[asking.hub] = asking.value("hub_unnumbered", asking.hub)
    for device, name in lenders.items():
        source = asking.plan.source(device)
        interface = source.router.interface(name) if source else None
        if interface is None or not interface.addresses:
            return device
    return ""


def _hub_meets_itself(asking: Asking) -> bool:
    """Whether the address of the hub's tunnels is the one that the spokes call, for which they keep another route."""
    source = asking.plan.source(asking.hub)
    lender = source.router.interface(asking.value("hub_unnumbered", asking.hub)) if source else None
    own = [address.ip for address in lender.addresses] if lender else []
    spokes = (asking.seen_from(spoke.device) for spoke in asking.plan.spokes)
    called = (known_addresses(spoke, spoke.known(AddressesOrNames(), "peers") or ()) for spoke in spokes)
    return any(address in addresses for addresses in called for address in own)


def _forbids_any_protocol(asking: Asking) -> str:
    if device := _in_vrf(asking):
        return (
            f"the tunnel of {device} is in a VRF, and protocols inside a VRF are not generated. Let IKEv2 announce the "
            "networks; or write `address-family ipv4 vrf NAME` on both ends by hand behind the stage"
        )
    if device := _lender_without_address(asking):
        return f"the tunnel of {device} borrows an address that its configuration does not show"
    return ""


def _forbids_bgp(asking: Asking) -> str:
    hub = _configuration(asking, asking.hub)
    for process in processes(hub, "bgp"):
        if any(line.text.startswith("redistribute static") for line in global_lines(process)):
            return (
                f"line {process.number} of the hub: its BGP hands EzVPN's static routes on, and would not hand on "
                "routes that it has from internal BGP itself"
            )
    if line := _originates_a_site(asking, hub):
        return (
            f"line {line.number} of the hub: its BGP announces that network itself, and would not announce it any "
            "more once a spoke tells it"
        )
    for process in () if hub is None else hub.all("router"):
        if line := _takes_bgp(process):
            where = f"line {line.number} of the hub: {masked(process.text)}"
            return f"{where} takes BGP's routes, and what it takes would change"
    if _hub_meets_itself(asking):
        return "the hub's tunnels borrow the address that the spokes call: BGP's session would miss the tunnel"
    running = _runs(asking, "bgp")
    if len(set(running.values())) > 1:
        each = ", ".join(f"{device} in AS {number}" for device, number in running.items())
        return f"{each}: the tunnels' BGP is internal and needs one autonomous system"
    return _forbids_any_protocol(asking)


def _originates_a_site(asking: Asking, hub: Configuration | None) -> Line | None:
    """The line with which the hub's BGP announces a spoke's network."""
    lans = {
        word.strip() for spoke in asking.plan.spokes for word in asking.value("lan_networks", spoke.device).split(",")
    }
    for process in processes(hub, "bgp"):
        for line in global_lines(process):
            if _announced_by(line) in lans:
                return line
    return None


def _announced_by(line: Line) -> str:
    """The network of a `network` line of BGP, of its class where no mask stands; "" of any other line."""
    words = line.text.split()
    if words[0] != "network" or len(words) < 2:
        return ""
    known = address(words[1])
    if known is None:
        return ""
    first = known.packed[0]
    mask = words[3] if words[2:3] == ["mask"] and len(words) > 3 else 8 if first < 128 else 16 if first < 192 else 24
    return str(prefix(f"{words[1]}/{mask}") or "")


def _takes_bgp(process: Line) -> Line | None:
    """The line with which an interior protocol takes the routes of BGP."""
    if process.text.startswith("router bgp"):
        return None
    return next((line for line in process.walk() if line.text.startswith("redistribute bgp")), None)


def _bgp_as(asking: Asking) -> Default:
    for device, number in _runs(asking, "bgp").items():
        return settle(number, f"{device} runs BGP in that autonomous system")
    return recommend("65100", "a private number; it never leaves the tunnels")


def _eigrp_as(asking: Asking) -> Default:
    taken = {
        number
        for device in flexvpn_devices(asking)
        for process in processes(_configuration(asking, device), "eigrp")
        for number in numbers_of(process)
    }
    number = next(str(free) for free in range(100, 65_536) if str(free) not in taken)
    return recommend(number, "no router of the plan uses it: the process serves the tunnels alone")


PROTOCOL_QUESTIONS = (
    Question(
        key="routing",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        wording="What tells hub and spokes each other's networks?",
        why="IKEv2 carries the networks of both sides when the tunnel comes up, and takes them away with it: no "
        "protocol to run, nothing to converge. It is what EzVPN's mode configuration did.",
        otherwise="Choose BGP where networks come and go behind a spoke, or where there are hundreds of spokes; EIGRP "
        "carries the spokes' networks alone. The tunnels' own addresses are announced by IKEv2 all the same.",
        form=one_of(
            Choice(
                value="ikev2",
                label="IKEv2 itself",
                when="networks are known and stay",
            ),
            Choice(
                value="bgp",
                label="internal BGP over the tunnels",
                when="networks change, or many spokes",
                forbidden=_forbids_bgp,
            ),
            Choice(
                value="eigrp",
                label="EIGRP over the tunnels",
                when="the network runs EIGRP; Cisco calls it the lesser choice",
                forbidden=_forbids_any_protocol,
            ),
        ),
        default=lambda asking: recommend("ikev2", "it needs no further protocol"),
        citation="flexvpn.md 8.1, 8.2",
    ),
    Question(
        key="bgp_as",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=Number(1, LARGEST),
        wording="In which autonomous system does BGP run over the tunnels?",
        why="Internal BGP: hub and spokes are in one. A router has one BGP process, so that one that runs decides.",
        default=_bgp_as,
        applies=lambda asking: asking.value("routing") == "bgp",
        citation=_CITATION,
    ),
    Question(
        key="eigrp_as",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=Number(1, 65_535),
        wording="In which autonomous system does EIGRP run over the tunnels?",
        why="A process of its own: a running one has neighbours and passive interfaces that the tunnels would change. "
        "That EIGRP finds neighbours over tunnels that borrow their address is unconfirmed for a mix with others.",
        default=_eigrp_as,
        applies=lambda asking: asking.value("routing") == "eigrp",
        unconfirmed=True,
        citation=_CITATION,
    ),
)
