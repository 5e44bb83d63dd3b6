"""The routers of a site and the tunnels between them, before, during and after the change, as rows to be drawn."""

from collections.abc import Iterator

from wizard.guide.topology_rows import MODES, Phase, RowKind, TopologyRow
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.plan import Plan
from wizard.plan.perspective import Perspective, hub_device
from wizard.sentence import Sentence, listed
from wizard.situation.hub import is_new_hub
from wizard.situation.networks import networks_of

_FEW_SPOKES = 3
_PROOFS = {"rsa-sig": "certificates", "ecdsa-sig": "EC certificates", "pre-share": "keys"}


def topology_of(plan: Plan, phase: Phase) -> tuple[TopologyRow, ...]:
    """The rows from the hub's networks down to the spokes."""
    asking = Perspective(plan, hub_device(plan))
    return (*_headquarters(asking, phase), *_tunnels(asking, phase), *_spokes(plan, phase))


def _headquarters(asking: Perspective, phase: Phase) -> Iterator[TopologyRow]:
    networks = asking.value("hub_networks")
    everything = asking.value("tunnel_everything") == "yes"
    behind = _networks(networks) if networks else "and the Internet" if everything else "networks: to tell"
    yield TopologyRow(RowKind.NETWORK, "", (f"HQ {behind}",))
    if is_new_hub(asking) or phase is Phase.BEFORE:
        yield _server(asking, phase)
    if phase is not Phase.BEFORE:
        yield _hub(asking)


def _server(asking: Perspective, phase: Phase) -> TopologyRow:
    server = asking.plan.server.device
    called = next((peer for spoke in asking.plan.spokes for peer in asking.seen_from(spoke.device).client.peers), "")
    facts = ("EzVPN server", called, *_stays(asking, phase))
    return TopologyRow(RowKind.ROUTER, server, tuple(filter(None, facts)), server)


def _stays(asking: Perspective, phase: Phase) -> Iterator[Sentence]:
    """What of the server's own goes on."""
    groups = asking.server.server.groups if asking.server.server else ()
    if phase is Phase.AFTER:
        yield "EzVPN may go" if asking.value("ezvpn_remains") == "no" else "EzVPN stays"
    elif groups:
        yield f"{len(groups)} EzVPN group{'' if len(groups) == 1 else 's'}"


def _hub(asking: Perspective) -> TopologyRow:
    spoke = asking.plan.spokes[0].device
    called = asking.seen_from(spoke).value("peers").partition(",")[0]
    facts = (
        "FlexVPN hub",
        called or "address: to tell",
        *(() if is_new_hub(asking) else tuple(_stays(asking, Phase.AFTER))),
    )
    return TopologyRow(RowKind.ROUTER, asking.hub, facts, asking.hub)


def _tunnels(asking: Perspective, phase: Phase) -> Iterator[TopologyRow]:
    if phase is not Phase.AFTER:
        group = f", group {asking.group.name}" if asking.group else ""
        yield TopologyRow(RowKind.TUNNEL, "", (f"EzVPN (IKEv1{group}) carries the spokes",))
    if phase is not Phase.BEFORE:
        yield TopologyRow(RowKind.TUNNEL, "", tuple(f"{said}: {_flexvpn(asking)}" for said in _does(asking, phase)))


def _does(asking: Perspective, phase: Phase) -> tuple[Sentence, ...]:
    """What FlexVPN does, from whole words to few."""
    if phase is Phase.DURING:
        return "FlexVPN (IKEv2) is staged and shut", "FlexVPN is staged and shut", "FlexVPN (IKEv2), shut"
    carries = "carries all traffic" if asking.value("tunnel_everything") == "yes" else "carries the spokes"
    return f"FlexVPN (IKEv2) {carries}", f"FlexVPN {carries}", "FlexVPN (IKEv2)"


def _flexvpn(asking: Perspective) -> Sentence:
    hub, spoke = (asking.value(f"{side}_authentication") for side in ("hub", "spoke"))
    proofs = [_PROOFS.get(method, method.upper()) for method in dict.fromkeys(filter(None, (hub, spoke)))]
    over = {"gre": "GRE", "vti": "VTI"}.get(asking.value("encapsulation"), "")
    return ", ".join(filter(None, (" and ".join(proofs), over, asking.value("transform"))))


def _spokes(plan: Plan, phase: Phase) -> Iterator[TopologyRow]:
    few = plan.spokes if len(plan.spokes) <= _FEW_SPOKES + 1 else plan.spokes[:_FEW_SPOKES]
    for spoke in few:
        yield TopologyRow(RowKind.ROUTER, spoke.device, tuple(_of_spoke(plan, spoke.device, phase)), spoke.device)
    if more := plan.spokes[len(few) :]:
        names = listed(tuple(spoke.device for spoke in more), 2)
        yield TopologyRow(RowKind.ROUTER, f"and {len(more)} more", (names,))


def _of_spoke(plan: Plan, spoke: str, phase: Phase) -> Iterator[Sentence]:
    asking = Perspective(plan, spoke)
    before = phase is Phase.BEFORE
    leaves_by = ", ".join(asking.client.outside) if before else asking.value("tunnel_source")
    yield leaves_by or "interface: to tell"
    if before:
        yield MODES[asking.client.mode]
    networks = asking.value("lan_networks")
    if networks:
        yield f"LAN {_networks(networks)}"
    else:
        yield "LAN: translated" if asking.client.mode is EzvpnMode.CLIENT else "LAN: to tell"


def _networks(value: str) -> Sentence:
    """The first networks of an answer and how many more there are; as typed where they are none."""
    return listed(tuple(map(str, networks_of(value))) or (value,), 2)
