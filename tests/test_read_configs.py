"""Every configuration in configs/ is read, and its facts are those that an engineer sees in it."""

from ipaddress import IPv4Interface

import pytest

from tests.reading import ALL, CONFIGS, SERVERS, SPOKES, WITHOUT_EZVPN, interface, read, router, source
from wizard.errors import NotEzvpn
from wizard.model.router import LocalUser
from wizard.parse.flexvpn_objects import flexvpn_objects
from wizard.parse.release import release
from wizard.parse.sources import require_ezvpn


def test_no_configuration_is_left_out() -> None:
    """Every file in configs/ is a server, a spoke or a router without EzVPN."""
    assert sorted(path.name for path in CONFIGS.glob("*.cfg")) == sorted(ALL)


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_is_found_to_be_one(name: str) -> None:
    """A configuration with a client configuration group is a server and no spoke."""
    assert router(name).server is not None
    assert router(name).clients == ()
    assert require_ezvpn(source(name)) is source(name)


@pytest.mark.parametrize("name", SPOKES)
def test_a_spoke_is_found_to_be_one(name: str) -> None:
    """A configuration with an EzVPN client is a spoke and no server."""
    assert router(name).server is None
    assert router(name).clients
    assert require_ezvpn(source(name)) is source(name)


@pytest.mark.parametrize("name", WITHOUT_EZVPN)
def test_a_router_without_ezvpn_is_read_and_refused_as_a_source_of_ezvpn(name: str) -> None:
    """A router that has IKEv2 already may be the new hub, and is no server or spoke."""
    assert router(name).server is None
    assert router(name).clients == ()
    with pytest.raises(NotEzvpn, match=r"uses IKEv2 already|moved already|there is no EzVPN"):
        require_ezvpn(source(name))


@pytest.mark.parametrize(
    ("name", "device", "domain", "version", "aaa"),
    [
        ("server-dvti.cfg", "hq-vpn1", "fennmark.example", "15.7", True),
        ("spoke-nem-classic.cfg", "br-leeds", "fennmark.example", "15.4", False),
        ("spoke-nem-virtual-interface.cfg", "br-york", "fennmark.example", "15.5", True),
        ("spoke-several-inside.cfg", "br-hull", "fennmark.example", "15.4", False),
        ("server-crypto-map.cfg", "NW-HH-RTR01", "nordwerk.example", "15.2", True),
        ("spoke-client-mode.cfg", "NW-KI-RTR01", "", "15.2", False),
        ("spoke-network-plus.cfg", "NW-HB-RTR01", "nordwerk.example", "15.4", False),
        ("server-named-split-list.cfg", "tor-edge-01", "lakeshore.example", "17.3", True),
        ("spoke-dhcp-wan.cfg", "mis-rtr-01", "lakeshore.example", "15.6", False),
        ("new-hub-present.cfg", "hq-vpn2", "fennmark.example", "17.9", True),
    ],
)
def test_a_router_is_known_by_its_own_words(name: str, device: str, domain: str, version: str, *, aaa: bool) -> None:
    """Host name, domain, release and `aaa new-model` stand as the configuration says them."""
    facts = router(name)

    assert source(name).device == device
    assert (facts.hostname, facts.domain, facts.version, facts.aaa_new_model) == (device, domain, version, aaa)
    assert release(facts.version).is_partial


def test_a_configuration_without_hostname_is_named_after_its_file() -> None:
    """The guide's configurations have no host name: the device is called like the file."""
    assert source("guide-ezvpn-spoke1.cfg").device == "guide-ezvpn-spoke1"
    assert router("guide-ezvpn-spoke1.cfg").version == ""


@pytest.mark.parametrize(
    ("name", "users"),
    [
        ("server-dvti.cfg", {"mharding": 15, "br-leeds": 1, "br-york": 1, "br-hull": 1}),
        ("server-crypto-map.cfg", {"jpetersen": 15, "kiel": 1, "bremen": 1}),
        ("server-named-split-list.cfg", {"dokafor": 15, "mississauga": 1, "oshawa": 1}),
        ("spoke-nem-virtual-interface.cfg", {"netadmin": 15}),
        ("spoke-client-mode.cfg", {}),
    ],
)
def test_local_users_have_their_privilege(name: str, users: dict[str, int]) -> None:
    """A user without `privilege` has privilege 1."""
    assert {user.name: user.privilege for user in router(name).users} == users


