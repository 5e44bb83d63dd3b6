"""The static default routes of a spoke, once everything goes through the tunnel."""

from pathlib import Path

import pytest

from tests.with_authority import propose
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.perspective import Perspective
from wizard.situation.static_routes import floated_defaults

CONFIGS = Path(__file__).parent / "configs"
DEFAULT = "ip route 0.0.0.0 0.0.0.0"
OTHER_LINES = (
    "interface Cellular0\n ip address negotiated\n!\ninterface GigabitEthernet0/2\n"
    " ip address 172.31.3.2 255.255.255.252\n!\n"
)


def plan_with(*defaults: str) -> Plan:
    """Everything is tunnelled; the spoke has those default routes, a cellular line and a leased one."""
    server = (CONFIGS / "server-everything-tunnelled.cfg").read_bytes()
    text = (CONFIGS / "spoke-everything-tunnelled.cfg").read_text("utf-8")
    own = f"{DEFAULT} 203.0.113.1\n"
    assert own in text
    spoke = text.replace(own, OTHER_LINES + "".join(f"{DEFAULT} {default}\n" for default in defaults))
    return propose([read_source(server, "server.cfg"), read_source(spoke.encode(), "spoke.cfg")])


def after(*defaults: str) -> list[str]:
    """What stands behind `ip route 0.0.0.0 0.0.0.0` after the cut-over, in the order of the routes."""
    plan = plan_with(*defaults)
    changed = {row.text: text for row, text in floated_defaults(Perspective(plan, plan.spokes[0].device))}
    lines = (f"{DEFAULT} {default}" for default in defaults)
    return [changed.get(line, line).removeprefix(f"{DEFAULT} ") for line in lines]


ORDERS = {
    "alone": (["203.0.113.1"], ["203.0.113.1 250"]),
    "in front of one with 250": (
        ["203.0.113.1 track 1", "Cellular0 250"],
        ["203.0.113.1 249 track 1", "Cellular0 250"],
    ),
    "in front of one with 254": (["203.0.113.1", "Cellular0 254"], ["203.0.113.1 250", "Cellular0 254"]),
    "in front of one that the tunnel would not beat": (
        ["203.0.113.1", "Cellular0 2 name lte"],
        ["203.0.113.1 249", "Cellular0 250 name lte"],
    ),
    "in front of one that leaves no room": (["203.0.113.1", "Cellular0 3"], ["203.0.113.1 249", "Cellular0 250"]),
    "in front of one that leaves room for one": (
        ["203.0.113.1", "Cellular0 4"],
        ["203.0.113.1 3", "Cellular0 4"],
    ),
    "beside its like": (
        ["203.0.113.1 track 10", "Cellular0"],
        ["203.0.113.1 250 track 10", "Cellular0 250"],
    ),
    "with interface and gateway": (
        ["GigabitEthernet0/0 203.0.113.1 track 10", "GigabitEthernet0/0 dhcp 5"],
        ["GigabitEthernet0/0 203.0.113.1 4 track 10", "GigabitEthernet0/0 dhcp 5"],
    ),
    "behind a leased line, the primary path": (
        ["172.31.3.1 track 3", "203.0.113.1 2"],
        ["172.31.3.1 track 3", "203.0.113.1 250"],
    ),
}


@pytest.mark.parametrize("case", ORDERS)
def test_default_routes_keep_their_order(case: str) -> None:
    """The first of two lines stays the first one, and what was in front of EzVPN's stays there."""
    before, expected = ORDERS[case]

    assert after(*before) == expected
