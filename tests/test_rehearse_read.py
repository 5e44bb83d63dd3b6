"""The rehearsal reads the rendered text by itself, and finds in it what check finds in the same text."""

from ipaddress import IPv4Address, IPv4Network

import pytest

from tests.golden_cases import golden_cases, golden_plan, output
from wizard.check.view.device import DeviceView
from wizard.check.view.plan_views import device_views
from wizard.model.release import Family, Release
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.router_objects import Condition, Identifier, Router

VIEWS = [(case, view) for case in golden_cases() for view in device_views(golden_plan(case))]


def read(view: DeviceView) -> Router:
    """A view's target as the rehearsal reads it."""
    return read_router(view.device, view.target.text(), view.release)


@pytest.mark.parametrize(("case", "view"), VIEWS, ids=[f"{case}-{view.device}" for case, view in VIEWS])
def test_two_readers_find_the_same_objects(case: str, view: DeviceView) -> None:
    """Names, methods, identities, keys and transforms are the same for both readers, in every golden configuration."""
    router, objects = read(view), view.objects

    assert {other_profile.name for other_profile in objects.profiles} == set(router.profiles)
    assert {other_keyring.name for other_keyring in objects.keyrings} == set(router.keyrings)
    assert {ipsec_profile.name for ipsec_profile in objects.ipsec_profiles} == set(router.ipsec_profiles)
    assert {
        transform_set.name: transform_set.transforms for transform_set in objects.transform_sets
    }.items() <= router.transform_sets.items()
    for profile in objects.profiles:
        mine = router.profiles[profile.name]
        assert (mine.local_method, mine.remote_methods) == (profile.local_authentication, profile.remote_authentication)
        assert (mine.local_key, mine.remote_key) == (profile.local_key, profile.remote_key)
        assert mine.keyring == profile.keyring
        assert len(mine.expected) == len(profile.match)
    for keyring in objects.keyrings:
        holders = router.keyrings[keyring.name]
        assert [(peer.name, peer.local_key, peer.remote_key) for peer in keyring.peers] == [
            (holder.name, holder.local, holder.remote) for holder in holders
        ]


def test_the_networks_that_a_hub_announces_come_from_its_list() -> None:
    """A standard list, by number or by name, becomes the networks of its policy."""
    router = read_router("flexserver", output("guide", "flexserver", "target.cfg"))
    policy = router.authorizations["FlexClient-Author"]

    assert policy.networks == (IPv4Network("10.10.0.0/24"),)
    assert policy.announces_interface


def test_a_certificate_map_is_read_entry_by_entry() -> None:
    """Two numbers of one map are two ways to fit, and the lines of one number must all hold."""
    text = (
        "crypto pki certificate map M 10\n subject-name co ou = flexvpn\n issuer-name co cn = ca\n"
        "crypto pki certificate map M 20\n subject-name eq cn = hub\n"
    )
    first, second = read_router("hub", text).maps["M"]

    assert [condition.field for condition in first] == ["subject-name", "issuer-name"]
    assert second == (Condition(field="subject-name", comparison="eq", value="cn = hub"),)


def test_keys_of_two_directions_and_eap_are_read() -> None:
    """Local and remote keys, a keyring by address, and an EAP user with a password are found."""
    text = (
        "crypto ikev2 keyring K\n peer HUB\n  address 10.0.0.0 255.255.255.0\n  pre-shared-key local A\n"
        "  pre-shared-key remote 0 B\n"
        "crypto ikev2 profile P\n authentication local eap mschapv2 username u password p w\n"
        " authentication remote eap query-identity\n match identity remote address 10.1.0.0 255.255.0.0\n"
        " match identity remote fqdn domain example.com\n pki trustpoint T verify\n virtual-template 3 mode auto\n"
        " aaa authorization group override cert list L POLICY\n"
    )
    router = read_router("hub", text)
    (peer,) = router.keyrings["K"]
    profile = router.profiles["P"]

    assert peer.network == IPv4Network("10.0.0.0/24")
    assert (peer.local and peer.local.reveal(), peer.remote and peer.remote.reveal()) == ("A", "B")
    assert (profile.local_method, profile.eap_user) == ("eap mschapv2", "u")
    assert profile.eap_password
    assert profile.eap_password.reveal() == "p w"
    assert profile.asks_eap_identity
    assert profile.takes_either
    assert profile.expected == (
        Identifier(kind="address", value="10.1.0.0/16"),
        Identifier(kind="fqdn domain", value="example.com"),
    )
    assert (profile.sign_trustpoint, profile.verify_trustpoints) == ("", ("T",))
    assert profile.authorization == ("cert", "L", "POLICY")


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("dpd 30 5 periodic", 30), ("dpd 10 2 on-demand", 10), ("", 0), ("dpd", 0), ("dpd many 5", 0)],
)
def test_a_dead_peer_is_asked_for_after_the_seconds_of_the_profile(words: str, seconds: int) -> None:
    """A profile without the line asks nobody."""
    lines = f" {words}\n" if words else ""

    assert (
        read_router("hub", f"crypto ikev2 profile P\n authentication local pre-share\n{lines}").profiles["P"].dpd
        == seconds
    )


