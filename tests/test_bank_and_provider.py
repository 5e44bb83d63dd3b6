"""Two networks as they are run: a branch of a bank with VRFs, and a provider whose hub serves several customers."""

from tests.reading import source
from wizard.check import findings
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.plan.answer import answer, answer_secret
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.perspective import hub_device
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


def planned(names: tuple[str, ...], **answers: str) -> Plan:
    """The plan of those configurations with keys of its own and some answers."""
    plan = propose([source(name) for name in names])
    for key, value in answers.items():
        plan = answer(plan, key, value)
    if "login_username" in answers:
        plan = answer_secret(plan, "login_password", Secret("Login-1"), hub_device(plan))
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
    assert "RTE088" not in codes(plan)


def test_who_joins_the_profile_of_another_customer_is_stopped() -> None:
    """Somebody may know better, and is told what that means."""
    assert "RTE088" in codes(planned(PROVIDER, management_access="outside", flexvpn_profile="ROWAN"))
