"""The exec commands beside the stages of one device, and the checklist in words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from string import Formatter
from urllib.parse import urlsplit

from wizard.data.answer_forms import Addresses, Networks, OrEmpty
from wizard.data.router_step_row import StepRow
from wizard.data.router_steps import STEPS
from wizard.errors import StillOpen
from wizard.ios.recorded_commands import command_accounting, config_log
from wizard.ios.scripts import called
from wizard.model.ikev2 import IdentityKind
from wizard.model.kept_of_plan import kept_of_plan
from wizard.model.plan import Plan
from wizard.model.question import written_answer
from wizard.model.role import Role
from wizard.model.router_step import Judge, Named, Pattern, RouterStep, When
from wizard.model.stage import Stage
from wizard.plan.adoption import adopted
from wizard.plan.mapping.ikev2_and_ipsec import is_client_mode
from wizard.plan.mapping.routing_over_tunnel import hub_address
from wizard.plan.mapping.tunnel_vrfs import inside_vrf, server_front_door
from wizard.plan.perspective import Perspective
from wizard.render.device_stages import kept_in_cleanup
from wizard.render.stage_files import stages_with_a_file
from wizard.render.templates import environment
from wizard.situation import proof_targets
from wizard.situation.authentication import method_of
from wizard.situation.certificate_authority import enrols_by_network
from wizard.situation.hub import gets_flexvpn, is_new_hub
from wizard.situation.trustpoints import NEW, enrols_anew, existing_trustpoint, makes_trustpoint, peer_trustpoint
from wizard.situation.two_hubs import uses_inter_hub_protocol
from wizard.situation.vrfs import front_door_vrf


@kept_of_plan
def steps(plan: Plan, device: str) -> tuple[RouterStep, ...]:
    """What to type before and after each stage of the device, and how the router's answer is judged."""
    facts = _facts(Perspective(plan, device))
    present = stages_with_a_file(plan, device)
    rows = [row for row in STEPS if row.stage in present and _named(row) <= facts.keys()]
    return tuple(_step(each, device, known) for row in rows for each, known in _each(row, facts))


def _each(row: StepRow, facts: dict[str, str]) -> Iterator[tuple[StepRow, dict[str, str]]]:
    """The row, or one for each value of the fact that it is typed for."""
    if not row.each:
        yield row, facts
        return
    for number, value in enumerate(facts[row.each].split(", "), 1):
        yield replace(row, id=f"{row.id}-{number}"), facts | {row.each: value}


def _named(row: StepRow) -> set[str]:
    """The facts without which a row is left out; a command on another router also needs that router."""
    regex = row.judge.regex if isinstance(row.judge, Pattern) else ""
    named = {name for text in (row.command, regex) for _, name, _, _ in Formatter().parse(text) if name} | set(
        row.needs
    )
    return named - _WHERE.keys() if row.on == "self" else named - _WHERE.keys() | {row.on}


def _step(row: StepRow, device: str, facts: dict[str, str]) -> RouterStep:
    known = _WHERE | facts
    return RouterStep(
        id=row.id,
        device=device if row.on == "self" else facts[row.on],
        stage=row.stage,
        when=row.when,
        mode=row.mode,
        by=row.by,
        command=row.command.format(**known),
        needs=tuple(sorted(_named(row))),
        judge=_judge(row.judge, known),
        words=row.words.format(**known),
        why=row.why.format(**known),
    )


def _judge(judge: Judge, facts: dict[str, str]) -> Judge:
    """The judge with the facts in its pattern, taken letter by letter."""
    if isinstance(judge, Named):
        return judge
    return Pattern(regex=judge.regex.format(**{name: re.escape(value) for name, value in facts.items()}))


_WHERE = dict.fromkeys(("in_lan_vrf", "in_hub_vrf", "in_server_vrf", "from_server_front_door", "session_vrfs"), "")
"""The words that place a command in a VRF; there are none in the global table."""


