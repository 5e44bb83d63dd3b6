"""A spoke that calls its hub by a name: what the router's own table says of it counts as the address itself."""

from pathlib import Path

import pytest

from tests.with_authority import propose
from wizard.check import findings
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.answer import answer
from wizard.plan.mapping.pinned_routes import peer_routes
from wizard.plan.perspective import Perspective
from wizard.render import outputs

CONFIGS = Path(__file__).parent / "configs"
NAME, HUB = "vpn.corp.example", "198.51.100.1"
PEER = f" peer {HUB}\n"


def plan_with(*peers: str, table: str = "", server: str = "") -> Plan:
    """Everything is tunnelled, and the spoke calls those peers; its table has those lines."""
    text = (CONFIGS / "spoke-everything-tunnelled.cfg").read_text("utf-8")
    assert PEER in text
    spoke = text.replace(PEER, "".join(f" peer {peer}\n" for peer in peers)).replace(
        "ip route 0.0.0.0", f"{table}ip route 0.0.0.0"
    )
    hub = (CONFIGS / "server-everything-tunnelled.cfg").read_bytes() + server.encode()
    plan = propose([read_source(hub, "server.cfg"), read_source(spoke.encode(), "spoke.cfg")])
    return answer(plan, "management_access", "outside", "SP1")


def pinned(plan: Plan) -> list[str]:
    """Peer and next hop of each host route."""
    rows = peer_routes(Perspective(plan, plan.spokes[0].device))
    return [f"{row.peer} {row.next_hop}" for row in rows]


def blockers(plan: Plan) -> dict[str, str]:
    """What blocks, with the reason."""
    return {one.code: one.message for one in findings(plan) if one.severity is Severity.BLOCKER}


WAYS = [f"{HUB} 203.0.113.1", f"{HUB} Null0"]


@pytest.mark.parametrize(
    "table", [f"ip host {NAME} {HUB}\n", f"ip host VPN.Corp.Example {HUB} 198.51.100.9\n", f"ip host {NAME} 22 {HUB}\n"]
)
def test_a_name_of_the_routers_own_table_is_pinned_as_its_address(table: str) -> None:
    """The client goes on calling the name, and the routes are those of the address that it means."""
    plan = plan_with(NAME, table=table)

    assert pinned(plan) == WAYS == pinned(plan_with(HUB))
    assert f" peer 1 fqdn {NAME}\n" in outputs(plan)["SP1/5-cutover.cfg"]
    assert blockers(plan) == {}


@pytest.mark.parametrize("table", ["", f"ip host other.example {HUB}\n", f"ip host vrf MGMT {NAME} {HUB}\n"])
def test_a_name_that_no_line_explains_cannot_be_pinned_and_that_is_said(table: str) -> None:
    """The tunnel's default route would carry the tunnel; the way out is an address, in either place."""
    plan = plan_with(NAME, table=table)

    assert pinned(plan) == []
    assert blockers(plan) == {"RTE021": f"HUB1 announces everything, and no line says which address {NAME} is."}


def test_a_table_of_the_hub_says_nothing_of_what_the_spoke_calls() -> None:
    """The spoke asks its own table and its name server."""
    assert "RTE021" in blockers(plan_with(NAME, server=f"ip host {NAME} {HUB}\n"))


def test_one_hub_by_name_and_by_address_is_pinned_once() -> None:
    """Two lines of one address are one peer; another name has routes of its own."""
    table = f"ip host {NAME} {HUB}\nip host vpn2.corp.example 198.51.100.7\n"

    assert pinned(plan_with(HUB, NAME, table=table)) == WAYS
    assert len(pinned(plan_with(NAME, "vpn2.corp.example", table=table))) == 4


def test_the_peers_of_a_name_are_held_against_the_hub_as_addresses_are() -> None:
    """A name whose address no interface of the hub has is as strange as that address."""
    strange = plan_with(NAME, table=f"ip host {NAME} 192.0.2.77\n")
    by_address = plan_with("192.0.2.77")

    def of(plan: Plan) -> set[str]:
        return {finding.code for finding in findings(plan)}

    assert of(strange) == of(by_address)
    assert of(strange) != of(plan_with(HUB))


def test_the_hubs_interface_is_found_by_what_the_spokes_name_means() -> None:
    """Where the tunnels end is decided by the address that is called, also through a name."""
    table = f"ip host {NAME} {HUB}\n"

    for name in ("HUB1/4-stage.cfg", "HUB1/target.cfg"):
        assert outputs(plan_with(NAME, table=table))[name] == outputs(plan_with(HUB))[name]


OUTSIDE = " ip access-group OUTSIDE in\n"
ENTRIES = f"ip access-list extended OUTSIDE\n permit udp host {HUB} any eq 500\n permit udp host {HUB} any eq 4500\n"
ENTRIES += f" permit esp host {HUB} any\n"


@pytest.mark.parametrize("peer", [HUB, NAME])
def test_the_spokes_filter_is_held_against_the_address_that_its_name_means(peer: str) -> None:
    """A filter that lets in the hub by its address alone lets it in, whichever way it is called."""
    plan = plan_with(peer, table=f"ip host {NAME} {HUB}\n")
    line = " ip address 203.0.113.2 255.255.255.252\n"
    text = plan.spokes[0].data.decode().replace(line, line + OUTSIDE)
    refusing = text.replace("ip route 0.0.0.0", f"{ENTRIES.replace(HUB, '192.0.2.9')}ip route 0.0.0.0")
    admitting = text.replace("ip route 0.0.0.0", f"{ENTRIES}ip route 0.0.0.0")

    def of(spoke: str) -> set[str]:
        sources = (plan.server, read_source(spoke.encode(), "spoke.cfg"))
        return {one.code for one in findings(propose(sources))} & {"RTE031"}

    assert of(refusing) == {"RTE031"}
    assert of(admitting) == set()
