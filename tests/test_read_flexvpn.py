"""The IKEv2 objects that are read back from a configuration."""

from ipaddress import IPv4Network
from pathlib import Path

import pytest

from tests.checks.sites import CHECKS, STANDARD
from wizard.model.configuration import Configuration, read_written
from wizard.model.ikev2 import Dpd, FlexvpnObjects, GroupAuthorization, Identity, IdentityKind, IdentityMatch, MatchKind
from wizard.parse.flexvpn_objects import flexvpn_objects


def objects(text: str) -> FlexvpnObjects:
    """The objects of a text."""
    return flexvpn_objects(Configuration(read_written(text)))


def objects_of(path: Path) -> FlexvpnObjects:
    """The objects of a file."""
    return objects(path.read_text(encoding="utf-8"))


def test_the_objects_of_a_spoke_are_read() -> None:
    """Everything that makes a FlexVPN spoke is found, by the names that refer to each other."""
    read = objects_of(STANDARD / "spoke.cfg")

    assert [other_profile.name for other_profile in read.profiles] == ["FLEX"]
    profile = read.profiles[0]
    assert profile.match == (IdentityMatch(kind=MatchKind.FQDN, value="hub.example.com"),)
    assert profile.identity_local == Identity(kind=IdentityKind.FQDN, value="spoke.example.com")
    assert profile.authorization == GroupAuthorization(method="cert", list_name="FLEX", policy="FLEX")
    assert profile.dpd == Dpd(interval=10, retry=2, mode="on-demand")
    assert read.clients[0].peers == ((1, "203.0.113.1"),)
    assert read.clients[0].tunnel == read.tunnels[0].name == "Tunnel0"
    assert (read.tunnels[0].address, read.tunnels[0].destination) == ("unnumbered Loopback0", "dynamic")
    assert (read.trustpoints[0].key_label, read.trustpoints[0].key_size) == ("FLEX", 2048)
    assert read.network_authorization_lists == ("FLEX",)


def test_an_object_knows_the_line_it_was_read_from() -> None:
    """Each object carries its header, and two objects of the same content are equal wherever they stand."""
    first = objects("crypto ikev2 proposal A\n group 19\n").proposals
    second = objects("hostname x\ncrypto ikev2 proposal A\n group 19\n").proposals

    assert first[0].line is not None
    assert first[0].line.text == "crypto ikev2 proposal A"
    assert first == second


def test_keys_are_read_with_their_direction_and_never_shown() -> None:
    """`local` and `remote` are told apart, a plain key serves both, and no repr shows one."""
    text = """crypto ikev2 keyring FLEX
 peer a
  identity fqdn domain example.com
  pre-shared-key local 0 one
  pre-shared-key remote 6 BLOB
 peer b
  address 192.0.2.0 255.255.255.0
  pre-shared-key both
 peer c
  identity address 192.0.2.9
 peer d
  identity bogus x
"""
    one, other, without, odd = objects(text).keyrings[0].peers

    assert one.identity == IdentityMatch(kind=MatchKind.FQDN_DOMAIN, value="example.com")
    assert [key.reveal() for key in (one.local_key, one.remote_key) if key] == ["one", "6 BLOB"]
    assert other.symmetric
    assert (other.address, other.mask) == ("192.0.2.0", "255.255.255.0")
    assert without.local_key is None
    assert without.identity == IdentityMatch(kind=MatchKind.ADDRESS, value="192.0.2.9")
    assert odd.identity is None
    assert "both" not in repr(other)


def test_a_hubs_profile_is_read_in_all_its_parts() -> None:
    """The less common lines of a profile are read too."""
    text = """aaa new-model
aaa authorization network LOCAL local
aaa authorization network RAD group radius local
crypto pki certificate map MAP 10
 subject-name co ou = flexvpn
crypto ikev2 dpd 30 5 periodic
crypto ikev2 profile HUB
 match fvrf any
 match address local 203.0.113.1
 match identity remote address 192.0.2.0 255.255.255.0
 match identity remote email domain example.com
 match identity remote any
 match identity remote address 2001:DB8::/32
 match certificate MAP
 identity local dn
 authentication remote eap query-identity
 authentication remote pre-share key 0 secret
 authentication local rsa-sig
 keyring aaa KEYS name-mangler M
 pki trustpoint OWN sign
 pki trustpoint PEERS verify
 nat keepalive 20
 lifetime 3600
 aaa authorization group override eap list RAD name-mangler M
 virtual-template 3 mode auto
 ivrf RED
 no config-exchange request
 shutdown
"""
    read = objects(text)
    profile = read.profiles[0]

    assert [str(match) for match in profile.match][:3] == [
        "address 192.0.2.0 255.255.255.0",
        "email domain example.com",
        "any",
    ]
    assert profile.match_certificate == read.certificate_maps == ("MAP",)
    assert (profile.match_fvrf, profile.match_address_local) == ("any", "203.0.113.1")
    assert profile.identity_local == Identity(kind=IdentityKind.DN)
    assert profile.remote_authentication == ("eap query-identity", "pre-share")
    assert profile.remote_key is not None
    assert profile.remote_key.reveal() == "secret"
    assert profile.keyring_aaa == "KEYS name-mangler M"
    assert profile.trustpoints == ("OWN sign", "PEERS verify")
    assert (profile.nat_keepalive, profile.lifetime) == (20, 3600)
    assert profile.authorization == GroupAuthorization(method="eap", list_name="RAD", policy="")
    assert (profile.virtual_template, profile.virtual_template_mode_auto) == (3, True)
    assert (profile.ivrf, profile.config_exchange_request, profile.shutdown) == ("RED", False, True)
    assert read.radius_authorization_lists == ("RAD",)
    assert read.global_dpd == Dpd(interval=30, retry=5, mode="periodic")


