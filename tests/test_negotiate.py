"""What IKEv2 makes of a hub and a spoke."""

from pathlib import Path

import pytest

from tests.checks.sites import CHECKS, STANDARD, site
from tests.golden_cases import golden_plan
from wizard.check import negotiation_row, negotiations
from wizard.check.ikev2.negotiation import negotiate
from wizard.check.matching.certificate_maps import map_takes
from wizard.ios.identity_matches import is_wildcard, matches, network_of, overlap, peer_by_address
from wizard.model.configuration import Configuration, read_written
from wizard.model.finding import Negotiation
from wizard.model.ikev2 import Identity, IdentityKind, IdentityMatch, Keyring, KeyringPeer, MatchKind, Trustpoint


def of(folder: Path) -> Negotiation:
    """The negotiation of the first spoke of a case."""
    return negotiate(site(folder).pairs[0])


def test_the_guides_pair_learns_what_the_guide_shows() -> None:
    """Hub and spoke of the guide come up, and each learns the routes that the guide's output shows."""
    (negotiation,) = negotiations(golden_plan("guide"))

    assert negotiation_row(negotiation) == {
        "hub": "flexserver",
        "spoke": "ezvpn-spoke3",
        "verdict": "up",
        "why": "",
        "reason": "",
        "ike": {"encryption": "aes-cbc-128", "integrity": "sha256", "prf": "sha256", "group": "5"},
        "esp": {"encryption": "esp-aes 128", "integrity": "esp-sha-hmac", "pfs": "", "mode": "gre tunnel"},
        "authentication": {"hub": "rsa-sig", "spoke": "rsa-sig"},
        "hub_profile": "FlexClient-Profile",
        "spoke_profile": "FlexClient-Profile",
        "blocked_by": [],
        "routes": {"hub_learns": ["10.10.3.0/24"], "spoke_learns": ["10.10.10.1/32", "10.10.0.0/24"]},
        "notes": [],
    }


def test_the_standard_site_comes_up() -> None:
    """What the recommended answers give comes up without a second try."""
    negotiation = of(STANDARD)

    assert negotiation.up
    assert (negotiation.encryption, negotiation.integrity, negotiation.group) == ("aes-cbc-256", "sha512", "19")
    assert (negotiation.esp_encryption, negotiation.mode, negotiation.pfs) == ("esp-aes 256", "vti tunnel", "group14")
    assert negotiation.hub_learns == ("10.10.255.3/32", "10.10.3.0/24")
    assert negotiation.spoke_learns == ("10.10.255.1/32", "10.10.0.0/24")
    assert negotiation.notes == ()


FAILURES = {
    "REF006": ("no-tunnel", "spoke has no tunnel interface with an IKEv2 profile that leads to a hub."),
    "CRY001": (
        "no-proposal-chosen",
        "spoke offers aes-cbc-256, sha512 sha256, group 19 14 (policy FLEX); "
        "hub takes aes-gcm-256, sha384, group 20 (policy FLEX): they have nothing in common.",
    ),
    "CRY004": (
        "no-proposal-chosen",
        "spoke offers aes-cbc-256 aes-cbc-192 aes-cbc-128, sha512 sha384 sha256 sha1 md5, group 5 2 (the smart "
        "defaults); hub takes aes-cbc-256, sha512 sha384, group 19 14 21 (the smart defaults): "
        "they have nothing in common.",
    ),
    "CRY005": (
        "smart-defaults-unknown",
        "spoke offers whatever its unknown release has (the smart defaults); hub takes aes-cbc-256, sha512 sha384, "
        "group 19 14 21 (the smart defaults): they have nothing in common on some releases, and not every release "
        "is known.",
    ),
    "CRY009": (
        "no-proposal-chosen",
        "spoke offers aes-cbc-256, sha512 sha256, group 19 14 (policy FLEX); "
        "hub takes no complete proposal (policy FLEX): they have nothing in common.",
    ),
    "IDN001": ("no-profile", "No IKEv2 profile of hub takes spoke's identity fqdn shop.example.com."),
    "REF005": ("not-bound", "IPsec profile FLEX of hub is not bound to IKEv2 profile FLEX."),
    "IDN003": ("identity-refused", "spoke does not take hub's identity fqdn hub.example.com."),
    "AUT001": ("authentication-method", "spoke authenticates with pre-share; hub takes rsa-sig."),
    "AUT002": ("authentication-method", "hub authenticates with rsa-sig; spoke takes pre-share."),
    "AUT003": ("no-key", "spoke has no pre-shared key for hub."),
    "AUT004": ("key-differs", "The key with which spoke proves itself is not the one that hub expects."),
    "CRY011": ("encapsulation", "spoke uses VTI and hub GRE inside IPsec."),
    "CRY002": ("no-transform", "spoke and hub have no transform set in common."),
    "PKI010": ("certificate-dates", "The certificate of the CA by which hub proves spoke is not valid today."),
    "PKI019": (
        "certificate-untrusted",
        "hub does not have the certificate of the CA that issued that of spoke.",
    ),
    "PKI022": ("certificate-key", "hub signs with `rsa-sig`, and its key is for ec."),
    "RTE001": ("no-address", "spoke negotiates its tunnel address and hub has no pool for it."),
}


