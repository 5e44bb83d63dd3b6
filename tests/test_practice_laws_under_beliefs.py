"""The laws of a migration hold whatever position one belief has, but for what a belief itself says."""

from collections.abc import Mapping
from random import Random

import pytest

from tests.golden_cases import golden_cases, golden_plan, output
from tests.practice_networks import enrol, named
from tests.practice_routers import logged_in, received, told
from tests.test_practice_laws import BEFORE_CLEANUP, BY_DEVICE, CASES, at_source, read, shown, type_in
from tests.test_practice_network_laws import (
    BY_CASE,
    LEFT_OUT_BY_THE_GUIDE,
    Up,
    clients,
    let_in,
    moving,
    take,
    up_by_hand,
)
from wizard.ios.printed_forms import is_as_predicted
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.practice import BELIEFS, PracticeRouter
from wizard.practice.network import PracticeNetwork

FLIPS = tuple((belief.name, position) for belief in BELIEFS for position in belief.positions[1:])
"""Every belief in each position that is not believed first."""
OF_A_DEVICE, OF_A_CASE = 3, 5
"""So many of them are drawn for each device, and for each case."""
LEAVES_RESIDUE = ("rollback-residue", "ezvpn-stays-away")
"""The flip under which a timer does not give everything back: it says so itself."""
EZVPN_OF_INTERFACES = " crypto ipsec client ezvpn "


def drawn(name: str, count: int) -> list[tuple[str, str]]:
    """Some flips, by chance, and the same ones for that name each time."""
    return Random(name).sample(FLIPS, count)


def of_a_device(case: str, device: str) -> list[tuple[str, str]]:
    """The flips of a device of a case."""
    return drawn(f"{case} {device}", OF_A_DEVICE)


@BY_DEVICE
def test_the_stages_lead_to_the_target_and_back_under_other_beliefs(case: str, device: str) -> None:
    """Source + 1..5 = target; + 6 = final; every inverse, the last first = source with its login."""
    start = at_source(case, device).fork()
    type_in(start, output(case, device, Stage.LOGIN.filename))
    for name, position in of_a_device(case, device):
        practice = at_source(case, device).fork(beliefs={name: position})
        for entered in BEFORE_CLEANUP:
            type_in(practice, output(case, device, entered.filename))
        assert is_as_predicted(shown(practice), read(output(case, device, "target.cfg"))), (name, position)
        type_in(practice, output(case, device, Stage.CLEANUP.filename))
        assert is_as_predicted(shown(practice), read(output(case, device, "final.cfg"))), (name, position)
        for stage in reversed(Stage):
            type_in(practice, output(case, device, stage.undo_filename))
        assert is_as_predicted(shown(practice), shown(start)), (name, position)


@BY_CASE
def test_the_cutover_moves_every_spoke_and_back_under_other_beliefs(case: str) -> None:
    """FlexVPN is up and EzVPN down behind it; the way back alone brings EzVPN up again."""
    for name, position in drawn(case, OF_A_CASE):
        routers, before = staged(case, {name: position})
        take(case, routers, Stage.CUTOVER.filename)
        after = up_by_hand(routers)
        take(case, routers, Stage.CUTOVER.undo_filename)

        assert clients(after, "FlexVPN") == moving(case), (name, position)
        assert clients(after, "EzVPN") == set(), (name, position)
        assert up_by_hand(routers) == before, (name, position)


@BY_CASE
def test_a_timer_takes_a_cutover_back_under_other_beliefs(case: str) -> None:
    """The running configuration is what it was; where rollbacks leave residue, EzVPN of interfaces alone is missing."""
    for name, position in [*drawn(case, OF_A_CASE), LEAVES_RESIDUE]:
        routers, _ = staged(case, {name: position})
        for practice in routers:
            before = practice.running
            under_a_timer(practice, output(case, practice.name, Stage.CUTOVER.filename))
            behind = practice.running
            rows = set(behind.splitlines())
            lost = [row for row in before.splitlines() if row not in rows]
            rest = [row for row in lost if not row.startswith(EZVPN_OF_INTERFACES)]
            assert rest == [], (name, position)
            assert behind == before or (name, position) == LEAVES_RESIDUE, (name, position)


def staged(case: str, beliefs: Mapping[str, str]) -> tuple[tuple[PracticeRouter, ...], Up]:
    """The routers of a case with stages 1 to 4, and what was up before."""
    routers = tuple(
        named(at_source(case, device).fork(beliefs=beliefs), device) for device in devices(golden_plan(case))
    )
    PracticeNetwork(routers)
    for practice in routers:
        if practice.name in LEFT_OUT_BY_THE_GUIDE:
            type_in(practice, LEFT_OUT_BY_THE_GUIDE[practice.name])
            type_in(practice, "ip route 0.0.0.0 0.0.0.0 Ethernet0/0\n")
    before = up_by_hand(routers)
    for stage in BEFORE_CLEANUP[:-1]:
        take(case, routers, stage.filename)
        if stage is Stage.PKI:
            enrol(routers)
    let_in(case, routers)
    return routers, before


def under_a_timer(practice: PracticeRouter, commands: str) -> None:
    """Arms, types, and takes it back; a router without an archive on its own flash arms nothing."""
    if not commands.strip():
        return
    terminal = logged_in(practice)
    said = told(terminal, "configure terminal revert timer 10")
    if "Enter configuration commands" not in said:
        assert "\n path flash:" not in practice.running
        assert "\n path bootflash:" not in practice.running
        return
    for line in commands.splitlines():
        told(terminal, line)
    told(terminal, "end")
    terminal.send(b"configure revert now\r")
    received(terminal)
    terminal.close()


@pytest.mark.parametrize("flip", FLIPS, ids="=".join)
def test_no_belief_is_left_out_by_chance(flip: tuple[str, str]) -> None:
    """Each is drawn for a device and for a case at least once."""
    assert any(flip in of_a_device(case, device) for case, device in CASES)
    assert any(flip in drawn(case, OF_A_CASE) for case in golden_cases())
