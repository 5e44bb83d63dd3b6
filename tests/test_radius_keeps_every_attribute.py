"""Where RADIUS holds the authorization, nothing of the EzVPN group is lost without a word."""

from collections.abc import Callable

import pytest

from tests.applier import Node, tree_of
from tests.golden_cases import golden_cases, golden_plan
from tests.ledger_form import FOLDER, SERVER, SPOKE, added
from tests.second_wave import next_wave, with_open_answers_alone
from tests.with_authority import propose
from wizard.check import findings
from wizard.data.constructs.group_attributes import GROUP_ATTRIBUTES
from wizard.data.radius_pairs import RADIUS_ROWS, radius_row
from wizard.ios.masking import masked
from wizard.ledger import fate_of, ledger
from wizard.model.finding import RADIUS_FILE, Finding, LedgerEntry, Severity, Verdict
from wizard.model.plan import Answer, Plan
from wizard.model.question import Resolved
from wizard.model.secret import Secret
from wizard.parse.sources import read_sources
from wizard.plan.adoption import adopted
from wizard.plan.answer import answer, answer_secret
from wizard.plan.perspective import Perspective, hub_device
from wizard.render import outputs
from wizard.site import folder_name

GROUP = "crypto isakmp client configuration group SHOPS"


def by_radius(plan: Plan) -> Plan:
    """The plan with its authorization in RADIUS."""
    return plan.with_answer(Answer(key="authorization_store", value="radius"))


VARIATIONS: dict[str, Callable[[Plan], Plan]] = {
    "first": by_radius,
    "nothing-carried": lambda plan: by_radius(plan.with_answer(Answer(key="group_attributes", value=""))),
    "next-wave": lambda plan: next_wave(by_radius(plan)),
    "next-wave-unanswered": lambda plan: with_open_answers_alone(next_wave(by_radius(plan))),
}
OF_A_VARIATION = pytest.mark.parametrize(
    ("case", "variation"), [(case, variation) for case in golden_cases() for variation in VARIATIONS]
)


def exported(plan: Plan) -> str:
    """What is in radius.txt."""
    return outputs(plan).get(f"{folder_name(hub_device(plan))}/{RADIUS_FILE}", "")


def group_entries(plan: Plan) -> list[LedgerEntry]:
    """The entries of the lines of the group that moves."""
    group = Perspective(plan, hub_device(plan)).group
    numbers = {line.number for line in group.line.children} if group else set()
    return [entry for entry in ledger(plan) if entry.device == plan.server.device and entry.line in numbers]


@OF_A_VARIATION
def test_every_line_of_the_group_is_a_pair_or_is_named(case: str, variation: str) -> None:
    """Whoever reads radius.txt sees of each line of the group what RADIUS sends for it, or why nothing."""
    plan = VARIATIONS[variation](golden_plan(case))
    text = exported(plan)
    group = Perspective(plan, hub_device(plan)).group
    if not text:
        # An answer that is open holds the file back, and is a finding by itself.
        return
    for line in group.line.children if group else ():
        pair = PAIR_OF.get(line.text.split()[0], "")

        assert f"\n#   {masked(line.text)}: " in text or (pair and f'"ipsec:{pair}' in text), line.text


PAIR_OF = {
    "pool": "addr-pool=",
    "acl": "route-set=prefix ",
    "dns": "dns-servers=",
    "wins": "wins-servers=",
    "domain": "default-domain=",
    "split-dns": "split-dns=",
    "netmask": "netmask=",
    "backup-gateway": "ipsec-backup-gateway=",
    "include-local-lan": "include-local-lan=1",
    "pfs": "pfs=1",
}
"""The pairs of EzVPN's attributes, written by hand from ezvpn.md 1.7 and 3.4."""


@OF_A_VARIATION
def test_the_ledger_says_of_every_line_of_the_group_what_radius_holds(case: str, variation: str) -> None:
    """What the ledger names as the successor is on the router or in radius.txt, and nothing is silent."""
    plan = VARIATIONS[variation](golden_plan(case))
    written = outputs(plan)
    for entry in group_entries(plan):
        for line in entry.becomes:
            if line.is_in_radius:
                assert written_in_radius(line.path[1:], exported(plan)), entry
            else:
                assert line.path in paths(written[f"{folder_name(line.device)}/target.cfg"]), entry
        assert entry.becomes or entry.why


