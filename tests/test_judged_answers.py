"""What routers show is read into values, and what a push proves beside the steps is judged from them."""

from datetime import datetime, timedelta
from ipaddress import IPv4Network

import pytest

from tests.practice_networks import CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, network_of
from tests.practice_routers import ARCHIVING, logged_in, router, told
from tests.shown_answers import answer
from tests.test_practice_laws import type_in
from wizard.judge.answers.answer import Answer, NotRead, answer_of
from wizard.judge.answers.archive import archive
from wizard.judge.answers.clock import clock
from wizard.judge.answers.ezvpn_clients import ezvpn_states
from wizard.judge.answers.ikev2_sessions import ikev2_sas
from wizard.judge.answers.interfaces import interface_states
from wizard.judge.answers.neighbours import bgp_neighbours, eigrp_neighbours, ospf_neighbours
from wizard.judge.answers.ping import ping
from wizard.judge.answers.translations import live_translations
from wizard.judge.push_proofs import (
    ezvpn_is_up,
    neighbours_are_as_before,
    no_revert_timer,
    other_sessions_are_up,
    packets_move,
    revert_timer,
    same_session,
)
from wizard.model.step_facts import StepFacts


def read(name: str) -> Answer:
    """An answer as the readers take it."""
    return answer_of(answer(name))


def test_neighbours_are_read() -> None:
    """Who is up, and over which interface."""
    assert [(each.address, each.interface, each.is_up) for each in ospf_neighbours(read("ospf-neighbours"))] == [
        ("10.255.254.1", "Tunnel10", True),
        ("10.10.0.9", "GigabitEthernet0/1", True),
        ("10.10.0.10", "GigabitEthernet0/1", False),
    ]
    assert [(each.address, each.interface) for each in eigrp_neighbours(read("eigrp-neighbours"))] == [
        ("10.10.1.2", "Vl1"),
        ("10.255.255.1", "Tu0"),
    ]
    assert [each.prefixes for each in bgp_neighbours(read("bgp-established"))] == [4]


def test_a_neighbour_that_is_lost_is_named() -> None:
    """One that was down before is not missed."""
    before = ospf_neighbours(read("ospf-neighbours"))

    assert neighbours_are_as_before(before, before[:2]).is_good
    assert neighbours_are_as_before(before, before[1:]).seen == "not up any more: 10.255.254.1"


def test_interfaces_an_archive_and_an_ezvpn_client_are_read() -> None:
    """As routers of both families print them."""
    states = {state.name: (state.is_shut, state.is_up) for state in interface_states(read("interfaces"))}
    assert states == {
        "GigabitEthernet0/0": (False, True),
        "GigabitEthernet0/1": (False, False),
        "Tunnel0": (True, False),
        "NVI0": (False, True),
    }
    assert archive(read("archive-on")).latest == "bootflash:ez2flex--Nov-30-10-00-48.517-CET-1"
    assert not archive(read("archive-off")).is_on
    (client,) = ezvpn_states(read("ezvpn-active"))
    assert (client.name, client.peer, client.saves_password) == ("HQ", "192.0.2.1", True)
    assert clock(read("clock-summer")).as_utc({"CEST": 120}).hour == 9  # type: ignore[union-attr]


def test_a_ping_may_lose_its_first_packet() -> None:
    """And none more."""
    assert ping(read("ping-answered")).is_good
    assert not ping(read("ping-lost")).is_good
    with pytest.raises(NotRead, match="no success rate"):
        ping(read("clock-right"))


@pytest.mark.parametrize(
    ("timer", "at", "seen"),
    [
        ("timer-ours", "clock-right", "ours, until 10:10:48 CET"),
        ("timer-another-user", "clock-right", "the timer is of carol"),
        ("timer-idle", "clock-right", "the timer is another one, of 10 min"),
        ("timer-longer", "clock-right", "the timer is another one, of 20 min"),
        ("timer-none", "clock-right", "no timer runs"),
        ("timer-ours", "clock-summer", "the router's clock was changed since the timer runs"),
        ("timer-ours", "nothing", "cannot be read: no time of `show clock`"),
        ("clock-right", "clock-right", "cannot be read: no timer of a rollback, and no word that none runs"),
        (
            "denied",
            "clock-right",
            "cannot be read: the router does not take the command: Command authorization failed.",
        ),
    ],
)
def test_a_timer_is_ours_or_it_is_said_whose_it_is(timer: str, at: str, seen: str) -> None:
    """By its user, its kind, its length, and the router's own clock."""
    found = revert_timer(answer(timer), answer(at), user="admin", minutes=10)

    assert found.seen == seen
    assert found.is_good is seen.startswith("ours")
    assert (found.until == datetime(2026, 11, 30, 10, 10, 48)) is found.is_good
    assert (found.left == timedelta(minutes=5, seconds=28)) is found.is_good


