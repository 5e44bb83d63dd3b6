"""The EzVPN server side of a configuration."""

from ipaddress import IPv4Address

import pytest

from tests.reading import read, router, server
from wizard.model.router import EzvpnServer
from wizard.model.secret import Secret


def test_the_guides_server_has_one_group_and_one_template() -> None:
    """Group, profile and virtual template of the guide's server belong together."""
    found = server("guide-ezvpn-server.cfg")

    (group,) = found.groups
    assert (group.name, group.key, group.key_type) == ("cisco", Secret("cisco"), "0")
    assert (group.pool, group.split_list, group.save_password) == ("", "101", True)
    (profile,) = found.profiles
    assert (profile.name, profile.groups, profile.virtual_template) == ("vi", ("cisco",), 1)
    assert (profile.authentication_list, profile.authorization_list) == ("default", "default")
    assert found.virtual_templates == (1,)
    assert found.crypto_maps == found.dynamic_maps == ()
    assert found.wan_interface == ""


def test_a_server_with_templates_says_where_its_tunnels_end() -> None:
    """The WAN interface is the tunnel source of the virtual template."""
    found = server("server-dvti.cfg")

    assert [group.name for group in found.groups] == ["FENN-BRANCH"]
    assert [profile.name for profile in found.profiles] == ["FENN-BRANCH-PROFILE"]
    assert found.profiles[0].authentication_list == "FENN-XAUTH"
    assert found.profiles[0].authorization_list == "FENN-GROUPS"
    assert found.virtual_templates == (1,)
    assert found.wan_interface == "GigabitEthernet0/0"
    assert [line.text for line in found.groups[0].line.all("split-dns")] == [
        "split-dns fennmark.example",
        "split-dns fennmark.test",
    ]


def test_a_server_with_a_crypto_map_keeps_its_site_to_site_peers_apart() -> None:
    """The map is EzVPN's through its dynamic entry; the profile of a site-to-site peer is not."""
    found = server("server-crypto-map.cfg")

    (group,) = found.groups
    assert (group.name, group.pool, group.split_list, group.save_password) == ("FILIALEN", "FILIALEN", "150", True)
    assert found.profiles == ()
    assert (found.crypto_maps, found.dynamic_maps) == (("NORDWERK",), ("FILIALEN",))
    assert found.virtual_templates == ()
    assert found.wan_interface == "GigabitEthernet0/0"


def test_a_groups_banner_is_no_attribute() -> None:
    """What a group's banner says belongs to the banner, byte for byte."""
    (group,) = server("server-crypto-map.cfg").groups

    banner = group.line.child("banner")
    assert banner is not None
    assert banner.verbatim == ("*** Nordwerk Logistik GmbH ***", "    Nur fuer Filialen.", " ^C")
    assert group.line.children[-1] == banner


def test_a_server_may_have_several_groups_with_keys_that_cannot_be_read() -> None:
    """Each group has its profile and template; a type 6 key stays what it is."""
    found = server("server-named-split-list.cfg")

    assert [(group.name, group.key_type, group.pool) for group in found.groups] == [
        ("REMOTE-SITES", "6", ""),
        ("CONTRACTORS", "6", "CONTRACTORS"),
    ]
    assert found.groups[0].key == Secret("SVaMWUfXDRfMCZ[HgSLfNEJ_PIJGAeKOMbAAB")
    assert [profile.groups for profile in found.profiles] == [("REMOTE-SITES",), ("CONTRACTORS",)]
    assert found.virtual_templates == (10, 11)
    assert found.wan_interface == "GigabitEthernet0/0/0"


@pytest.mark.parametrize(
    ("name", "pools"),
    [
        ("server-dvti.cfg", ()),
        (
            "server-crypto-map.cfg",
            (("FILIALEN", IPv4Address("172.20.200.1"), IPv4Address("172.20.200.100")),),
        ),
        (
            "server-named-split-list.cfg",
            (("CONTRACTORS", IPv4Address("10.60.250.10"), IPv4Address("10.60.250.40")),),
        ),
    ],
)
def test_pools_are_read_with_their_ends(name: str, pools: tuple[tuple[str, IPv4Address, IPv4Address], ...]) -> None:
    """`ip local pool` gives a name, a first and a last address."""
    assert router(name).pools == pools


