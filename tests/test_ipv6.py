"""IPv6 over the tunnels: what is asked, what is refused, what is generated."""

import pytest

from tests.golden_cases import golden_plan, output
from wizard.check import negotiations
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved
from wizard.render import outputs


@pytest.fixture
def plan() -> Plan:
    """Two routers with IPv6 in their LANs, joined by GRE that carries it."""
    return golden_plan("lojas-ipv6")


def test_each_side_learns_the_ipv6_network_of_the_other(plan: Plan) -> None:
    """The networks of the interfaces are announced, link-local addresses are none."""
    (pair,) = negotiations(plan)

    assert "2001:db8:41:7::/64" in pair.hub_learns
    assert "2001:db8:40::/64" in pair.spoke_learns
    assert resolved(plan, "ipv6_networks", "lj-faro").value == "2001:db8:41:7::/64"


def test_a_router_that_forwards_ipv6_is_not_told_so_again() -> None:
    """The hub does already, the shop begins at the cut-over."""
    assert "ipv6 unicast-routing" not in output("lojas-ipv6", "lis-vpn1", "5-cutover.cfg")
    assert output("lojas-ipv6", "lj-faro", "5-cutover.cfg").count("ipv6 unicast-routing") == 1
    assert "no ipv6 unicast-routing" in output("lojas-ipv6", "lj-faro", "undo-5-cutover.cfg")


def test_ipv6_needs_gre(plan: Plan) -> None:
    """Neither can be chosen while the other answer forbids it, and the reason is said."""
    with pytest.raises(AnswerError, match="a VTI for IPv4 carries none"):
        answer(plan, "encapsulation", "vti")
    with pytest.raises(AnswerError, match="GRE carries both"):
        answer(answer(answer(plan, "ipv6", "no"), "encapsulation", "vti"), "ipv6", "yes")


@pytest.mark.parametrize("value", ["10.1.0.0/16", "2001:db8::1/64", "2001:db8::/129", "everything"])
def test_what_is_no_ipv6_network_is_refused(plan: Plan, value: str) -> None:
    """An address with host bits is no network either."""
    with pytest.raises(AnswerError, match="no list of IPv6 networks"):
        answer(plan, "ipv6_networks", value)


def test_the_hub_may_announce_all_of_ipv6(plan: Plan) -> None:
    """`any` is how an access list says ::/0."""
    everything = answer(plan, "ipv6_networks", "::/0", "lis-vpn1")

    assert "ipv6 access-list FLEX-ROUTES6\n permit ipv6 any any\n" in outputs(everything)["lis-vpn1/4-stage.cfg"]
    assert "::/0" in negotiations(everything)[0].spoke_learns


def test_a_tunnel_without_an_address_to_borrow_gets_a_link_local_one(plan: Plan) -> None:
    """`ipv6 enable` is enough to forward."""
    bare = answer(plan, "ipv6_unnumbered", "none", "lj-faro")

    stage = outputs(bare)["lj-faro/4-stage.cfg"]
    assert " ipv6 enable\n ipv6 mtu 1400\n" in stage
    assert "ipv6 unnumbered" not in stage
