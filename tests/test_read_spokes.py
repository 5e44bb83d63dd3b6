"""The EzVPN remote side of a configuration."""

import pytest

from tests.reading import client, interface, read, router
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.router import EzvpnClient
from wizard.model.secret import Secret


@pytest.mark.parametrize(
    ("name", "mode", "outside", "inside"),
    [
        ("guide-ezvpn-spoke1.cfg", EzvpnMode.NETWORK_EXTENSION, "Ethernet0/0", ("Ethernet0/1",)),
        ("guide-ezvpn-spoke2-vti.cfg", EzvpnMode.NETWORK_EXTENSION, "Ethernet0/0", ("Ethernet0/1",)),
        ("spoke-nem-classic.cfg", EzvpnMode.NETWORK_EXTENSION, "FastEthernet4", ("Vlan1",)),
        ("spoke-nem-virtual-interface.cfg", EzvpnMode.NETWORK_EXTENSION, "GigabitEthernet0/0", ("GigabitEthernet0/1",)),
        ("spoke-several-inside.cfg", EzvpnMode.NETWORK_EXTENSION, "GigabitEthernet0", ("Vlan10", "Vlan20")),
        ("spoke-client-mode.cfg", EzvpnMode.CLIENT, "FastEthernet4", ("Vlan1",)),
        ("spoke-network-plus.cfg", EzvpnMode.NETWORK_PLUS, "Dialer1", ("Vlan1",)),
        ("spoke-dhcp-wan.cfg", EzvpnMode.NETWORK_EXTENSION, "GigabitEthernet8", ("Vlan1",)),
    ],
)
def test_a_client_is_read_with_its_mode_and_its_interfaces(
    name: str, mode: EzvpnMode, outside: str, inside: tuple[str, ...]
) -> None:
    """Mode, outside and inside interfaces of every kind of spoke."""
    found = client(name)

    assert (found.mode, found.outside, found.inside) == (mode, (outside,), inside)


@pytest.mark.parametrize(
    ("name", "group", "key", "peers", "local_address"),
    [
        ("guide-ezvpn-spoke1.cfg", "cisco", "cisco", ("10.0.0.1",), "Ethernet0/0"),
        ("spoke-nem-classic.cfg", "FENN-BRANCH", "Gr4nta-Fen-2013", ("198.51.100.2",), "FastEthernet4"),
        ("spoke-several-inside.cfg", "FENN-BRANCH", "Gr4nta-Fen-2013", ("198.51.100.2", "192.0.2.130"), ""),
        ("spoke-client-mode.cfg", "FILIALEN", "Hanse-Kontor-1189", ("192.0.2.10",), ""),
        ("spoke-network-plus.cfg", "FILIALEN", "Hanse-Kontor-1189", ("192.0.2.10",), "Dialer1"),
        ("spoke-dhcp-wan.cfg", "REMOTE-SITES", "Pe4ch-Basket-77", ("192.0.2.66",), ""),
    ],
)
def test_a_client_is_read_with_its_group_and_its_peers(
    name: str, group: str, key: str, peers: tuple[str, ...], local_address: str
) -> None:
    """Group, key, peers with the default one first, and the interface the tunnel leaves by."""
    found = client(name)

    assert (found.group, found.key, found.key_type) == (group, Secret(key), "0")
    assert (found.peers, found.local_address) == (peers, local_address)


@pytest.mark.parametrize(
    ("name", "username", "password"),
    [
        ("guide-ezvpn-spoke1.cfg", "cisco", "cisco"),
        ("spoke-nem-classic.cfg", "br-leeds", "Kettle-51"),
        ("spoke-network-plus.cfg", "bremen", "Roland-2208"),
    ],
)
def test_a_stored_login_is_read(name: str, username: str, password: str) -> None:
    """The user of XAUTH and its password are those of the spoke."""
    found = client(name)

    assert (found.username, found.password, found.password_type) == (username, Secret(password), "0")
    assert found.xauth == "local"


