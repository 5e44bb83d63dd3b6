"""The next spoke of a hub that an earlier wave left with FlexVPN: its configuration is what the hub prints by then."""

import re
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

from tests.applier import tree_of
from tests.printer import RELEASES, Release, printed
from wizard.model.plan import Answer, Plan, Source
from wizard.model.question import Resolved
from wizard.parse.sources import read_source
from wizard.plan.answer import open_answers
from wizard.plan.perspective import hub_device, resolved
from wizard.render import stages, target

PRINTING = RELEASES[-1]
_ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")


def printed_source(source: Source | None, plan: Plan, device: str, release: Release = PRINTING) -> Source:
    """What is read of a device when its target configuration is there."""
    name = source.filename if source else f"{device}.cfg"
    return read_source(printed(tree_of(target(plan, device).text()), release).encode(), name)


def twin(plan: Plan, spoke: Source) -> Source:
    """Another spoke of the same kind: its own name, Internet address and LANs."""
    lans = [IPv4Network(text) for text in resolved(plan, "lan_networks", spoke.device).value.split(", ") if text]
    moved = {
        lan: IPv4Network((int(IPv4Address("10.220.0.0")) + number * 2**16, lan.prefixlen))
        for number, lan in enumerate(lans)
        if lan.prefixlen >= 16
    }
    own = {str(address.ip) for interface in spoke.router.interfaces for address in interface.addresses}

    def other(match: re.Match[str]) -> str:
        try:
            address = IPv4Address(match[0])
        except ValueError:
            return match[0]
        for lan, network in moved.items():
            if address in lan:
                return str(IPv4Address(int(network.network_address) + int(address) - int(lan.network_address)))
        return str(address + 1) if match[0] in own else match[0]

    text = _ADDRESS.sub(other, spoke.data.decode(spoke.encoding)).replace(spoke.device, f"{spoke.device}-B")
    return read_source(text.encode(spoke.encoding), f"B-{spoke.filename}")


def after_first_wave(plan: Plan) -> Plan:
    """The same plan, its hub and its server as they are after the cut-over."""
    hub = hub_device(plan)
    if hub == plan.server.device:
        return replace(plan, server=printed_source(plan.server, plan, hub))
    return replace(
        plan,
        server=printed_source(plan.server, plan, plan.server.device),
        new_hub=printed_source(plan.new_hub, plan, hub),
    )


def next_wave(plan: Plan) -> Plan:
    """The twin of the first spoke with the answers and secrets of the first wave."""
    spoke = plan.spokes[0]
    other = twin(plan, spoke)

    def moved(device: str) -> str:
        return other.device if device == spoke.device else device

    kept = [
        answer for answer in plan.answers if answer.device in {"", plan.server.device, hub_device(plan), spoke.device}
    ]
    return replace(
        after_first_wave(plan),
        spokes=(other,),
        answers=tuple(sorted(replace(a, device=moved(a.device)) for a in kept)),
        secrets=tuple(replace(s, device=moved(s.device)) for s in plan.secrets),
    )


def with_open_answers_alone(wave: Plan) -> Plan:
    """The wave without its answers but for those that a first look leaves open."""
    plan = replace(wave, answers=tuple(answer for answer in wave.answers if answer.key in _OF_THE_SITE))
    for _ in range(30):
        waiting = [found for found in open_answers(plan) if (found.device, found.question.key) not in _given(plan)]
        known = [answer for found in waiting for answer in wave.answers if _answers(answer, found)]
        if not known:
            return plan
        plan = replace(plan, answers=tuple(sorted({*plan.answers, *known})))
    return plan


_OF_THE_SITE = {"strategy", "hub_name", "group", "release", "behind_nat"}
"""What no configuration says and no second wave asks: which devices there are, and what they and their lines are."""

_OBJECT = re.compile(r"crypto (?!pki certificate map)|interface |aaa (?!new-model)|ip local pool |ip access-list ")


def objects_made(plan: Plan) -> set[str]:
    """The headers of the objects that the hub gets and does not have."""
    hub = hub_device(plan)
    source = plan.source(hub)
    assert source
    sent = [line for stage in stages(plan, hub)[:5] for section in stage.sections for line in section.commands]
    objects = {line.text for line in sent if _OBJECT.match(line.text) and line.children}
    return objects - {line.text for line in source.configuration.lines}


def _given(plan: Plan) -> set[tuple[str, str]]:
    return {(answer.device, answer.key) for answer in plan.answers}


def _answers(answer: Answer, found: Resolved) -> bool:
    return answer.key == found.question.key and answer.device in {found.device, ""}