@pytest.mark.parametrize(
    ("words", "bits"),
    [("rsakeypair KEYS 2048", 2048), ("rsakeypair KEYS 4096 2048", 4096), ("rsakeypair KEYS", 0), ("", 0)],
)
def test_a_key_pair_has_the_size_that_its_trustpoint_names(words: str, bits: int) -> None:
    """Where none is named the router takes what the pair has."""
    lines = f" {words}\n" if words else ""

    assert read_router("hub", f"crypto pki trustpoint T\n enrollment terminal\n{lines}").trustpoints["T"].bits == bits


def test_lists_pools_and_routes_are_read_in_each_of_their_forms() -> None:
    """`host`, `any`, sequence numbers, single addresses, a pool of one address, routes without a list."""
    text = (
        "ip access-list standard NETS\n 10 permit 10.1.0.0 0.0.255.255\n 20 permit host 10.9.9.9\n 30 deny 10.8.0.0\n"
        "access-list 7 permit any\n"
        "ip local pool P 10.5.5.5\n"
        "crypto ikev2 authorization policy A\n pool P\n route set access-list NETS\n"
        " route set remote ipv4 10.7.0.0 255.255.0.0\n"
        "crypto ikev2 authorization policy B\n route set access-list 7\n"
        "crypto ikev2 client flexvpn F\n peer 2 10.0.0.2\n peer 1 fqdn hub.example.com\n client connect Tunnel0\n"
        "aaa new-model\naaa authorization network L local\naaa authorization network R group radius local\n"
    )
    router = read_router("hub", text)

    assert [str(network) for network in router.authorizations["A"].networks] == [
        "10.1.0.0/16",
        "10.9.9.9/32",
        "10.7.0.0/16",
    ]
    assert router.authorizations["B"].networks == (IPv4Network("0.0.0.0/0"),)
    assert router.pools["P"] == (IPv4Address("10.5.5.5"), IPv4Address("10.5.5.5"))
    assert router.calls == {"Tunnel0": ("hub.example.com", "10.0.0.2")}
    assert router.local_lists == {"L"}


XE_1712 = Release(family=Family.IOS_XE, major=17, minor=12, maintenance=1)


def test_smart_defaults_are_those_of_the_release() -> None:
    """Where the configuration has no policy, the release's own proposal is offered; where it was taken away, none."""
    assert read_router("hub", "", XE_1712).proposals["default"].group == ("19", "14", "21")
    assert read_router("hub", "").proposals["default"].group == ("5", "2")
    gone = read_router("hub", "no crypto ikev2 proposal default\nno crypto ikev2 policy default\n")
    assert (gone.proposals, gone.policies) == ({}, ())


def test_a_line_that_the_release_refuses_is_not_there() -> None:
    """One weak word loses the whole line, and the proposal is then incomplete."""
    text = "crypto ikev2 proposal P\n encryption aes-cbc-256 3des\n integrity sha256\n group 14\n"

    assert "P" in read_router("hub", text).proposals
    assert "P" not in read_router("hub", text, XE_1712).proposals


@pytest.mark.parametrize("protocol", ["standby", "vrrp", "glbp"])
def test_an_address_that_two_routers_share_is_one_of_each(protocol: str) -> None:
    """Spokes call it, and what matches by address matches it."""
    text = f"interface GigabitEthernet0/0\n ip address 198.51.100.21 255.255.255.240\n {protocol} 1 ip 198.51.100.20\n"

    router = read_router("hub", text, None)

    assert [str(address) for address in router.addresses()] == ["198.51.100.21", "198.51.100.20"]
