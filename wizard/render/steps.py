"""The exec commands beside the stages of one device, and the checklist in words."""

import re
from functools import lru_cache
from string import Formatter
from urllib.parse import urlsplit

from wizard.data.questions.addresses import listed
from wizard.data.questions.certificates import enrols_anew
from wizard.data.questions.identity import method_of
from wizard.data.questions.inter_hub_routing import uses_inter_hub_protocol
from wizard.data.questions.trustpoints import NEW, existing_trustpoint, makes_trustpoint, peer_trustpoint
from wizard.data.step_row import StepRow
from wizard.data.steps import STEPS
from wizard.model.document import Stage, Step
from wizard.model.plan import Plan
from wizard.plan.mapping.crypto import is_client_mode
from wizard.plan.mapping.routing import hub_address
from wizard.plan.perspective import Perspective
from wizard.render.documents import documents
from wizard.render.templates import environment


@lru_cache(maxsize=64)
def steps(plan: Plan, device: str) -> tuple[Step, ...]:
    """What to type before and after each stage of the device, and what the router must answer."""
    facts = _facts(Perspective(plan, device))
    present = {one.stage for one in documents(plan) if one.device == device}
    rows = [row for row in STEPS if row.stage in present and _named(row) <= facts.keys()]
    return tuple(_step(row, device, facts) for row in rows)


def _named(row: StepRow) -> set[str]:
    """The facts that a row names; a command on another router also needs that router."""
    texts = (row.command, row.expect, row.why)
    named = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name} | set(row.needs)
    return named if row.on == "self" else named | {row.on}


def _step(row: StepRow, device: str, facts: dict[str, str]) -> Step:
    return Step(
        device=device if row.on == "self" else facts[row.on],
        stage=row.stage,
        when=row.when,
        command=row.command.format(**facts).rstrip(),
        expect=row.expect.format(**facts),
        why=row.why.format(**facts),
    )


def _facts(asking: Perspective) -> dict[str, str]:
    """What is known of the device, under the names that the rows use; what is not known or not needed is absent."""
    facts = {
        "ikev2_profile": asking.value("name_ikev2_profile"),
        "reconnect": _reconnect(asking),
        **_inter_hub_facts(asking),
        **_trustpoint_facts(asking),
        **(_spoke_facts(asking) if asking.is_spoke else {}),
    }
    return {name: value for name, value in facts.items() if value}


def _trustpoint_facts(asking: Perspective) -> dict[str, str]:
    """The trustpoints by what is to be done about each; one that stays as it is needs no enrolment."""
    peer = peer_trustpoint(asking)
    facts = {
        "kept_trustpoint": existing_trustpoint(asking),
        "kept_peer_trustpoint": "" if peer == NEW else peer,
        "peer_trustpoint": asking.value("name_peer_trustpoint") if peer == NEW else "",
    }
    if not makes_trustpoint(asking):
        return facts
    name, enrollment = asking.value("name_trustpoint"), asking.value("enrollment")
    own = name if enrols_anew(asking) else ""
    return facts | {
        "trustpoint": name,
        "own_trustpoint": own,
        "rsa_trustpoint": own if method_of(asking) == "rsa-sig" else "",
        "ec_trustpoint": own if method_of(asking) == "ecdsa-sig" else "",
        "terminal_trustpoint": own if enrollment == "terminal" else "",
        "network_trustpoint": own if enrollment != "terminal" else "",
        "ca": _authority(asking) if enrollment == "ios-ca" else "",
        "certificate_server": asking.value("certificate_server") if own else "",
    }


def _authority(asking: Perspective) -> str:
    """The router that is the CA: a device of the plan where it has the address of the URL, else the URL's host."""
    is_known = bool(asking.value("enrollment_url"))
    named = urlsplit(asking.url("enrollment_url").reveal()).hostname or "" if is_known else ""
    for source in asking.plan.sources:
        if any(named == str(address.ip) for one in source.router.interfaces for address in one.addresses):
            return source.device
    return named


def _reconnect(asking: Perspective) -> str:
    now = asking.value("clients_reconnect") == "now" and asking.device == asking.plan.server.device
    return "clear crypto session" if now else ""


