"""Hubs whose FlexVPN somebody else wrote: joined where that is safe, asked about where it is not, never broken."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from tests.second_wave import next_wave
from tests.with_authority import propose
from wizard.check import findings
from wizard.ledger import ledger
from wizard.model.finding import Verdict
from wizard.model.plan import Answer, Plan
from wizard.model.question import Origin
from wizard.model.stage import Stage
from wizard.parse.sources import read_source
from wizard.plan.answer import asked
from wizard.plan.perspective import hub_device, resolved
from wizard.render import outputs, stages

CONFIGS = Path(__file__).parent / "configs"


def plan_with(hub: str, *answers: Answer) -> Plan:
    """The guide's server and first spoke, with that hub beside the server."""
    names = ("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg", hub)
    server, spoke, new_hub = (read_source((CONFIGS / name).read_bytes(), name) for name in names)
    plan = propose([server, spoke], new_hub).with_answer(Answer(key="inter_hub", value="none"))
    for answer in answers:
        plan = plan.with_answer(answer)
    return plan


def sent(plan: Plan, stage: Stage) -> list[str]:
    """The lines that the hub is sent in a stage."""
    sections = stages(plan, hub_device(plan))[stage.number - 1].sections
    return [line.text for section in sections for top in section.commands for line in top.walk()]


def settled(plan: Plan, key: str) -> str:
    """What a settled question of the hub or the site says."""
    found = resolved(plan, key, hub_device(plan))
    assert found.origin is Origin.SETTLED, found
    return found.value


def test_one_of_several_profiles_is_asked_for_and_nothing_is_written_meanwhile() -> None:
    """Which profile a spoke joins decides everything else."""
    plan = plan_with("hub-two-profiles.cfg")

    assert resolved(plan, "flexvpn_profile", "core-hub").origin is Origin.OPEN
    assert stages(plan, "core-hub")[Stage.STAGE.number - 1].open_keys == ("core-hub.flexvpn_profile",)
    assert stages(plan, "ezvpn-spoke1")[Stage.STAGE.number - 1].open_keys


def test_a_spoke_takes_whatever_suite_the_hub_has() -> None:
    """Suites that ez2flex would not offer are met all the same."""
    plan = plan_with("hub-two-profiles.cfg", Answer(device="core-hub", key="flexvpn_profile", value="STORES"))

    assert settled(plan, "transform") == "esp-aes 256 esp-sha512-hmac"
    assert settled(plan, "pfs") == "group21"
    assert (settled(plan, "crypto"), settled(plan, "ike_group")) == ("own", "21")
    assert settled(plan, "existing_trustpoint") == "CORP-CA"
    assert settled(plan, "tunnel_mtu") == "1380 1340"


def test_an_announced_list_that_closes_gets_its_entry_before_the_end() -> None:
    """An entry behind `deny any` would announce nothing."""
    plan = plan_with(
        "hub-two-profiles.cfg",
        Answer(device="core-hub", key="flexvpn_profile", value="STORES"),
        Answer(key="hub_networks", value="10.10.0.0/24, 10.44.0.0/16"),
    )

    assert not sent(plan, Stage.STAGE)
    lines = sent(plan, Stage.CUTOVER)
    assert lines[lines.index("ip access-list standard STORE-NETS") :][:2] == [
        "ip access-list standard STORE-NETS",
        "11 permit 10.44.0.0 0.0.255.255",
    ]
    assert "no deny any" not in lines


@pytest.mark.parametrize(
    ("told", "everything"),
    [
        ("permit 10.10.0.0 0.0.0.255", "no"),
        ("permit 10.0.0.0 0.255.255.255", "no"),
        ("permit any", "yes"),
        ("permit 0.0.0.0 255.255.255.255", "yes"),
        ("deny any", "no"),
    ],
)
def test_whether_the_spokes_send_everything_is_what_the_list_of_the_profile_tells_them(
    tmp_path: Path, told: str, everything: str
) -> None:
    """All spokes of a profile are told the same networks: a default route among them takes everything."""
    text = (CONFIGS / "hub-two-profiles.cfg").read_text("utf-8")
    assert text.count(" permit 10.10.0.0 0.0.0.255\n") == 1
    (tmp_path / "hub.cfg").write_text(text.replace(" permit 10.10.0.0 0.0.0.255\n", f" {told}\n"), "utf-8")
    chosen = Answer(device="core-hub", key="flexvpn_profile", value="STORES")

    assert settled(plan_with(str(tmp_path / "hub.cfg"), chosen), "tunnel_everything") == everything


def test_a_profile_of_its_own_shares_the_policy_of_the_called_address() -> None:
    """IOS could not tell a second policy for the same address from the first one."""
    plan = plan_with("hub-two-profiles.cfg", Answer(device="core-hub", key="flexvpn_profile", value="own"))
    lines = [line for stage in Stage for line in sent(plan, stage)]

    assert "crypto ikev2 profile FLEX" in lines
    assert not [line for line in lines if line.startswith(("crypto ikev2 policy", "crypto ikev2 proposal"))]
    assert settled(plan, "name_policy") == "HOUSE"
    assert settled(plan, "ike_integrity") == "sha384"


