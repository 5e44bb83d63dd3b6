"""What a crypto map's interface did with the spokes' packets in clear stands in the virtual template afterwards."""

import pytest

from tests.test_whose_profile_it_is import MAP, plan_of_core
from wizard.plan.perspective import Perspective
from wizard.situation.clear_text import template_lines
from wizard.situation.ezvpn_group import protecting

POLICY = """route-map ROUND permit 10
 match ip address 150
 set {action}
interface Loopback9
 ip address 10.9.9.1 255.255.255.252
 ip nat inside
"""


@pytest.mark.parametrize(
    ("action", "line"),
    [
        ("ip next-hop 10.9.9.2", "ip nat inside"),
        ("interface Loopback9", "ip nat inside"),
        ("ip next-hop 10.10.1.80", "ip policy route-map ROUND"),
    ],
)
def test_policy_routing_of_the_map_moves_to_the_template(action: str, line: str) -> None:
    """A turn through an inside loopback made the packets inside ones; whatever else it did the template repeats."""
    lines = MAP.format(client="CM") + POLICY.format(action=action)
    asking = Perspective(plan_of_core(lines, " ip policy route-map ROUND\n"), "core")

    assert template_lines(asking.plan.server.configuration, asking.router, ()) == (line,)


def test_the_filter_of_the_dynamic_map_moves_to_the_template() -> None:
    """`set ip access-group` filters what was decrypted, as `ip access-group` of a tunnel does."""
    lines = MAP.format(client="CM").replace(" reverse-route", " set ip access-group SHOPS-IN in\n reverse-route")
    asking = Perspective(plan_of_core(lines), "core")

    found = template_lines(asking.plan.server.configuration, asking.router, protecting(asking))
    assert found == ("ip access-group SHOPS-IN in",)
