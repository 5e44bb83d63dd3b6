"""Where the new tunnels end: at the addresses of the hub that the spokes call."""

from pathlib import Path

import pytest

from tests.with_authority import propose
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.answer import open_answers
from wizard.plan.perspective import Perspective

CONFIGS = Path(__file__).parent / "configs"
WAN = "interface GigabitEthernet0/0\n ip address 198.51.100.1 255.255.255.0\n"
OTHER = "interface GigabitEthernet0/2\n ip address 192.0.2.1 255.255.255.0\n"
CALLS = " peer 198.51.100.1\n"


def plan_with(wan: str, calls: str = CALLS) -> Plan:
    """A hub with those lines for its Internet interface, and a spoke with those peers."""
    server = (CONFIGS / "server-everything-tunnelled.cfg").read_text("utf-8")
    spoke = (CONFIGS / "spoke-everything-tunnelled.cfg").read_text("utf-8")
    assert WAN in server
    assert CALLS in spoke
    texts = {"server.cfg": server.replace(WAN, wan), "spoke.cfg": spoke.replace(CALLS, calls)}
    return propose([read_source(text.encode(), name) for name, text in texts.items()])


def settled(plan: Plan, key: str) -> str:
    """What holds for the hub as long as nobody answers."""
    return Perspective(plan, plan.server.device).value(key)


def shared(line: str) -> str:
    """The Internet interface with an address of its own and that line."""
    return WAN.replace("198.51.100.1", "198.51.100.2") + line


ENDS = {
    "the interface's own address": (WAN, CALLS, "GigabitEthernet0/0", "yes"),
    "the address of the second provider": (OTHER + WAN, " peer 192.0.2.1\n", "GigabitEthernet0/2", "yes"),
    "both providers' addresses": (OTHER + WAN, CALLS + " peer 192.0.2.1\n", "GigabitEthernet0/0", "no"),
    "a loopback": (
        "interface Loopback7\n ip address 192.0.2.1 255.255.255.255\n" + WAN,
        " peer 192.0.2.1\n",
        "Loopback7",
        "yes",
    ),
    "a secondary address": (
        WAN + " ip address 192.0.2.1 255.255.255.0 secondary\n",
        " peer 192.0.2.1\n",
        "GigabitEthernet0/0",
        "no",
    ),
    "an address of HSRP": (
        shared(" standby version 2\n standby 1 ip 198.51.100.1\n"),
        CALLS,
        "GigabitEthernet0/0",
        "no",
    ),
    "an address of VRRP": (shared(" vrrp 1 ip 198.51.100.1\n"), CALLS, "GigabitEthernet0/0", "no"),
    "a second address of HSRP": (
        shared(" standby 1 ip 198.51.100.9\n standby 1 ip 198.51.100.1 secondary\n"),
        CALLS,
        "GigabitEthernet0/0",
        "no",
    ),
    "an address of VRRP in a block": (
        shared(" vrrp 1 address-family ipv4\n  address 198.51.100.1 primary\n"),
        CALLS,
        "GigabitEthernet0/0",
        "no",
    ),
    "an address that something translates": (WAN, " peer 192.0.2.99\n", "GigabitEthernet0/0", "yes"),
    "a vendor's server as well": (WAN, CALLS + " peer 192.0.2.99\n", "GigabitEthernet0/0", "yes"),
}


@pytest.mark.parametrize("what", ENDS)
def test_the_tunnels_end_where_the_spokes_call(what: str) -> None:
    """The template names the one interface whose primary address is called, and none where that would leave one out."""
    wan, calls, interface, named = ENDS[what]
    plan = plan_with(wan, calls)

    assert settled(plan, "wan_interface") == interface
    assert settled(plan, "virtual_template_source") == named


def test_the_template_does_not_borrow_what_the_spokes_call() -> None:
    """The hub tells the spokes the borrowed address, and the way to it would lead through the tunnel."""
    assert settled(plan_with(WAN), "hub_unnumbered") == "GigabitEthernet0/1"
    assert settled(
        plan_with("interface Loopback3\n ip address 10.255.0.1 255.255.255.255\n" + WAN), "hub_unnumbered"
    ) == ("Loopback3")


def test_the_template_does_not_borrow_from_an_interface_that_is_shut() -> None:
    """A loopback that is shut lends nothing."""
    loopback = "interface Loopback3\n ip address 10.255.0.1 255.255.255.255\n shutdown\n"

    assert settled(plan_with(loopback + WAN), "hub_unnumbered") == "GigabitEthernet0/1"


def test_an_ipv6_peer_of_ezvpn_is_named_as_that() -> None:
    """The new tunnel is written over IPv4, and only a person knows the hub's address there."""
    plan = plan_with(WAN, " peer 2001:DB8:1::10\n")
    (asked,) = (one for one in open_answers(plan) if one.question.key == "peers")

    assert "EzVPN calls 2001:DB8:1::10, an IPv6 address" in asked.why