def written_in_radius(path: tuple[str, ...], text: str) -> bool:
    """Whether radius.txt has the name, and the pair below it where one is named."""
    return f"\n{path[0]} " in text and all(pair.removesuffix("***") in text for pair in path[1:])


def paths(text: str) -> set[tuple[str, ...]]:
    """Every line of a configuration with the headers that it stands below, secrets masked."""

    def walked(node: Node, above: tuple[str, ...]) -> list[tuple[str, ...]]:
        here = (*above, masked(node.text))
        return [here, *(path for child in node.below for path in walked(child, here))]

    return {path for top in tree_of(text) for path in walked(top, ())}


def site_with(*lines: str) -> Plan:
    """A site whose group has those lines besides, authorized by RADIUS."""
    rows = (FOLDER / SERVER).read_text("utf-8").splitlines()
    for line in lines:
        rows, _ = added(rows, GROUP, line, "")
    files = [(SERVER, "\n".join(rows).encode()), (SPOKE, (FOLDER / SPOKE).read_bytes())]
    return by_radius(propose(read_sources(files)))


def entry(plan: Plan, text: str) -> LedgerEntry:
    """The entry of a line of the group."""
    return next(entry for entry in group_entries(plan) if entry.text == text)


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("dns 10.9.9.9 10.9.9.8", "ipsec:dns-servers=10.9.9.9 10.9.9.8"),
        ("pfs", "ipsec:pfs=1"),
        ("include-local-lan", "ipsec:include-local-lan=1"),
        ("backup-gateway 192.0.2.77", "ipsec:ipsec-backup-gateway=192.0.2.77"),
        ("split-dns shops.example", "ipsec:split-dns=shops.example"),
        ("netmask 255.255.255.0", "ipsec:netmask=255.255.255.0"),
    ],
)
def test_an_attribute_that_radius_sends_is_carried(line: str, pair: str) -> None:
    """The pair stands in radius.txt, and the ledger names it as what the line becomes."""
    plan = site_with(line)
    found = entry(plan, line)

    assert f'    cisco-avpair += "{pair}"' in exported(plan)
    assert found.verdict is Verdict.CARRIED
    assert [str(new) for new in found.becomes] == [f"hq: radius.txt / FLEX / {pair}"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("dhcp server 10.0.0.5", "no source names a pair"),
        ("dhcp giaddr 10.0.0.1", "no source names a pair"),
        ("configuration version 3", "no source names a pair"),
        ("crypto aaa attribute list SHOPS", "it names a list on the router"),
        ("smartcard-removal-disconnect", "software clients"),
        ("max-logins 3", "RADIUS can limit simultaneous use"),
    ],
)
def test_an_attribute_that_no_pair_carries_is_dropped_with_its_reason(line: str, why: str) -> None:
    """The same reason stands in radius.txt and in the ledger."""
    plan = site_with(line)
    found = entry(plan, line)

    assert (found.verdict, found.becomes) == (Verdict.DROPPED, ())
    assert why in found.why
    assert f"#   {line}: {found.why}" in exported(plan)


def test_an_attribute_that_the_answer_leaves_behind_names_its_question() -> None:
    """It is a decision in the ledger as without RADIUS, and radius.txt says which answer left it out."""
    plan = answer(site_with("dns 10.9.9.9"), "group_attributes", "")

    assert entry(plan, "dns 10.9.9.9").verdict is Verdict.DECIDE
    assert "#   dns 10.9.9.9: the answer to group_attributes leaves it behind" in exported(plan)


def test_the_group_its_list_and_its_pool_lead_to_radius() -> None:
    """The section's own line and the split list have their place in RADIUS, too."""
    plan = site_with()
    header = next(entry for entry in ledger(plan) if entry.text == GROUP)
    split = next(entry for entry in ledger(plan) if entry.text.startswith("permit ip 10.0.0.0"))

    assert [str(line) for line in header.becomes] == ["hq: radius.txt / FLEX"]
    assert any("ipsec:route-set=prefix 10." in str(line) for line in split.becomes)