def test_a_user_in_two_lines_is_one_user() -> None:
    """`username` may set the privilege in one line and the secret in another."""
    facts = read(
        "username ops privilege 15\nusername ops secret 5 $1$a$b\nusername\nusername guest nopassword\n"
    ).router

    assert facts.users == (
        LocalUser(name="ops", privilege=15, has_password=True, number=1),
        LocalUser(name="guest", privilege=1, number=4),
    )


def test_secondary_addresses_stand_behind_the_primary_one() -> None:
    """The primary address comes first, although a router prints it last."""
    assert interface("spoke-several-inside.cfg", "Vlan20").addresses == (
        IPv4Interface("10.21.3.129/25"),
        IPv4Interface("10.21.30.1/24"),
    )


def test_an_interface_says_what_it_is_for() -> None:
    """VRF, NAT side, shutdown and an address from DHCP are facts of an interface."""
    assert interface("server-named-split-list.cfg", "GigabitEthernet0").vrf == "Mgmt-intf"
    assert interface("server-named-split-list.cfg", "GigabitEthernet0/0/0").nat == "outside"
    assert interface("server-named-split-list.cfg", "GigabitEthernet0/0/1").nat == "inside"
    assert interface("server-dvti.cfg", "GigabitEthernet0/2").shutdown
    assert not interface("server-dvti.cfg", "GigabitEthernet0/1").shutdown
    assert interface("spoke-dhcp-wan.cfg", "GigabitEthernet8").dynamic == "dhcp"
    assert interface("spoke-dhcp-wan.cfg", "GigabitEthernet8").addresses == ()
    assert interface("spoke-network-plus.cfg", "Dialer1").dynamic == "negotiated"
    assert router("spoke-dhcp-wan.cfg").interface("GigabitEthernet9") is None


def test_static_routes_leave_vrfs_and_names_out() -> None:
    """A route of a VRF is none of the global table, and `name factory` is no next hop."""
    assert [(str(route.network), route.next_hop) for route in router("server-named-split-list.cfg").routes] == [
        ("0.0.0.0/0", "192.0.2.65")
    ]
    assert [(str(route.network), route.next_hop) for route in router("new-hub-present.cfg").routes] == [
        ("0.0.0.0/0", "198.51.100.1"),
        ("10.20.8.0/22", "10.20.0.254"),
        ("10.24.0.0/24", "Tunnel100"),
    ]
    assert all(route.number for route in router("server-dvti.cfg").routes)


@pytest.mark.parametrize(
    ("name", "times"),
    [
        ("server-dvti.cfg", (20, 5, True)),
        ("server-crypto-map.cfg", (30, 5, False)),
        ("spoke-client-mode.cfg", None),
    ],
)
def test_keepalives_are_read(name: str, times: tuple[int, int, bool] | None) -> None:
    """Both times and `periodic` are read; a router without the line has no keepalive."""
    keepalive = router(name).keepalive

    assert times == (None if keepalive is None else (keepalive.interval, keepalive.retry, keepalive.periodic))


def test_a_keepalive_without_a_second_time_tries_again_every_two_seconds() -> None:
    """IOS prints no retry time where it is the default; a line without any time is none."""
    short = read("crypto isakmp keepalive 30\n").router.keepalive
    assert short is not None

    assert (short.interval, short.retry, short.periodic, short.number) == (30, 2, False, 1)
    assert read("crypto isakmp keepalive\n").router.keepalive is None


def test_what_a_new_hub_has_of_ikev2_is_read() -> None:
    """A site-to-site peer of the new hub has a proposal, a policy, a keyring and a profile of its own."""
    found = flexvpn_objects(source("new-hub-present.cfg").configuration)

    assert [proposal.name for proposal in found.proposals] == [policy.name for policy in found.policies] == ["DEPOT"]
    assert [keyring.name for keyring in found.keyrings] == [profile.name for profile in found.profiles] == ["DEPOT"]
    assert found.profiles[0].remote_authentication == ("pre-share",)
    assert [(tunnel.name, tunnel.protection) for tunnel in found.tunnels] == [("Tunnel100", "DEPOT")]
    assert found.clients == ()


def test_half_typed_objects_of_ikev2_are_read_as_far_as_they_go() -> None:
    """A header without a name is no object; a tunnel without an address or with half a timer has none."""
    found = flexvpn_objects(
        read("crypto ikev2 proposal\ncrypto ikev2 dpd 10\ninterface Tunnel1\n shutdown\n").configuration
    )

    assert found.proposals == ()
    assert found.global_dpd is None
    assert [(tunnel.name, tunnel.address) for tunnel in found.tunnels] == [("Tunnel1", "")]
