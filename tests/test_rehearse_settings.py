"""What the daemons are told: the order, the names, the keys and the certificates of the configurations."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.golden_cases import golden_plan, output
from tests.interop import applied
from tests.matrix import Cell, planned
from tests.slips import SLIPS, TODAY
from wizard.check.view.plan_views import device_views, site_view
from wizard.check.view.site import PairView
from wizard.errors import RehearsalError
from wizard.model.certificate import Certificate, Holder
from wizard.rehearse.addresses_and_hosts import Prepared, hosts, prepared
from wizard.rehearse.laboratory import Configured
from wizard.rehearse.not_rehearsed import not_rehearsed
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.rehearsal import configured
from wizard.rehearse.router_objects import Identifier, IpsecProfile
from wizard.rehearse.spoke_call import Call, CallEnd, Obstacle, call, takes
from wizard.rehearse.stand_ins import in_real_names
from wizard.rehearse.strongswan_algorithms import esp_proposals, ike_proposals
from wizard.rehearse.swanctl_settings import Settings, initiator, responder


def meet(hub: Configured, spoke: Configured) -> Prepared:
    """The meeting of two configurations."""
    hub_router = read_router(hub.device, hub.text, hub.release)
    spoke_router = read_router(spoke.device, spoke.text, spoke.release)
    called = call(spoke_router, hub_router)
    assert isinstance(called, Call)
    return prepared(hub_router, spoke_router, called, (hub.certificates, spoke.certificates), TODAY)


def pair_of(cell: Cell, slip: str = "as planned") -> PairView:
    """The pair of a cell of the matrix, with a slip."""
    plan = planned(cell)
    site = site_view(plan, device_views(plan))
    assert site is not None
    changed = applied(next(other_slip for other_slip in SLIPS if other_slip.name == slip), site.pairs[0])
    assert changed is not None
    return changed


def settings(cell: Cell, slip: str = "as planned") -> tuple[Settings, Settings]:
    """What hub and spoke of a cell are told."""
    pair = pair_of(cell, slip)
    meeting = meet(configured(pair.hub), configured(pair.spoke)).meeting
    return responder(meeting), initiator(meeting)


KEYS = Cell(hub_method="pre-share", spoke_method="pre-share", hub_kind="fqdn", spoke_kind="key-id")
SIGNED = Cell(hub_method="ecdsa-sig", spoke_method="rsa-sig", hub_kind="dn", spoke_kind="email")
EAP = Cell(hub_method="rsa-sig", spoke_method="eap md5", hub_kind="fqdn", spoke_kind="email")


def test_the_order_of_a_proposal_is_kept() -> None:
    """The daemons prefer what the configuration names first."""
    hub, spoke = settings(KEYS)

    assert spoke.connections[0].proposals == ("aes256-sha512-sha256-prfsha512-prfsha256-ecp256-modp2048",)
    assert hub.connections[0].proposals == spoke.connections[0].proposals
    assert [connection.child.proposals for connection in spoke.connections if connection.child] == [
        ("aes256-sha256-ecp256",)
    ]


def test_a_router_without_a_usable_proposal_agrees_to_nothing() -> None:
    """What IOS does not offer, the daemon does not offer from its own defaults either."""
    assert settings(KEYS, "spoke: no group")[1].connections[0].proposals == ("aes256ctr-md5-prfmd5-modp768",)


@pytest.mark.parametrize("transforms", ["ah-sha-hmac esp-aes 256", "esp-gmac 256", "esp-aes 256"])
def test_what_the_daemons_cannot_do_is_refused_by_name(transforms: str) -> None:
    """AH, GMAC and a cipher without a hash stop the rehearsal, rather than fail in it."""
    router = read_router("hub", f"crypto ipsec transform-set T {transforms}\n")

    with pytest.raises(RehearsalError, match="strongSwan stands in for no"):
        esp_proposals(router, IpsecProfile(name="P", transform_sets=("T",)), CallEnd.HUB)


def test_every_other_transform_has_its_word() -> None:
    """Those that a plan may have, and the weak ones of old routers."""
    text = (
        "crypto ipsec transform-set A esp-gcm 256\ncrypto ipsec transform-set B esp-aes esp-sha-hmac\n"
        "crypto ipsec transform-set C esp-3des esp-md5-hmac\n"
    )
    profile = IpsecProfile(name="P", transform_sets=("A", "B", "C"), pfs="24")

    assert esp_proposals(read_router("hub", text), profile, CallEnd.HUB) == (
        "aes256gcm16-modp2048s256",
        "aes128-sha1-modp2048s256",
        "3des-md5-modp2048s256",
    )


def test_a_word_that_nobody_knows_is_named() -> None:
    """A group of the future is no bug of ours."""
    text = "crypto ikev2 proposal P\n encryption aes-cbc-256\n integrity sha256\n group 31\n"
    router = read_router("hub", f"{text}crypto ikev2 policy Q\n proposal P\n")

    with pytest.raises(RehearsalError, match="no `31`"):
        ike_proposals(router, IPv4Address("10.0.0.1"), CallEnd.HUB)


def test_each_end_fragments_as_its_own_configuration_says() -> None:
    """IKE comes in fragments where both ends have the line; a daemon would always do it."""
    pair = pair_of(SIGNED)
    hub, spoke = configured(pair.hub), configured(pair.spoke)
    bare = replace(spoke, text=spoke.text.replace("crypto ikev2 fragmentation mtu 1280\n", ""))
    meeting = meet(hub, bare).meeting

    assert "fragmentation = yes" in responder(meeting).text()
    assert "fragmentation = no" in initiator(meeting).text()
    assert "fragmentation = yes" in initiator(meet(hub, spoke).meeting).text()


def test_no_key_of_the_site_reaches_a_daemon() -> None:
    """Keys are hashed, differently for each direction, and what one proves the other expects."""
    hub, spoke = settings(KEYS)
    text = hub.text() + spoke.text()
    proof = {secret.proves: secret.secret for secret in spoke.secrets}
    expected = {secret.proves: secret.secret for secret in hub.secrets}

    assert "Secret-pre_shared_key-1" not in text
    assert proof == expected
    assert proof[CallEnd.HUB] != proof[CallEnd.SPOKE]


@pytest.mark.parametrize(
    "slip", ["spoke: no key", "spoke: no keyring", "spoke: the key of another address"], ids=lambda slip: slip
)
def test_a_key_that_is_not_found_is_not_told(slip: str) -> None:
    """A keyring that does not lead to the peer gives no key."""
    assert settings(KEYS, slip)[1].secrets == ()


def test_the_hub_holds_the_user_of_eap_in_the_place_of_radius() -> None:
    """The spoke's method, user and password are told to both, and the password as a hash."""
    hub, spoke = settings(EAP)

    assert hub.connections[0].remote.method == spoke.connections[0].local.method == "eap-md5"
    assert hub.connections[0].remote.eap_identity == "%any"
    assert {secret.secret for secret in hub.secrets} == {secret.secret for secret in spoke.secrets}
    assert "Secret-eap_password-1" not in hub.text() + spoke.text()


