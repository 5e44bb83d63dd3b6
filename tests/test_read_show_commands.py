"""What a terminal log tells besides the running configuration."""

from pathlib import Path

import pytest

from tests.with_authority import propose
from wizard.model.plan import Plan
from wizard.parse.sources import read_sources
from wizard.plan.perspective import resolved

TESTS = Path(__file__).parent
SPOKE = "mis-rtr-01"


def site(before: bytes) -> Plan:
    """A site whose spoke was captured with other show commands before the configuration."""
    configs = TESTS / "configs"
    spoke = before + b"Building configuration...\n" + (configs / "spoke-dhcp-wan.cfg").read_bytes()
    server = (configs / "server-named-split-list.cfg").read_bytes()
    return propose(read_sources([("server.cfg", server), ("spoke.log", spoke)]))


@pytest.fixture
def log() -> bytes:
    """`show version`, `show crypto session` and the prompts around them."""
    return (TESTS / "shown" / "mis-rtr-01.txt").read_bytes()


def test_the_release_of_show_version_is_taken(log: bytes) -> None:
    """It says more than the `version` line of the configuration."""
    release = resolved(site(log), "release", SPOKE)

    assert (release.value, release.origin) == ("15.6(3)M2", "settled")
    assert resolved(site(b""), "release", SPOKE).value == "15.6"


def test_the_product_of_show_version_is_taken(log: bytes) -> None:
    """The platform is read from the same output as the release."""
    platform = resolved(site(log), "platform", SPOKE)

    assert (platform.value, platform.origin) == ("C891F-K9", "settled")


@pytest.mark.parametrize(("port", "answer"), [(b"4500", "yes"), (b"500", "no")])
def test_the_port_of_the_session_tells_of_a_translation(log: bytes, port: bytes, answer: str) -> None:
    """EzVPN moves to port 4500 where something translates on the way."""
    behind_nat = resolved(site(log.replace(b"port 4500", b"port " + port)), "behind_nat", SPOKE)

    assert (behind_nat.value, behind_nat.origin) == (answer, "settled")


def test_the_session_of_another_peer_tells_nothing(log: bytes) -> None:
    """A site-to-site tunnel of the same router may be translated, or not."""
    other = site(log.replace(b"Peer: 192.0.2.66", b"Peer: 203.0.113.200"))

    assert resolved(other, "behind_nat", SPOKE).value == "unknown"


def test_a_version_that_is_none_is_left_alone(log: bytes) -> None:
    """What cannot be read as a release does not stop the reading."""
    odd = site(log.replace(b"Version 15.6(3)M2", b"Version Experimental"))

    assert resolved(odd, "release", SPOKE).value == "15.6"
