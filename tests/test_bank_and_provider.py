"""Two networks as they are run: a branch of a bank with VRFs, and a provider whose hub serves several customers."""

from tests.reading import source
from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.plan.answer import answer, answer_secret
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.perspective import hub_device
from wizard.plan.propose import propose
from wizard.render import outputs

BANK = ("server-bank.cfg", "spoke-bank.cfg")
BANK_HUB, BRANCH = "dc1-vpn1", "br0417-r1"

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


def test_a_new_hub_reaches_all_of_the_data_centre_though_one_network_of_it_is_its_own() -> None:
    """Its LAN is eight addresses of 10.100.0.0/16; the rest would leave by its default route to the Internet."""
    hub = outputs(planned(BANK, **NEW_HUB, **OF_BANK))["flexvpn-hub/5-cutover.cfg"]

    assert "ip route 10.100.0.0 255.255.0.0 10.100.250.2 250\n" in hub
