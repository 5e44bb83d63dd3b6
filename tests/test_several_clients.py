"""Spokes with several EzVPN clients: the one that calls the plan's server moves, and nothing is said of the others."""

from tests.test_what_a_site_lacks import fennmark
from wizard.check.all_findings import findings
from wizard.ledger import ledger
from wizard.model.finding import Verdict
from wizard.model.plan import Plan
from wizard.plan.perspective import Perspective
from wizard.render import outputs

SPOKE = "br-leeds"

OTHER = """crypto ipsec client ezvpn {name}
 connect auto
 group {group} key Other-Key-1
 mode {mode}
 peer {peer}
!
crypto ipsec client ezvpn HQ
"""


def beside(name: str, *, group: str, mode: str, peer: str) -> Plan:
    """The branch with another active client before its own."""
    return fennmark(
        spoke={
            "crypto ipsec client ezvpn HQ\n connect": OTHER.format(name=name, group=group, mode=mode, peer=peer)
            + " connect",
            "\n crypto ipsec client ezvpn HQ\n": f"\n crypto ipsec client ezvpn {name}\n"
            " crypto ipsec client ezvpn HQ\n",
            "\n crypto ipsec client ezvpn HQ inside": f"\n crypto ipsec client ezvpn {name} inside\n"
            " crypto ipsec client ezvpn HQ inside",
        }
    )


def moving(plan: Plan) -> str:
    """The client that moves."""
    return Perspective(plan, SPOKE).client.name


def test_the_client_that_calls_the_server_moves_though_another_has_the_same_group() -> None:
    """A second site with the same group keeps its tunnel."""
    plan = beside("DR", group="FENN-BRANCH", mode="network-extension", peer="192.0.2.200")

    assert moving(plan) == "HQ"
    written = "".join(text for path, text in outputs(plan).items() if path.startswith(f"{SPOKE}/"))
    assert "peer 1 198.51.100.2" in written
    assert "peer 1 192.0.2.200" not in written
    assert "no crypto ipsec client ezvpn DR" not in written


def test_a_client_of_another_provider_is_no_matter_of_the_findings() -> None:
    """What stays as it is needs no finding: neither its group nor its mode, nor how it logs in."""
    alone = {(finding.code, finding.device, finding.message) for finding in findings(fennmark())}
    beside_another = findings(beside("VENDOR", group="PUMPS", mode="client", peer="192.0.2.77"))

    assert {(finding.code, finding.device, finding.message) for finding in beside_another} == alone


def test_the_ledger_says_of_a_client_that_does_not_move_that_it_stays() -> None:
    """Its lines become nothing, and no question decides about them."""
    text = "crypto ipsec client ezvpn VENDOR"
    said = [
        (entry.verdict, entry.becomes, entry.reason)
        for entry in ledger(beside("VENDOR", group="PUMPS", mode="client", peer="192.0.2.77"))
        if entry.device == SPOKE and entry.text == text
    ]

    assert said[0] == (Verdict.KEPT, (), "EzVPN client VENDOR does not move in this plan: it stays")


def test_a_server_that_is_called_by_a_shared_address_is_the_one_that_is_called() -> None:
    """An address that two routers share by HSRP is an address of each."""
    plan = beside("DR", group="FENN-BRANCH", mode="network-extension", peer="192.0.2.200")
    by_hsrp = {" ip address 198.51.100.2 ": " standby 1 ip 198.51.100.2\n ip address 198.51.100.3 "}
    shared = fennmark(server=by_hsrp).server

    assert moving(Plan(server=shared, spokes=plan.spokes)) == "HQ"
