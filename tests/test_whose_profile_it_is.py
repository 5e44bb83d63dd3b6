"""The profile, the template and the maps of the group that moves, where another group has some too."""

from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.perspective import Perspective
from wizard.situation.ezvpn_group import ezvpn_template, moving_profile, protecting
from wizard.summary import summary

SERVER = """hostname core
aaa new-model
aaa authentication login XA local
aaa authorization network GA local
crypto isakmp client configuration group FENN-BRANCH
 key shopkey
crypto isakmp client configuration group ADMINS
 key adminkey
crypto ipsec transform-set TS esp-aes esp-sha-hmac
{lines}
interface GigabitEthernet0/0
{wan} ip address 198.51.100.2 255.255.255.0
 crypto map CM
interface GigabitEthernet0/1
 ip address 10.10.1.1 255.255.255.0
ip route 0.0.0.0 0.0.0.0 198.51.100.1
end
"""

OF_ADMINS = """crypto isakmp profile ADMINS-P
   match identity group ADMINS
   client authentication list XA
   isakmp authorization list GA
   client configuration address respond{template}
crypto ipsec profile ADMINS-IP
 set transform-set TS
 set isakmp-profile ADMINS-P
interface Virtual-Template1 type tunnel
 ip unnumbered GigabitEthernet0/1
 ip access-group ADMINS-ONLY in
 tunnel protection ipsec profile ADMINS-IP
"""

MAP = """crypto dynamic-map ADMINS-DYN 1
 set isakmp-profile ADMINS-P
 set security-association replay window-size 1024
crypto dynamic-map DYN 1
 set transform-set TS
 reverse-route
crypto map {client} client authentication list XA
crypto map {client} isakmp authorization list GA
crypto map {client} client configuration address respond
crypto map CM 10 ipsec-isakmp dynamic DYN
crypto map CM 20 ipsec-isakmp dynamic ADMINS-DYN
"""


def plan_of_core(lines: str, wan: str = "") -> Plan:
    """The branch of Leeds and a server with those lines, some of them of its Internet interface."""
    name = "spoke-nem-classic.cfg"
    return propose(
        [
            read_source(SERVER.format(lines=lines, wan=wan).encode(), "core.cfg"),
            read_source((CONFIGS / name).read_bytes(), name),
        ]
    )


def test_a_profile_of_another_group_says_nothing_of_the_one_that_moves() -> None:
    """The only profile and the only template may be somebody else's, by either of the two ways to name it."""
    for template in ("\n   virtual-template 1", ""):
        asking = Perspective(plan_of_core(OF_ADMINS.format(template=template) + MAP.format(client="CM")), "core")

        assert moving_profile(asking) is None
        assert ezvpn_template(asking) is None
        assert [line.text for line in protecting(asking)] == ["crypto dynamic-map DYN 1"]


def test_a_profile_that_names_no_group_serves_the_one_that_moves() -> None:
    """It finds its clients by something else, such as a certificate."""
    lines = OF_ADMINS.format(template="\n   virtual-template 1").replace("   match identity group ADMINS\n", "")
    template = ezvpn_template(Perspective(plan_of_core(lines), "core"))

    assert template
    assert template.name == "Virtual-Template1"


def test_the_map_on_the_interface_is_ezvpns_though_its_client_lines_have_another_name() -> None:
    """So a sample of Cisco has it: the lines of the clients stand on a map that no interface has."""
    plan = plan_of_core(MAP.format(client="dynmap"))

    assert plan.server.router.server
    assert plan.server.router.server.crypto_maps == ("CM", "dynmap")
    assert plan.server.router.server.wan_interface == "GigabitEthernet0/0"
    assert not [row for row in summary(plan.server) if "nothing" in row]
