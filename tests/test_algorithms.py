"""Algorithms by their words: what is thought of each, and what strongSwan calls it."""

import pytest

from wizard.data.algorithm_strength import ALGORITHMS, Strength, Use
from wizard.data.refused_algorithms import enforces
from wizard.errors import RehearsalError
from wizard.parse.release import known_release, release
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.router_objects import IpsecProfile
from wizard.rehearse.spoke_call import CallEnd
from wizard.rehearse.strongswan_algorithms import esp_proposals, ike_proposals

STRENGTHS = {
    (Use.ENCRYPTION, Strength.AVOID): "des 3des",
    (Use.ENCRYPTION, Strength.ACCEPTABLE): "aes-cbc-128 aes-cbc-192 aes-cbc-256",
    (Use.ENCRYPTION, Strength.PREFERRED): "aes-gcm-128 aes-gcm-256",
    (Use.INTEGRITY, Strength.AVOID): "md5",
    (Use.INTEGRITY, Strength.LEGACY): "sha1",
    (Use.INTEGRITY, Strength.PREFERRED): "sha256 sha384 sha512",
    (Use.GROUP, Strength.AVOID): "1 2 5 24",
    (Use.GROUP, Strength.ACCEPTABLE): "14 15 16 19",
    (Use.GROUP, Strength.PREFERRED): "20 21",
    (Use.ESP, Strength.AVOID): "esp-des esp-3des esp-null esp-gmac ah-md5-hmac esp-md5-hmac",
    (Use.ESP, Strength.LEGACY): "esp-sha-hmac",
    (Use.ESP, Strength.ACCEPTABLE): "esp-aes",
    (Use.ESP, Strength.PREFERRED): "esp-sha256-hmac esp-sha384-hmac esp-sha512-hmac esp-gcm",
    (Use.ISAKMP_ENCRYPTION, Strength.AVOID): "des 3des",
    (Use.ISAKMP_HASH, Strength.AVOID): "md5",
}


@pytest.mark.parametrize(("use", "strength"), STRENGTHS)
def test_every_algorithm_is_judged_as_cisco_judges_it(use: Use, strength: Strength) -> None:
    """What Next Generation Cryptography says to avoid is what a newer release refuses, and nothing else is."""
    rows = [row for row in ALGORITHMS if (row.use, row.strength) == (use, strength)]

    assert " ".join(row.word for row in rows) == STRENGTHS[use, strength]
    assert {row.refused for row in rows} == {strength is Strength.AVOID}


GROUPS = {
    "1": "modp768",
    "2": "modp1024",
    "5": "modp1536",
    "14": "modp2048",
    "15": "modp3072",
    "16": "modp4096",
    "19": "ecp256",
    "20": "ecp384",
    "21": "ecp521",
    "24": "modp2048s256",
}
"""RFC 2409, 3526, 5903 and 5114, in the words of strongSwan's table of ciphers."""


@pytest.mark.parametrize("group", GROUPS)
def test_a_rehearsal_names_each_group_as_strongswan_does(group: str) -> None:
    """The number in `group` of a proposal and in `set pfs` is the same mathematics under another name."""
    router = read_router(
        "hub",
        "interface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n"
        f"crypto ikev2 proposal P\n encryption aes-cbc-192 3des des\n integrity md5 sha1\n group {group}\n"
        "crypto ikev2 policy P\n proposal P\ncrypto ipsec transform-set T esp-aes 192 esp-sha384-hmac\n",
    )
    ipsec = IpsecProfile(name="I", transform_sets=("T",), pfs=group)

    (address,) = router.addresses()
    assert ike_proposals(router, address, CallEnd.HUB) == (f"aes192-3des-des-md5-sha1-prfmd5-prfsha1-{GROUPS[group]}",)
    assert esp_proposals(router, ipsec, CallEnd.HUB) == (f"aes192-sha384-{GROUPS[group]}",)


TRANSFORMS = {
    "esp-aes esp-sha-hmac": "aes128-sha1",
    "esp-aes 256 esp-sha512-hmac": "aes256-sha512",
    "esp-3des esp-md5-hmac": "3des-md5",
    "esp-des esp-sha256-hmac": "des-sha256",
    "esp-null esp-sha-hmac": "null-sha1",
    "esp-gcm": "aes128gcm16",
    "esp-gcm 256": "aes256gcm16",
    "esp-gcm 192": "aes192gcm16",
}


@pytest.mark.parametrize("transforms", TRANSFORMS)
def test_a_rehearsal_names_each_transform_as_strongswan_does(transforms: str) -> None:
    """A key length that a line does not name is 128 bits."""
    router = read_router("spoke", f"crypto ipsec transform-set T {transforms}\n")

    made = esp_proposals(router, IpsecProfile(name="I", transform_sets=("T",)), CallEnd.SPOKE)
    assert made == (TRANSFORMS[transforms],)


def test_a_key_length_that_no_cipher_has_is_refused() -> None:
    """The rehearsal says so, rather than try something else."""
    router = read_router("spoke", "crypto ipsec transform-set T esp-aes 512 esp-sha-hmac\n")

    with pytest.raises(RehearsalError, match="no `512`"):
        esp_proposals(router, IpsecProfile(name="I", transform_sets=("T",)), CallEnd.SPOKE)


OF_3S = (
    *("15.0(1)S", "15.1(1)S", "15.1(2)S", "15.1(3)S", "15.2(1)S", "15.2(2)S", "15.2(4)S", "15.3(1)S", "15.3(2)S"),
    *("15.3(3)S", "15.4(1)S", "15.4(2)S", "15.4(3)S", "15.5(1)S", "15.5(2)S", "15.5(3)S", "15.6(1)S", "15.6(2)S"),
)
"""The IOS of IOS-XE 3.1 S to 3.18 S, from the release notes of IOS XE 3S."""


@pytest.mark.parametrize(("minor", "shown"), list(enumerate(OF_3S, 1)), ids=OF_3S)
def test_the_ios_of_an_old_ios_xe_is_known_as_its_ios_xe(minor: int, shown: str) -> None:
    """`show version` of IOS-XE 3S prints both names, and they are one release."""
    assert str(release(f"{shown}2")) == f"03.{minor:02}.02.S"


FIRST_TO_REFUSE = {
    "ISR4331/K9": ("17.10.01", "17.11.01a"),
    "ASR-920-24SZ-M": ("17.11.01a", "17.12.01"),
    "N520-X-20G4Z-A": ("17.11.01a", "17.12.01"),
    "C9800-40-K9": ("17.12.01", "17.13.01"),
    "IR1101-K9": ("17.13.01", "17.14.01"),
    "ESR-6300-CON-K9": ("17.13.01", "17.14.01"),
    "C9300-24T": ("17.14.01", "17.15.01"),
}
"""The newest release without the refusal and the first with it, by product [Cisco FN72510]."""


@pytest.mark.parametrize("platform", FIRST_TO_REFUSE)
def test_each_platform_refuses_weak_algorithms_from_its_own_release_on(platform: str) -> None:
    """The field notice names one release for each family."""
    before, since = FIRST_TO_REFUSE[platform]

    assert not enforces(known_release(before), platform)
    assert enforces(known_release(since), platform)
