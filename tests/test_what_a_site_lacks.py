"""Sites that lack what others have: a split list, a list behind a translation, a configuration of the new hub."""

from dataclasses import replace

import pytest

from tests.checks.sites import CHECKS, site
from tests.golden_cases import golden_plan
from tests.matrix import base
from tests.reading import read, source
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.check.all_findings import hits
from wizard.errors import AnswerError
from wizard.model.plan import Answer, Plan
from wizard.model.question import Origin
from wizard.model.secret import Secret
from wizard.parse.release import known_release
from wizard.plan.answer import answer, answer_all, answer_secret, open_answers
from wizard.plan.perspective import resolved
from wizard.render import outputs

HUB, SPOKE = "hq-vpn1", "br-leeds"
"""One branch of the site Fennmark."""


def fennmark(*, server: dict[str, str] | None = None, spoke: dict[str, str] | None = None) -> Plan:
    """That branch with some words of its configurations replaced, each of which must be there."""
    sources = []
    for name, changes in (("server-dvti.cfg", server or {}), ("spoke-nem-classic.cfg", spoke or {})):
        text = source(name).data.decode()
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        sources.append(read(text, name))
    return answer(propose(sources), "management_access", "outside")


def open_keys(plan: Plan) -> list[str]:
    """The questions that nothing answers."""
    return [open_answer.key for open_answer in open_answers(plan)]


def test_without_a_split_list_nobody_knows_what_the_hub_announces() -> None:
    """Who tunnels less than EzVPN did names the networks; until then the spokes get no stage that needs them."""
    plan = answer(
        propose([source("server-everything-tunnelled.cfg"), source("spoke-everything-tunnelled.cfg")]),
        "tunnel_everything",
        "no",
    )
    networks = resolved(plan, "hub_networks", "")

    assert (networks.origin, networks.value) == (Origin.OPEN, "")
    assert networks.why == "no split list names the networks behind the hub"
    assert "OPN001" in {finding.code for finding in findings(plan) if finding.question == "hub_networks"}
    assert "HUB1/4-stage.cfg" not in outputs(plan)
    assert "HUB1/4-stage.cfg" in outputs(answer(plan, "hub_networks", "10.1.0.0/24"))


@pytest.mark.parametrize(
    ("line", "why"),
    [(" mode network-extension", "EzVPN names no peer"), (" peer hub$1", "one of EzVPN's peers is no address or host")],
)
def test_without_a_peer_that_can_be_called_nobody_knows_whom_the_spoke_calls(line: str, why: str) -> None:
    """The question is open, and the spoke gets no client that would call nobody."""
    plan = fennmark(spoke={" peer 198.51.100.2": line})
    peers = resolved(plan, "peers", SPOKE)

    assert (peers.origin, peers.value) == (Origin.OPEN, "")
    assert peers.why.startswith(why)
    assert f"{SPOKE}/5-cutover.cfg" not in outputs(plan)


def test_a_split_list_that_permits_nothing_names_no_network() -> None:
    """A list that only denies, or that is not there, leaves the question open and says which list it is."""
    denying = fennmark(server={"access-list 120 permit ip": "access-list 120 deny ip"})
    absent = fennmark(server={" acl 120": " acl 121"})

    for plan, name in ((denying, "120"), (absent, "121")):
        networks = resolved(plan, "hub_networks", "")
        assert (networks.origin, networks.value) == (Origin.OPEN, "")
        assert networks.why == f"the split list {name} permits no network"


def test_with_eap_on_the_spokes_the_hub_takes_no_key() -> None:
    """IKEv2 demands a certificate of a hub whose spokes prove themselves by EAP, whichever is answered first."""
    plan = answer(answer(base(), "spoke_identity_kind", "fqdn"), "spoke_authentication", "eap mschapv2")

    with pytest.raises(AnswerError, match="with EAP on the spokes the hub must prove itself by a certificate"):
        answer(plan, "hub_authentication", "pre-share")
    assert resolved(answer(plan, "hub_authentication", "ecdsa-sig"), "hub_authentication", "").value == "ecdsa-sig"


NEW_HUB = {
    "wan_interface": "GigabitEthernet0/0/0",
    "wan_address": "192.0.2.70/26",
    "default_gateway": "192.0.2.65",
    "lan_interface": "GigabitEthernet0/0/1",
    "lan_address": "10.62.0.1/24",
    "loopback_address": "10.62.255.1/32",
    "login_username": "admin",
    "inter_hub": "none",
}


