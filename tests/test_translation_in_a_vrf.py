"""Address translation of a spoke whose LAN is in a VRF: where packets of that VRF leave, and by which rules."""

import pytest

from tests.reading import read, source
from wizard.model.plan import Plan
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved
from wizard.plan.propose import propose
from wizard.render import outputs

SPOKE = "SP6"
DEFAULT = "ip route 0.0.0.0 0.0.0.0 203.0.113.1\n"
RULE = "ip nat inside source route-map "


def planned(*changes: tuple[str, str]) -> Plan:
    """The spoke with its LAN in a VRF, with some words replaced."""
    text = source("spoke-lan-in-vrf.cfg").data.decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    plan = propose([source("server-for-vrf-spoke.cfg"), read(text, "spoke.cfg")])
    return answer(plan, "certificate_authority", "yes")


def rules(plan: Plan) -> list[str]:
    """What translates on the spoke."""
    return [
        line for line in outputs(plan)[f"{SPOKE}/target.cfg"].splitlines() if line.startswith("ip nat inside source")
    ]


def test_a_vrf_without_a_way_to_the_internet_is_not_translated_there() -> None:
    """No packet of the LAN reaches the Internet interface, whose default route is in another table."""
    plan = planned()

    assert resolved(plan, "internet_breakout", SPOKE).value == "no"
    assert rules(plan) == []
    assert "ip nat" not in outputs(plan)[f"{SPOKE}/5-cutover.cfg"]


@pytest.mark.parametrize("across", ["203.0.113.1 global", "GigabitEthernet0/0 203.0.113.1"])
def test_a_vrf_whose_default_route_leads_across_is_translated_by_a_rule_of_its_own(across: str) -> None:
    """A rule without the VRF is for the global table, in which nobody of the LAN is."""
    plan = planned((DEFAULT, f"{DEFAULT}ip route vrf LAN 0.0.0.0 0.0.0.0 {across}\n"))

    assert rules(plan) == [f"{RULE}FLEX-INTERNET interface GigabitEthernet0/0 vrf LAN overload"]


def test_client_mode_translates_into_a_tunnel_of_the_same_vrf() -> None:
    """Without the words the LAN's packets would enter the tunnel as they are, and the hub knows no way back."""
    plan = planned((" mode network-extension\n", " mode client\n"))

    assert rules(plan) == [f"{RULE}FLEX-TUNNEL interface Tunnel0 vrf LAN match-in-vrf overload"]


def test_a_lan_in_the_vrf_of_the_internet_interface_is_translated_within_it() -> None:
    """A front door that the LAN shares needs no route from one table to another."""
    plan = planned(("interface GigabitEthernet0/0\n", "interface GigabitEthernet0/0\n vrf forwarding LAN\n"))

    assert rules(plan) == [f"{RULE}FLEX-INTERNET interface GigabitEthernet0/0 vrf LAN match-in-vrf overload"]


@pytest.mark.parametrize(
    ("vrf", "breakout", "written"),
    [
        (" vrf LAN", "no", []),
        ("", "yes", [f"{RULE}FLEX-INTERNET interface GigabitEthernet0/0 vrf LAN overload"]),
    ],
)
def test_a_rule_of_the_spoke_s_own_counts_where_it_is_for_the_vrf_of_the_lan(
    vrf: str, breakout: str, written: list[str]
) -> None:
    """One for the global table takes no packet of the LAN, which then needs another one."""
    own = f"ip nat inside source list 10 interface GigabitEthernet0/0{vrf} overload"
    across = "ip route vrf LAN 0.0.0.0 0.0.0.0 203.0.113.1 global\n"
    plan = planned((DEFAULT, f"{DEFAULT}{across}access-list 10 permit 10.0.0.0 0.255.255.255\n{own}\n"))

    assert resolved(plan, "internet_breakout", SPOKE).value == breakout
    assert rules(plan) == [own, *written]
