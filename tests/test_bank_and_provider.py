"""Two networks as they are run: a branch of a bank with VRFs, and a provider whose hub serves several customers."""

import pytest

from tests.reading import CONFIGS, source
from wizard.check import findings
from wizard.errors import AnswerError
from wizard.ledger import ledger
from wizard.model.finding import Verdict
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.parse.sources import read_source
from wizard.plan.answer import answer, answer_secret
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.perspective import hub_device, resolved
from wizard.plan.propose import propose
from wizard.render import outputs

BANK = ("server-bank.cfg", "spoke-bank.cfg")
PROVIDER = ("server-provider.cfg", "spoke-provider-client-mode.cfg", "spoke-provider-network-extension.cfg")

NEW_HUB = {
    "strategy": "new-hub",
    "management_access": "outside",
    "wan_interface": "GigabitEthernet0/0/0",
    "lan_interface": "GigabitEthernet0/0/1",
    "login_username": "admin",
}
OF_BANK = {
    "wan_address": "198.51.100.11/27",
    "default_gateway": "198.51.100.1",
    "lan_address": "10.100.250.3/29",
    "server_lan_address": "10.100.250.2",
    "loopback_address": "10.100.254.12/32",
    "peers": "198.51.100.11",
}
OF_PROVIDER = {
    "wan_address": "198.51.100.25/28",
    "default_gateway": "198.51.100.17",
    "lan_address": "10.1.0.3/29",
    "server_lan_address": "10.1.0.2",
    "loopback_address": "10.255.11.2/32",
    "pool_range": "10.1.201.1 10.1.201.99",
    "peers": "198.51.100.25",
}
TUNNEL = {"inter_hub": "tunnel", "inter_hub_network": "10.255.99.1/30"}


OF_PRESENT_HUB = {"management_access": "outside", "pool_range": "10.1.201.1 10.1.201.99"}


OF_HAZEL = {"hub_unnumbered": "Loopback16", "server_lan_address": "10.1.0.2"}


def planned(names: tuple[str, ...], new_hub: str = "", **answers: str) -> Plan:
    """The plan of those configurations with keys of its own and some answers."""
    plan = propose([source(name) for name in names], source(new_hub) if new_hub else None)
    for key, value in answers.items():
        plan = answer(plan, key, value)
    if "login_username" in answers:
        plan = answer_secret(plan, "login_password", Secret("Login-1"), hub_device(plan))
    if answers.get("inter_hub") == "tunnel":
        plan = answer_secret(plan, "inter_hub_key", Secret("Hub-To-Hub-1"))
    return with_drawn_keys(plan)[0]


def codes(plan: Plan) -> set[str]:
    """The findings of a plan."""
    return {finding.code for finding in findings(plan)}


def test_a_new_hub_reaches_all_of_the_data_centre_though_one_network_of_it_is_its_own() -> None:
    """Its LAN is eight addresses of 10.100.0.0/16; the rest would leave by its default route to the Internet."""
    hub = outputs(planned(BANK, **NEW_HUB, **OF_BANK))["flexvpn-hub/5-cutover.cfg"]

    assert "ip route 10.100.0.0 255.255.0.0 10.100.250.2 250\n" in hub


def test_the_flexvpn_of_one_customer_is_not_that_of_another() -> None:
    """The hub's only profile clones a template in the VRF of somebody else: the spokes get one of their own."""
    plan = planned(PROVIDER, management_access="outside")
    stage = outputs(plan)["pe-vpn-01/4-stage.cfg"]

    assert "ROWAN" not in stage
    assert "interface Virtual-Template1 type tunnel\n vrf forwarding ALDER\n ip unnumbered Loopback11\n" in stage
    assert "RTE090" not in codes(plan)


def test_who_joins_the_profile_of_another_customer_is_stopped() -> None:
    """Somebody may know better, and is told what that means."""
    assert "RTE090" in codes(planned(PROVIDER, management_access="outside", flexvpn_profile="ROWAN"))


def test_the_server_finds_the_sites_of_a_new_hub_in_the_vrf_of_their_customer() -> None:
    """The new hub is in that VRF, and a route of the global table would lead to the Internet."""
    server = outputs(planned(PROVIDER, **NEW_HUB, **OF_PROVIDER))["pe-vpn-01/5-cutover.cfg"]

    assert "ip route vrf ALDER 10.1.207.0 255.255.255.0 10.1.0.3 250\n" in server
    assert "ip route 10.1." not in server


def test_a_tunnel_between_the_hubs_carries_the_vrf_of_the_customer() -> None:
    """Its own packets leave where the server's Internet interface is, in the bank by a VRF of their own."""
    of_provider = planned(PROVIDER, **NEW_HUB, **OF_PROVIDER, **TUNNEL)
    of_bank = planned(BANK, **NEW_HUB, **OF_BANK, **TUNNEL)
    customer = outputs(of_provider)["pe-vpn-01/4-stage.cfg"]
    bank = outputs(of_bank)["dc1-vpn1/4-stage.cfg"]

    assert "interface Tunnel100\n vrf forwarding ALDER\n ip address 10.255.99.1 255.255.255.252\n" in customer
    assert "crypto ikev2 profile FLEX-INTERHUB\n match fvrf INET\n" in bank
    assert " tunnel destination 198.51.100.11\n tunnel vrf INET\n" in bank
    assert not {"RTE048", "RTE030"} & (codes(of_provider) | codes(of_bank))


