"""What practice routers answer to the steps of a golden case, before the migration, half way and behind it."""

from collections.abc import Iterator
from enum import Enum, auto
from functools import cache, partial

from tests.golden_cases import golden_plan
from tests.practice_networks import enrol, named
from tests.test_practice_laws import at_source, type_in
from tests.test_practice_network_laws import LEFT_OUT_BY_THE_GUIDE, let_in, take, up_by_hand
from wizard.model.router_step import PromptMode, RouterStep
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.practice import PracticeRouter
from wizard.practice.network import PracticeNetwork
from wizard.render import steps
from wizard.session.dialogue import Dialogue
from wizard.session.router_session import log_in

Answers = dict[tuple[str, str], bytes]
"""By the router and the command."""


class State(Enum):
    """How far the routers of a case are."""

    SOURCE = auto()
    """As they were read."""
    STAGED = auto()
    """With stages 1 to 4, and EzVPN up."""
    HUBS_CUT_OVER = auto()
    """With the cut-over of the routers that are no spokes."""
    CUT_OVER = auto()
    UNPRIVILEGED = auto()
    """As they were read, asked by a user who may not ask."""
    ACCOMPANIED = auto()
    """As they were read, asked by a user who is logged in a second time."""


@cache
def answers(case: str) -> dict[State, Answers]:
    """The answers to every exec command of the case, in each state."""
    routers = tuple(named(at_source(case, device).fork(), device) for device in devices(golden_plan(case)))
    PracticeNetwork(routers)
    for practice in routers:
        if practice.name in LEFT_OUT_BY_THE_GUIDE:
            type_in(practice, LEFT_OUT_BY_THE_GUIDE[practice.name])
            type_in(practice, "ip route 0.0.0.0 0.0.0.0 Ethernet0/0\n")
    up_by_hand(routers)
    found = {State.SOURCE: _asked(case, routers)}
    found[State.UNPRIVILEGED] = _asked(case, routers, "guest")
    others = [practice.log_in("admin") for practice in routers]
    found[State.ACCOMPANIED] = _asked(case, routers)
    for other in others:
        other.close()
    for stage in (Stage.ARCHIVE, Stage.LOGIN, Stage.PKI, Stage.STAGE):
        take(case, routers, stage.filename)
        if stage is Stage.PKI:
            enrol(routers)
    up_by_hand(routers)
    found[State.STAGED] = _asked(case, routers)
    spokes = {spoke.device for spoke in golden_plan(case).spokes}
    for state, are_spokes in ((State.HUBS_CUT_OVER, False), (State.CUT_OVER, True)):
        take(case, tuple(each for each in routers if (each.name in spokes) is are_spokes), Stage.CUTOVER.filename)
        if are_spokes:
            let_in(case, routers)
        up_by_hand(routers)
        found[state] = _asked(case, routers)
    return found


def steps_of(case: str) -> Iterator[tuple[str, RouterStep]]:
    """Every step of the case, with the device that it is for."""
    for device in devices(golden_plan(case)):
        yield from ((device, step) for step in steps(golden_plan(case), device))


def _asked(case: str, routers: tuple[PracticeRouter, ...], user: str = "admin") -> Answers:
    """One login a router; what would end what is up is not typed."""
    found: Answers = {}
    for practice in routers:
        commands = {
            step.command
            for _, step in steps_of(case)
            if step.mode is PromptMode.EXEC and step.device == practice.name and not step.command.startswith("clear")
        }
        terminal = practice.log_in(user)
        dialogue = Dialogue(terminal, router="r1", now=partial(_seconds, practice))
        if user == "admin":
            log_in(dialogue, terminal.close, router="r1", enable=None)
        else:
            dialogue.begin()
        found |= {(practice.name, command): dialogue.shown(command) for command in sorted(commands)}
        terminal.close()
    return found


def _seconds(practice: PracticeRouter) -> float:
    return practice.clock.now.timestamp()
