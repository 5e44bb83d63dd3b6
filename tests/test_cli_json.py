"""What a script reads of ez2flex: whole documents, so that no field changes its name or loses its value unseen."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import configurations, ez2flex
from tests.golden_cases import GOLDEN

SHOWN = Path(__file__).parent / "shown"


def expected(name: str) -> Any:
    """A document as it was read by a person."""
    return json.loads((SHOWN / name).read_text("utf-8"))


def test_inspect_gives_every_fact_of_each_device(capsys: pytest.CaptureFixture[str]) -> None:
    """A server with a crypto map, one with two groups, a spoke with two clients, and one with a virtual interface."""
    names = ("server-crypto-map.cfg", "server-two-groups-vrf.cfg", "spoke-backup-client.cfg")
    done = ez2flex(capsys, "inspect", "--json", *configurations(*names, "spoke-nem-virtual-interface.cfg"))

    assert done.json["devices"] == expected("inspect-devices.json")


@pytest.mark.parametrize("case", ["lojas-ipv6", "edge-strongest", "guide-new-hub"])
def test_check_gives_all_that_the_routers_agree_on(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Identities, proofs, algorithms, networks: what two routers negotiate, pair by pair."""
    done = ez2flex(capsys, "check", "--json", GOLDEN / case / "site")

    assert done.json["negotiations"] == expected(f"negotiations-{case}.json")


def test_check_says_the_same_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Each pair has a line, and below it what it agrees on; nothing that is empty is shown."""
    done = ez2flex(capsys, "check", GOLDEN / "lojas-ipv6" / "site")
    lines = done.out.splitlines()
    start = lines.index("lis-vpn1 <-> lj-faro: up")

    assert lines[start + 1 : start + 7] == [
        "    ike: encryption aes-gcm-256; prf sha384; group 20",
        "    esp: encryption esp-gcm 256; pfs group20; mode gre transport",
        "    authentication: hub rsa-sig; spoke rsa-sig",
        "    hub_profile: FLEX",
        "    spoke_profile: FLEX",
        "    routes: hub_learns 10.41.7.0/24, 2001:db8:41:7::/64; spoke_learns 10.40.0.0/16, 2001:db8:40::/64",
    ]
