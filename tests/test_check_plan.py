"""The findings of whole plans: the guide's own result, open answers, accepted blockers, explanations."""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address

import pytest

from tests.checks.sites import STANDARD, site
from tests.golden_cases import golden_plan
from tests.with_authority import propose
from wizard.check import CHECKS, explanation, finding_row, findings, negotiations
from wizard.check.all_findings import finding
from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView
from wizard.data.algorithm_strength import ALGORITHMS, Strength
from wizard.data.findings_nobody_accepts import NEVER_ACCEPTED
from wizard.data.refused_algorithms import REFUSALS
from wizard.data.smart_defaults import SMART_PROPOSALS, smart_proposal
from wizard.errors import AnswerError
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.parse.release import known_release
from wizard.parse.sources import read_source
from wizard.plan.answer import accept, reopen
from wizard.questions import QUESTION
from wizard.render.output_files import outputs

GUIDE_ITEMS = {
    "2 certificates of a lab: no revocation, short keys, MD5, pasted": {"PKI001", "PKI002", "PKI004", "PKI006"},
    "3 3DES, SHA-1, groups 5 and 2": {"CRY008"},
    "5 GRE where EzVPN had a VTI": {"CRY013"},
    "6 the output shows transport mode, the transform set does not": {"CRY014"},
    "10 dead peer detection is lost": {"RTE003"},
    "12 the groups of spokes cannot reach each other": {"RTE024", "RTE025"},
    "13 both servers have the same loopback": {"RTE008"},
    "14 access list 1 on both routers": {"REF008"},
    "16 `aaa new-model` without a login list": {"LCK001", "LCK002"},
    "17 EzVPN uses the list `default`": {"LCK006"},
    "19 the tunnel borrows the address of the LAN port": {"RTE005"},
    "20 any certificate with a name of the domain gets in": {"PKI007"},
    "21 no MTU, no translation": {"RTE004", "RTE010"},
}
"""The guide's mistakes that its own result shows."""


@pytest.mark.parametrize("item", GUIDE_ITEMS)
def test_the_guides_mistakes_are_found_in_its_own_result(item: str) -> None:
    """Each mistake that the guide's configurations show is a finding."""
    said = {finding.code for finding in findings(golden_plan("guide"))}

    assert said >= GUIDE_ITEMS[item]


GUIDE_CASES = {
    "3 the same proposal is refused by 17.11.1a": "CRY009",
    "4 smart defaults differ by release": "CRY004",
    "4 the smart defaults that the guide calls strong have group 5": "CRY017",
    "5 GRE on one end only": "CRY011",
    "9 two masks in one network": "RTE009",
    "14 the name is on the router already": "REF002",
    "15 the split list is extended, the announced one standard": "REF007",
    "18 no pool at the hub": "RTE001",
}
"""Its mistakes that show in another combination than its own result: each has a case of its own."""


@pytest.mark.parametrize("item", GUIDE_CASES)
def test_the_guides_other_mistakes_have_a_check(item: str) -> None:
    """A mistake that the guide's result happens not to show has a check that finds it elsewhere."""
    assert GUIDE_CASES[item] in CHECKS


def test_findings_come_gravest_first_and_once() -> None:
    """Blockers before warnings before notes, and no finding twice."""
    every = findings(golden_plan("guide"))
    order = [list(Severity).index(finding.severity) for finding in every]

    assert order == sorted(order)
    assert len(set(every)) == len(every)


def test_a_finding_of_the_source_has_its_line_number() -> None:
    """What stands in the file that was read is named by its line; what is new by its text."""
    by_code = {finding.code: finding for finding in findings(golden_plan("guide"))}

    assert (by_code["LCK006"].line, by_code["LCK006"].text) == (22, "")
    assert (by_code["RTE005"].line, by_code["RTE005"].text) == (0, "ip unnumbered Ethernet0/1")