def test_a_pool_of_one_address_ends_where_it_begins() -> None:
    """A pool without a last address has one address, and a pool without any is none."""
    facts = read("ip local pool ONE 10.9.9.9 group G\nip local pool NONE\nip local pool ODD ten\n").router

    assert facts.pools == (("ONE", IPv4Address("10.9.9.9"), IPv4Address("10.9.9.9")),)


@pytest.mark.parametrize(
    ("name", "split_list", "numbered", "networks"),
    [
        ("guide-ezvpn-server.cfg", "101", True, ["10.10.0.0/24"]),
        ("server-dvti.cfg", "120", True, ["10.20.0.0/24", "10.20.8.0/22"]),
        ("server-crypto-map.cfg", "150", True, ["172.20.1.0/24", "172.20.2.0/24"]),
        (
            "server-named-split-list.cfg",
            "REMOTE-SITES-SPLIT",
            False,
            ["10.60.0.0/24", "10.60.16.0/20", "10.61.0.0/16"],
        ),
        ("server-named-split-list.cfg", "CONTRACTORS-SPLIT", False, ["10.60.0.80/32", "10.60.0.53/32"]),
    ],
)
def test_a_split_list_names_the_networks_behind_the_server(
    name: str, split_list: str, *, numbered: bool, networks: list[str]
) -> None:
    """Source networks are read from numbered and named lists, remarks and sequence numbers left out."""
    found = router(name).access_list(split_list)
    assert found is not None

    assert (found.extended, found.numbered) == (True, numbered)
    assert [str(entry.source_network) for entry in found.entries] == networks
    assert all(entry.permit and entry.text.startswith("permit ip ") for entry in found.entries)
    assert router(name).access_list("NO-SUCH-LIST") is None


LISTS = """\
access-list 7 permit 10.1.0.0 0.0.255.255
access-list 7 deny any
access-list 7 permit 10.2.0.1
access-list 2100 permit tcp host 10.3.0.1 any eq 22
access-list 2100 permit ip 10.4.0.0 0.0.255.0 any
access-list 2100 permit object-group WEB 10.5.0.0 0.0.0.255 any
access-list 2100 permit ip object-group LAN any
access-list 2100 remark a note
access-list 2100 dynamic SOME permit ip any any
access-list 700 permit 0011.2233.4455 0000.0000.0000
access-list compiled
access-list dynamic-extended more words
ip access-list standard OFFICE
 10 permit 10.6.0.0 0.0.0.255
 permit host 10.6.1.1
 deny
ip access-list extended MIXED
 permit icmp
 evaluate REFLECTED
ip access-list logging interval 10
ip access-list standard
"""


def test_the_source_of_every_kind_of_entry_is_known_or_known_to_be_unknown() -> None:
    """Hosts, wildcards, `any` and bare addresses are networks; a gap in the wildcard or a group gives none."""
    facts = read(LISTS).router

    assert {
        access_list.name: [entry.source_network and str(entry.source_network) for entry in access_list.entries]
        for access_list in facts.access_lists
    } == {
        "7": ["10.1.0.0/16", "0.0.0.0/0", "10.2.0.1/32"],
        "2100": ["10.3.0.1/32", None, "10.5.0.0/24", None],
        "OFFICE": ["10.6.0.0/24", "10.6.1.1/32"],
        "MIXED": [None],
    }
    assert [access_list.extended for access_list in facts.access_lists] == [False, True, False, True]
    assert not facts.access_lists[0].entries[1].permit


def test_an_entry_without_a_network_in_it_has_no_source() -> None:
    """An address that is none, or a mask that is none, gives no network."""
    facts = read("access-list 5 permit ten\naccess-list 5 permit 10.0.0.0 0.0.0.ff\n").router

    assert [entry.source_network for access_list in facts.access_lists for entry in access_list.entries] == [None, None]


def found_server(text: str) -> EzvpnServer:
    """The server in a text."""
    found = read(text).router.server
    assert found is not None
    return found