def _facts(asking: Perspective) -> dict[str, str]:
    """What is known of the device, under the names that the rows use; what is not known or not needed is absent."""
    own_hub_profile = asking.value("name_ikev2_profile") if asking.is_hub and not adopted(asking) else ""
    facts = {
        "gets_flexvpn": _flag(gets_flexvpn(asking)),
        "ikev2_profile": asking.value("name_ikev2_profile"),
        "own_hub_profile": own_hub_profile,
        "admitting_hub_profile": own_hub_profile if _takes_unnamed_routers(asking) else "",
        "new_hub": _flag(asking.is_hub and is_new_hub(asking) and not adopted(asking)),
        "serves": _flag(not asking.is_spoke and asking.plan.source(asking.device)),
        **_recording_facts(asking),
        **_server_facts(asking),
        **_inter_hub_facts(asking),
        **_trustpoint_facts(asking),
        **_vrf_facts(asking),
        **(_spoke_facts(asking) if asking.is_spoke else {}),
    }
    return {name: value for name, value in facts.items() if value}


def _flag(holds: object) -> str:
    """What stands for a fact that has no other value; the rows only ask whether it is there."""
    return "yes" if holds else ""


def _takes_unnamed_routers(asking: Perspective) -> bool:
    """Whether the hub's profile takes routers by a domain or by what their certificates say."""
    return asking.value("spoke_identity_kind") == IdentityKind.DN or asking.value("hub_match") == "domain"


def _recording_facts(asking: Perspective) -> dict[str, str]:
    """What would keep the keys that are typed on the device."""
    source = asking.plan.source(asking.device)
    if source is None or not asking.plan.secrets:
        return {}
    return {
        "logs_commands": _flag(config_log(source.configuration)),
        "accounts_commands": _flag(tuple(command_accounting(source.configuration))),
    }


def _server_facts(asking: Perspective) -> dict[str, str]:
    """The EzVPN that a server has had until now."""
    if asking.device != asking.plan.server.device:
        return {}
    return {
        "reconnects": _flag(asking.value("clients_reconnect") == "now"),
        "ezvpn_group": asking.group.name if asking.group else "",
    }


def _vrf_facts(asking: Perspective) -> dict[str, str]:
    """Where the commands of the device, and those on hub and server, look and leave."""
    server = asking.seen_from(asking.plan.server.device)
    inside, outside = _known_inside_vrf(asking), front_door_vrf(asking)
    front_door = server_front_door(asking.plan)
    return {
        "in_lan_vrf": _in(inside),
        "in_hub_vrf": _in(_known_inside_vrf(asking.seen_from(asking.hub))),
        "in_server_vrf": _in(_known_inside_vrf(server)),
        "from_server_front_door": f" fvrf {front_door}" if front_door else "",
        "session_vrfs": f"; fvrf/ivrf {outside or 'none'}/{inside or 'none'}" if inside or outside else "",
    }


def _known_inside_vrf(asking: Perspective) -> str:
    """The same; "" while the answer is open that decides it, which withholds the files and not what one looks at."""
    try:
        return inside_vrf(asking)
    except StillOpen:
        return ""


def _in(vrf: str) -> str:
    return f"vrf {vrf} " if vrf else ""


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
        "terminal_trustpoint": "" if enrols_by_network(asking) else own,
        "network_trustpoint": own if enrols_by_network(asking) else "",
        "ca": _authority(asking) if enrollment == "ios-ca" else "",
        "certificate_server": asking.value("certificate_server") if own else "",
    }


def _authority(asking: Perspective) -> str:
    """The router that is the CA: a device of the plan where it has the address of the URL, else the URL's host."""
    is_known = bool(asking.value("enrollment_url"))
    named = urlsplit(asking.url("enrollment_url").reveal()).hostname or "" if is_known else ""
    for source in asking.plan.sources:
        if any(named == str(address.ip) for interface in source.router.interfaces for address in interface.addresses):
            return source.device
    return named


def _inter_hub_facts(asking: Perspective) -> dict[str, str]:
    """The protocol between two hubs, on either of them."""
    if asking.is_spoke or not uses_inter_hub_protocol(asking):
        return {}
    return {
        f"hubs_talk_{asking.value('inter_hub_routing')}": _flag(True),
        "other_hub": asking.plan.server.device if asking.is_hub else asking.hub,
    }