def test_an_accepted_blocker_stays_visible_with_its_reason() -> None:
    """Accepting a blocker takes nothing away; it adds why it may stay, for that device alone."""
    plan = replace(golden_plan("guide"), accepted=())
    accepted = accept(plan, "LCK001", "flexserver", "a lab with a console")

    reasons = {finding.device: finding.accepted for finding in findings(accepted) if finding.code == "LCK001"}
    assert reasons == {"flexserver": "a lab with a console", "ezvpn-spoke3": ""}


def test_an_open_answer_is_a_blocker_that_names_its_question() -> None:
    """A question without a safe default blocks until it is answered, and holds back what needs it."""
    plan = reopen(golden_plan("guide"), "loopback_address", "flexserver")
    plan = replace(plan, answers=tuple(answer for answer in plan.answers if answer.key != "loopback_address"))

    said = [finding for finding in findings(plan) if finding.code == "OPN001"]
    assert [(finding.severity, finding.device, finding.question) for finding in said] == [
        (Severity.BLOCKER, "flexserver", "loopback_address")
    ]
    assert negotiations(plan) == ()
    assert {finding.device for finding in findings(plan) if finding.code == "RTE003"} == {"ezvpn-spoke3"}
    assert "OPN001" not in {finding.code for finding in findings(golden_plan("guide"))}


def test_a_line_of_ezvpn_that_nobody_understands_is_a_warning() -> None:
    """A line inside an EzVPN section that stands in no table is named by its number."""
    plan = golden_plan("guide")
    text = plan.server.data.decode().replace(" save-password", " frobnicate on")
    strange = propose((read_source(text.encode(), "ezvpn-server.cfg"), *plan.spokes))

    said = [finding for finding in findings(strange) if finding.code == "OPN002"]
    assert [(finding.device, finding.line) for finding in said] == [("ezvpn-server", 20)]
    assert "OPN002" not in {finding.code for finding in findings(plan)}


def test_how_a_spoke_is_managed_blocks_until_somebody_says_it_and_withholds_no_file() -> None:
    """No configuration shows it, and no line of the change depends on it: every file is there, and check blocks."""
    plan = reopen(golden_plan("guide-reuse"), "management_access")
    said = [finding for finding in findings(plan) if finding.severity is Severity.BLOCKER]

    assert [(finding.code, finding.device) for finding in said] == [
        ("LCK004", "ezvpn-spoke1"),
        ("LCK004", "ezvpn-spoke2-vti"),
    ]
    assert outputs(plan).keys() == outputs(golden_plan("guide-reuse")).keys()


@pytest.mark.parametrize("case", ["guide-new-hub", "guide-reuse"])
def test_the_recommended_answers_have_no_blocker(case: str) -> None:
    """A site planned with the recommended answers can be pushed, and its pairs come up."""
    plan = golden_plan(case)

    assert [
        finding for finding in findings(plan) if finding.severity is Severity.BLOCKER and not finding.accepted
    ] == []
    assert all(negotiation.up for negotiation in negotiations(plan))


def test_no_finding_shows_a_key() -> None:
    """A finding about a line with a key or a password shows the line without it."""
    row = finding_row(
        finding(
            CHECKS["AUT010"],
            Hit(message="m", line=Line("authentication local eap mschapv2 username spoke password s3cret")),
            "spoke",
        )
    )

    assert row["text"] == "authentication local eap mschapv2 username spoke password ***"
    assert "s3cret" not in str(row)


def test_every_check_says_what_why_and_what_to_do() -> None:
    """`explain` has a sentence, a reason, a remedy and a source for every code."""
    for code, registered in CHECKS.items():
        text = explanation(code)

        assert text.startswith(
            f"{code} ({registered.severity})\nFound where this does not hold: {registered.sentence}\n"
        )
        assert registered.sentence.endswith(".")
        assert "\n" not in registered.sentence
        for part in (registered.why, registered.fix, registered.citation):
            assert part in text
            assert part


