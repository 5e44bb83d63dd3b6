"""Names that somebody chose and that end like a secret's word: a text for people shows them, and hides the secrets."""

import pytest

from wizard.ios.masking import masked

NAMING = (
    "access-class guest-key in",
    "ip access-group guest-key in",
    "route set remote access-list guest-key / x",
    "route-map guest-key permit 10",
    "policy-map guest-key / class VOICE",
    "class-map match-any VOICE / match class-map guest-key / x",
    "ip prefix-list guest-key seq 5 permit 10.0.0.0/8",
    "prefix-set guest-key / 10.0.0.0/8",
    "crypto ikev2 keyring guest-key / peer HUB",
    "tunnel protection ipsec profile guest-key shared",
    "ip local pool guest-key 10.0.0.1 10.0.0.9",
    "aaa authorization group psk list guest-key POLICY",
    "key chain guest-key macsec",
    "mka pre-shared-key key-chain guest-key / x",
    "pki trustpoint guest-key sign",
    "ip route vrf guest-key 10.0.0.0 255.0.0.0 192.0.2.1",
    "ip access-list standard guest-key / permit 10.0.0.0 0.0.0.255",
    "ip access-list extended guest-key / permit ip any any",
    "aaa authentication login default group guest-key local",
    "template guest-key / x",
    "crypto map guest-key 10 ipsec-isakmp",
    "crypto ikev2 authorization policy guest-key / pool FLEX",
    "parser view guest-key superview",
    "crypto key generate rsa label guest-key modulus 2048",
    "rsakeypair guest-key 2048",
    "eckeypair guest-key / x",
    "service-policy guest-key / x",
    "crypto ipsec transform-set guest-key esp-aes esp-sha-hmac",
    "crypto ikev2 proposal guest-key / encryption aes-cbc-256",
    "ip nat inside source list 7 interface guest-key overload",
    "method-list guest-key / x",
    "hostname guest-key / x",
    "username guest-key privilege 15",
)


@pytest.mark.parametrize("line", NAMING)
def test_a_name_behind_a_word_of_naming_hides_nothing(line: str) -> None:
    """A list called `guest-key` is a list: what stands behind its name is shown."""
    for before in ("", "no ", "hub: "):
        assert masked(before + line) == before + line


@pytest.mark.parametrize("word", ["description", "remark"])
@pytest.mark.parametrize(
    "words", ["key chain EIGRP password s3krit", "tunnel key 10 password s3krit", "password encryption aes s3krit"]
)
def test_in_the_words_of_a_person_nothing_is_taken_for_a_name(word: str, words: str) -> None:
    """Who writes a password into a description may write around it what looks like a command."""
    assert "s3krit" not in masked(f"{word} {words}")


@pytest.mark.parametrize(
    "line", ["guest-key s3krit", "my-password s3krit", "wan_secret s3krit", "ftp-password: s3krit"]
)
def test_a_word_that_ends_like_a_secrets_hides_what_is_behind_it(line: str) -> None:
    """At the begin of a line, and behind a word that names nothing."""
    for before in ("", "no ", "set ", "hub: "):
        assert "s3krit" not in masked(before + line)