def test_a_virtual_interface_is_the_number_of_its_template() -> None:
    """With `virtual-interface 1` the template is 1, without the line there is none."""
    assert client("spoke-nem-virtual-interface.cfg").virtual_interface == 1
    assert client("guide-ezvpn-spoke2-vti.cfg").virtual_interface == 1
    assert client("spoke-nem-classic.cfg").virtual_interface is None
    template = interface("spoke-nem-virtual-interface.cfg", "Virtual-Template1")
    assert template.line.argument("ip access-group") == "FROM-HQ in"


def test_more_networks_behind_a_spoke_are_named_by_its_acl() -> None:
    """The `acl` of the client is a list of the router."""
    found = client("spoke-several-inside.cfg")

    assert found.acl == "QUAY-NETWORKS"
    networks = router("spoke-several-inside.cfg").access_list(found.acl)
    assert networks is not None
    assert [str(entry.source_network) for entry in networks.entries] == [
        "10.21.3.0/24",
        "10.21.30.0/24",
        "10.21.31.0/24",
    ]


@pytest.mark.parametrize(
    ("name", "connect"),
    [("spoke-nem-classic.cfg", "auto"), ("spoke-dhcp-wan.cfg", "acl LAN")],
)
def test_when_a_client_connects(name: str, connect: str) -> None:
    """A client connects by itself, by hand or when traffic asks for it."""
    assert client(name).connect == connect


def of(*lines: str, rest: str = "") -> EzvpnClient:
    """A client with those lines."""
    body = "".join(f" {line}\n" for line in lines)
    (found,) = read(f"hostname x\ncrypto ipsec client ezvpn EZ\n{body}{rest}").router.clients
    return found


def test_a_bare_client_has_the_defaults_of_ios() -> None:
    """Without a line, a client is in client mode and connects by itself."""
    found = of("peer 192.0.2.1")

    assert (found.mode, found.connect, found.virtual_interface, found.xauth) == (EzvpnMode.CLIENT, "auto", None, "")
    assert (found.group, found.key, found.username, found.password) == ("", None, "", None)
    assert found.outside == found.inside == ()


@pytest.mark.parametrize(
    ("lines", "attribute", "value"),
    [
        (("virtual-interface",), "virtual_interface", 0),
        (("virtual-interface 20",), "virtual_interface", 20),
        (("mode client",), "mode", EzvpnMode.CLIENT),
        (("mode network-plus",), "mode", EzvpnMode.NETWORK_PLUS),
        (("mode of-tomorrow",), "mode", EzvpnMode.CLIENT),
        (("connect manual",), "connect", "manual"),
        (("xauth userid mode interactive",), "xauth", "interactive"),
        (("peer hub.example.com", "peer 192.0.2.1"), "peers", ("hub.example.com", "192.0.2.1")),
        (("peer 192.0.2.1", "peer 192.0.2.1", "peer"), "peers", ("192.0.2.1",)),
        (("group G key 6 BLOB",), "key_type", "6"),
        (("group G key 6 BLOB",), "key", Secret("BLOB")),
        (("group G",), "key", None),
        (("group G",), "group", "G"),
        (("username u password 6 BLOB",), "password_type", "6"),
        (("username u password 0 clear",), "password", Secret("clear")),
        (("acl 110",), "acl", "110"),
    ],
)
def test_each_line_of_a_client_is_read(lines: tuple[str, ...], attribute: str, value: object) -> None:
    """Every form that IOS takes gives the fact that it means."""
    assert getattr(of(*lines), attribute) == value


@pytest.mark.parametrize(
    ("lines", "asks"),
    [
        ((), False),
        (("username u password 0 clear",), False),
        (("xauth userid mode interactive",), True),
        (("xauth userid mode http-intercept",), True),
        (("xauth userid mode local",), True),
        (("xauth userid mode local", "username u password 0 clear"), False),
        # Whoever is to be asked is asked, whatever is stored.
        (("xauth userid mode interactive", "username u password 0 clear"), True),
        (("xauth userid mode http-intercept", "username u password 0 clear"), True),
    ],
)
def test_a_client_asks_somebody_for_its_password_where_it_has_none_or_is_told_to(
    lines: tuple[str, ...],
    asks: bool,  # noqa: FBT001
) -> None:
    """A site whose EzVPN asks stays down after a way back until somebody types."""
    assert of(*lines).asks_somebody is asks