def test_a_code_is_explained_in_either_case_and_an_unknown_one_refused() -> None:
    """`explain lck001` works; a code that does not exist is answered with those that do."""
    assert explanation("lck001") == explanation("LCK001")
    with pytest.raises(AnswerError, match="XYZ000") as refused:
        explanation("XYZ000")
    assert "LCK001" in refused.value.hint


def test_a_code_belongs_to_one_check() -> None:
    """A second check with the code of another one is refused when it is defined."""
    with pytest.raises(ValueError, match="LCK001"):

        @check("LCK001", Severity.NOTE, why="w", fix="f", citation="s")
        def again(view: DeviceView) -> Iterator[Hit]:
            """Never."""
            yield from ()


def test_a_question_that_a_check_names_exists() -> None:
    """The question that mends a finding is one that is asked."""
    from wizard.questions import QUESTION

    assert {check.question for check in CHECKS.values() if check.question} <= set(QUESTION)


def test_smart_defaults_are_the_newest_that_are_not_later() -> None:
    """IOS and old IOS-XE offer groups 5 and 2, 17.9 offers 19 first, 17.12 no longer 5."""
    groups = {
        name: smart_proposal(release).group
        for name in ("15.2(4)M1", "15.7(3)M8", "16.07.01", "16.08.01", "17.09.04a", "17.11.01a", "26.01.01")
        if (release := known_release(name))
    }

    assert groups == {
        "15.2(4)M1": ("5", "2"),
        "15.7(3)M8": ("5", "2"),
        "16.07.01": ("5", "2"),
        "16.08.01": ("19", "14", "21", "5"),
        "17.09.04a": ("19", "14", "21", "5"),
        "17.11.01a": ("19", "14", "21"),
        "26.01.01": ("19", "14", "21"),
    }


def test_the_tables_of_algorithms_and_defaults_keep_their_laws() -> None:
    """Rows are unique, in the order of releases, sourced, and a word to avoid names what replaces it."""
    rows = [(row.use, row.word) for row in ALGORITHMS]
    releases = [row.since for row in SMART_PROPOSALS if row.since]
    refusals = [row.since for row in REFUSALS]

    assert len(set(rows)) == len(rows)
    assert releases == sorted(releases)
    assert refusals == sorted(refusals)
    citations = [algorithm.citation for algorithm in ALGORITHMS]
    citations += [smart_proposal.citation for smart_proposal in SMART_PROPOSALS]
    citations += [refusal.citation for refusal in REFUSALS]
    assert all(citations)
    assert all(row.strength is Strength.AVOID for row in ALGORITHMS if row.refused)


def test_a_release_that_nobody_can_place_counts_as_unknown() -> None:
    """An answer that is no release is treated as none."""
    assert known_release("nonsense") is None
    assert known_release("") is None


def test_the_standard_sites_hub_is_called_by_its_address() -> None:
    """The hub's address that the spoke calls is found on its interface."""
    (pair,) = site(STANDARD).pairs

    assert pair.hub_address == IPv4Address("203.0.113.1")
    assert pair.device == "spoke"


def test_only_an_open_answer_can_never_be_accepted() -> None:
    """Every finding that refuses a reason is a blocker, and says what to do instead."""
    refused = {
        finding.code for finding in findings(replace(golden_plan("guide"), answers=())) if not finding.acceptable
    }

    assert refused == set(NEVER_ACCEPTED)
    assert {CHECKS[code].severity for code in refused} == {Severity.BLOCKER}


def test_open_answers_are_named_in_the_order_of_the_wizard() -> None:
    """The findings of one device follow the questions as they are asked, whatever their wording."""
    plan = golden_plan("guide")
    said = findings(
        replace(plan, answers=tuple(answer for answer in plan.answers if answer.key in {"strategy", "hub_name"}))
    )
    of_hub = [finding.question for finding in said if (finding.code, finding.device) == ("OPN001", "flexserver")]

    assert {"wan_interface", "loopback_address"} <= set(of_hub)
    assert of_hub == [key for key in QUESTION if key in of_hub]
