"""Translations at practice routers: rules give packets another source, and what they made lives and ages."""

from tests.practice_networks import CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, network_of
from tests.practice_routers import logged_in, told
from tests.test_practice_laws import type_in
from wizard.practice import PracticeRouter

INTERNET = "ping 9.9.9.9 source GigabitEthernet0/1"
RULE = """\
access-list 10 permit 10.10.1.0 0.0.0.255
ip nat inside source list 10 interface GigabitEthernet0/0 overload
interface GigabitEthernet0/0
 ip nat outside
interface GigabitEthernet0/1
 ip nat inside
"""
WITHOUT_EZVPN = SPOKE.replace(" crypto ipsec client ezvpn hq inside\n", "")
CLIENT_MODE = SPOKE.replace("mode network-extension", "mode client")
WITH_A_POOL = SERVER.replace(" acl 101\n", " acl 101\n pool P\n") + "ip local pool P 10.99.0.1 10.99.0.9\n"


def told_at(practice: PracticeRouter, line: str) -> str:
    """What a router says to one command."""
    terminal = logged_in(practice)
    said = told(terminal, line)
    terminal.close()
    return said


def test_the_internet_answers_a_lan_that_is_translated() -> None:
    """Without a rule the answer finds no way back."""
    _, spoke = network_of(hub=SERVER, spoke=WITHOUT_EZVPN)
    assert "(0/5)" in told_at(spoke, INTERNET)

    type_in(spoke, RULE)

    assert "(5/5)" in told_at(spoke, INTERNET)
    assert "198.51.100.2:1" in told_at(spoke, "show ip nat translations")


def test_the_statistics_name_the_interfaces_of_both_sides_and_the_rules() -> None:
    """By these a person sees whether a side is missing."""
    _, spoke = network_of(hub=SERVER, spoke=WITHOUT_EZVPN)
    type_in(spoke, RULE)
    type_in(spoke, "interface Loopback3\n ip address 10.10.3.1 255.255.255.0\n ip nat inside\n")
    told_at(spoke, INTERNET)
    shown = told_at(spoke, "show ip nat statistics").splitlines()

    assert shown[shown.index("Outside interfaces:") + 1].split(", ") == ["  GigabitEthernet0/0"]
    assert sorted(shown[shown.index("Inside interfaces: ") + 1].strip().split(", ")) == [
        "GigabitEthernet0/1",
        "Loopback3",
    ]
    assert "[Id: 1] access-list 10 interface GigabitEthernet0/0 refcount 1" in shown


def test_a_rule_whose_list_denies_translates_nothing() -> None:
    """The first entry that fits decides."""
    _, spoke = network_of(hub=SERVER, spoke=WITHOUT_EZVPN)
    type_in(spoke, RULE)
    type_in(spoke, "ip access-list standard 10\n 5 deny 10.10.1.0 0.0.0.255\n")

    assert "(0/5)" in told_at(spoke, INTERNET)


def test_translations_age_and_are_cleared() -> None:
    """That of a ping lives for a minute, or until somebody clears it."""
    _, spoke = network_of(hub=SERVER, spoke=WITHOUT_EZVPN)
    type_in(spoke, RULE)
    told_at(spoke, INTERNET)
    assert "Total active translations: 1 " in told_at(spoke, "show ip nat statistics")

    spoke.clock.go_on(61)
    assert "Total active translations: 0 " in told_at(spoke, "show ip nat statistics")

    told_at(spoke, INTERNET)
    told_at(spoke, "clear ip nat translation *")
    assert told_at(spoke, "show ip nat translations") == ""


def test_ezvpn_hides_what_leaves_beside_its_tunnel() -> None:
    """The mapping `internet-list` stands in no configuration, and goes with EzVPN."""
    hub, spoke = network_of(hub=SERVER, spoke=SPOKE)
    assert "(5/5)" in told_at(spoke, INTERNET)
    assert "internet-list interface GigabitEthernet0/0 refcount 1" in told_at(spoke, "show ip nat statistics")

    type_in(hub, HUB_STAGE)
    type_in(spoke, SPOKE_STAGE)
    type_in(spoke, CUTOVER)

    assert "internet-list" not in told_at(spoke, "show ip nat statistics")
    assert "(0/5)" in told_at(spoke, INTERNET)


def test_client_mode_hides_the_lan_behind_the_address_that_it_got() -> None:
    """Headquarters sees the address of the pool, and reaches nothing behind it."""
    hub, spoke = network_of(hub=WITH_A_POOL, spoke=CLIENT_MODE)

    assert "(5/5)" in told_at(spoke, "ping 10.10.0.1 source GigabitEthernet0/1")
    assert "10.99.0.1:1" in told_at(spoke, "show ip nat translations")
    assert "enterprise-list pool hq" in told_at(spoke, "show ip nat statistics")
    assert "(5/5)" in told_at(hub, "ping 10.99.0.1 source GigabitEthernet0/1")
    assert "(0/5)" in told_at(hub, "ping 10.10.1.1 source GigabitEthernet0/1")


def test_a_rule_stays_while_its_translations_live() -> None:
    """An emptied list stops new translations only: the rule is refused until the old ones are gone."""
    _, spoke = network_of(hub=SERVER, spoke=WITHOUT_EZVPN)
    type_in(spoke, RULE)
    told_at(spoke, INTERNET)
    terminal = logged_in(spoke)
    for line in ("configure terminal", "ip access-list standard 10", "5 deny any", "exit"):
        told(terminal, line)
    removal = "no ip nat inside source list 10 interface GigabitEthernet0/0 overload"
    assert "Dynamic mapping in use" in told(terminal, removal)

    told(terminal, "do clear ip nat translation *")

    assert told(terminal, removal) == ""
    assert "ip nat inside source" not in spoke.running


def test_client_mode_hides_the_lan_behind_a_virtual_interface_too() -> None:
    """The interface of the tunnel stands in no configuration; what left by it kept its own address, and was lost."""
    own_interface = CLIENT_MODE.replace(" mode client\n", " mode client\n virtual-interface 1\n")
    template = "interface Virtual-Template1 type tunnel\n no ip address\n tunnel mode ipsec ipv4\n"
    _, spoke = network_of(hub=WITH_A_POOL, spoke=own_interface + template)

    assert "(5/5)" in told_at(spoke, "ping 10.10.0.1 source GigabitEthernet0/1")
    assert "10.99.0.1:1" in told_at(spoke, "show ip nat translations")
