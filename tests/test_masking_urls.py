"""What is secret inside one word goes, and where the word leads can be read."""

import pytest

from wizard.ios.masking import url_without_secrets
from wizard.ios.masking.urls import assigned_at, is_secret_name


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        # The password of a user; in a Web address the name alone may be the token.
        ("ftp://user:Hunter2@192.0.2.1/backup", "ftp://user:***@192.0.2.1/backup"),
        ("scp://user@192.0.2.1/backup", "scp://user@192.0.2.1/backup"),
        ("https://user:Hunter2@example.com/a", "https://***@example.com/a"),
        ("https://Hunter2@example.com/a", "https://***@example.com/a"),
        ("HTTP://Hunter2@example.com/a", "HTTP://***@example.com/a"),
        ("ftp://user:Hun/ter2@192.0.2.1/backup", "ftp://***"),
        # What is asked, and a key behind its name.
        ("https://example.com/a?token=Hunter2", "https://example.com/a?***"),
        ("https://example.com/a#Hunter2", "https://example.com/a#***"),
        ("https://example.com/a?", "https://example.com/a?"),
        ("https://example.com/token/Hunter2", "https://example.com/token/***"),
        ("https://example.com/a/Key/Hunter2/more", "https://example.com/a/Key/***"),
        ("https://example.com/token/", "https://example.com/token/"),
        ("https://example.com/token", "https://example.com/token"),
        ("https://example.com/tokens/of", "https://example.com/tokens/of"),
        ("key://Hunter2", "key://Hunter2"),
        # Without a scheme.
        ("user:Hunter2@192.0.2.1", "user:***@192.0.2.1"),
        ("user@192.0.2.1", "user@192.0.2.1"),
        ("user:@192.0.2.1", "user:@192.0.2.1"),
        *((f"{called}:user@example.com", f"{called}:user@example.com") for called in ("sip", "sips", "mailto", "tel")),
        *(
            (f"{called}:user:Hunter2@example.com", f"{called}:user:***@example.com")
            for called in ("sip", "SIPS", "mailto", '"sip', "<sip", "(sip")
        ),
        ("user:10", "user:10"),
        ("nothing", "nothing"),
    ],
)
def test_a_word_loses_its_secret_alone(word: str, shown: str) -> None:
    """Host, user and path stay."""
    assert url_without_secrets(word) == shown


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("ftp_password=Hunter2", "Hunter2"),
        ("psk:Hunter2", "Hunter2"),
        ("user=admin,password=Hunter2", "Hunter2"),
        ("'password':'Hunter2'", "'Hunter2'"),
        ("pre-shared-key-local=Hunter2", "Hunter2"),
        ("pre_shared_key_remote=Hunter2", "Hunter2"),
        ("user=admin", ""),
        ("password=", ""),
        ('password=""', ""),
        ("password", ""),
        ("passwords=1", ""),
        ("local=1", ""),
    ],
)
def test_what_is_assigned_to_the_name_of_a_secret_is_found(word: str, value: str) -> None:
    """Whatever stands before the name."""
    at = assigned_at(word)

    assert (word[at:] if at else "") == value


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        ("password", True),
        ("PASSWORD", True),
        ("_ftp_password", True),
        ("pre-shared-key-local", True),
        ("pre-shared-key-remote", True),
        ("key_remote", True),
        ("remote", False),
        ("key-chain", False),
        ("local", False),
        ("monkey", False),
    ],
)
def test_a_name_is_that_of_a_secret_by_how_it_ends(name: str, is_secret: bool) -> None:  # noqa: FBT001
    """Which end of the tunnel it is for says nothing."""
    assert is_secret_name(name) is is_secret
