"""The laws of a migration on a network of practice routers, over every golden case."""

from functools import cache

import pytest

from tests.golden_cases import golden_cases, golden_plan, output
from tests.practice_networks import enrol, named, up
from tests.practice_routers import logged_in, told
from tests.test_practice_laws import at_source, type_in
from wizard.check import findings, negotiations
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.practice import PracticeRouter
from wizard.practice.network import PracticeNetwork

BY_CASE = pytest.mark.parametrize("case", golden_cases())
LEFT_OUT_BY_THE_GUIDE = {
    "ezvpn-server": "interface Ethernet0/0\n ip address 10.0.0.1 255.255.255.0\n",
    "flexserver": "",
    "ezvpn-spoke1": "",
    "ezvpn-spoke2-vti": "",
    "ezvpn-spoke3": "",
}
"""Cisco's guide prints no route to the Internet, nor the interface of its EzVPN server to it."""
LET_IN = {
    "branches-present-hub": ("br-york", "FROM-INTERNET", "198.51.100.4"),
    "clinics-new-hub": ("clinic-west-r1", "OUTSIDE-IN", "203.0.113.12"),
    "filialen-hubs-ospf": ("NW-HB-RTR01", "VON-INTERNET", "192.0.2.11"),
    "filialen-new-hub": ("NW-HB-RTR01", "VON-INTERNET", "192.0.2.20"),
}
"""Spokes whose filter drops what the new hub sends, and the hub: a blocker, which somebody has to mend."""
BY_HAND = ("crypto ipsec client ezvpn connect", "crypto ikev2 client flexvpn connect")

Up = set[tuple[str, str, str]]


@cache
def journey(case: str) -> dict[str, Up]:
    """What is up before, with everything staged, behind the cut-over and behind the ways back."""
    routers = tuple(named(at_source(case, device).fork(), device) for device in devices(golden_plan(case)))
    PracticeNetwork(routers)
    for practice in routers:
        if practice.name in LEFT_OUT_BY_THE_GUIDE:
            type_in(practice, LEFT_OUT_BY_THE_GUIDE[practice.name])
            type_in(practice, "ip route 0.0.0.0 0.0.0.0 Ethernet0/0\n")
    seen = {"before": up_by_hand(routers)}
    for stage in (Stage.ARCHIVE, Stage.LOGIN, Stage.PKI, Stage.STAGE):
        take(case, routers, stage.filename)
        if stage is Stage.PKI:
            enrol(routers)
    seen["staged"] = up_by_hand(routers)
    take(case, routers, Stage.CUTOVER.filename)
    seen["filtered"] = up_by_hand(routers)
    let_in(case, routers)
    seen["cut over"] = up_by_hand(routers)
    take(case, routers, Stage.CUTOVER.undo_filename)
    seen["back"] = up_by_hand(routers)
    take(case, routers, Stage.STAGE.undo_filename)
    seen["unstaged"] = up_by_hand(routers)
    return seen


def take(case: str, routers: tuple[PracticeRouter, ...], name: str) -> None:
    """Types one file of each router."""
    for practice in routers:
        type_in(practice, output(case, practice.name, name))


def let_in(case: str, routers: tuple[PracticeRouter, ...]) -> None:
    """Opens the filter of a case that keeps its new hub out."""
    if case in LET_IN:
        spoke, name, hub = LET_IN[case]
        practice = next(each for each in routers if each.name == spoke)
        type_in(
            practice, f"ip access-list extended {name}\n 1 permit udp host {hub} any\n 2 permit esp host {hub} any\n"
        )


def up_by_hand(routers: tuple[PracticeRouter, ...]) -> Up:
    """What is up when those clients are told to connect that do not by themselves."""
    for practice in routers:
        terminal = logged_in(practice)
        for line in BY_HAND:
            told(terminal, line)
        terminal.close()
    return up(routers)


def moving(case: str) -> set[str]:
    """The spokes of the plan."""
    return {spoke.device for spoke in golden_plan(case).spokes}


def clients(seen: Up, kind: str) -> set[str]:
    """Who calls by EzVPN, or by FlexVPN."""
    return {client for one, client, _ in seen if one == kind}


@BY_CASE
def test_every_spoke_is_connected_by_ezvpn_before_and_while_things_are_staged(case: str) -> None:
    """Stages 1 to 4 change nothing of what is up."""
    assert clients(journey(case)["before"], "EzVPN") == moving(case)
    assert journey(case)["staged"] == journey(case)["before"]


@BY_CASE
def test_the_cutover_leaves_flexvpn_up_and_ezvpn_down(case: str) -> None:
    """Every spoke is connected by FlexVPN, and none by EzVPN, at both ends."""
    assert clients(journey(case)["cut over"], "FlexVPN") == moving(case)
    assert clients(journey(case)["cut over"], "EzVPN") == set()


@BY_CASE
def test_a_filter_that_check_blocks_keeps_the_tunnel_down_until_it_is_opened(case: str) -> None:
    """The network drops what the blocker says, and nothing else."""
    kept_down = moving(case) - clients(journey(case)["filtered"], "FlexVPN")

    assert kept_down == {finding.device for finding in findings(golden_plan(case)) if finding.code == "RTE034"}
    assert kept_down == ({LET_IN[case][0]} if case in LET_IN else set())


@BY_CASE
def test_ezvpn_is_up_again_behind_the_ways_back(case: str) -> None:
    """The way back from the cut-over alone is enough, and the one from staging takes nothing with it."""
    assert journey(case)["back"] == journey(case)["before"]
    assert journey(case)["unstaged"] == journey(case)["before"]


@BY_CASE
def test_the_network_and_the_checks_agree_on_what_comes_up(case: str) -> None:
    """Two models that share no code say the same of every spoke, and of the hub that it comes up with."""
    network = {(client, server) for kind, client, server in journey(case)["cut over"] if kind == "FlexVPN"}
    predicted = {(pair.spoke, pair.hub) for pair in negotiations(golden_plan(case)) if pair.up}

    assert network == predicted