def test_routes_are_accepted_by_a_pair_that_an_answer_leaves_out() -> None:
    """The default is unconfirmed, so that it is stated; whoever knows better answers otherwise."""
    plan = site_with()

    assert '"ipsec:route-accept=any"' in exported(plan)
    assert "# No public configuration shows ipsec:route-set=interface, ipsec:route-accept: " in exported(plan)
    assert "route-accept" not in exported(answer(plan, "route_accept", "unstated")).replace("route_accept", "")


def test_a_mark_of_the_routes_that_no_pair_says_is_named() -> None:
    """A tag and a distance that EzVPN gave to its routes are told as lost."""
    text = exported(answer(answer(site_with(), "route_tag", "77"), "route_distance", "50"))

    assert "#   route accept any tag 77: no source names how a pair of RADIUS says it" in text
    assert "#   route accept any distance 50: no source names how a pair of RADIUS says it" in text


def test_enter_on_a_line_that_radius_holds_leads_to_the_question_of_the_store() -> None:
    """No configuration shows the new line: the question shows why it is in radius.txt."""
    plan = site_with("dns 10.9.9.9")
    fate = fate_of(plan, entry(plan, "dns 10.9.9.9"))

    assert isinstance(fate, Resolved)
    assert fate.question.key == "authorization_store"


def test_a_key_in_radius_is_what_the_groups_key_becomes_and_stays_hidden() -> None:
    """The ledger names the record of the spoke and shows no key."""
    plan = answer(answer(site_with(), "spoke_authentication", "pre-share"), "hub_authentication", "pre-share")
    plan = answer(plan, "key_store", "radius")
    for key in ("pre_shared_key", "hub_pre_shared_key"):
        plan = answer_secret(plan, key, Secret("Shop-One-0418"), "shop1")
    key_entry = next(entry for entry in group_entries(plan) if entry.text.startswith("key "))

    assert key_entry.verdict is Verdict.TRANSFORMED
    assert {str(line).rpartition(" / ")[2] for line in key_entry.becomes} == {
        "ipsec:ikev2-password-local=***",
        "ipsec:ikev2-password-remote=***",
    }


def test_a_hub_that_asks_radius_already_is_joined_and_the_new_spokes_records_are_written() -> None:
    """The next spoke's key goes to RADIUS; the group is told to be there, and the hub gets no second profile."""
    plan = answer(golden_plan("branches-keep-server"), "spoke_authentication", "pre-share")
    plan = answer(answer(plan, "hub_authentication", "pre-share"), "key_store", "radius")
    for spoke in plan.spokes:
        for key in ("pre_shared_key", "hub_pre_shared_key"):
            plan = answer_secret(plan, key, Secret("Spoke-Key-0418"), spoke.device)
    wave = next_wave(by_radius(plan))
    hub = hub_device(wave)
    text = exported(wave)

    assert adopted(Perspective(wave, hub))
    assert f"# {hub} asks for FLEX already: compare it" in text
    assert f"\n{Perspective(wave, hub).needed('identity', wave.spokes[0].device)} Cleartext-Password" in text
    assert "crypto ikev2 profile FLEX-2" not in outputs(wave).get(f"{folder_name(hub)}/4-stage.cfg", "")


@pytest.mark.parametrize("case", golden_cases())
def test_the_next_spoke_of_a_hub_that_asks_radius_brings_no_blocker(case: str) -> None:
    """What RADIUS holds is missed nowhere on the hub."""
    before = {found.code for found in findings(golden_plan(case)) if blocks(found)}
    now = {found.code for found in findings(VARIATIONS["next-wave"](golden_plan(case))) if blocks(found)}

    assert now <= before


def blocks(finding: Finding) -> bool:
    """Whether it is a blocker."""
    return finding.severity is Severity.BLOCKER


def test_every_attribute_of_an_authorization_policy_has_a_row() -> None:
    """A new construct that becomes an attribute needs its pair, or the reason why it has none."""
    for row in GROUP_ATTRIBUTES:
        if row.becomes_attribute:
            assert radius_row(row.becomes_attribute.format(value="x")).attribute
    assert all(bool(row.pair) != bool(row.dropped) for row in RADIUS_ROWS)