def test_a_key_for_everybody_is_never_joined() -> None:
    """Whoever has one spoke of such a hub has them all."""
    plan = plan_with("hub-wildcard-key.cfg")

    assert resolved(plan, "flexvpn_profile", "old-hub").value == "own"
    assert resolved(plan, "name_keyring", "old-hub").origin is Origin.RECOMMENDED
    assert "crypto ikev2 profile FLEX" in sent(plan, Stage.STAGE)


def test_by_which_eap_method_spokes_are_proved_is_asked() -> None:
    """No line of the hub says it; RADIUS knows."""
    plan = plan_with("hub-radius-and-eap.cfg")

    assert resolved(plan, "spoke_authentication", "").origin is Origin.OPEN
    assert settled(plan, "authorization_store") == "radius"
    assert settled(plan, "crypto") == "smart-defaults"


def test_the_hub_is_joined_once_the_eap_method_is_known() -> None:
    """Then it needs no line at all: it takes every name of the domain."""
    plan = plan_with("hub-radius-and-eap.cfg", Answer(key="spoke_authentication", value="eap mschapv2"))

    assert not sent(plan, Stage.STAGE)
    assert not sent(plan, Stage.PKI)


def test_a_policy_that_announces_nothing_yet_gets_the_list_at_the_cutover() -> None:
    """A spoke that is told no network of the hub has no way there."""
    plan = plan_with("hub-two-profiles.cfg", Answer(device="core-hub", key="flexvpn_profile", value="LABS"))

    assert sent(plan, Stage.STAGE)[0] == "ip access-list standard FLEX-ROUTES"
    lines = sent(plan, Stage.CUTOVER)
    assert lines[lines.index("crypto ikev2 authorization policy LABS") :][1] == "route set access-list FLEX-ROUTES"


def test_a_line_of_the_server_shows_the_line_of_the_hub_that_carries_it_on() -> None:
    """The ledger of a second wave knows what the first one wrote."""
    plan = next_wave(golden_plan("guide-reuse"))

    found = next(entry for entry in ledger(plan) if entry.text == "match identity group cisco")

    assert found.verdict is Verdict.TRANSFORMED
    assert [line.path[-1] for line in found.becomes] == ["match identity remote fqdn b-ezvpn-spoke1.cisco.com"]


CUT_OFF = (
    ("filialen-bgp", "router bgp"),
    ("filialen-bgp", " neighbor FLEX-SPOKES distribute-list"),
    ("filialen-bgp", " bgp listen range"),
    ("lojas-eigrp", "router"),
    ("lojas-eigrp", "router eigrp"),
    ("two-authorities", "crypto pki certificate map"),
    ("two-authorities", "crypto ikev2 profile"),
    ("two-authorities", " aaa authorization group cert list"),
    ("guide-reuse", " route set access-list"),
    ("guide-reuse", " match identity remote"),
    ("guide-reuse", " virtual-template"),
    ("guide-reuse", " tunnel protection ipsec profile"),
)


@pytest.mark.parametrize(("case", "words"), CUT_OFF, ids=lambda value: value.strip())
def test_a_line_of_the_hub_that_is_cut_off_ends_nothing(case: str, words: str) -> None:
    """A line whose end was lost in a terminal is read as far as it goes."""
    plan = next_wave(golden_plan(case))
    source = plan.source(hub_device(plan))
    assert source
    lines = source.data.decode().splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith(words))
    cut = read_source("\n".join((*lines[:place], words, *lines[place + 1 :])).encode(), source.filename)
    held = replace(plan, server=cut) if plan.new_hub is None else replace(plan, new_hub=cut)

    assert asked(held)
    assert outputs(held)
    assert findings(held)


IN_A_VRF = """\
crypto ikev2 proposal OUTER
 encryption aes-cbc-256
 integrity sha256
 group 19
crypto ikev2 policy OUTER
 match fvrf INTERNET
 proposal OUTER
"""


def test_a_policy_of_another_front_door_vrf_is_nobodys_whom_spokes_call() -> None:
    """IOS chooses a policy by the VRF in which the call comes in."""
    name = "hub-two-profiles.cfg"
    text = (CONFIGS / name).read_text().replace(" match address local 10.0.0.2\n", "")
    other = read_source(
        text.replace("crypto ikev2 proposal HOUSE", IN_A_VRF + "crypto ikev2 proposal HOUSE").encode(), name
    )
    plan = replace(plan_with(name, Answer(device="core-hub", key="flexvpn_profile", value="STORES")), new_hub=other)

    assert settled(plan, "name_policy") == "HOUSE"
    assert settled(plan, "ike_group") == "21"
