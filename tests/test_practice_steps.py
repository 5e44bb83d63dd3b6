"""The steps beside the stages, typed at practice routers: every command is known, and answers what the step wants."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from tests.golden_cases import golden_cases, golden_plan, output
from tests.practice_networks import CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, enrol, named, network_of
from tests.practice_routers import logged_in, told
from tests.test_practice_laws import at_source, type_in
from tests.test_practice_network_laws import LEFT_OUT_BY_THE_GUIDE, let_in, up_by_hand
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.practice import PracticeRouter
from wizard.practice.network import PracticeNetwork

BY_CASE = pytest.mark.parametrize("case", golden_cases())
REFUSED = ("% Invalid", "% Incomplete", "% Ambiguous", "% Unknown", "Translating")
ENTERED = (Stage.ARCHIVE, Stage.LOGIN, Stage.PKI, Stage.STAGE, Stage.CUTOVER)
FOR_A_PERSON = {
    ("clinics-new-hub", "pause-accounting"): "its source accounts for commands, which somebody has to pause",
    ("everything-tunnelled", "hide-keys"): "its source logs commands with their keys, which somebody has to change",
}
"""The steps that do not answer what they want, and why that is what they are there for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A step that was typed."""

    id: str
    device: str
    command: str
    pattern: str
    answer: str


@cache
def walk(case: str) -> tuple[Answered, ...]:
    """Every step of a case, typed when it is due at its router, by hub and spokes in their order."""
    routers = tuple(named(at_source(case, device).fork(), device) for device in devices(golden_plan(case)))
    PracticeNetwork(routers)
    for practice in routers:
        if practice.name in LEFT_OUT_BY_THE_GUIDE:
            type_in(practice, LEFT_OUT_BY_THE_GUIDE[practice.name])
            type_in(practice, "ip route 0.0.0.0 0.0.0.0 Ethernet0/0\n")
    return tuple(_walked(case, routers))


def _walked(case: str, routers: tuple[PracticeRouter, ...]) -> Iterator[Answered]:
    up_by_hand(routers)
    let_in(case, routers)
    for stage in ENTERED:
        yield from _typed(case, routers, stage, "before")
        _take(case, routers, stage.filename)
        if stage is Stage.PKI:
            enrol(routers)
        up_by_hand(routers)
        yield from _typed(case, routers, stage, "after")
    yield from _typed(case, routers, Stage.CLEANUP, "before")
    for stage in (Stage.CUTOVER, Stage.STAGE):
        yield from _typed(case, routers, stage, "undo")
        _take(case, routers, stage.undo_filename)
        up_by_hand(routers)
        yield from _typed(case, routers, stage, "undone")


def _take(case: str, routers: tuple[PracticeRouter, ...], name: str) -> None:
    for practice in routers:
        type_in(practice, output(case, practice.name, name))


def _typed(case: str, routers: tuple[PracticeRouter, ...], stage: Stage, when: str) -> Iterator[Answered]:
    by_name = {practice.name: practice for practice in routers}
    for owner in by_name:
        for row in tomllib.loads(output(case, owner, "steps.toml"))["step"]:
            practice = by_name.get(row["device"])
            if (row["stage"], row["when"], row["mode"]) == (stage.value, when, "exec") and practice is not None:
                terminal = logged_in(practice)
                answer = told(terminal, row["command"])
                terminal.close()
                yield Answered(
                    id=row["id"],
                    device=practice.name,
                    command=row["command"],
                    pattern=row.get("pattern", ""),
                    answer=answer,
                )


@BY_CASE
def test_every_command_of_the_steps_is_known(case: str) -> None:
    """None of them gets the caret at the router where it is to be typed."""
    assert len(walk(case)) > 8
    assert not [(each.command, each.answer) for each in walk(case) if any(words in each.answer for words in REFUSED)]


@BY_CASE
def test_the_answers_are_those_that_the_steps_want(case: str) -> None:
    """Where a step says what its answer looks like, the migrated routers answer so."""
    missed = [
        (each.id, each.device, each.command, each.answer)
        for each in walk(case)
        if each.pattern and re.search(each.pattern, each.answer, re.MULTILINE) is None
    ]
    assert not [miss for miss in missed if (case, miss[0]) not in FOR_A_PERSON]


@pytest.mark.parametrize(("case", "step"), FOR_A_PERSON)
def test_what_is_for_a_person_is_still_there(case: str, step: str) -> None:
    """A step that answers by itself is no longer an exception."""
    found = [each for each in walk(case) if each.id == step]
    assert any(re.search(each.pattern, each.answer, re.MULTILINE) is None for each in found)


def cut_over() -> tuple[PracticeRouter, PracticeRouter]:
    """A hub and a spoke with FlexVPN between them."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    type_in(hub, HUB_STAGE)
    type_in(spoke, SPOKE_STAGE + CUTOVER)
    return hub, spoke