def _neighbor_facts(asking: Perspective) -> dict[str, str]:
    """Whom a spoke must reach besides the hub's LAN, and by which protocol."""
    # In client mode the question comes from the pool, to which the other spokes have no way back.
    talks = asking.value("spoke_to_spoke") == "yes" and not is_client_mode(asking)
    others = (spoke.device for spoke in asking.plan.spokes if talks and spoke.device != asking.device)
    remaining = asking.known(Networks(), "remaining_networks")
    other = next((device for device in others if _inside_address(asking, device)), "")
    return {
        "two_hubs": _flag(asking.hub != asking.plan.server.device),
        "remaining_network": str(remaining[0].network_address) if remaining else "",
        "other_spoke": other,
        "other_spoke_address": _inside_address(asking, other) if other else "",
        "bgp_neighbor": bgp_neighbor(asking),
        "eigrp_as": asking.value("eigrp_as"),
    }


def bgp_neighbor(asking: Perspective) -> str:
    """The hub's address in the tunnels where BGP runs over them, "" while an answer that says it is open."""
    if asking.value("routing") != "bgp":
        return ""
    try:
        return str(hub_address(asking))
    except StillOpen:
        return ""


def _inside_address(asking: Perspective, device: str) -> str:
    """The address of a spoke in its LAN, "" of one whose LAN hides behind the tunnel's address."""
    spoke = Perspective(asking.plan, device)
    names = () if is_client_mode(spoke) else spoke.client.inside
    interfaces = (spoke.router.interface(name) for name in names)
    return next((str(interface.addresses[0].ip) for interface in interfaces if interface and interface.addresses), "")


def _spoke_facts(asking: Perspective) -> dict[str, str]:
    wan = asking.router.interface(asking.client.outside[0]) if asking.client.outside else None
    lans = asking.known(Networks(), "lan_networks")
    breakout = asking.value("internet_breakout") == "yes"
    return {
        **_neighbor_facts(asking),
        "server": asking.plan.server.device,
        "hub": asking.hub,
        "ezvpn_client": asking.client.name,
        "tunnel": asking.value("name_tunnel"),
        "short_tunnel": asking.value("name_tunnel").replace("Tunnel", "Tu"),
        "flexvpn_client": asking.value("name_flexvpn_client"),
        "backup_client": asking.value("name_backup_flexvpn_client") if asking.backup_client else "",
        "backup_tunnel": asking.value("name_backup_tunnel") if asking.backup_client else "",
        "spoke_wan": str(wan.addresses[0].ip) if wan and wan.addresses else "",
        "spoke_lan": str(lans[0].network_address) if lans else "",
        "spoke_inside": asking.client.inside[0] if asking.client.inside else "",
        "spoke_wan_unknown": _flag(not (wan and wan.addresses)),
        **_target_facts(asking),
        "manual_client": asking.value("name_flexvpn_client") if asking.value("connect") == "manual" else "",
        "waits_for_track": asking.value("connect_track") if asking.value("connect") == "track" else "",
        "translates": _flag(breakout or is_client_mode(asking)),
        "nat_route_map": asking.value("name_internet_route_map") if breakout else "",
    }


def _target_facts(asking: Perspective) -> dict[str, str]:
    """What the LAN pings: the hub's own address, and others."""
    targets, own = asking.known(OrEmpty(Addresses()), "proof_targets") or (), proof_targets.hub_address(asking)
    return {
        "hub_address": own if own in map(str, targets) else "",
        "proof_target": written_answer(tuple(target for target in targets if str(target) != own)),
    }


def checklist(plan: Plan, device: str) -> str:
    """What to verify before and after each stage, in words."""
    asking = Perspective(plan, device)
    role = Role.HUB if asking.is_hub else Role.SPOKE if asking.is_spoke else Role.SERVER
    stages = [{when: _of(plan, device, stage, when) for when in When} | {"stage": stage} for stage in Stage]
    stages_with_steps = [stage_steps for stage_steps in stages if any(stage_steps[when] for when in When)]
    text = (
        environment()
        .get_template("report/checklist.j2")
        .render(
            device=device,
            role=role,
            stages=stages_with_steps,
            kept=[(kept.what, kept.line.number, called(kept.code)) for kept in kept_in_cleanup(plan, device)],
            saves_certificate=any(stage_steps["stage"] is Stage.PKI for stage_steps in stages_with_steps),
        )
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def _of(plan: Plan, device: str, stage: Stage, when: When) -> tuple[RouterStep, ...]:
    return tuple(step for step in steps(plan, device) if (step.stage, step.when) == (stage, when))
