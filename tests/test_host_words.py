"""How a router is named on a command line and in a file of passwords."""

import pytest

from wizard.errors import AnswerError, ConnectError
from wizard.fetch.passwords import passwords_of
from wizard.model.secret import Secret
from wizard.session.host_word import named_host


@pytest.mark.parametrize(
    ("word", "address", "port", "user"),
    [
        ("10.0.0.1", "10.0.0.1", 22, ""),
        ("admin@store-0417:2222", "store-0417", 2222, "admin"),
        ("[2001:db8::1]:2222", "2001:db8::1", 2222, ""),
        ("2001:db8::1", "2001:db8::1", 22, ""),
        ("admin@[fe80::1%eth0]", "fe80::1%eth0", 22, "admin"),
        ("admin@fe80::1%Gi0-1.10", "fe80::1%Gi0-1.10", 22, "admin"),
        ("[::ffff:192.0.2.1]", "::ffff:192.0.2.1", 22, ""),
    ],
)
def test_a_word_names_a_router_as_ssh_takes_it(word: str, address: str, port: int, user: str) -> None:
    """An IPv6 address needs brackets only in front of a port; a link-local one says behind `%` by which interface."""
    host = named_host(word)

    assert (host.address, host.port, host.user) == (address, port, user)


@pytest.mark.parametrize("word", ["[fe80::1%]", "[1:2:3]", "[::1", "fe80::1%-o", "a:b", "[fe80::1%eth0;x]", "1:22:x"])
def test_a_word_that_is_half_an_address_names_none(word: str) -> None:
    """It is refused before anything is sent."""
    with pytest.raises(ConnectError, match="names no router"):
        named_host(word)


def test_passwords_of_a_router_stand_below_any_of_its_names() -> None:
    """Below the address by which it was fetched first they are still its own once the router's name is known."""
    said = passwords_of({"password": "all", "10.0.0.1": {"password": "own", "enable": "e"}}, "file")
    own = said.of(("store-0417-r1", "10.0.0.1:22", "10.0.0.1"))

    assert (own.password, own.enable) == (Secret("own"), Secret("e"))
    assert said.of(("store-0418-r1",)).password == Secret("all")
    assert said.of_only(("store-0418-r1",)).password is None


@pytest.mark.parametrize(
    "table",
    [
        {"hunter2": "password"},
        {"hunter2": 5},
        {"password": ["hunter2"]},
        {"r1": {"hunter2": "password"}},
        {"hunter2": {"password": {"a": 1}}},
        {"r1": {"hunter2": {"password": "x"}}},
    ],
)
def test_what_is_no_password_is_not_shown(table: dict[str, object]) -> None:
    """It may be one that stands in the wrong place."""
    with pytest.raises(AnswerError, match=r"entry 1 is no password") as error:
        passwords_of(table, "file")

    assert "hunter2" not in str(error.value) + repr(error.value)


def test_no_password_is_in_the_representation_of_them() -> None:
    """Neither of one for all nor of one router's."""
    assert "hunter2" not in repr(passwords_of({"password": "hunter2", "r1": {"enable": "hunter2"}}, "file"))
