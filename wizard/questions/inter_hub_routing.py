"""Questions of the protocol in which the EzVPN server and a new hub tell each other their sites."""

from wizard.data.answer_forms import Number, OspfArea, one_of
from wizard.ios.masking import masked
from wizard.model import literals
from wizard.model.configuration import Line
from wizard.model.question import Asking, Choice, Default, Question, Scope, WizardStep
from wizard.model.router import Interface
from wizard.questions.recommend_or_settle import recommend, settle
from wizard.sentence import Sentence
from wizard.situation.hub import is_new_hub
from wizard.situation.routing import number_of, numbers_of, processes
from wizard.situation.shared_lan import hub_lan, vrf_at_the_new_hub, vrf_at_the_server
from wizard.situation.two_hubs import uses_inter_hub, uses_inter_hub_protocol


def _protocol_of_the_lan(asking: Asking) -> str:
    """The protocol whose `network` lines cover the shared LAN on the server, "" without one."""
    return next(
        (protocol for protocol in ("ospf", "eigrp") if processes(asking.plan.server.configuration, protocol)), ""
    )


def _inter_hub_routing(asking: Asking) -> Default:
    protocol = _protocol_of_the_lan(asking)
    if protocol:
        return recommend("static", f"static routes need no neighbour; the server runs {protocol.upper()} all the same")
    return recommend("static", "the server runs no protocol that the hub could join")


def _forbids_inter_hub_ospf(asking: Asking) -> str:
    return _forbids_inter_hub_protocol(asking, "ospf") or _unlike_any_ospf(asking)


def _forbids_inter_hub_eigrp(asking: Asking) -> str:
    return _forbids_inter_hub_protocol(asking, "eigrp") or _unlike_any_eigrp(asking)


def _forbids_inter_hub_protocol(asking: Asking, protocol: str) -> str:
    if asking.value("routing") != "ikev2":
        return "the spokes' routes would cross two protocols: static routes join the hubs then"
    if device := _hub_with_sites_in_a_vrf(asking):
        return f"{device} has the sites in a VRF, and protocols inside a VRF are not generated. {_BY_HAND}"
    if _authenticates(asking):
        return "the server's interface authenticates its neighbours, and the key is not ez2flex's to copy"
    joined = _joined(asking, protocol)
    for process in _hand_static_routes_on(asking):
        if joined is None or process is not joined[0]:
            return (
                f"line {process.number} of the server: {masked(process.text)} hands EzVPN's static routes on, and "
                "would not hand on those that another process learns"
            )
    return ""


_BY_HAND: Sentence = (
    "Choose static; or write `router ospf NUMBER vrf NAME` or EIGRP of that VRF on both hubs by hand, with "
    "`redistribute static`, before the cut-over"
)


def _hub_with_sites_in_a_vrf(asking: Asking) -> str:
    """The server where it has the group in a VRF, or the new hub where its template is in one; else ""."""
    if vrf_at_the_server(asking):
        return asking.plan.server.device
    return asking.hub if vrf_at_the_new_hub(asking) else ""


def _hand_static_routes_on(asking: Asking) -> list[Line]:
    """The server's processes by which others learn where the spokes are."""
    named = ((line, line.text.split()[2:]) for line in asking.plan.server.configuration.all("router"))
    found = [line for line, words in named if words and "vrf" not in words[1:]]
    return [process for process in found if any(line.text.startswith("redistribute static") for line in process.walk())]


def _joined(asking: Asking, protocol: str) -> tuple[Line, str] | None:
    """The running process of the server that the two hubs use, and its area of OSPF."""
    found = processes(asking.plan.server.configuration, protocol)
    lan = _in_the_lan(asking, protocol) if asking.value("inter_hub") == "shared-lan" else None
    if lan:
        return next(((process, lan[1]) for process in found if number_of(process) == lan[0]), None)
    if asking.value("inter_hub") != "shared-lan":
        found = tuple(process for process in found if process in _hand_static_routes_on(asking))
    return (found[0], _first_area(asking, found[0])) if found else None


def _first_area(asking: Asking, process: Line) -> str:
    """The first OSPF area of the server's process."""
    own = (line.text for line in process.all("network"))
    prefix = f"ip ospf {number_of(process)} area"
    of_interfaces = (line.text for interface in asking.server.interfaces for line in interface.line.all(prefix))
    found = (text.partition(" area ")[2].split() for text in (*own, *of_interfaces))
    return next((words[0] for words in found if words), "0")


_TIMERS = ("ip ospf hello-interval", "ip ospf dead-interval", "ip ospf network")


def _unlike_any_ospf(asking: Asking) -> str:
    """Why the server's OSPF in the shared LAN finds no neighbor in one with default settings, "" where it does."""
    joined = _joined(asking, "ospf")
    if joined is None:
        return ""
    process, area = joined
    for line in process.all(f"area {area}"):
        if line.text.split()[2:3] in (["stub"], ["nssa"]):
            return f"line {line.number} of the server: area {area} takes no routes of others as they are"
    if asking.value("inter_hub") != "shared-lan":
        return ""
    interface, _ = _server_in_the_lan(asking)
    lines = [line for word in _TIMERS for line in interface.line.all(word)] if interface else []
    return f"line {lines[0].number} of the server: its neighbours need the same setting" if lines else ""


