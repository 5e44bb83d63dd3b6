"""Answers stay with what they were given for, and nothing that was written is lost silently."""

import tomllib
from pathlib import Path

import pytest

from tests.golden_cases import golden_plan
from wizard.errors import AnswerError
from wizard.model.plan import Plan
from wizard.plan.answer import accept, answer
from wizard.plan.answers_file import answers_of, apply_answers
from wizard.site import read_site, save_site


@pytest.fixture
def new_hub() -> Plan:
    """The guide's site with a new hub."""
    return golden_plan("guide-new-hub")


def test_a_site_can_be_reopened_after_the_strategy_went_back(new_hub: Plan, tmp_path: Path) -> None:
    """What was answered for a new hub stays in the folder while the strategy is the other one."""
    save_site(answer(new_hub, "strategy", "reuse"), tmp_path)

    again = answer(read_site(tmp_path), "strategy", "new-hub")

    assert again.answers == new_hub.answers


def test_renaming_the_new_hub_keeps_its_answers(new_hub: Plan) -> None:
    """The hub's answers belong to the hub, whatever it is called."""
    renamed = answer(new_hub, "hub_name", "flex-2")

    assert {other_answer.key for other_answer in renamed.answers if other_answer.device == "flex-2"} == {
        other_answer.key for other_answer in new_hub.answers if other_answer.device == "flexserver"
    }


@pytest.mark.parametrize("table", ["[asnwers]\npfs = 'none'", "[secrets]\npre_shared_key = 'x'"])
def test_a_table_that_nobody_reads_is_refused(new_hub: Plan, table: str) -> None:
    """A misspelled table is an error, not a silent nothing."""
    with pytest.raises(AnswerError, match="there is no table"):
        apply_answers(new_hub, answers_of(tomllib.loads(table)))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pfs", "group1"),
        ("archive", "perhaps"),
        ("name_tunnel", "two words"),
        ("tunnel_mtu", "huge"),
        ("tunnel_mtu", "140 1360"),
        ("ike_lifetime", "119"),
        ("ike_lifetime", "86401"),
        ("ipsec_lifetime", "2592001"),
        ("ipsec_lifetime", "an hour"),
        ("ipsec_options", "replay, dfbits"),
        ("ike_encryption", "aes-cbc-265"),
        ("ike_group", "14, 22"),
        ("route_distance", "256"),
        ("idle_time", "30"),
        ("pool_range", "10.99.0.300 10.99.0.1"),
        ("pool_range", "10.99.0.20 10.99.0.10"),
        ("wan_address", "10.0.0.2"),
        ("hub_networks", "10.0.0.0/33"),
        ("remaining_networks", "10.0.0.1/24"),
        ("server_lan_address", "hub"),
        ("peers", "no such/peer"),
        ("lan_interface", "the second one"),
        ("dpd", "10 2"),
        ("ca_fingerprint", "12AB"),
        ("domain", "exämple.com"),
        ("pre_shared_key", "secret"),
        ("no_such_question", "yes"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(new_hub: Plan, key: str, value: str) -> None:
    """An answer of the wrong form gets an error that says what it must look like."""
    with pytest.raises(AnswerError) as refused:
        answer(new_hub, key, value)

    assert refused.value.hint


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Gi0/0/0", "GigabitEthernet0/0/0"), ("ethernet 0/1", "Ethernet0/1"), ("te1/0/1", "TenGigabitEthernet1/0/1")],
)
def test_an_abbreviated_interface_is_spelled_out(new_hub: Plan, typed: str, kept: str) -> None:
    """An abbreviation that is clear becomes the name that the router prints."""
    plan = answer(new_hub, "lan_interface", typed, "flexserver")

    assert [other_answer.value for other_answer in plan.answers if other_answer.key == "lan_interface"] == [kept]


@pytest.mark.parametrize("typed", ["T1", "wan", "Foo0/0"])
def test_an_interface_that_no_router_has_is_refused(new_hub: Plan, typed: str) -> None:
    """An ambiguous or unknown kind is refused."""
    with pytest.raises(AnswerError, match="is no interface"):
        answer(new_hub, "lan_interface", typed, "flexserver")


def test_an_open_answer_cannot_be_accepted_away(new_hub: Plan) -> None:
    """What is open holds files back, so it is answered and not accepted."""
    with pytest.raises(AnswerError, match="cannot be accepted"):
        accept(new_hub, "OPN001", "flexserver", "never mind")


def test_the_number_of_a_virtual_template_is_a_number() -> None:
    """IOS knows it by nothing else, and a plan with another name of it could not be rendered."""
    with pytest.raises(AnswerError, match=r"x\.1 is no number"):
        answer(golden_plan("guide-reuse"), "name_virtual_template", "x.1")