def test_a_certificate_map_becomes_the_name_that_is_expected() -> None:
    """`subject-name co ou = flexvpn` is the unit in the subject, in any letter case, and the spoke expects the hub."""
    _, spoke = settings(SIGNED)

    assert in_real_names(spoke.connections[0].remote.identity) == "ou=flexvpn, cn=hq-vpn1.fennmark.example"


def test_a_tunnel_that_stays_shut_calls_nobody() -> None:
    """Why a spoke never calls is told in the words of check."""
    for slip, reason in (
        ("spoke: tunnel shut", "shutdown"),
        ("spoke: no client", "no-tunnel"),
        ("spoke: the IPsec profile of another IKEv2 profile", "no-ikev2-profile"),
    ):
        pair = pair_of(KEYS, slip)
        hub, spoke = (read_router(view.device, view.target.text()) for view in (pair.hub, pair.spoke))
        obstacle = call(spoke, hub)
        assert isinstance(obstacle, Obstacle)
        assert obstacle.reason == reason


def test_gre_on_one_side_alone_meets_nothing() -> None:
    """Where one side has GRE inside IPsec and the other has not, the selectors have nothing in common."""
    hub, spoke = settings(KEYS, "spoke: GRE inside IPsec")

    assert [connection.child.local for connection in spoke.connections if connection.child] == [("dynamic[gre]",)]
    assert all(
        "gre" not in text for connection in hub.connections if connection.child for text in connection.child.local
    )


def test_a_pool_is_handed_out_where_the_policy_grants_it() -> None:
    """An address from the hub's pool for a peer of its method; none for a peer of another."""
    granted, asking = settings(KEYS, "both: an address from a pool")
    refused, _ = settings(KEYS, "both: a pool for peers of another method")

    assert granted.pools == {"10.99.0.1-10.99.0.9": "p0"}
    assert asking.connections[0].asks_address
    assert refused.pools == {}


