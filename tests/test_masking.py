"""No key or password is in a text for people."""

import pytest

from wizard.data.masking import SECRET_PLACES, SecretPlace, masked


@pytest.mark.parametrize("place", SECRET_PLACES, ids=lambda place: place.example)
def test_the_secret_of_every_known_line_is_masked(place: SecretPlace) -> None:
    """Each form of line that holds a secret loses it, wherever the line stands."""
    assert masked(place.example).replace("***", "SECRET", 1).count("SECRET") == 1
    for before in ("", "  ", "no ", "+  no ", "- ", "  12  ", "~ 12 | ", "hub: header / "):
        line = before + place.example
        assert "SECRET" not in masked(line)
        assert "***" in masked(line)


@pytest.mark.parametrize(
    "line",
    [
        "service password-encryption",
        "password encryption aes",
        "aaa authentication login default local",
        "aaa authentication password-prompt Password:",
        "security passwords min-length 10",
        "key chain EIGRP",
        "crypto key generate rsa modulus 2048 label flex",
        "rsakeypair FlexServer",
        "save-password",
        "tunnel key 10",
        "crypto isakmp keepalive 10 2",
        "authentication pre-share",
        "authentication local rsa-sig",
        "keyring local KEYS",
        "crypto ikev2 keyring KEYS",
        "ntp authenticate",
        "key-string",
        "ip access-list standard secret",
        "standby 1 authentication md5 key-chain HSRP",
        "snmp-server location Basement",
    ],
)
def test_a_line_without_a_secret_stays_as_it_is(line: str) -> None:
    """Words that only look like a secret's are left alone."""
    assert masked(line) == line


def test_every_line_of_a_text_is_masked() -> None:
    """A whole configuration loses all of its secrets and nothing else."""
    text = "crypto isakmp client configuration group shops\n key cisco\n pool P\nusername a password b c\nend\n"

    assert masked(text) == (
        "crypto isakmp client configuration group shops\n key ***\n pool P\nusername a password ***\nend\n"
    )


def test_the_rest_of_a_line_with_a_secret_can_be_read() -> None:
    """What is not secret in the line still tells what it is."""
    assert masked("group cisco key 6 ABC") == "group cisco key 6 ***"
    assert masked("crypto isakmp key cisco address 10.0.0.1 no-xauth") == (
        "crypto isakmp key *** address 10.0.0.1 no-xauth"
    )
    assert masked("username cisco password cisco") == "username cisco password ***"
    assert masked("snmp-server community public RO 10") == "snmp-server community *** RO 10"