def test_a_timer_of_a_practice_router_is_ours_until_it_fires() -> None:
    """It is there once it is armed, and gone when it was confirmed or has fired."""
    practice = router(ARCHIVING)
    terminal = logged_in(practice)

    def shown(command: str) -> bytes:
        return told(terminal, command).encode()

    def armed(user: str = "admin") -> bool:
        timer = shown("show archive config rollback timer")
        return revert_timer(timer, shown("show clock"), user=user, minutes=5).is_good

    assert no_revert_timer(shown("show archive config rollback timer")).is_good
    told(terminal, "configure terminal revert timer 5")
    told(terminal, "end")
    assert armed()
    assert not armed("carol")
    assert not no_revert_timer(shown("show archive config rollback timer")).is_good
    practice.clock.go_on(301)
    assert not armed()


@pytest.mark.parametrize(
    ("second", "is_good"), [("ipsec-sa-moved", True), ("ipsec-sa-nothing-back", False), ("ipsec-sa-none", False)]
)
def test_packets_move_both_ways_or_not(second: str, is_good: bool) -> None:  # noqa: FBT001
    """Between two answers; one way is not enough."""
    assert packets_move(answer("ipsec-sa-first"), answer(second), interface="Tunnel0").is_good is is_good
    assert not packets_move(answer("ipsec-sa-first"), answer(second), interface="Tunnel1").is_good


def test_ezvpn_carries_packets_or_not() -> None:
    """By its state alone."""
    assert ezvpn_is_up(answer("ezvpn-active"), name="HQ").is_good
    assert ezvpn_is_up(answer("ezvpn-waits"), name="HQ").seen == "HQ is CONNECT_REQUIRED"
    assert ezvpn_is_up(answer("ezvpn-active"), name="OTHER").seen == "no EzVPN client OTHER"


def test_a_cutover_on_the_practice_network_is_proved_by_its_counters() -> None:
    """EzVPN is up before it, and behind it a ping moves packets both ways through the tunnel."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    terminal = logged_in(spoke)

    def shown(command: str) -> bytes:
        return told(terminal, command).encode()

    assert ezvpn_is_up(shown("show crypto ipsec client ezvpn"), name="hq").is_good
    type_in(hub, HUB_STAGE)
    type_in(spoke, SPOKE_STAGE)
    type_in(spoke, CUTOVER)
    assert not ezvpn_is_up(shown("show crypto ipsec client ezvpn"), name="hq").is_good
    first = shown("show crypto ipsec sa")
    assert not packets_move(first, shown("show crypto ipsec sa"), interface="Tunnel0").is_good
    assert ping(answer_of(shown("ping 10.10.0.1 source GigabitEthernet0/1"))).is_good
    assert packets_move(first, shown("show crypto ipsec sa"), interface="Tunnel0").is_good
    assert interface_states(answer_of(shown("show ip interface brief")))


def test_what_is_translated_is_read() -> None:
    """With the address that is called, where one is."""
    found = [
        (each.inside_global, each.inside_local, each.outside) for each in live_translations(read("nat-translations"))
    ]

    assert found == [
        ("203.0.113.5", "10.1.0.9", ""),
        ("203.0.113.2", "10.1.0.20", "198.51.100.7"),
        ("203.0.113.2", "10.1.0.1", "10.10.0.1"),
    ]
    with pytest.raises(NotRead, match="none of `show ip nat translations`"):
        live_translations(read("clock-right"))


def test_a_session_is_the_same_as_long_as_it_grows_older() -> None:
    """One that began anew meanwhile has another number, or is younger than it would be."""
    first = answer("ikev2-session-15")
    later, younger = (first.replace(b"86400/7244", seconds) for seconds in (b"86400/7304", b"86400/12"))
    (sa,) = ikev2_sas(read("ikev2-session-15"))

    assert (sa.session_id, sa.active) == ("5", 7244)
    assert same_session(first, later, seconds=60).seen == "the same 1 session"
    assert same_session(first, younger, seconds=60).seen == "the session with hub.example.com began anew"
    assert same_session(first, later.replace(b"Session-id:5,", b"Session-id:6,"), seconds=60).seen == (
        "the session with hub.example.com is another one now"
    )
    assert not same_session(first, answer("ikev2-session-none-xe"), seconds=60).is_good
    assert same_session(b"", later, seconds=60).seen == "no session is up"


@pytest.mark.parametrize(("lan", "is_missed"), [("10.10.1.0/24", True), ("10.10.9.0/24", False)])
def test_a_session_is_that_of_a_spoke_by_its_far_end_alone(lan: str, is_missed: bool) -> None:  # noqa: FBT001
    """A split list that names the LANs of all branches puts each of them into the sessions of the others."""
    before = answer("crypto-session-hub-lists-each-other")
    now = before.replace(b"UP-ACTIVE", b"DOWN", 1)

    found = other_sessions_are_up(before, now, moved=StepFacts(moved_networks=(IPv4Network(lan),)))
    assert found.is_good is not is_missed


def test_a_session_is_that_of_a_spoke_by_the_address_that_ezvpn_gave_it() -> None:
    """In client mode the far end is one address."""
    before = answer("crypto-session-hub-lists-each-other")
    now = before.replace(b"203.0.113.2", b"203.0.113.77")

    assert not other_sessions_are_up(before, now, moved=StepFacts()).is_good
    moved = StepFacts(moved_networks=(IPv4Network("10.99.0.5/32"),))
    assert other_sessions_are_up(before, now, moved=moved).is_good
