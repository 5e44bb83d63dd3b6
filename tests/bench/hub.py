"""An EzVPN server and a spoke of it, each of any length and the same bytes every time."""

from collections.abc import Iterator
from itertools import chain, count, islice

GROUPS = 20
USERS = 500
SPLIT_ENTRIES = 2000

HUB = """\
version 15.7
service timestamps log datetime msec
service password-encryption
hostname hub-bench
aaa new-model
aaa authentication login default local
aaa authentication login xauth local
aaa authorization network groups local
ip domain name bench.example
crypto isakmp policy 10
 encr aes 256
 authentication pre-share
 group 14
crypto isakmp keepalive 10 2
"""

GROUP = """\
crypto isakmp client configuration group branch-{number:02}
 key Bench-Group-{number:02}
 dns 172.16.{number}.53
 domain bench.example
 acl split
 save-password
crypto isakmp profile branch-{number:02}
   match identity group branch-{number:02}
   client authentication list xauth
   isakmp authorization list groups
   client configuration address respond
   virtual-template 1
"""

TUNNEL = """\
crypto ipsec transform-set branches esp-aes 256 esp-sha-hmac
 mode tunnel
crypto ipsec profile branches
 set transform-set branches
interface Loopback0
 ip address 10.255.255.1 255.255.255.255
interface GigabitEthernet0/0
 description Internet
 ip address 198.51.100.1 255.255.255.0
 ip nat outside
interface GigabitEthernet0/1
 description LAN
 ip address 172.16.0.1 255.255.255.0
 ip nat inside
interface Virtual-Template1 type tunnel
 ip unnumbered Loopback0
 tunnel mode ipsec ipv4
 tunnel protection ipsec profile branches
ip nat inside source list internet interface GigabitEthernet0/0 overload
ip route 0.0.0.0 0.0.0.0 198.51.100.254
ip access-list standard internet
 permit 172.16.0.0 0.0.0.255
"""

LINE = """\
line con 0
line vty 0 4
 transport input ssh
end
"""

VLAN = """\
interface GigabitEthernet0/{port}.{vlan}
 encapsulation dot1Q {vlan}
 ip address 10.{second}.{third}.1 255.255.255.0
 ip nat inside
"""

SPOKE = """\
version 15.7
hostname spoke-bench
aaa new-model
username bench privilege 15 secret 9 $9$bench
crypto isakmp keepalive 10 2
crypto ipsec client ezvpn ez
 connect auto
 group branch-01 key Bench-Group-01
 mode network-extension
 peer 198.51.100.1
 username branch-001 password Bench-User-001
 xauth userid mode local
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.0
 crypto ipsec client ezvpn ez
interface GigabitEthernet0/1
 ip address 10.200.1.1 255.255.255.0
 crypto ipsec client ezvpn ez inside
ip route 0.0.0.0 0.0.0.0 203.0.113.1
"""


def hub(lines: int, *, users: int = USERS, split_entries: int = SPLIT_ENTRIES) -> str:
    """The configuration of an EzVPN server with exactly that many lines."""
    return filled(
        [*HUB.splitlines(), *names(users), *groups(), *TUNNEL.splitlines(), *split_list(split_entries)], lines
    )


def spoke(lines: int) -> str:
    """The configuration of a spoke of it with exactly that many lines."""
    return filled(SPOKE.splitlines(), lines)


def branch(number: int) -> str:
    """The configuration of one of many spokes of it, which differ in name, addresses and user alone."""
    own = {
        "spoke-bench": f"spoke-{number:02}",
        "branch-001": f"branch-{number:03}",
        "Bench-User-001": f"Bench-User-{number:03}",
        "203.0.113.2 ": f"203.0.113.{number + 1} ",
        "10.200.1.1 ": f"10.200.{number}.1 ",
    }
    text = SPOKE + LINE
    for word, instead in own.items():
        text = text.replace(word, instead)
    return text


def filled(head: list[str], lines: int) -> str:
    """A configuration that begins so and has exactly that many lines."""
    tail = LINE.splitlines()
    room = lines - len(head) - len(tail)
    if room < 0:
        raise ValueError(f"there are {len(head) + len(tail)} lines at least")
    return "\n".join((*head, *islice(network(), room), *tail)) + "\n"


def names(users: int) -> Iterator[str]:
    """The user names and passwords of the clients."""
    return (f"username branch-{number:03} secret 9 $9$bench{number:03}" for number in range(1, users + 1))


def groups() -> Iterator[str]:
    """The groups and the profile of each."""
    return chain.from_iterable(GROUP.format(number=number).splitlines() for number in range(1, GROUPS + 1))


def split_list(entries: int) -> Iterator[str]:
    """The networks that clients reach through the tunnel."""
    yield "ip access-list extended split"
    for number in range(entries):
        yield f" permit ip 10.{number // 250}.{number % 250}.0 0.0.0.255 any"


def network() -> Iterator[str]:
    """The rest of a large router, without end: LANs and their interfaces, translations, routes."""
    return chain.from_iterable(maker(number) for number in count() for maker in (lan, translation, route))


def lan(number: int) -> list[str]:
    """One LAN behind a subinterface."""
    port, vlan = 2 + number // 4000, 2 + number % 4000
    return VLAN.format(port=port, vlan=vlan, second=100 + number // 250, third=number % 250).splitlines()


def translation(number: int) -> list[str]:
    """One server that is reached from outside."""
    inside = f"172.16.0.{number % 200 + 10} {number + 1024}"
    return [f"ip nat inside source static tcp {inside} 198.51.100.1 {number + 1024} extendable"]


def route(number: int) -> list[str]:
    """One static route."""
    return [f"ip route 100.{64 + number // 250}.{number % 250}.0 255.255.255.0 172.16.0.254"]


def spoke_of(number: int) -> str:
    """One of many spokes of the hub, each with its own name, address and LAN."""
    block, place = divmod(number, 250)
    return (
        SPOKE.replace("spoke-bench", f"spoke-{number:04}")
        .replace("203.0.113.2", f"203.0.{100 + block}.{place + 2}")
        .replace("203.0.113.1", f"203.0.{100 + block}.254")
        .replace("10.200.1.1", f"10.{200 + block}.{place}.1")
    )
