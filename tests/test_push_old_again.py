"""A router that went back is old only once its old tunnel carries what it carried."""

import pytest

from tests.proving_networks import BRANCH, Tried
from tests.test_practice_steps import told_at
from wizard.push.old_again import ezvpn_carries_again
from wizard.push.proof_rows import Proof, Remembered

WENT_BACK = (
    BRANCH,
    ("dynamic-peers-remain", "SP3"),
    ("filialen-new-hub", "NW-KI-RTR01"),
    ("filialen-mixed", "NW-HB-RTR01"),
    ("bank", "br0417-r1"),
    ("branches-present-hub", "hq-vpn2"),
)
"""Pre-shared keys; client mode behind PPPoE and behind a new hub; GRE; VRFs; a hub."""
BY_HAND = "crypto ipsec client ezvpn HQ\n connect manual\n"


def old_again(tried: Tried, *names: str, seconds: float = 30, remembered: Remembered | None = None) -> Proof:
    """What is said of the old tunnel, with logins at those routers."""
    site = tried.site
    return ezvpn_carries_again(
        site.plan,
        tried.device,
        site.sessions(*names),
        tried.remembered if remembered is None else remembered,
        site,
        until=site.seconds() + seconds,
        told=tried.told.append,
    )


@pytest.mark.parametrize(("case", "device"), WENT_BACK)
def test_a_router_that_went_back_is_old_again(case: str, device: str) -> None:
    """Once the translations of the trial are cleared, where there are some."""
    tried = Tried(case, device)
    tried.proved(seconds=1)
    tried.site.take_back(device)

    found = old_again(tried)
    if found.wanted:
        assert [wanted.command for wanted in found.wanted] == ["clear ip nat translation *"]
        assert {row.name for row in found.missing} == {"translations"}
        tried.site.sessions(device)[device].type(found.wanted[0].command)
        found = old_again(tried)
    assert found.missing == ()
    assert found.is_green


def test_a_router_in_its_trial_is_not_old() -> None:
    """Though everything that would be pinged answers: the new tunnel carries it."""
    found = old_again(Tried(*BRANCH))

    assert {row.name for row in found.missing} == {"ezvpn", "carries"}
    assert "not asked, since EzVPN is not up" in {row.after for row in found.missing}


def test_translations_of_the_trial_are_cleared_first() -> None:
    """In client mode each connection of the LAN would stay with the address of the new tunnel."""
    tried = Tried("dynamic-peers-remain", "SP3")
    tried.proved(seconds=1)
    tried.site.take_back("SP3")

    assert [wanted.command for wanted in old_again(tried).wanted] == ["clear ip nat translation *"]
    tried.site.wait(61)
    assert old_again(tried).is_green


def test_a_client_that_waits_to_be_told_is_named() -> None:
    """It comes up once somebody typed it."""
    tried = Tried(*BRANCH)
    tried.type("br-leeds", BY_HAND)
    tried.site.take_back("br-leeds")
    told_at(tried.site.routers["br-leeds"], "clear crypto ipsec client ezvpn")

    found = old_again(tried)
    assert [wanted.command for wanted in found.wanted] == ["crypto ipsec client ezvpn connect HQ"]
    tried.site.sessions("br-leeds")["br-leeds"].type(found.wanted[0].command)
    assert old_again(tried).is_green


def test_an_old_tunnel_that_does_not_come_up_is_waited_for() -> None:
    """Until the time is over."""
    tried = Tried(*BRANCH)
    tried.site.take_back("br-leeds")
    tried.type("hq-vpn1", "interface GigabitEthernet0/0\n shutdown\n")
    begun = tried.site.seconds()

    found = old_again(tried)
    assert {"ezvpn", "carries"} <= {row.name for row in found.missing}
    assert tried.site.seconds() - begun > 20


def test_a_tunnel_that_is_up_and_carries_nothing_is_not_old() -> None:
    """Its state alone is not believed."""
    tried = Tried(*BRANCH)
    tried.site.take_back("br-leeds")
    tried.type("br-leeds", "ip route 10.20.0.0 255.255.255.0 Null0\nip route 10.21.2.0 255.255.255.0 Null0\n")

    assert {row.name for row in old_again(tried).missing} == {"carries"}


def test_the_hub_must_be_looked_at() -> None:
    """Where nobody is logged in there, the rest is not enough."""
    tried = Tried(*BRANCH)
    tried.site.take_back("br-leeds")

    names = {row.name for row in old_again(tried, "br-leeds").missing}
    assert names == {"carries", "stale-session", "other-sessions"}


def test_where_nobody_remembers_any_ping_is_enough() -> None:
    """But not where none was answered before."""
    tried = Tried(*BRANCH)
    tried.site.take_back("br-leeds")
    unanswered = {
        asked: answer.replace(b"100 percent (5/5)", b"0 percent (0/5)")
        for asked, answer in tried.remembered.answers.items()
    }

    assert {row.name for row in old_again(tried, remembered=Remembered()).missing} == {"other-sessions"}
    assert {row.name for row in old_again(tried, remembered=Remembered(answers=unanswered)).missing} == {"carries"}