@pytest.mark.parametrize("code", FAILURES)
def test_a_pair_that_does_not_come_up_says_why(code: str) -> None:
    """The first phase that fails is named, in a sentence that names both routers."""
    negotiation = of(CHECKS / code / "fires")

    assert not negotiation.up
    assert (negotiation.reason, negotiation.why) == FAILURES[code]


NOTES = {
    "IDN002/fires": "several profiles of hub take spoke's identity: FLEX, OTHER",
    "CRY003/fires": "PFS differs (spoke none, hub group14): the tunnel comes up and the first rekey fails",
    "CRY001/quiet": "INVALID_KE: the spoke guesses group 19, the hub asks again for group 14",
    "AUT004/quiet": "the key from spoke to hub is encrypted (type 6) and could not be compared",
    "AUT013/fires": "spoke authorizes no group for this method: no routes are exchanged",
    "RTE011/fires": "spoke calls 203.0.113.2, which is no address of hub's interfaces",
}


@pytest.mark.parametrize("case", NOTES)
def test_what_differs_without_stopping_the_tunnel_is_noted(case: str) -> None:
    """A pair that comes up all the same says what is not as it should be."""
    negotiation = of(CHECKS / case)

    assert negotiation.up
    assert NOTES[case] in negotiation.notes


@pytest.mark.parametrize(
    ("case", "encryption", "mode"),
    [
        ("CRY011/quiet", "esp-aes 256", "vti tunnel"),
        ("CRY014/quiet", "esp-aes 256", "gre transport"),
        ("CRY014/fires", "esp-aes 256", "gre tunnel"),
        ("CRY015/quiet", "esp-gcm 256", "vti tunnel"),
        ("CRY002/quiet", "esp-aes 128", "vti tunnel"),
    ],
)
def test_the_child_sa_is_what_both_can_do(case: str, encryption: str, mode: str) -> None:
    """Transport mode takes GRE and both ends' transform sets; a VTI is always in tunnel mode."""
    negotiation = of(CHECKS / case)

    assert (negotiation.esp_encryption, negotiation.mode) == (encryption, mode)


def test_an_address_of_the_pool_is_learned() -> None:
    """A spoke that negotiates its address shows at the hub with one of the pool."""
    negotiation = of(CHECKS / "RTE001" / "quiet")

    assert (negotiation.pool, negotiation.hub_learns) == ("FLEX", ("10.10.3.0/24",))
    assert negotiation.hub_learns_in_words == ("an address of pool FLEX", "10.10.3.0/24")


def test_aes_gcm_needs_no_integrity() -> None:
    """A suite with AES-GCM has a prf and no integrity."""
    negotiation = of(CHECKS / "CRY007" / "quiet")

    assert (negotiation.encryption, negotiation.prf) == ("aes-cbc-256", "sha512")


def changed(folder: Path, router: str, *edits: tuple[str, str]) -> Path:
    """The standard site with the configuration of one router edited."""
    text = (STANDARD / f"{router}.cfg").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / f"{router}.cfg").write_text(text, encoding="utf-8")
    (folder / "meta.toml").write_text("", encoding="utf-8")
    return folder


EDITED = {
    "a tunnel that is shut down": (
        "spoke",
        (" tunnel source GigabitEthernet0/0\n", " shutdown\n tunnel source GigabitEthernet0/0\n"),
        "Tunnel0 of spoke is shut down.",
    ),
    "an IKEv2 profile that nothing defines": (
        "spoke",
        ("crypto ikev2 profile FLEX\n", "crypto ikev2 profile OTHER\n"),
        "spoke has no IKEv2 profile FLEX.",
    ),
    "a profile without a virtual template": (
        "hub",
        (" virtual-template 2\n", ""),
        "Profile FLEX of hub has no virtual template with an IPsec profile.",
    ),
    "a profile that is shut down": (
        "hub",
        (" virtual-template 2\n", " virtual-template 2\n shutdown\n"),
        "No IKEv2 profile of hub takes spoke's identity fqdn spoke.example.com.",
    ),
    "a profile for another VRF": (
        "hub",
        (" virtual-template 2\n", " virtual-template 2\n match fvrf INTERNET\n"),
        "No IKEv2 profile of hub takes spoke's identity fqdn spoke.example.com.",
    ),
    "a profile for another address of the hub": (
        "hub",
        (" virtual-template 2\n", " virtual-template 2\n match address local 203.0.113.9\n"),
        "No IKEv2 profile of hub takes spoke's identity fqdn spoke.example.com.",
    ),
    "a policy for another address and no default": (
        "hub",
        (
            "crypto ikev2 policy FLEX\n match fvrf any\n",
            "no crypto ikev2 policy default\ncrypto ikev2 policy FLEX\n match fvrf any\n"
            " match address local 203.0.113.9\n",
        ),
        "spoke offers aes-cbc-256, sha512 sha256, group 19 14 (policy FLEX); "
        "hub takes no complete proposal (no policy): they have nothing in common.",
    ),
    "a spoke that would send a distinguished name by default": (
        "spoke",
        (" identity local fqdn spoke.example.com\n", ""),
        "No IKEv2 profile of hub takes spoke's identity dn.",
    ),
}


