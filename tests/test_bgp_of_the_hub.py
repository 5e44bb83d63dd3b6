"""The hub's own BGP, and the networks of the spokes that it announces."""

import pytest

from tests.test_what_a_site_lacks import fennmark
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.plan.answer import answer


def announcing(line: str, lan: str) -> Plan:
    """The branch with that LAN, and a hub whose BGP has that line."""
    bgp = {"\naccess-list 15 remark": f"\nrouter bgp 65010\n {line}\naccess-list 15 remark"}
    return answer(fennmark(server=bgp), "lan_networks", lan)


ANNOUNCED = {
    "network 126.0.0.0": "126.0.0.0/8",
    "network 127.0.0.0": "127.0.0.0/8",
    "network 128.0.0.0": "128.0.0.0/16",
    "network 191.255.0.0": "191.255.0.0/16",
    "network 192.0.1.0": "192.0.1.0/24",
    "network 10.21.1.0 mask 255.255.255.0": "10.21.1.0/24",
    "network 192.0.0.0 mask 255.255.0.0": "192.0.0.0/16",
}


@pytest.mark.parametrize("line", ANNOUNCED)
def test_a_hub_that_announces_a_spokes_lan_itself_takes_no_bgp_of_the_spokes(line: str) -> None:
    """A `network` line without a mask is the network of its class; BGP prefers what a router originates itself."""
    with pytest.raises(AnswerError, match="line 165 of the hub: its BGP announces that network itself"):
        answer(announcing(line, ANNOUNCED[line]), "routing", "bgp")


@pytest.mark.parametrize(
    "line", ["network 10.0.0.0", "network 10.21.1.0 mask 255.255.0.0", "neighbor 10.20.0.9 shutdown"]
)
def test_another_network_of_the_hubs_bgp_is_no_lan(line: str) -> None:
    """Only the very network of the LAN stands in its way."""
    assert answer(announcing(line, "10.21.1.0/24"), "routing", "bgp").answers