def _inter_hub_facts(asking: Perspective) -> dict[str, str]:
    """The protocol between two hubs, on either of them."""
    if asking.is_spoke or not uses_inter_hub_protocol(asking):
        return {}
    protocol = asking.value("inter_hub_routing")
    return {
        "inter_hub_protocol": protocol,
        "plural": "s" if protocol == "eigrp" else " ",
        "other_hub": asking.plan.server.device if asking.is_hub else asking.hub,
    }


def _neighbor_facts(asking: Perspective) -> dict[str, str]:
    """Whom a spoke must reach besides the hub's LAN, and by which protocol."""
    others = [one.device for one in asking.plan.spokes if one.device != asking.device]
    talks = asking.value("spoke_to_spoke") == "yes"
    remaining = listed(asking.value("remaining_networks"))
    routing = asking.value("routing")
    other = next((one for one in others if talks and _inside_address(asking, one)), "")
    return {
        "two_hubs": "yes" if asking.hub != asking.plan.server.device else "",
        "remaining_network": remaining[0].split("/")[0] if remaining else "",
        "other_spoke": other,
        "other_spoke_address": _inside_address(asking, other) if other else "",
        "bgp_neighbor": str(hub_address(asking)) if routing == "bgp" else "",
        "eigrp_as": asking.value("eigrp_as"),
    }


def _inside_address(asking: Perspective, device: str) -> str:
    """The address of a spoke in its LAN, "" of one whose LAN hides behind the tunnel's address."""
    spoke = Perspective(asking.plan, device)
    names = () if is_client_mode(spoke) else spoke.client.inside
    interfaces = (spoke.router.interface(name) for name in names)
    return next((str(one.addresses[0].ip) for one in interfaces if one and one.addresses), "")


def _spoke_facts(asking: Perspective) -> dict[str, str]:
    wan = asking.router.interface(asking.client.outside[0]) if asking.client.outside else None
    lans = listed(asking.value("lan_networks"))
    breakout = asking.value("internet_breakout") == "yes"
    return {
        **_neighbor_facts(asking),
        "server": asking.plan.server.device,
        "hub": asking.hub,
        "ezvpn_client": asking.client.name,
        "tunnel": asking.value("name_tunnel"),
        "flexvpn_client": asking.value("name_flexvpn_client"),
        "spoke_wan": str(wan.addresses[0].ip) if wan and wan.addresses else "",
        "spoke_lan": lans[0].split("/")[0] if lans else "",
        "spoke_inside": asking.client.inside[0] if asking.client.inside else "",
        "spoke_wan_unknown": "" if wan and wan.addresses else "yes",
        "hub_address": _hub_address(asking),
        "manual_client": asking.value("name_flexvpn_client") if asking.value("connect") == "manual" else "",
        "translates": "yes" if breakout or is_client_mode(asking) else "",
        "nat_route_map": asking.value("name_internet_route_map") if breakout else "",
    }


def _hub_address(asking: Perspective) -> str:
    """The address that the hub's virtual template borrows, unless the spoke reaches it outside the tunnel."""
    source = asking.plan.source(asking.hub)
    if source is None:
        return asking.value("loopback_address", asking.hub).split("/")[0]
    interface = source.router.interface(asking.value("hub_unnumbered", asking.hub))
    address = str(interface.addresses[0].ip) if interface and interface.addresses else ""
    return "" if address in listed(asking.value("peers")) else address


def checklist(plan: Plan, device: str) -> str:
    """What to verify before and after each stage, in words."""
    asking = Perspective(plan, device)
    role = "FlexVPN hub" if asking.is_hub else "spoke" if asking.is_spoke else "EzVPN server"
    every = [{when: _of(plan, device, stage, when) for when in _TIMES} | {"stage": stage} for stage in Stage]
    shown = [one for one in every if any(one[when] for when in _TIMES)]
    text = environment().get_template("report/checklist.j2").render(device=device, role=role, stages=shown)
    return re.sub(r"\n{3,}", "\n\n", text)


_TIMES = ("before", "after", "undo")


def _of(plan: Plan, device: str, stage: Stage, when: str) -> tuple[Step, ...]:
    return tuple(one for one in steps(plan, device) if (one.stage, one.when) == (stage, when))