@pytest.mark.parametrize("what", EDITED)
def test_one_line_is_enough_to_keep_a_tunnel_down(what: str, tmp_path: Path) -> None:
    """Each of these is one line away from the standard site, and the reason is told."""
    router, edit, why = EDITED[what]

    assert of(changed(tmp_path, router, edit)).why == why


ELSEWHERE = "crypto ikev2 proposal OTHER\n encryption 3des\n integrity sha1\n group 2\n"
HARMLESS = {
    "a policy for every VRF behind one for that of the hub": (
        "hub",
        (
            "crypto ikev2 policy FLEX\n match fvrf any\n",
            f"{ELSEWHERE}crypto ikev2 policy OTHER\n match fvrf any\n proposal OTHER\n"
            "crypto ikev2 policy FLEX\n match fvrf any\n match address local 203.0.113.1\n",
        ),
    ),
    "a policy called default that was edited": ("hub", ("policy FLEX\n", "policy default\n")),
    "a profile for the hub's own address": (
        "hub",
        (" virtual-template 2\n", " virtual-template 2\n match address local 203.0.113.1\n"),
    ),
    "a profile for the interface of that address": (
        "hub",
        (" virtual-template 2\n", " virtual-template 2\n match address local interface GigabitEthernet0/0\n"),
    ),
    "a profile for every VRF": ("hub", (" virtual-template 2\n", " virtual-template 2\n match fvrf any\n")),
    "a second trustpoint that only verifies": (
        "spoke",
        (" pki trustpoint FLEX\n", " pki trustpoint OTHER verify\n pki trustpoint FLEX sign\n"),
    ),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_said_in_other_words_comes_up_as_well(what: str, tmp_path: Path) -> None:
    """The same thing written in another way changes nothing."""
    router, edit = HARMLESS[what]

    assert of(changed(tmp_path, router, edit)).up


def test_a_spoke_with_eap_needs_a_user(tmp_path: Path) -> None:
    """The hub asks for a name and a password, and nobody is there to type them."""
    changed(tmp_path, "hub", (" authentication remote rsa-sig\n", " authentication remote eap query-identity\n"))
    changed(tmp_path, "spoke", (" authentication local rsa-sig\n", " authentication local eap mschapv2\n"))
    row = negotiation_row(of(tmp_path))

    assert (row["verdict"], row["reason"]) == ("fails", "eap-refused")
    assert row["why"] == "spoke authenticates with EAP and has no user with a password."


def test_a_keyring_called_by_name_is_searched_for_that_name() -> None:
    """A peer that is called by its host name has no address yet: only a key for every address fits besides."""
    every = KeyringPeer(name="every", address="0.0.0.0", mask="0.0.0.0")
    half = KeyringPeer(name="half", address="128.0.0.0", mask="128.0.0.0")
    named = KeyringPeer(name="named", hostname="vpn.example.com")

    assert peer_by_address(Keyring(name="K", peers=(half, every)), "vpn.example.com") == every
    assert peer_by_address(Keyring(name="K", peers=(every, half, named)), "vpn.example.com") == named
    assert peer_by_address(Keyring(name="K", peers=(half,)), "vpn.example.com") is None


def test_routes_of_a_radius_server_are_not_guessed(tmp_path: Path) -> None:
    """Where a RADIUS server holds the hub's policy, only what the spoke would take is known to be unknown."""
    edit = ("aaa authorization network FLEX local", "aaa authorization network FLEX group radius")
    negotiation = of(changed(tmp_path, "hub", edit))

    assert negotiation.up
    assert negotiation.spoke_learns == ()
    assert "the routes of hub come from its RADIUS server or from nowhere" in negotiation.notes


def test_an_address_of_a_radius_server_is_not_missed(tmp_path: Path) -> None:
    """A spoke that negotiates its address gets it from RADIUS where the hub's policy is there."""
    changed(tmp_path, "hub", ("aaa authorization network FLEX local", "aaa authorization network FLEX group radius"))
    changed(tmp_path, "spoke", (" ip unnumbered Loopback0\n", " ip address negotiated\n"))
    negotiation = of(tmp_path)

    assert negotiation.up
    assert "the spoke's tunnel address comes from the RADIUS server" in negotiation.notes


def _match(text: str) -> IdentityMatch:
    kind = max((kind for kind in MatchKind if text.startswith(kind.value)), key=lambda kind: len(kind.value))
    value, _, mask = text.removeprefix(kind.value).strip().partition(" ")
    return IdentityMatch(kind=kind, value=value, mask=mask)


def _identity(text: str) -> Identity:
    kind, _, value = text.partition(" ")
    return Identity(kind=IdentityKind(kind), value=value)


@pytest.mark.parametrize(
    ("match", "identity", "taken"),
    [
        ("fqdn spoke.example.com", "fqdn spoke.example.com", True),
        ("fqdn spoke.example.com", "email spoke.example.com", False),
        ("fqdn domain example.com", "fqdn spoke.example.com", True),
        ("fqdn domain example.com", "fqdn spoke.badexample.com", False),
        ("email domain example.com", "email s@example.com", True),
        ("email s@example.com", "email s@example.com", True),
        ("key-id shops", "key-id shops", True),
        ("key-id shops", "fqdn shops", False),
        ("address 192.0.2.0 255.255.255.0", "address 192.0.2.7", True),
        ("address 192.0.2.7", "address 192.0.2.8", False),
        ("address 0.0.0.0", "address 192.0.2.8", True),
        ("any", "dn ", True),
        ("fqdn domain example.com", "dn ", False),
    ],
)
def test_an_identity_is_taken_by_its_own_kind(match: str, identity: str, *, taken: bool) -> None:
    """A match takes identities of its own kind; only `any` takes a distinguished name."""
    assert matches(_match(match), _identity(identity)) is taken


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        ("fqdn domain example.com", "fqdn a.example.com", True),
        ("fqdn domain example.com", "fqdn domain shops.example.com", True),
        ("fqdn domain example.com", "fqdn domain example.net", False),
        ("any", "key-id shops", True),
        ("address 10.0.0.0 255.0.0.0", "address 10.1.1.1", True),
        ("email domain example.com", "fqdn domain example.com", False),
    ],
)
def test_two_matches_overlap_where_one_identity_fits_both(one: str, other: str, *, overlaps: bool) -> None:
    """Overlap is the same seen from both sides."""
    assert overlap(_match(one), _match(other)) is overlaps
    assert overlap(_match(other), _match(one)) is overlaps


