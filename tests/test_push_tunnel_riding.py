"""Whether our own session goes through the tunnel that is cut: it is said not to only where that is proved."""

from ipaddress import IPv4Network

import pytest

from tests.golden_cases import golden_cases, golden_plan
from tests.practice_networks import enrol, named
from tests.preflights import as_it_is, read_from
from tests.test_practice_laws import at_source, type_in
from tests.test_practice_network_laws import LEFT_OUT_BY_THE_GUIDE, let_in, take, up_by_hand
from tests.test_push_standing import before
from wizard.data.answer_forms import Networks
from wizard.model.stage import Stage
from wizard.plan.perspective import Perspective, devices
from wizard.practice import PracticeRouter
from wizard.practice.network import PracticeNetwork
from wizard.push.preflight_commands import USERS
from wizard.push.reading import Reading
from wizard.push.tunnel_riding import Riding, rides_tunnel

CASE, DEVICE = "branches-eigrp", "br-hull"
INTERNET = "192.0.2.10"


def riding(source: str, case: str = CASE, device: str = DEVICE) -> Riding:
    """What is said to somebody who logs in from there."""
    return rides_tunnel(read_from(before(case, device).fork(), source), golden_plan(case), device)


def shown_as(reading: Reading, location: str) -> Reading:
    """The router names another place that we come from."""
    return answering_reading(reading, f" {INTERNET}\r\n", f" {location}\r\n")


def answering_reading(reading: Reading, old: str, new: str) -> Reading:
    """Another text in what it says of its users."""
    shown = {**reading.shown, USERS: reading.answer(USERS).replace(old.encode(), new.encode())}
    assert shown[USERS] != reading.answer(USERS)
    return Reading(name=reading.name, shown=shown)


@pytest.mark.parametrize(
    ("source", "case", "device", "says"),
    [
        ("10.21.3.20", CASE, DEVICE, "lies in the network of Vlan10"),
        ("10.21.30.7", CASE, DEVICE, "lies in the network of Vlan20"),
        ("10.20.0.30", CASE, DEVICE, "which the tunnel carries"),
        (INTERNET, CASE, DEVICE, "in no network that the tunnel carries"),
        (INTERNET, "everything-tunnelled", "SP1", "the tunnel may carry everything"),
        (INTERNET, CASE, "hq-vpn1", "no configuration says"),
    ],
    ids=["its LAN", "a secondary network", "headquarters", "the Internet, split", "all is tunnelled", "a hub"],
)
def test_where_we_come_from_says_whether_we_ride(source: str, case: str, device: str, says: str) -> None:
    """Beside the router we do not, from what the tunnel carries we do."""
    found = riding(source, case, device)

    assert says in found.why
    assert found.rides is not says.startswith(("lies", "in no"))


def test_a_person_at_the_console_rides_nothing() -> None:
    """The line names no address, and needs none."""
    reading = as_it_is(CASE, DEVICE).reading
    row = "*  2 vty 0     admin      idle                 00:00:00 192.0.2.10"
    console = answering_reading(reading, row, "*  0 con 0     admin      idle                 00:00:00")

    assert rides_tunnel(console, golden_plan(CASE), DEVICE) == Riding(rides=False, why="we are at the console")


@pytest.mark.parametrize(
    ("interface", "lines", "lies"),
    [
        ("Vlan77", "", True),
        ("GigabitEthernet0/7", "", True),
        ("Vlan77", " shutdown\n", False),
        ("Vlan77", " ip nat outside\n", False),
        ("Loopback77", "", False),
        ("Tunnel77", " tunnel source Vlan10\n tunnel destination 192.0.2.77\n", False),
        ("Dialer77", "", False),
        ("Async77", "", False),
        ("Cellular0/7/0", "", False),
    ],
)
def test_a_site_lies_behind_an_open_interface_of_its_lan_alone(interface: str, lines: str, lies: bool) -> None:  # noqa: FBT001
    """Behind a loopback nobody sits, and a tunnel or a dialled line may be the one that is cut."""
    practice = before(CASE, DEVICE).fork()
    type_in(practice, f"interface {interface}\n ip address 172.30.77.1 255.255.255.0\n{lines}")
    why = rides_tunnel(read_from(practice, "172.30.77.9"), golden_plan(CASE), DEVICE).why

    assert (f"lies in the network of {interface}" in why) is lies