def test_a_new_hub_that_has_the_vrf_of_the_customer_keeps_the_spokes_in_it() -> None:
    """It meets the server in that VRF, and no route of the global table leads to a site."""
    plan = planned(PROVIDER, "new-hub-of-provider.cfg", **OF_PRESENT_HUB)
    hub, server = (outputs(plan)[f"{name}/target.cfg"] for name in ("pe-vpn-02", "pe-vpn-01"))

    assert "interface Virtual-Template1 type tunnel\n vrf forwarding ALDER\n ip unnumbered Loopback11\n" in hub
    assert "ip route vrf ALDER 10.2.0.0 255.255.0.0 10.1.0.2 250\n" in hub
    assert "ip route vrf ALDER 10.1.207.0 255.255.255.0 10.1.0.3 250\n" in server
    assert "no ip route vrf ALDER 10.1.207.0 255.255.255.0 10.1.0.2 250\n" in outputs(plan)["pe-vpn-02/6-cleanup.cfg"]
    assert "ip route 10." not in hub + server
    assert not {"RTE030", "RTE091"} & codes(plan)


@pytest.mark.parametrize(("has_it", "lender"), [(True, "Loopback11"), (False, "Loopback0")])
def test_a_new_hub_lends_the_spokes_an_address_of_their_customer_where_it_has_that_vrf(
    *, has_it: bool, lender: str
) -> None:
    """A hub of that one customer alone has no such VRF: its loopback of the global table is the right one."""
    text = (CONFIGS / "new-hub-of-provider.cfg").read_text("utf-8")
    hub = read_source((text if has_it else text.replace("ALDER", "OTHERS")).encode(), "new-hub.cfg")
    plan = propose([source(name) for name in PROVIDER], hub)

    assert resolved(plan, "hub_unnumbered", hub_device(plan)).value == lender


def test_a_new_hub_whose_template_is_in_another_table_is_told_so() -> None:
    """Somebody lends it the address of another customer; a hub of that one customer alone has no VRF and needs none."""
    plan = planned(PROVIDER, "new-hub-of-provider.cfg", **OF_PRESENT_HUB, **OF_HAZEL)
    said = [finding.message for finding in findings(plan) if finding.code == "EZV011"]
    bare = [finding.message for finding in findings(planned(PROVIDER, **NEW_HUB, **OF_PROVIDER))]

    assert "`vrf forwarding ALDER` of pe-vpn-01 has no twin on pe-vpn-02." in said
    assert not [message for message in bare if "vrf forwarding ALDER" in message]


@pytest.mark.parametrize("protocol", ["ospf", "eigrp"])
def test_no_protocol_of_the_global_table_tells_where_the_sites_of_a_vrf_are(protocol: str) -> None:
    """The server would look for them in a table where nobody is."""
    with pytest.raises(AnswerError, match=r"in a VRF, and protocols inside a VRF are not generated"):
        planned(PROVIDER, **NEW_HUB, **OF_PROVIDER, inter_hub_routing=protocol)


@pytest.mark.parametrize("answers", [{"management_access": "outside"}, NEW_HUB | OF_PROVIDER], ids=["reuse", "new hub"])
def test_nothing_is_said_of_the_groups_of_other_customers(answers: dict[str, str]) -> None:
    """What their clients store or reach is no matter of this migration; to widen their lists would mix customers."""
    said = " ".join(finding.message for finding in findings(planned(PROVIDER, **answers)))

    assert [
        name for name in ("BIRCH", "CEDAR", "DOGWOOD", "ELDER", "HAZEL", "STAFF", "VENDOR", "NOC-") if name in said
    ] == []


def test_a_client_that_is_asked_for_no_password_waits_for_nobody() -> None:
    """The bank's branches have certificates, and the server has no list of users for them."""
    assert "EZV001" not in codes(planned(BANK, management_access="outside"))


def test_the_office_of_a_bank_is_not_let_out_to_the_internet() -> None:
    """It has no route into the VRF of the front door, and nothing is translated there after the cut-over."""
    assert "ip nat" not in outputs(planned(BANK, management_access="outside"))["br0417-r1/target.cfg"]


def test_the_tunnel_borrows_from_the_loopback_from_which_ezvpns_did() -> None:
    """The hub is told its address, and it never goes down with a port of the office."""
    plan = planned(BANK, management_access="outside")

    assert "\n vrf forwarding OFFICE\n ip unnumbered Loopback10\n" in outputs(plan)["br0417-r1/4-stage.cfg"]
    assert "RTE005" not in codes(plan)


def test_the_inside_line_of_a_shop_became_what_translates_it() -> None:
    """The router translates already, so the list is opened in the cut-over alone, by an entry with a number."""
    plan = planned(PROVIDER, management_access="outside")
    (inside,) = (one for one in ledger(plan) if one.device == "alder-s03" and one.text.endswith("ALDER inside"))

    assert inside.verdict is Verdict.TRANSFORMED
    assert "1 permit ip 192.168.1.0 0.0.0.255 any" in [line.path[-1] for line in inside.becomes]


def test_a_way_to_the_new_hub_in_another_table_is_stopped() -> None:
    """The server has that address in its core, and the customer is in a VRF."""
    core = OF_PROVIDER | {"lan_address": "192.0.2.131/29", "server_lan_address": "192.0.2.129"}

    assert "RTE091" in codes(planned(PROVIDER, **NEW_HUB, **core))
    assert "RTE091" not in codes(planned(PROVIDER, **NEW_HUB, **OF_PROVIDER))
