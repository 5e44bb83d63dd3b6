"""Neighbors of a routing protocol between practice routers: how long they are up, and how they prove themselves."""

import pytest

from tests.test_practice_routing import beside_each_other, cut_over, row_of, told_at


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00:00"),
        (59, "00:00:59"),
        (60, "00:01:00"),
        (3599, "00:59:59"),
        (3600, "01:00:00"),
        (86399, "23:59:59"),
        (86400, "1d00h"),
        (604799, "6d23h"),
        (604800, "1w0d"),
        (8 * 86400, "1w1d"),
    ],
)
def test_how_long_a_neighbor_is_up_is_shown_as_ios_shows_it(seconds: int, shown: str) -> None:
    """By the clock on the first day, then in days and hours, then in weeks and days."""
    hub, _ = cut_over()
    told_at(hub, "show ip eigrp neighbors")
    hub.clock.go_on(seconds)

    assert f" Vi1 12 {shown} " in row_of(told_at(hub, "show ip eigrp neighbors"), "10.10.1.1")


@pytest.mark.parametrize(
    ("left", "right", "is_up"),
    [
        ("area 0 authentication\n", "area 0 authentication\n", True),
        ("area 0 authentication message-digest\n", "area 0 authentication message-digest\n", True),
        ("area 0 authentication\n", "", False),
        ("area 0 authentication\n", "area 0 authentication message-digest\n", False),
        # What is said of another area, or else of this one, proves nothing here.
        ("area 1 authentication\n", "", True),
        ("area 1 authentication message-digest\n", "", True),
        ("area 0 range 10.1.0.0 255.255.0.0\n", "", True),
    ],
)
def test_neighbors_of_ospf_prove_themselves_as_their_area_asks(left: str, right: str, is_up: bool) -> None:  # noqa: FBT001
    """Both ends the same way, or neither."""
    one, _ = beside_each_other(f"router ospf 1\n {left}" if left else "", f"router ospf 20\n {right}" if right else "")

    assert ("10.2.2.2" in told_at(one, "show ip ospf neighbor")) is is_up