@pytest.mark.parametrize("location", ["admin-pc.fennmark.example", "2001:db8::7", "", "999.1.1.1"])
def test_what_nobody_can_place_may_ride(location: str) -> None:
    """A name, an address of IPv6, nothing at all."""
    assert rides_tunnel(shown_as(as_it_is(CASE, DEVICE).reading, location), golden_plan(CASE), DEVICE).rides


def test_a_router_that_does_not_show_its_users_may_carry_us_through_the_tunnel() -> None:
    """Nothing is proved then."""
    reading = as_it_is(CASE, DEVICE).reading
    assert rides_tunnel(Reading(name=DEVICE, shown={**reading.shown, USERS: b""}), golden_plan(CASE), DEVICE).rides


def test_an_address_of_the_lan_proves_nothing_where_the_table_leads_elsewhere() -> None:
    """A host route into the tunnel wins over the network that is connected."""
    practice = before("everything-tunnelled", "SP1").fork()
    plan = golden_plan("everything-tunnelled")
    lan = next(iter(Perspective(plan, "SP1").known(Networks(), "lan_networks") or ()))
    beside = str(lan[9])
    assert not rides_tunnel(read_from(practice, beside), plan, "SP1").rides

    type_in(practice, f"ip route {beside} 255.255.255.255 198.51.100.254")
    assert rides_tunnel(read_from(practice, beside), plan, "SP1").rides


@pytest.mark.parametrize("case", golden_cases())
def test_whoever_is_said_not_to_ride_comes_through_no_tunnel_before_and_after(case: str) -> None:
    """Asked of the network itself, for clients in the LANs of both ends and in the Internet."""
    routers = network(case)
    up_by_hand(routers)
    plan = golden_plan(case)
    free = [
        (practice, source)
        for practice in routers
        for source in sources(case)
        if not rides_tunnel(read_from(practice, source), plan, practice.name).rides
    ]
    assert [pair for pair in free if comes_through_a_tunnel(*pair)] == []
    for stage in list(Stage)[:5]:
        take(case, routers, stage.filename)
        if stage is Stage.PKI:
            enrol(routers)
    let_in(case, routers)
    up_by_hand(routers)
    assert [pair for pair in free if comes_through_a_tunnel(*pair)] == []


def network(case: str) -> tuple[PracticeRouter, ...]:
    """The routers of a golden site as they are before the migration, with the network between them."""
    routers = tuple(named(at_source(case, device).fork(), device) for device in devices(golden_plan(case)))
    PracticeNetwork(routers)
    for practice in routers:
        if practice.name in LEFT_OUT_BY_THE_GUIDE:
            type_in(practice, LEFT_OUT_BY_THE_GUIDE[practice.name])
            type_in(practice, "ip route 0.0.0.0 0.0.0.0 Ethernet0/0\n")
    return routers


def sources(case: str) -> set[str]:
    """Addresses of clients in the LANs of every device, and one in the Internet."""
    plan = golden_plan(case)
    lans: list[IPv4Network] = []
    for device in devices(plan):
        lans += Perspective(plan, device).known(Networks(), "lan_networks") or ()
    return {INTERNET, *(str(lan[min(77, lan.num_addresses - 2)]) for lan in lans if lan.num_addresses > 2)}


def comes_through_a_tunnel(practice: PracticeRouter, source: str) -> bool:
    """Whether the way between the router and the client has a tunnel in it."""
    way = practice.network.way_from(practice, source)
    return way is not None and bool(way.through)
