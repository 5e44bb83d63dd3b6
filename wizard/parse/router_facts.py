"""The facts of a router that the migration looks at."""

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Interface

from wizard.ios.apply import with_children
from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address, address_with_mask, is_number, number
from wizard.model.router import Interface, Keepalive, LocalUser, Router, StaticRoute
from wizard.parse.access_list_entries import access_lists
from wizard.parse.address_words import network
from wizard.parse.ezvpn_client import ezvpn_clients
from wizard.parse.ezvpn_server import ezvpn_server


@lru_cache(maxsize=32)
def router(configuration: Configuration) -> Router:
    """The facts of the router with that configuration."""
    interfaces = tuple(_interface(line) for line in _interface_blocks(configuration))
    routes = static_routes(configuration)
    return Router(
        hostname=_first_argument(configuration, "hostname"),
        domain=_domain(configuration),
        version=_first_argument(configuration, "version"),
        aaa_new_model=configuration.exact("aaa new-model") is not None,
        interfaces=interfaces,
        routes=routes,
        users=_users(configuration),
        pools=tuple(_pools(configuration)),
        access_lists=access_lists(configuration),
        keepalive=_keepalive(configuration),
        server=ezvpn_server(configuration, interfaces, routes),
        clients=ezvpn_clients(configuration, interfaces),
    )


def _first_argument(configuration: Configuration, word: str) -> str:
    line = configuration.first(word)
    return line.text[len(word) :].strip() if line else ""


def _domain(configuration: Configuration) -> str:
    for prefix in ("ip domain name", "ip domain-name"):
        for line in configuration.all(prefix):
            words = line.text[len(prefix) :].split()
            if len(words) == 1:
                return words[0]
    return ""


def interface_name(text: str) -> str:
    """The name in an `interface` line, without its type and without a blank before its number."""
    words = text.split()[1:]
    if len(words) > 1 and is_number(words[1][0]) and not is_number(words[0][-1]):
        return words[0] + words[1]
    return words[0]


def _interface_blocks(configuration: Configuration) -> Iterator[Line]:
    """One block for each interface: of one that is typed in several, what IOS makes of them."""
    blocks: dict[str, Line] = {}
    for line in configuration.all("interface"):
        if line.text == "interface":
            continue
        name = interface_name(line.text)
        known = blocks.get(name)
        blocks[name] = known._replace(children=with_children(known.children, line.children)) if known else line
    yield from blocks.values()


@lru_cache(maxsize=16_384)
def _interface(line: Line) -> Interface:
    # A change leaves most interfaces of a router as they are.
    primary: list[IPv4Interface] = []
    secondaries: list[IPv4Interface] = []
    dynamic = vrf = nat = ""
    shutdown = False
    for child in line.children:
        words = child.text.split()
        match words:
            case ["ip", "address", "dhcp" | "negotiated", *_]:
                dynamic = words[2]
            case ["ip", "address", address, mask, *rest]:
                if parsed := address_with_mask(address, mask):
                    (secondaries if "secondary" in rest else primary).append(parsed)
            case ["vrf", "forwarding", name] | ["ip", "vrf", "forwarding", name, *_]:
                vrf = name
            case ["ip", "nat", "inside" | "outside"]:
                nat = words[2]
            case ["shutdown"]:
                shutdown = True
            case _:
                pass
    return Interface(
        name=interface_name(line.text),
        addresses=(*primary[-1:], *secondaries),
        virtual_addresses=tuple(dict.fromkeys(_virtual_addresses(line))),
        dynamic=dynamic,
        vrf=vrf,
        nat=nat,
        shutdown=shutdown,
        line=line,
    )


def _virtual_addresses(interface: Line) -> Iterator[IPv4Address]:
    """Those of `standby 1 ip`, `vrrp 1 ip`, `glbp 1 ip`, of a redundancy group, and in a block of its own of VRRPv3."""
    for child in interface.children:
        if not child.text.startswith(("standby ", "vrrp ", "glbp ", "redundancy ")):
            continue
        words = child.text.split()
        if words[:1] == ["redundancy"]:
            # `redundancy group 1 ip ADDRESS exclusive`: two routers of IOS-XE stand in for each other.
            place = words.index("ip") + 1 if "ip" in words[2:-1] else 0
            yield from (found for word in words[place : place + 1] if (found := address(word)))
            continue
        if "ip" in words[1:3] and (found := address(words[-2] if words[-1] == "secondary" else words[-1])):
            yield found
        if words[2:3] == ["address-family"]:
            parts = (grandchild.text.split() for grandchild in child.all("address"))
            yield from (found for part in parts if len(part) > 1 and (found := address(part[1])))


_AFTER_NEXT_HOP = frozenset({"name", "tag", "track", "permanent", "global", "multicast"})


def static_routes(configuration: Configuration) -> tuple[StaticRoute, ...]:
    """The static routes of the global table."""
    return tuple(_static_routes(configuration))


def _static_routes(configuration: Configuration) -> Iterator[StaticRoute]:
    for line in configuration.all("ip route"):
        words = line.text.split()
        destination = network(words[2], words[3]) if len(words) > 4 else None
        if destination is None:
            continue
        next_hop: list[str] = []
        for word in words[4:6]:
            if word in _AFTER_NEXT_HOP or is_number(word):
                break
            next_hop.append(word)
        if next_hop:
            yield StaticRoute(network=destination, next_hop=" ".join(next_hop), number=line.number)


def _users(configuration: Configuration) -> tuple[LocalUser, ...]:
    users: dict[str, LocalUser] = {}
    for line in configuration.all("username"):
        words = line.text.split()
        if len(words) < 2:
            continue
        name = words[1]
        known = users.get(name) or LocalUser(name=name, privilege=1, number=line.number)
        privilege = known.privilege
        if words[2:3] == ["privilege"] and len(words) > 3:
            privilege = number(words[3], 0, 15) or privilege
        has_password = known.has_password or "password" in words[2:] or "secret" in words[2:]
        users[name] = LocalUser(name=name, privilege=privilege, has_password=has_password, number=known.number)
    return tuple(users.values())


def _pools(configuration: Configuration) -> Iterator[tuple[str, IPv4Address, IPv4Address]]:
    for line in configuration.all("ip local pool"):
        words = line.text.split()[3:]
        first = address(words[1]) if len(words) > 1 else None
        last = address(words[2]) if len(words) > 2 and is_number(words[2][0]) else first
        if first and last and first <= last:
            yield words[0], first, last


def _keepalive(configuration: Configuration) -> Keepalive | None:
    line = configuration.first("crypto isakmp keepalive")
    words = line.text.split()[3:] if line else []
    interval = number(words[0]) if words else None
    if not line or interval is None:
        return None
    retry = number(words[1]) if len(words) > 1 else None
    return Keepalive(
        interval=interval, retry=2 if retry is None else retry, periodic="periodic" in words, number=line.number
    )
