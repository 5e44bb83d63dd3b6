"""A cut-over is proved where everything works that must, and not where one thing does not."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.golden_cases import golden_cases, golden_plan
from tests.practice_routers import logged_in, told
from tests.proving_networks import BRANCH, Site, Tried
from tests.test_practice_laws import type_in
from tests.test_practice_steps import told_at
from wizard.model.router_step import When
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.memory import remember
from wizard.push.old_again import ezvpn_carries_again
from wizard.push.proof import PROOFS, STABLE, Demand, prove, rows_of_round
from wizard.push.proof_commands import asked_in_a_round, routers_asked, steps_that_change
from wizard.push.proof_rows import Proof, ProofRow, Remembered
from wizard.push.proving import Proving
from wizard.push.question_round import QuestionRound
from wizard.push.vigil import Patience
from wizard.render.stage_files import stages_with_a_file
from wizard.session.router_session import Login

PROVED = (
    ("branches-keep-server", "br-leeds"),
    ("dynamic-peers-remain", "SP3"),
    ("filialen-new-hub", "NW-KI-RTR01"),
    ("filialen-new-hub", "NW-HH-RTR01"),
    ("filialen-mixed", "NW-HB-RTR01"),
    ("filialen-bgp", "NW-HB-RTR01"),
    ("branches-eigrp", "br-hull"),
    ("branches-present-hub", "hq-vpn2"),
    ("bank", "br0417-r1"),
    ("guide-new-hub", "flexserver"),
    ("everything-tunnelled", "SP1"),
)
"""Client mode behind PPPoE; a server; GRE; BGP; EIGRP; hubs that serve others, or nobody yet; VRFs; all through it."""


@cache
def good(case: str, device: str) -> tuple[tuple[ProofRow, ...], Proof]:
    """What was remembered, and what was proved, where nothing is wrong."""
    tried = Tried(case, device)
    return tried.before, tried.proved()


@pytest.mark.parametrize(("case", "device"), PROVED)
def test_a_cut_over_that_works_is_proved(case: str, device: str) -> None:
    """Every row holds, once everything has gone on to hold for a minute."""
    before, proof = good(case, device)

    assert [row for row in before if not row.is_good] == []
    assert proof.missing == ()
    assert proof.is_green


@pytest.mark.parametrize("case", golden_cases())
def test_every_cut_over_has_something_that_must_hold(case: str) -> None:
    """A hub that nobody uses yet, too: a proof without a row would never hold, nor would that of its way back."""
    plan, nobody = golden_plan(case), QuestionRound({})
    for device in (each for each in devices(plan) if Stage.CUTOVER in stages_with_a_file(plan, each)):
        rows = rows_of_round(Proving(plan=plan, device=device, round=nobody, remembered=Remembered(answers={})))
        assert [row.is_good for row in rows] == [False] * max(1, len(rows)), device


def test_every_demand_is_met_somewhere() -> None:
    """No row of the table is one that no site ever asks for."""
    met = {row.name for case, device in PROVED for row in good(case, device)[1].rows}
    demanded = {demand.name for demand in PROOFS} - OF_STEPS
    assert demanded <= met


OF_STEPS = {"ready", "steps", "routes", "routes-to-hub", "pings", "sessions", "pings-of-before", "predicted-routes"}
"""The demands whose rows have names of their own."""


# what is broken


THROUGH_THE_TUNNEL = {"ping-hub", "ping-other-spoke", "ping-from-hub", "ping-of-before", "large-packets", "packets"}
NO_TUNNEL = THROUGH_THE_TUNNEL | {"ikev2-session", "client-active", "hub-route", "route-to-hub"}
NAT = "interface Tunnel0\n ip nat outside\naccess-list 199 permit ip any any\n"
RULE = "ip nat inside source list 199 interface FastEthernet4 overload\n"
KEY = "crypto ikev2 keyring FLEX\n peer br-leeds\n  pre-shared-key Another-Key-77\n"

BROKEN: dict[str, tuple[tuple[str, str], str, str, set[str]]] = {
    "the hub has another key": (BRANCH, "hq-vpn1", KEY, NO_TUNNEL),
    "the hub's route leads elsewhere": (
        BRANCH,
        "hq-vpn1",
        "ip route 10.21.1.0 255.255.255.0 Null0\n",
        {"hub-route"},
    ),
    "the hub does not announce all": (
        BRANCH,
        "hq-vpn1",
        "ip access-list standard FLEX-ROUTES\n no permit 10.20.8.0 0.0.3.255\n",
        {"ikev2-session", "route-to-hub"},
    ),
    "one branch is not reached by way of the hub": (
        BRANCH,
        "hq-vpn1",
        "ip route 10.21.2.1 255.255.255.255 Null0\n",
        {"ping-other-spoke"},
    ),
    "a branch that nobody pings was lost": (
        BRANCH,
        "br-hull",
        "interface GigabitEthernet0\n shutdown\n",
        {"other-sessions"},
    ),
    "the LAN at headquarters is not answered": (
        BRANCH,
        "br-leeds",
        "ip route 10.20.0.1 255.255.255.255 Null0\n",
        {"ping-of-before", "ping-from-hub", "route-to-hub"},
    ),
    "a neighbor is lost": (
        ("filialen-hubs-ospf", "NW-KI-RTR01"),
        "nw-flex-hub",
        "router ospf 1\n passive-interface default\n",
        {"neighbors", "hub-route-to-remaining", "ping-of-before"},
    ),
    "a route of the branch's own wins": (
        BRANCH,
        "br-leeds",
        "ip route 10.20.8.0 255.255.252.0 203.0.113.17\n",
        {"route-to-hub"},
    ),
    "the line takes less than it says": (
        BRANCH,
        "br-leeds",
        "interface FastEthernet4\n ip mtu 1420\n",
        {"large-packets"},
    ),
    "the hub's tunnels take less": (
        BRANCH,
        "hq-vpn1",
        "interface Virtual-Template2\n ip mtu 1300\n",
        {"large-packets"},
    ),
    "a rule of NAT takes the tunnel": (BRANCH, "br-leeds", NAT + RULE, {"untranslated", "packets"}),
    "another branch was lost": (
        BRANCH,
        "br-york",
        "interface GigabitEthernet0/0\n shutdown\n",
        {"other-sessions", "ping-other-spoke"},
    ),
    "the tunnel was shut": (BRANCH, "br-leeds", "interface Tunnel0\n shutdown\n", NO_TUNNEL),
    "the old server is not reached through the new hub": (
        ("filialen-new-hub", "NW-KI-RTR01"),
        "nw-flex-hub",
        "interface Tunnel100\n shutdown\n",
        {"ping-of-before"},
    ),
    "a hub forgets its route": (
        ("branches-present-hub", "hq-vpn2"),
        "hq-vpn2",
        "no ip route 10.21.2.0 255.255.255.0 10.20.0.1 250\n",
        {"predicted-route"},
    ),
    "a server loses a branch": (
        ("branches-keep-server", "hq-vpn1"),
        "br-hull",
        "interface GigabitEthernet0\n shutdown\n",
        {"sessions-after"},
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_exactly_what_is_broken_is_missing(what: str) -> None:
    """One thing is not as it must be: its rows say so, the others hold."""
    (case, device), router, lines, missing = BROKEN[what]
    tried = Tried(case, device)
    tried.type(router, lines)

    proof = tried.proved(seconds=1)

    assert {row.name for row in proof.missing} == missing | {"stable"}
    assert not proof.is_green


def test_a_rule_of_nat_that_is_gone_is_missed() -> None:
    """The branch would be cut from the Internet; the tunnel and what it carries are as they must be."""
    tried = Tried(*BRANCH)
    told_at(tried.site.routers["br-leeds"], "clear ip nat translation *")
    tried.type("br-leeds", "interface Vlan1\n no ip nat inside\ninterface FastEthernet4\n no ip nat outside\n")
    tried.type("br-leeds", "no ip nat inside source route-map FLEX-INTERNET interface FastEthernet4 overload\n")

    assert {row.name for row in tried.proved(seconds=1).missing} == {"translations", "stable"}


@pytest.mark.parametrize("demand", PROOFS, ids=[demand.name for demand in PROOFS])
def test_no_demand_is_without_a_site_where_it_fails(demand: Demand) -> None:
    """Each row of the table is one that something broken was seen to turn."""
    failing = {"translations"}.union(*(missing for _, _, _, missing in BROKEN.values()))
    names = {row.name for case, device in PROVED for row in rows_of(demand, case, device)}

    assert names & failing


@cache
def rows_of(demand: Demand, case: str, device: str) -> tuple[ProofRow, ...]:
    """What a demand says where nothing is wrong."""
    tried = Tried(case, device)
    asked = QuestionRound(tried.site.sessions())
    return tuple(demand.rows(Proving(plan=tried.site.plan, device=device, round=asked, remembered=tried.remembered)))


@pytest.mark.parametrize(("case", "device"), PROVED)
def test_as_many_commands_as_a_round_types_are_in_the_arithmetic_of_the_timer(case: str, device: str) -> None:
    """And no router is asked at which nobody was to log in."""
    tried = Tried(case, device)
    asked = QuestionRound(tried.site.sessions(*routers_asked(tried.site.plan, device)))
    rows = rows_of_round(
        Proving(plan=tried.site.plan, device=device, round=asked, remembered=tried.remembered, now=tried.site.now())
    )

    assert all(row.is_good for row in rows)
    assert len(asked.answers) <= asked_in_a_round(tried.site.plan, device) <= len(asked.answers) + 4


# what was before


def test_an_old_tunnel_that_is_down_is_said_before_anything_is_armed() -> None:
    """There is nothing then that a way back could be held against."""
    site = Site("branches-keep-server")
    type_in(site.routers["hq-vpn1"], "interface GigabitEthernet0/0\n shutdown\n")
    _, rows = remember(site.plan, "br-leeds", site.sessions())

    bad = {row.name for row in rows if not row.is_good}
    assert "ezvpn-before" in bad
    assert "ping 10.20.0.1 source Vlan1" in bad


def test_a_router_at_which_nobody_is_logged_in_is_said_before_anything_is_armed() -> None:
    """Whether other branches are up there cannot be seen."""
    site = Site("branches-keep-server")
    remembered, rows = remember(site.plan, "br-leeds", site.sessions("br-leeds"))

    assert {(row.name, row.device) for row in rows if not row.is_good} == {("other-sessions", "hq-vpn1")}
    assert remembered.answer("hq-vpn1", "show crypto session") is None


def test_looking_types_nothing_that_changes_a_router() -> None:
    """Neither before nor behind the cut-over: what acts leaves by the guarded way alone."""
    tried = Tried("filialen-new-hub", "NW-HH-RTR01")
    before = {name: practice.running for name, practice in tried.site.routers.items()}
    tried.proved()

    assert before == {name: practice.running for name, practice in tried.site.routers.items()}
    assert [step.command for step in steps_that_change(tried.site.plan, "NW-HH-RTR01", When.AFTER)] == [
        "clear crypto session"
    ]


# what is not known


def test_a_router_at_which_nobody_is_logged_in_is_never_green() -> None:
    """Its rows say so, and nothing else is missing."""
    proof = Tried(*BRANCH).proved("br-leeds", seconds=1)

    assert {(row.name, row.device) for row in proof.missing} == {
        *((name, "hq-vpn1") for name in ("hub-route", "ping-from-hub", "other-sessions")),
        ("stable", "br-leeds"),
    }


def test_what_nobody_remembers_is_never_green() -> None:
    """Of a run that was taken up again without it: what was up before cannot be missed."""
    proof = Tried("filialen-bgp", "NW-HB-RTR01").proved(seconds=1, remembered=Remembered())

    assert {row.name for row in proof.missing} == {"other-sessions", "neighbors", "stable"}


def test_behind_the_last_second_nothing_is_asked() -> None:
    """The timer of the router comes first."""
    tried = Tried(*BRANCH)
    proof = tried.proved(seconds=0)

    assert not any(row.is_good for row in proof.rows)
    assert len(tried.told) == 1


def test_a_login_that_ends_is_named_and_ends_the_proof() -> None:
    """Somebody logs in anew, and proves it then."""
    tried = Tried(*BRANCH)
    tried.site.routers["hq-vpn1"].suffer('at "ping 10.21.1.1" drop')

    proof = tried.proved()
    assert proof.lost == ("hq-vpn1",)
    assert {row.name for row in proof.missing} == {"ping-from-hub", "other-sessions", "stable"}
    assert tried.proved().is_green


def test_a_question_that_nobody_knows_is_one_row_of_one_round() -> None:
    """The prompt is found again, and the next round asks anew."""
    tried = Tried(*BRANCH)
    tried.site.routers["hq-vpn1"].suffer('at "show crypto session" ask "Really?"')

    assert tried.proved().is_green
    assert {row.name for row in tried.told[0].missing} == {"other-sessions", "stable"}


# what goes on to hold


def test_it_is_proved_once_everything_held_for_a_minute() -> None:
    """Whoever looks on is told round by round."""
    tried = Tried(*BRANCH)
    proof = tried.proved()

    assert STABLE <= tried.site.seconds() < STABLE + 10
    assert [one.is_green for one in tried.told] == [False] * (len(tried.told) - 1) + [True]
    assert proof == tried.told[-1]
    assert {row.name for one in tried.told for row in one.missing} == {"stable"}


def test_a_tunnel_that_falls_and_comes_up_again_begins_the_minute_anew() -> None:
    """Though every single round finds it up."""
    tried = Tried(*BRANCH)
    tried.site.events.append((32, flap(tried)))

    assert tried.proved(seconds=200).is_green
    assert 32 + STABLE <= tried.site.seconds() < 32 + STABLE + 15


def test_a_tunnel_that_flaps_is_never_proved() -> None:
    """Each time before it has held for a minute."""
    tried = Tried(*BRANCH)
    tried.site.events += [(at, flap(tried)) for at in range(20, 400, 40)]

    proof = tried.proved(seconds=300)
    assert {row.name for row in proof.missing} == {"stable"}


def test_nothing_is_pinged_that_cannot_answer() -> None:
    """Each packet of a ping is waited for; while no tunnel is up, it is rather looked at often."""
    tried = Tried(*BRANCH)
    tried.type("br-leeds", "interface Tunnel0\n shutdown\n")
    tried.site.events.append((30, lambda: tried.type("br-leeds", "interface Tunnel0\n no shutdown\n")))

    assert tried.proved(seconds=200).is_green
    pinged = [row for row in tried.told[0].rows if row.name in THROUGH_THE_TUNNEL - {"packets"}]
    assert {row.after for row in pinged} == {"not asked, since no tunnel is up"}


ANSWERS = (
    b"",
    b"% Invalid input detected at '^' marker.\r\n",
    b"Success rate is 100 percent (5/5)\r\n" * 3,
    b"\x1b[2J\xff\xfe Session-id:1, Status:UP-ACTIVE, IKE count:1, CHILD count:1\r\n" * 50,
    b"9" * 2_000_000,
)


@pytest.mark.parametrize("answer", ANSWERS, ids=["nothing", "caret", "three rates", "bytes", "too long"])
@pytest.mark.parametrize("device", ["br-leeds", "hq-vpn1"])
def test_what_nobody_can_read_proves_nothing(answer: bytes, device: str) -> None:
    """Before and behind the cut-over and behind a way back; nothing is thrown."""
    site = Site("branches-keep-server")
    sessions = {name: Parrot(answer) for name in site.routers}
    remembered, _ = remember(site.plan, device, sessions)

    until = site.seconds() + 1
    asked = (site.plan, device, sessions, remembered, site)
    for proof in (
        prove(*asked, vigil=Patience(site, until), told=lambda _: None),
        ezvpn_carries_again(*asked, until=until + 1, told=lambda _: None),
    ):
        assert not proof.is_green
        assert proof.wanted == ()


class Parrot(Login):
    """A session at a router that answers the same to everything that it is asked, and is told nothing."""

    def __init__(self, answer: bytes) -> None:
        self._answer_to_all = answer

    def show(self, command: str) -> bytes:
        """The same."""
        return self._answer_to_all


def flap(tried: Tried) -> Callable[[], None]:
    """Somebody clears the sessions of the hub."""

    def clear() -> None:
        terminal = logged_in(tried.site.routers["hq-vpn1"])
        told(terminal, "clear crypto session")
        terminal.close()

    return clear