def test_a_router_may_have_several_clients_on_several_interfaces() -> None:
    """Each client has only the interfaces that name it; a line without a side means outside."""
    text = (
        "crypto ipsec client ezvpn A\n peer 192.0.2.1\ncrypto ipsec client ezvpn B\n peer 192.0.2.2\n"
        "interface Gi0\n crypto ipsec client ezvpn A\n crypto ipsec client ezvpn B\n"
        "interface Gi1\n crypto ipsec client ezvpn A inside\ninterface Gi2\n crypto ipsec client ezvpn B inside\n"
        "crypto ipsec client ezvpn\n"
    )
    first, second = read(text).router.clients

    assert (first.name, first.outside, first.inside) == ("A", ("GigabitEthernet0",), ("GigabitEthernet1",))
    assert (second.name, second.outside, second.inside) == ("B", ("GigabitEthernet0",), ("GigabitEthernet2",))


def test_no_key_of_a_client_shows_in_what_is_printed() -> None:
    """The repr of a client holds neither its key nor its password."""
    shown = repr(client("spoke-nem-classic.cfg"))

    assert "Gr4nta" not in shown
    assert "Kettle" not in shown


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("interface GigabitEthernet0/1", "GigabitEthernet0/1"),
        ("interface Virtual-Template1 type tunnel", "Virtual-Template1"),
        ("interface FastEthernet 0/0", "FastEthernet0/0"),
        ("interface Serial0/0/0:0 point-to-point", "Serial0/0/0:0"),
    ],
)
def test_an_interface_is_named_as_a_router_prints_it(text: str, name: str) -> None:
    """A type behind the name and a blank before the number belong to no name."""
    assert [interface.name for interface in read(f"{text}\n").router.interfaces] == [name]


ROUTES = """\
ip route 10.0.0.0 255.0.0.0 Null0
ip route 10.1.0.0 255.255.0.0 Serial0/0 192.0.2.1 name leased
ip route 10.2.0.0 255.255.0.0 192.0.2.1 250
ip route 10.3.0.0 255.255.0.255 192.0.2.1
ip route 10.4.0.0 255.255.0.0 track 1
ip route vrf RED 10.5.0.0 255.255.0.0 192.0.2.1
ip route 10.6.0.0
ip route profile
"""


def test_static_routes_are_read_up_to_their_next_hop() -> None:
    """Distance, name and track are no next hop; a mask that is none gives no route."""
    assert [(str(route.network), route.next_hop, route.number) for route in read(ROUTES).router.routes] == [
        ("10.0.0.0/8", "Null0", 1),
        ("10.1.0.0/16", "Serial0/0 192.0.2.1", 2),
        ("10.2.0.0/16", "192.0.2.1", 3),
    ]


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("ip domain name a.example\n", "a.example"),
        ("ip domain-name b.example\n", "b.example"),
        ("ip domain name vrf MGMT c.example\nip domain name d.example\n", "d.example"),
        ("ip domain name vrf MGMT e.example\n", ""),
    ],
)
def test_the_domain_is_that_of_the_router_itself(text: str, domain: str) -> None:
    """Old and new spelling are read; the domain of a VRF is not the router's."""
    assert read(text).router.domain == domain


def test_the_last_primary_address_counts() -> None:
    """A line that is not understood gives no address, and of two that are the router has the second."""
    text = (
        "interface Gi0\n ip address a.b.c.d 255.0.0.0\n ip address pool\n"
        " ip address 10.1.0.1 255.255.0.0\n ip address 10.2.0.1 255.255.0.0\n ip address\ninterface\n"
    )
    (found,) = read(text).router.interfaces

    assert [str(address) for address in found.addresses] == ["10.2.0.1/16"]
