"""A configuration that a router showed and that ends early: said by `inspect` and by `check`, with its last line."""

import pytest

from tests.conftest import TESTS
from tests.golden_cases import golden_cases, golden_plan
from wizard.check import findings
from wizard.parse.sources import read_source
from wizard.plan.propose import propose
from wizard.summary import summary

CONFIGS = TESTS / "configs"
SHOWN = b"shop-0042#show running-config\nBuilding configuration...\n\nCurrent configuration : 6822 bytes\n!\n"
PARTS = (
    b"hostname SHOP\n!\ninterface Vlan1\n ip address 10.1.1.1 255.255.255.0\n!\nip route 0.0.0.0 0.0.0.0 198.51.100.1"
)


@pytest.mark.parametrize(
    "above",
    [SHOWN, b"version 15.2\n", b"!\n! Last configuration change at 08:00:00 UTC Mon Jan 5 2026\n!\nversion 17.3\n"],
    ids=["at a prompt", "without a header", "a file of the router"],
)
def test_what_a_router_showed_ends_with_end(above: bytes) -> None:
    """However the text begins that only a router writes, it is whole with its last line alone."""
    assert read_source(above + PARTS, "shop.cfg").lacks_end
    assert not read_source(above + PARTS + b"7\n!\nend\n", "shop.cfg").lacks_end


def test_what_a_person_wrote_needs_no_end() -> None:
    """A page of a book and what was typed at prompts have no `end`, and nothing is said of them."""
    for name in ("guide-ezvpn-server.cfg", "spoke-typed-at-a-prompt.cfg", "spoke-typed-in-a-file.cfg"):
        assert not read_source((CONFIGS / name).read_bytes(), name).lacks_end


def test_no_whole_configuration_is_held_to_be_cut() -> None:
    """All that the golden sites begin with is whole."""
    for case in golden_cases():
        assert not any(source.lacks_end for source in golden_plan(case).sources)


def test_other_captures_behind_the_configuration_change_nothing() -> None:
    """What counts is the configuration that is planned from, not what was captured behind it."""
    whole = SHOWN + PARTS + b"7\n!\nend\n\nshop-0042#"
    behind = b"show version\nCisco IOS Software, Version 15.9(3)M9, RELEASE SOFTWARE (fc1)\nshop-0042#"

    assert not read_source(whole + behind, "shop.cfg").lacks_end
    assert not read_source(whole + b"show startup-config\nUsing 99 out of 255\n" + PARTS, "shop.cfg").lacks_end


def cut(name: str, behind: str) -> bytes:
    """A configuration up to a line."""
    data = (CONFIGS / name).read_bytes()
    return data[: data.index(behind.encode()) + len(behind)]


def test_check_and_inspect_say_where_a_configuration_breaks_off() -> None:
    """The plan is made of what is there, and a warning names the last line, of which a part may be missing."""
    server = read_source((CONFIGS / "server-dvti.cfg").read_bytes(), "server-dvti.cfg")
    spoke = read_source(cut("spoke-nem-classic.cfg", "ip route 0.0.0.0 0.0.0.0 "), "spoke.cfg")
    plan = propose((server, spoke))

    (found,) = [finding for finding in findings(plan) if finding.code == "OPN003"]

    assert (found.device, found.severity.value) == (spoke.device, "warning")
    assert "its last line is `ip route 0.0.0.0 0.0.0.0`" in found.message
    assert found.line == spoke.configuration.first("ip route").number  # type: ignore[union-attr]
    assert any("`end`, is not there" in row for row in summary(spoke))
    assert not any("`end`" in row for row in summary(server))