def test_credentials_are_no_part_of_a_method() -> None:
    """The method of a spoke with EAP is read without its user and password."""
    text = "crypto ikev2 profile S\n authentication local eap mschapv2 username s password p\n"

    assert objects(text).profiles[0].local_authentication == "eap mschapv2"


def test_the_authorization_policy_is_read() -> None:
    """What is handed to the peer, announced and accepted is told apart; what is no network is left out."""
    text = """crypto ikev2 authorization policy FLEX
 pool FLEX
 dns 10.0.0.53
 def-domain example.com
 route set interface
 route set access-list LANS
 route set access-list ipv6 LANS6
 route set remote ipv4 10.1.0.0 255.255.0.0
 route set remote ipv4 nonsense
 route accept any tag 100 distance 5
 no route accept any
"""
    policy = objects(text).authorization_policies[0]

    assert policy.pool == "FLEX"
    assert policy.attributes == ("dns 10.0.0.53", "def-domain example.com")
    assert policy.route_set_interface
    assert policy.route_set_access_lists == ("LANS",)
    assert policy.route_set_remote == (IPv4Network("10.1.0.0/16"),)
    assert policy.route_accept == "any tag 100 distance 5"
    assert policy.refuses_routes


@pytest.mark.parametrize(
    "line",
    [
        "dns 10.0.0.53 10.0.0.54",
        "wins 10.0.0.42",
        "def-domain example.com",
        "split-dns example.com",
        "netmask 255.255.255.0",
        "banner ^CHello^C",
        "backup-gateway 203.0.113.9",
        "include-local-lan",
        "pfs",
        "dhcp server 10.0.0.67",
        "session-lifetime 3600",
        "aaa attribute list ATTRIBUTES",
        "configuration url http://10.0.0.80/spoke.cfg",
    ],
)
def test_every_attribute_of_a_policy_is_read(line: str) -> None:
    """What a policy gives its peers besides an address and routes is known, whatever it is."""
    policy = objects(f"crypto ikev2 authorization policy FLEX\n {line}\n route set interface\n").authorization_policies[
        0
    ]

    assert policy.attributes == (line,)


def test_smart_defaults_that_are_switched_off_are_noticed() -> None:
    """`no crypto ikev2 proposal default` takes the smart default away."""
    assert objects("no crypto ikev2 proposal default\nno crypto ipsec profile default\n").disabled_defaults == (
        "ikev2 proposal",
        "ipsec profile",
    )


def test_the_older_forms_are_read() -> None:
    """`keyring NAME` of 15.1, a bare `set pfs`, GRE written out, and a client with a name and a source."""
    text = """crypto ikev2 profile P
 keyring OLD
crypto ipsec profile P
 set pfs
 set security-association lifetime seconds 1800
 responder-only
interface Tunnel1
 vrf forwarding RED
 ip address 10.0.0.1 255.255.255.252
 ip nat outside
 ip access-group FILTER in
 tunnel mode gre ip
 tunnel vrf INTERNET
 shutdown
crypto ikev2 client flexvpn C
 peer 2 fqdn hub.example.com dynamic
 peer 1 203.0.113.1 track 5 up
 peer reactivate
 source 1 Cellular0 track 1
 backup group 1
"""
    read = objects(text)
    tunnel, client = read.tunnels[0], read.clients[0]

    assert read.profiles[0].keyring == "OLD"
    assert (read.ipsec_profiles[0].pfs, read.ipsec_profiles[0].lifetime) == ("group14", 1800)
    assert read.ipsec_profiles[0].responder_only
    assert (tunnel.mode, tunnel.nat, tunnel.vrf, tunnel.tunnel_vrf) == (
        "",
        "outside",
        "vrf forwarding RED",
        "INTERNET",
    )
    assert tunnel.features == ("ip access-group FILTER in",)
    assert tunnel.shutdown
    assert client.peers == ((1, "203.0.113.1 track 5 up"), (2, "fqdn hub.example.com dynamic"))
    assert client.peer_reactivate
    assert (client.backup_group, client.tunnel_sources) == ("1", ("1 Cellular0 track 1",))


def test_a_configuration_without_ikev2_has_no_objects() -> None:
    """An EzVPN spoke before the change has none of it."""
    assert objects_of(STANDARD / "before-spoke.cfg") == FlexvpnObjects()
    assert objects_of(CHECKS / "site" / "hub.cfg").policies[0].proposals == ("FLEX",)