def told_at(practice: PracticeRouter, line: str) -> str:
    """What a router says to one command."""
    terminal = logged_in(practice)
    said = told(terminal, line)
    terminal.close()
    return said


def test_a_profile_shows_what_it_takes() -> None:
    """Identities and methods, and never a key."""
    hub, _ = cut_over()
    shown = told_at(hub, "show crypto ikev2 profile FLEX")

    assert "   fqdn spoke.example.com \n" in shown
    assert " Local authentication method: pre-share\n Remote authentication method(s): pre-share\n" in shown
    assert " Keyring: FLEX\n" in shown
    assert "Long-Enough-Key-1" not in shown
    assert told_at(hub, "show crypto ikev2 profile OTHER") == ""


def test_a_tunnel_shows_whether_it_waits() -> None:
    """Shut, it says so; up, it names both ends and its profile."""
    _, spoke = cut_over()
    up = told_at(spoke, "show interfaces tunnel 0")
    type_in(spoke, "interface Tunnel0\n shutdown\n")

    assert up.startswith("Tunnel0 is up, line protocol is up")
    assert "Tunnel source 198.51.100.2 (GigabitEthernet0/0), destination 192.0.2.1\n" in up
    assert 'Tunnel protection via IPSec (profile "FLEX")' in up
    assert told_at(spoke, "show interfaces Tunnel0").startswith(
        "Tunnel0 is administratively down, line protocol is down"
    )
    assert "% Invalid input" in told_at(spoke, "show interfaces Tunnel9")


@pytest.mark.parametrize(
    ("command", "falls"),
    [
        ("clear crypto session", True),
        ("clear crypto session remote 198.51.100.2", True),
        ("clear crypto session remote 198.51.100.9", False),
        ("clear crypto sa peer 198.51.100.2", True),
        ("clear crypto ikev2 sa", True),
        ("clear crypto isakmp", False),
    ],
)
def test_what_is_cleared_comes_up_again_with_new_counters(command: str, *, falls: bool) -> None:
    """Nothing is said; the session that is meant begins anew, another one does not."""
    hub, spoke = cut_over()
    told_at(spoke, "ping 10.10.10.1 source GigabitEthernet0/1")
    hub.clock.go_on(50)

    assert told_at(hub, command) == ""
    shown = told_at(hub, "show crypto ikev2 session")
    assert ("86400/0 sec" in shown) is falls
    assert ("#pkts decaps: 0," in told_at(hub, "show crypto ipsec sa")) is falls


def test_a_client_that_connects_by_hand_stays_down_when_it_is_cleared() -> None:
    """Somebody has to say so again."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE.replace("connect auto", "connect manual"))
    told_at(spoke, "crypto ipsec client ezvpn connect")
    assert hub.network.tunnels

    told_at(spoke, "clear crypto ipsec client ezvpn")

    assert not hub.network.tunnels