def _unlike_any_eigrp(asking: Asking) -> str:
    """Why a line more in the server's EIGRP would not do, "" where it would."""
    joined = _joined(asking, "eigrp")
    if joined and not literals.is_number(number_of(joined[0])):
        return f"line {joined[0].number} of the server: the lines of a named EIGRP are not generated"
    stub = joined[0].child("eigrp stub") if joined else None
    return f"line {stub.number} of the server: a stub hands on no routes of others" if stub else ""


def _authenticates(asking: Asking) -> bool:
    lan = hub_lan(asking)
    for interface in asking.server.interfaces:
        if lan and any(address.network.overlaps(lan.network) for address in interface.addresses):
            words = ("ip ospf authentication", "ip ospf message-digest-key", "ip authentication")
            if any(interface.line.child(word) for word in words):
                return True
    areas = [line for process in processes(asking.plan.server.configuration, "ospf") for line in process.all("area")]
    return any("authentication" in line.text.split() for line in areas)


def _inter_hub_process(asking: Asking) -> Default:
    protocol = asking.value("inter_hub_routing")
    lines = processes(asking.plan.server.configuration, protocol)
    if joined := _joined(asking, protocol):
        where = (
            "in the shared LAN" if asking.value("inter_hub") == "shared-lan" else "by which its LAN learns the sites"
        )
        return settle(number_of(joined[0]), f"line {joined[0].number} of the server: its process {where}")
    if asking.plan.new_hub:
        lines += processes(asking.plan.new_hub.configuration, protocol)
    taken = {number for line in lines for number in numbers_of(line)}
    number = next(str(free) for free in range(100, 65_536) if str(free) not in taken)
    return recommend(number, "free on both hubs")


def _inter_hub_area(asking: Asking) -> Default:
    if joined := _joined(asking, "ospf"):
        process, area = joined
        return settle(area, f"line {process.number} of the server")
    return recommend("0", "the backbone area")


def _in_the_lan(asking: Asking, protocol: str) -> tuple[str, str] | None:
    """The number of the process by which the server runs that protocol in the shared LAN, and its area there."""
    interface, address = _server_in_the_lan(asking)
    for line in interface.line.all(f"ip {protocol}") if interface else ():
        words = line.text.split()
        if words[3:4] == ["area"] and len(words) > 4:
            return words[2], words[4]
    for process in processes(asking.plan.server.configuration, protocol):
        for line in process.all("network"):
            words = line.text.split()
            if address and len(words) > 2 and _covers(words[1], words[2], address):
                return number_of(process), words[4] if len(words) > 4 else ""
    return None


def _server_in_the_lan(asking: Asking) -> tuple[Interface | None, str]:
    """The server's interface in the shared LAN, and its address there."""
    lan = hub_lan(asking)
    for interface in asking.server.interfaces:
        for address in interface.addresses:
            if lan and address.ip in lan.network:
                return interface, str(address.ip)
    return None, ""


def _covers(address: str, wildcard: str, covered: str) -> bool:
    values = [literals.address(word) for word in (address, wildcard, covered)]
    numbers = [int(value) for value in values if value is not None]
    if len(numbers) < len(values):
        return False
    mask = ~numbers[1] & 0xFFFFFFFF
    return numbers[0] & mask == numbers[2] & mask


INTER_HUB_ROUTING_QUESTIONS = (
    Question(
        key="inter_hub_routing",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        wording="How does each of the two hubs learn which sites the other one has?",
        why="A site is at one hub before its cut-over and at the other one after it. Static routes with distance 250 "
        "yield to the route of the tunnel that is up; a protocol carries just that route.",
        otherwise="Choose the protocol of the LAN where other routers in it must learn where each site is, too.",
        form=one_of(
            Choice(
                value="static",
                label="static routes that yield",
                when="the server is the LAN's way to the sites",
            ),
            Choice(
                value="ospf",
                label="OSPF",
                when="the LAN runs OSPF",
                forbidden=_forbids_inter_hub_ospf,
            ),
            Choice(
                value="eigrp",
                label="EIGRP",
                when="the LAN runs EIGRP",
                forbidden=_forbids_inter_hub_eigrp,
            ),
        ),
        default=_inter_hub_routing,
        applies=uses_inter_hub,
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="inter_hub_process",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=Number(1, 65_535),
        wording="Which process number or autonomous system has that protocol?",
        why="In the shared LAN it is the server's own process; EIGRP needs the same number on both hubs.",
        default=_inter_hub_process,
        applies=uses_inter_hub_protocol,
        citation="flexvpn.md 8.4",
    ),
    Question(
        key="inter_hub_area",
        step=WizardStep.ADDRESSES,
        scope=Scope.SITE,
        form=OspfArea(),
        wording="In which OSPF area do the two hubs meet?",
        why="Neighbours in different areas never become adjacent.",
        default=_inter_hub_area,
        applies=lambda asking: is_new_hub(asking) and asking.value("inter_hub_routing") == "ospf",
        citation="flexvpn.md 8.4",
    ),
)