def new_hub_with_ipv6() -> Plan:
    """The shops with IPv6 in their LANs, moved to a hub that is still in its box."""
    plan = answer(golden_plan("lojas-ipv6"), "strategy", "new-hub")
    plan = answer_secret(plan, "login_password", Secret("Console-Only-1"), "flexvpn-hub")
    return answer_all(plan, [Answer(key=key, value=value) for key, value in NEW_HUB.items()])


def test_a_new_hub_without_a_configuration_is_asked_for_its_ipv6_networks() -> None:
    """No file tells what lies behind it: until somebody says so, its stage waits."""
    plan = new_hub_with_ipv6()

    assert open_keys(plan) == ["flexvpn-hub.ipv6_networks"]
    assert "flexvpn-hub/4-stage.cfg" not in outputs(plan)


def test_a_new_hub_without_a_configuration_carries_ipv6() -> None:
    """It has no IPv6 address to lend, so that its tunnels get a link-local one; it begins to forward IPv6."""
    plan = answer(new_hub_with_ipv6(), "ipv6_networks", "2001:db8:62::/64", "flexvpn-hub")
    texts = outputs(plan)

    assert open_keys(plan) == []
    assert resolved(plan, "ipv6_unnumbered", "flexvpn-hub").why == "the new hub has no IPv6 address yet"
    stage = texts["flexvpn-hub/4-stage.cfg"]
    assert "ipv6 access-list FLEX-ROUTES6\n permit ipv6 2001:DB8:62::/64 any\n" in stage
    assert " ipv6 enable\n ipv6 mtu 1400\n" in stage
    assert "ipv6 unnumbered" not in stage
    assert "".join(texts[f"flexvpn-hub/{name}.cfg"] for name in ("4-stage", "5-cutover")).count("unicast-routing") == 1
    assert ["2001:db8:62::/64" in pair.spoke_learns for pair in negotiations(plan)] == [True]


TRANSLATION = "ip nat inside source list 7 interface FastEthernet4 overload\nip route 0.0.0.0"


def test_a_translation_whose_list_is_missing_is_left_alone() -> None:
    """What it takes nobody knows: the plan adds no second translation beside it."""
    known = "access-list 7 permit 192.168.0.0 0.0.0.255\n"
    missing = fennmark(spoke={"ip route 0.0.0.0": TRANSLATION})
    elsewhere = fennmark(spoke={"ip route 0.0.0.0": f"{known}{TRANSLATION}"})

    breakout = resolved(missing, "internet_breakout", SPOKE)
    assert breakout.value == "no"
    assert breakout.why.endswith("translates towards the Internet already")
    assert "ip nat" not in outputs(missing)[f"{SPOKE}/5-cutover.cfg"]
    assert resolved(elsewhere, "internet_breakout", SPOKE).value == "yes"
    assert "leaves out 10.21.1.0/24" in resolved(elsewhere, "internet_breakout", SPOKE).why


def test_a_list_that_narrows_ezvpns_translation_narrows_the_new_one() -> None:
    """`nat acl` of EzVPN names what is translated; where the list is missing, all of the LAN is."""
    narrowed = {" mode network-extension": " nat acl 8\n mode network-extension"}
    lines = "access-list 8 permit 10.21.1.0 0.0.0.127\naccess-list 8 deny 10.21.0.0 0.0.255.255"
    known = fennmark(spoke=narrowed | {"access-list 15": f"{lines}\naccess-list 15"})
    missing = fennmark(spoke=narrowed)

    for plan, network in ((known, "10.21.1.0 0.0.0.127"), (missing, "10.21.1.0 0.0.0.255")):
        stage = outputs(plan)[f"{SPOKE}/4-stage.cfg"]
        assert [line for line in stage.splitlines() if line.startswith(" permit ip")] == [f" permit ip {network} any"]


@pytest.mark.parametrize(
    ("release", "said"), [("", True), ("17.07.01a", True), ("17.06.05", False), ("15.7(3)M8", False)]
)
def test_a_shield_that_is_off_is_a_warning_unless_the_release_has_none(release: str, said: bool) -> None:  # noqa: FBT001
    """Where nobody knows the release, the router may let weak algorithms through: that is said."""
    shown = site(CHECKS / "CRY024" / "fires").hub
    view = replace(shown, release=known_release(release))

    assert [check.code for check, _, _ in hits((view,)) if check.code == "CRY024"] == ["CRY024"] * said
