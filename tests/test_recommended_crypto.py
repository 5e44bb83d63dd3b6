"""What is recommended of algorithms and of dead peer detection, by what the routers are known to be."""

import pytest

from tests.golden_cases import golden_plan
from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.guide.questions import tiers_of
from wizard.model.plan import Plan
from wizard.parse.sources import read_source
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved
from wizard.plan.question_rows import rows_of
from wizard.questions.tiers import Tier

SERVER, SPOKE = "guide-ezvpn-server", "guide-ezvpn-spoke1"


def plan_with(changes: dict[str, str] | None = None) -> Plan:
    """The guide's server and a spoke of it, changed."""
    sources = []
    for name in (SERVER, SPOKE):
        text = (CONFIGS / f"{name}.cfg").read_text("utf-8")
        for old, new in (changes or {}).items() if name == SPOKE else ():
            assert old in text
            text = text.replace(old, new)
        sources.append(read_source(text.encode(), f"{name}.cfg"))
    return propose(sources)


def running(server: str, spoke: str) -> Plan:
    """The plan of routers that run those releases; "" is one that nobody knows."""
    plan = plan_with()
    for device, release in ((SERVER, server), (SPOKE, spoke)):
        if release:
            plan = answer(plan, "release", release, device)
    return plan


def values(plan: Plan, *keys: str) -> tuple[str, ...]:
    """What the site's questions are answered with."""
    return tuple(resolved(plan, key, "").value for key in keys)


@pytest.mark.parametrize(
    ("server", "spoke", "crypto", "transform", "pfs"),
    [
        ("17.09.04a", "16.12.04", "strongest", "esp-gcm 256", "group20"),
        ("17.09.04a", "15.7(3)M", "widest", "esp-aes 256 esp-sha256-hmac", "group19"),
        ("03.16.04.S", "17.09.04a", "widest", "esp-aes 256 esp-sha256-hmac", "group19"),
        ("17.09.04a", "", "widest", "esp-aes 256 esp-sha256-hmac", "group19"),
        ("", "", "widest", "esp-aes 256 esp-sha256-hmac", "group19"),
    ],
)
def test_the_strongest_is_recommended_where_every_router_is_known_to_have_it(
    server: str, spoke: str, crypto: str, transform: str, pfs: str
) -> None:
    """One router that may be an old one is enough for what all have."""
    assert values(running(server, spoke), "crypto", "transform", "pfs") == (crypto, transform, pfs)


@pytest.mark.parametrize(("groups", "pfs"), [("20, 19", "group20"), ("14", "group14"), ("21", "group14")])
def test_perfect_forward_secrecy_has_the_group_with_which_ike_begins(groups: str, pfs: str) -> None:
    """Where it is one of those that are offered."""
    plan = answer(answer(plan_with(), "crypto", "own"), "ike_group", groups)

    assert values(plan, "pfs") == (pfs,)


def test_a_spoke_asks_by_itself_whether_the_hub_lives() -> None:
    """The hub asks when it has something to send; it has a thousand spokes."""
    plan = plan_with()
    spoke, hub = resolved(plan, "dpd", SPOKE), resolved(plan, "dpd", SERVER)

    assert (spoke.value, hub.value) == ("10 2 periodic", "10 2 on-demand")
    assert spoke.why == "`crypto isakmp keepalive` carried over, periodic as on every spoke"
    assert hub.why == "`crypto isakmp keepalive` carried over"


def test_a_spoke_that_asked_by_itself_before_goes_on_as_it_did() -> None:
    """Nothing is new about it then."""
    plan = plan_with({"crypto isakmp keepalive 10": "crypto isakmp keepalive 10 periodic"})

    assert resolved(plan, "dpd", SPOKE).value == "10 2 periodic"
    assert resolved(plan, "dpd", SPOKE).why == "`crypto isakmp keepalive` carried over"


def test_a_cellular_line_is_asked_less_often() -> None:
    """Whoever pays by the byte is told so."""
    plan = plan_with({"interface Ethernet0/0": "interface Cellular0"})

    assert resolved(plan, "dpd", SPOKE).value == "60 5 periodic"
    assert "costs on a cellular or dialled line" in resolved(plan, "dpd", SPOKE).why


def test_a_cellular_backup_slows_nothing_on_the_first_line() -> None:
    """A dead first line is noticed as soon as EzVPN noticed it; an engineer weighs what the backup costs."""
    plan = golden_plan("backup-client")
    tiers = tiers_of(plan, rows_of(plan))

    assert resolved(plan, "dpd", "SP13").value == "10 2 periodic"
    assert "while a cellular or dialled line stands in" in resolved(plan, "dpd", "SP13").why
    assert tiers["dpd"] is Tier.CHOOSE
    assert tiers_of(plan_with(), rows_of(plan_with()))["dpd"] is Tier.DETAILS


def test_a_client_that_stands_outside_nowhere_gets_the_dead_peer_detection_of_any_other() -> None:
    """A configuration that lacks the line is planned, and what its line costs is not asked."""
    plan = plan_with({"\n crypto ipsec client ezvpn ez\n": "\n"})

    assert resolved(plan, "dpd", SPOKE).value == "10 2 periodic"