BY_PROFILE = """\
crypto isakmp profile BRANCH
   match identity group A
   match identity group B
   match identity group
   virtual-template any
crypto ipsec profile BRANCH
 set isakmp-profile BRANCH
interface Loopback1
 ip address 10.0.0.1 255.255.255.255
interface Virtual-Template7 type tunnel
 tunnel source Dialer9
 tunnel protection ipsec profile BRANCH
interface GigabitEthernet0/0
 ip address 192.0.2.2 255.255.255.252
ip route 10.5.0.0 255.255.0.0 192.0.2.1
ip route 0.0.0.0 0.0.0.0 192.0.2.1 250
"""


def test_a_template_is_found_through_the_ipsec_profile() -> None:
    """Where the isakmp profile names no template, the IPsec profile on the template tells."""
    found = found_server(BY_PROFILE)

    assert found.groups == ()
    assert found.profiles[0].groups == ("A", "B")
    assert found.profiles[0].virtual_template is None
    assert found.virtual_templates == (7,)


@pytest.mark.parametrize(
    ("change", "wan"),
    [
        (("", ""), "GigabitEthernet0/0"),
        (("0.0.0.0 0.0.0.0 192.0.2.1 250", "0.0.0.0 0.0.0.0 GigabitEthernet0/0"), "GigabitEthernet0/0"),
        (("0.0.0.0 0.0.0.0 192.0.2.1 250", "0.0.0.0 0.0.0.0 Dialer9"), ""),
        (("0.0.0.0 0.0.0.0 192.0.2.1 250", "0.0.0.0 0.0.0.0 dhcp"), ""),
        (("ip address 192.0.2.2 255.255.255.252", "ip address 192.0.2.x 255.255.255.252"), ""),
        (("ip address 192.0.2.2 255.255.255.252", "ip address dhcp"), ""),
        (("ip address 192.0.2.2 255.255.255.252", "ip vrf forwarding X\n ip address 192.0.2.2 255.255.255.252"), ""),
    ],
    ids=["next-hop", "interface", "unknown-interface", "dhcp-without-one", "no-address", "dhcp-address", "vrf"],
)
def test_the_default_route_shows_the_wan_interface_where_nothing_else_does(change: tuple[str, str], wan: str) -> None:
    """The tunnels end where the default route leaves, if the interface can be told from it."""
    assert found_server(BY_PROFILE.replace(*change)).wan_interface == wan


def test_a_default_route_from_dhcp_leaves_by_the_interface_with_dhcp() -> None:
    """`ip route 0.0.0.0 0.0.0.0 dhcp` means the interface whose address comes from DHCP."""
    text = (
        "crypto isakmp client configuration group G\ninterface Gi0\n ip address dhcp\nip route 0.0.0.0 0.0.0.0 dhcp\n"
    )

    assert found_server(text).wan_interface == "GigabitEthernet0"


def test_a_dynamic_map_is_ezvpns_through_its_profile() -> None:
    """A map without client lines is EzVPN's where its dynamic map names an EzVPN profile."""
    found = found_server(
        "crypto isakmp profile P\n client configuration address respond\n"
        "crypto dynamic-map D 10\n set isakmp-profile P\n"
        "crypto map M 1 ipsec-isakmp dynamic D\ncrypto map L2L 10 ipsec-isakmp\n set peer 192.0.2.9\n"
        "crypto map L2L\ninterface Gi0/0\n crypto map M redundancy X\n"
    )

    assert (found.crypto_maps, found.dynamic_maps, found.wan_interface) == (("M",), ("D",), "GigabitEthernet0/0")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("key secret", ("0", "secret")),
        ("key 0 secret", ("0", "secret")),
        ("key 6 BLOB", ("6", "BLOB")),
        ("key 6", ("0", "6")),
        ("key two words", ("0", "two words")),
        ("key", ("0", None)),
    ],
)
def test_a_groups_key_is_read_with_its_type(line: str, shown: tuple[str, str | None]) -> None:
    """A number before the key is its type; a number alone is the key."""
    (group,) = found_server(f"crypto isakmp client configuration group G\n {line}\n").groups

    kind, key = shown
    assert (group.key_type, group.key) == (kind, Secret(key) if key else None)


def test_keys_never_show_in_what_is_printed() -> None:
    """The repr of what was read holds no key."""
    assert "Hanse-Kontor" not in repr(router("server-crypto-map.cfg"))
