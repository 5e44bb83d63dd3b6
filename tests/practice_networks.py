"""Practice routers with a network between them, for tests."""

from tests.practice_routers import router
from wizard.model.configuration import Line
from wizard.practice import PracticeRouter
from wizard.practice.network import PracticeNetwork

CHAIN = "crypto pki certificate chain "
TRUSTPOINT = "crypto pki trustpoint "

SERVER = """\
hostname hub
aaa new-model
aaa authorization network default local
crypto isakmp client configuration group branches
 key practice-group
 acl 101
crypto isakmp profile branches
   match identity group branches
   isakmp authorization list default
   virtual-template 1
interface Loopback0
 ip address 10.10.10.1 255.255.255.255
interface GigabitEthernet0/0
 ip address 192.0.2.1 255.255.255.0
interface GigabitEthernet0/1
 ip address 10.10.0.1 255.255.255.0
interface Virtual-Template1 type tunnel
 ip unnumbered Loopback0
 tunnel source GigabitEthernet0/0
 tunnel mode ipsec ipv4
ip route 0.0.0.0 0.0.0.0 192.0.2.254
access-list 101 permit ip 10.10.0.0 0.0.0.255 any
"""
SPOKE = """\
hostname spoke
crypto ipsec client ezvpn hq
 connect auto
 group branches key practice-group
 mode network-extension
 peer 192.0.2.1
interface GigabitEthernet0/0
 ip address 198.51.100.2 255.255.255.0
 crypto ipsec client ezvpn hq
interface GigabitEthernet0/1
 ip address 10.10.1.1 255.255.255.0
 crypto ipsec client ezvpn hq inside
ip route 0.0.0.0 0.0.0.0 198.51.100.254
"""
FLEX = """\
aaa authorization network FLEX local
ip access-list standard FLEX-ROUTES
 permit {announced}
crypto ikev2 authorization policy FLEX
 route set interface
 route set access-list FLEX-ROUTES
crypto ikev2 proposal FLEX
 encryption aes-cbc-256
 integrity sha256
 group 19
crypto ikev2 policy FLEX
 match fvrf any
 proposal FLEX
crypto ikev2 keyring FLEX
 peer other
  {known_by}
  pre-shared-key Long-Enough-Key-1
crypto ikev2 profile FLEX
 match identity remote fqdn {other}.example.com
 identity local fqdn {own}.example.com
 authentication remote pre-share
 authentication local pre-share
 keyring local FLEX
 aaa authorization group psk list FLEX FLEX
crypto ipsec transform-set FLEX esp-aes 256 esp-sha256-hmac
 mode tunnel
crypto ipsec profile FLEX
 set transform-set FLEX
 set ikev2-profile FLEX
"""
HUB_STAGE = (
    FLEX.format(announced="10.10.0.0 0.0.0.255", known_by="identity fqdn spoke.example.com", other="spoke", own="hub")
    + """\
interface Virtual-Template2 type tunnel
 ip unnumbered Loopback0
 tunnel source GigabitEthernet0/0
 tunnel mode ipsec ipv4
 tunnel protection ipsec profile FLEX
crypto ikev2 profile FLEX
 virtual-template 2
"""
)
SPOKE_STAGE = (
    FLEX.format(announced="10.10.1.0 0.0.0.255", known_by="address 192.0.2.1", other="hub", own="spoke")
    + """\
interface Tunnel0
 ip unnumbered GigabitEthernet0/1
 shutdown
 tunnel source GigabitEthernet0/0
 tunnel mode ipsec ipv4
 tunnel destination dynamic
 tunnel protection ipsec profile FLEX
"""
)
CUTOVER = """\
interface GigabitEthernet0/1
 no crypto ipsec client ezvpn hq inside
interface GigabitEthernet0/0
 no crypto ipsec client ezvpn hq
crypto ikev2 client flexvpn FLEX
 peer 1 192.0.2.1
 connect auto
 client connect Tunnel0
interface Tunnel0
 no shutdown
"""


def network_of(**configurations: str) -> tuple[PracticeRouter, ...]:
    """Routers by their names, with the network between them."""
    routers = tuple(named(router(text), name) for name, text in configurations.items())
    PracticeNetwork(routers)
    return routers


def named(practice: PracticeRouter, name: str) -> PracticeRouter:
    """The router under another name."""
    practice.name = name
    return practice


def up(routers: tuple[PracticeRouter, ...]) -> set[tuple[str, str, str]]:
    """The tunnels that are up: what they are, who called, whom."""
    tunnels = routers[0].network.tunnels
    return {(tunnel.kind.value, tunnel.client.router, tunnel.server.router) for tunnel in tunnels}


def enrol(routers: tuple[PracticeRouter, ...]) -> None:
    """Every trustpoint without certificates gets them, from the authority of the site where it has one."""
    chains = [line for practice in routers for line in practice.state.running if line.text.startswith(CHAIN)]
    authorities = [line for chain in chains for line in chain.children if line.text.startswith("certificate ca ")]
    authority = authorities[0] if authorities else Line("certificate ca 01", verbatim=("  3082", "  quit"))
    for practice in routers:
        running = practice.state.running
        names = {line.text.removeprefix(TRUSTPOINT) for line in running if line.text.startswith(TRUSTPOINT)}
        lacking = sorted(names - {line.text.removeprefix(CHAIN) for line in running})
        for name in lacking:
            own = Line("certificate 0A", verbatim=("  3081", "  quit"))
            practice.change(running=(*practice.state.running, Line(CHAIN + name, (own, authority))))