def test_a_wildcard_takes_every_peer() -> None:
    """`any` and an address without bits are wildcards, a network is none."""
    assert is_wildcard(_match("any"))
    assert is_wildcard(_match("address 0.0.0.0 0.0.0.0"))
    assert not is_wildcard(_match("address 192.0.2.0 255.255.255.0"))
    assert network_of("hub.example.com") is None


MAP = """crypto pki certificate map FLEX 10
 subject-name co ou = flexvpn
 issuer-name co cn = ca
crypto pki certificate map FLEX 20
 alt-subject-name eq old.example.com
"""


@pytest.mark.parametrize(
    ("subject", "fqdn", "taken"),
    [
        ("CN=spoke,OU=FlexVPN", "spoke.example.com", True),
        ("CN=spoke,OU=Mail", "spoke.example.com", False),
        ("CN=spoke,OU=Mail", "old.example.com", True),
        ("", "spoke.example.com", True),
    ],
)
def test_a_certificate_map_is_compared_with_the_request(subject: str, fqdn: str, *, taken: bool) -> None:
    """Lines of one number must all fit, one number is enough, and what nobody knows yet counts as fitting."""
    trustpoint = Trustpoint(name="FLEX", subject_name=subject, fqdn=fqdn)

    assert map_takes(Configuration(read_written(MAP)), "FLEX", trustpoint) is taken


def test_the_narrowest_address_of_a_keyring_wins() -> None:
    """Of several peers that cover the address the one with the longest mask is taken, a host name before all."""
    every = KeyringPeer(name="every", address="0.0.0.0", mask="0.0.0.0")
    host = KeyringPeer(name="host", address="203.0.113.1")
    named = KeyringPeer(name="named", hostname="hub.example.com")
    keyring = Keyring(name="FLEX", peers=(every, host, named))

    assert [peer_by_address(keyring, peer) for peer in ("203.0.113.1", "192.0.2.1", "hub.example.com")] == [
        host,
        every,
        named,
    ]