@pytest.mark.parametrize(
    ("expected", "received", "taken"),
    [
        (Identifier(kind="any"), Identifier(kind="dn"), True),
        (Identifier(kind="fqdn domain", value="a.net"), Identifier(kind="fqdn", value="x.a.net"), True),
        (Identifier(kind="fqdn domain", value="a.net"), Identifier(kind="fqdn", value="xa.net"), False),
        (Identifier(kind="email domain", value="a.net"), Identifier(kind="email", value="x@a.net"), True),
        (Identifier(kind="address", value="10.0.0.0/8"), Identifier(kind="address", value="10.2.3.4"), True),
        (Identifier(kind="key-id", value="a"), Identifier(kind="fqdn", value="a"), False),
    ],
)
def test_identities_are_compared_as_ios_does(expected: Identifier, received: Identifier, *, taken: bool) -> None:
    """By kind, and by the whole value, its domain or its network."""
    assert takes(expected, received) is taken


def guide() -> Prepared:
    """The meeting of the guide's site."""
    plan = golden_plan("guide")
    site = site_view(plan, device_views(plan))
    assert site is not None
    return meet(configured(site.pairs[0].hub), configured(site.pairs[0].spoke))


def test_both_meet_at_their_own_addresses() -> None:
    """The real WAN addresses are on the cable, and one host of each announced network pings."""
    meeting = guide().meeting
    ends = hosts(meeting)

    assert (meeting.hub_address, meeting.spoke_address) == (IPv4Address("10.0.0.2"), IPv4Address("10.1.1.4"))
    assert meeting.called_address == meeting.hub_address
    assert all(any(host in IPv4Network(net) for net in ("10.10.0.0/24", "10.10.10.1/32")) for host in ends.hub)
    assert ends.spoke == (IPv4Address("10.10.3.1"),)


def test_only_what_the_site_uses_is_listed_as_not_rehearsed() -> None:
    """The guide's site has GRE and no RADIUS, and the list says so."""
    meeting = guide().meeting
    texts = (output("guide", name, "target.cfg") for name in ("flexserver", "ezvpn-spoke3"))
    words = " ".join(not_rehearsed(meeting, *texts))

    assert "GRE inside IPsec" in words
    assert "RADIUS" not in words
    assert "VRF" not in words


def leaf(prepared: Prepared) -> x509.Certificate:
    """The certificate that the spoke shows."""
    (data,) = prepared.spoke_files.certificates.values()
    return x509.load_pem_x509_certificate(data)


def test_a_throw_away_certificate_has_what_the_trustpoint_asks_for() -> None:
    """Subject, both uses, an RSA key, and the IKE identity among its names."""
    certificate = leaf(guide())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value

    assert [in_real_names(rdn.rfc4514_string()) for rdn in certificate.subject.rdns] == [
        "CN=rehearsed",
        "cn=spoke3.cisco.com",
        "ou=flexvpn",
    ]
    assert [in_real_names(name) for name in names.get_values_for_type(x509.DNSName)] == ["spoke3.cisco.com"]
    assert usage.digital_signature
    assert usage.key_encipherment
    assert isinstance(certificate.public_key(), rsa.RSAPublicKey)


def test_a_given_certificate_is_copied_with_its_faults() -> None:
    """Its dates, as far from today as they were, its kind of key, its uses and its issuer."""
    pair = pair_of(SIGNED, "spoke: an expired certificate")
    model = next(
        other_certificate for other_certificate in pair.spoke.certificates if other_certificate.holder is Holder.ROUTER
    )
    elliptic = replace(model, key_algorithm="ec", key_bits=384, key_usage=None, eku=("client auth",))
    authorities = tuple(
        other_certificate for other_certificate in pair.spoke.certificates if other_certificate.holder is Holder.CA
    )
    spoke = replace(configured(pair.spoke), certificates=(*authorities, elliptic))
    certificate = leaf(meet(configured(pair.hub), spoke))
    late = datetime.now(UTC) - certificate.not_valid_after_utc

    assert timedelta(days=8) < late < timedelta(days=10)
    assert isinstance(certificate.public_key(), ec.EllipticCurvePublicKey)
    assert in_real_names(certificate.issuer.rdns[-1].rfc4514_string()) == "cn=ca a"
    with pytest.raises(x509.ExtensionNotFound):
        certificate.extensions.get_extension_for_class(x509.KeyUsage)


def test_an_authority_below_a_trusted_one_is_trusted() -> None:
    """A certificate of an issuing CA whose root the other side has is taken."""
    root = Certificate(device="", origin="r", holder=Holder.CA, subject=("cn=Root",), issuer=("cn=Root",), is_ca=True)
    below = replace(root, origin="i", subject=("cn=Issuing",))
    pair = pair_of(SIGNED)
    hub = replace(configured(pair.hub), certificates=(root,))
    spoke = replace(configured(pair.spoke), certificates=(root, below))
    ready = meet(hub, spoke)

    assert len(ready.meeting.hub_papers["FLEX"].trusted) == 2
