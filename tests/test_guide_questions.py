"""What a front end asks, step by step, and what answering it makes of the plan."""

import pytest

from tests.commands import GUIDE, ez2flex, planned
from tests.golden_cases import golden_cases, golden_plan
from wizard.guide.history import History
from wizard.guide.produced_by_answer import ConsideredAnswer, produced
from wizard.guide.questions import (
    Effect,
    answered,
    effect,
    first_text,
    groups_of,
    next_open,
    taken_back,
    unanswered,
)
from wizard.guide.recheck import to_recheck
from wizard.guide.wording import answer_in_words, effect_in_words, produced_in_words, title_of
from wizard.model.plan import Answer, Plan
from wizard.model.question import Kind, Origin, WizardStep
from wizard.model.role import Role
from wizard.model.secret import Secret
from wizard.plan.answer import answer, answer_secret, asked, keep_all, open_answers, reopen
from wizard.plan.perspective import resolved
from wizard.plan.question_rows import QuestionRow, rows_of
from wizard.site import read_site

SERVER, SPOKE = "ezvpn-server", "ezvpn-spoke1"


@pytest.fixture
def plan() -> Plan:
    """A hub that is the EzVPN server, and two spokes."""
    return golden_plan("guide-reuse")


def row_of(plan: Plan, key: str, device: str = "") -> QuestionRow:
    """The row of one question on that device alone."""
    return QuestionRow((resolved(plan, key, device),), (device,), (device,))


def titles(plan: Plan, step: str) -> list[str]:
    """What stands above each group of questions of a step."""
    return [title_of(group) for group in groups_of(plan, step)]


@pytest.mark.parametrize("case", golden_cases())
def test_every_question_stands_in_one_group_of_its_step(case: str) -> None:
    """Nothing that is asked is left out, and nothing is asked twice."""
    plan = golden_plan(case)
    rows = [row for step in WizardStep for group in groups_of(plan, step) for row in group.rows]
    shown = [question.key for row in rows for question in row.questions]

    assert sorted(shown) == sorted(question.key for question in asked(plan))


def test_questions_stand_by_device_and_names_apart(plan: Plan) -> None:
    """What is to choose, details of the site, of each router with what it is, several spokes as one; names are last."""
    assert titles(plan, "addresses") == [
        "Choose: recommended, and worth a thought",
        "Details of the whole site",
        "Details of ezvpn-server (EzVPN server, FlexVPN hub)",
        "Details of 3 routers",
        "Details of 2 spokes",
        "Names in general",
        "Names on 3 routers",
    ]
    assert titles(golden_plan("edge-strongest"), "addresses")[1:4] == [
        "Details of the whole site",
        f"Details of {HUB} (EzVPN server, FlexVPN hub)",
        f"Details of {EDGE} (spoke)",
    ]


def test_a_new_hub_stands_beside_the_server() -> None:
    """Each router says which end of which tunnel it is."""
    roles = {group.devices: group.roles for group in groups_of(golden_plan("guide"), "strategy")}

    assert (roles["ezvpn-server",], roles["flexserver",]) == ((Role.SERVER,), (Role.HUB,))
    assert roles["",] == ()


@pytest.mark.parametrize("case", golden_cases())
def test_only_names_of_objects_stand_among_the_names(case: str) -> None:
    """A group of names holds words that IOS takes as names, and no other group of addresses holds one of them."""
    groups = groups_of(golden_plan(case), "addresses")
    kinds = {row.first.question.kind for group in groups if group.is_names for row in group.rows}

    assert kinds == {Kind.NAME}
    assert not [row.key for group in groups if not group.is_names for row in group.rows if "name_" in row.key]


def test_the_next_open_question_is_found_past_the_end() -> None:
    """From the last open question one comes to the first one again; where none is open there is none."""
    plan = reopen(reopen(golden_plan("guide-new-hub"), "wan_address", "flexserver"), "lan_address", "flexserver")
    groups = groups_of(plan, "strategy")
    waiting = [row.key for group in groups for row in group.rows if row.first.origin is Origin.OPEN]
    met = [following(plan, here) for here in ("", *waiting)]

    assert len(waiting) > 1
    assert met == [*waiting, waiting[0]]
    assert next_open(groups_of(golden_plan("guide-reuse"), "strategy"), "") is None


def following(plan: Plan, here: str) -> str:
    """The key of the open question behind that one."""
    found = next_open(groups_of(plan, "strategy"), here)
    return found[1].key if found else ""


def test_an_answer_for_every_device_takes_the_place_of_those_for_single_ones(plan: Plan) -> None:
    """What was answered for one spoke no longer differs from what is answered for all."""
    single = answer(plan, "management_access", "outside", SPOKE)
    every = answered(single, resolved(single, "management_access", SPOKE), "tunnel", "")

    assert [(given.device, given.value) for given in every.answers if given.key == "management_access"] == [
        ("", "tunnel")
    ]


def test_a_password_goes_among_the_secrets_whatever_front_end_takes_it(plan: Plan) -> None:
    """A URL with a password is no plain answer."""
    given = answered(plan, resolved(plan, "archive_path", SPOKE), "ftp://me:s3krit@10.0.0.9/", SPOKE)
    question = resolved(given, "archive_path", SPOKE)

    assert "archive_path" in {secret.key for secret in given.secrets}
    assert "archive_path" not in {answer.key for answer in given.answers}
    assert "s3krit" not in question.value
    assert first_text(given, question) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [("999.1.1.1, vpn.example.com", "999.1.1.1, vpn.example.com"), ("a\x1b[2J\u202e", r"a\x1b[2J\u202e")],
)
def test_what_was_answered_and_is_refused_is_there_to_be_mended(plan: Plan, text: str, shown: str) -> None:
    """The line in which the answer is typed holds the stored text, each of its characters in a form that is seen."""
    stored = keep_all(plan, [Answer(key="peers", value=text, device=SPOKE)])
    question = resolved(stored, "peers", SPOKE)

    assert question.origin is Origin.OPEN
    assert first_text(stored, question) == shown


def test_what_holds_is_there_to_be_changed_and_nothing_where_nothing_was_answered(plan: Plan) -> None:
    """A recommended value stands in the line, and a question that nobody answered begins empty."""
    given = answer(plan, "login_username", "admin", SPOKE)
    for row in asked(given):
        expected = "" if row.origin is Origin.OPEN or row.question.kind is Kind.SECRET else row.value
        assert first_text(given, row) == expected, row.key


def test_taking_an_answer_back_leaves_the_one_for_the_whole_site(plan: Plan) -> None:
    """First the device's own answer goes, then that for all."""
    both = answer(answer(plan, "connect", "manual"), "connect", "auto", SPOKE)
    first = taken_back(both, row_of(both, "connect", SPOKE))
    second = taken_back(first, row_of(first, "connect", SPOKE))

    assert resolved(first, "connect", SPOKE).value == "manual"
    assert second.answers == plan.answers


HUB, EDGE, URL = "tor-edge-01", "mis-rtr-01", "http://ca.example.com:80"
"""Of a site whose routers enrol over the network."""


def test_what_is_recommended_to_a_spoke_follows_from_the_hubs_answer() -> None:
    """Without its own answer the spoke would take the hub's URL, so that is what is recommended to it."""
    plan = reopen(golden_plan("edge-strongest"), "enrollment_url")
    own = answer(answer(plan, "enrollment_url", URL, HUB), "enrollment_url", "http://10.0.0.9", EDGE)
    question = resolved(own, "enrollment_url", EDGE)

    assert unanswered(own, question) == resolved(
        taken_back(own, row_of(own, "enrollment_url", EDGE)), "enrollment_url", EDGE
    )
    assert unanswered(own, question).value == URL


@pytest.mark.parametrize("case", golden_cases())
def test_no_question_is_unanswered_by_an_answer(case: str) -> None:
    """Without its answers a question holds what the sources or a recommendation give, or is open."""
    plan = golden_plan(case)

    assert {unanswered(plan, question).origin for question in asked(plan)} <= {*Origin} - {Origin.ANSWERED}


def test_the_command_and_the_wizard_recommend_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`ez2flex questions` says of every question what the wizard recommends."""
    site = planned(capsys, tmp_path_factory.mktemp("guide") / "site", *GUIDE, words=("--set", "pfs=none"))
    plan = read_site(site)
    rows = ez2flex(capsys, "questions", site, "--json").json
    recommended = [unanswered(plan, question) for question in asked(plan)]

    assert [row["default"] for row in rows] == [
        None if question.origin is Origin.OPEN else question.value for question in recommended
    ]


def changed_by(before: Plan, key: str, value: str) -> tuple[Plan, Effect]:
    """The plan with that answer, and what it changed beside."""
    after = answer(before, key, value)
    return after, effect(before, after, row_of(before, key))


def test_an_answer_says_how_much_else_it_changed(plan: Plan) -> None:
    """Another strategy asks of the new hub, and moves values that follow from it."""
    after, beside = changed_by(plan, "strategy", "new-hub")
    before = {question.key for question in asked(plan)}

    assert beside.more_questions == len({question.key for question in asked(after)} - before)
    assert beside.more_questions > 1
    still_open = len({one.key for one in asked(after) if one.origin is Origin.OPEN} - before)
    assert still_open > 1
    assert effect_in_words(beside).startswith(f"{beside.more_questions} more questions, {still_open} of them open")


def test_of_a_choice_that_is_open_nothing_is_told_until_one_is_chosen(plan: Plan) -> None:
    """An open choice gives nothing; it was said to be a choice that is none."""
    reopened = reopen(plan, "management_access")
    considered = ConsideredAnswer(row_of(reopened, "management_access", SPOKE))

    assert considered.row.first.origin is Origin.OPEN
    assert [row.text for row in produced_in_words(considered, produced(reopened, considered))] == [
        "Nothing is chosen yet."
    ]


def test_a_hub_that_is_renamed_asks_nothing_new() -> None:
    """The questions of the hub are the same under its new name."""
    _, beside = changed_by(golden_plan("guide-new-hub"), "hub_name", "hub-2")

    assert beside.more_questions == 0


def test_an_answer_that_touches_nothing_else_says_so(plan: Plan) -> None:
    """Where nothing follows from the answer there is nothing to say of it."""
    after, beside = changed_by(plan, "pfs", "none")

    assert effect_in_words(beside) == ""
    assert answer_in_words(row_of(after, "pfs")).startswith("pfs: ")


@pytest.fixture
def refused() -> Plan:
    """A plan whose hub is the EzVPN server, and whose engineer wants no traffic from spoke to spoke."""
    return answer(answer(golden_plan("guide-new-hub"), "strategy", "reuse"), "spoke_to_spoke", "no")


def test_an_answer_is_worth_a_second_look_when_its_recommendation_moves_away(refused: Plan) -> None:
    """Behind another strategy something else is recommended than what was answered."""
    after = answer(refused, "strategy", "new-hub")

    assert to_recheck(refused, after, frozenset()) == {"spoke_to_spoke"}


def test_what_waits_for_a_second_look_goes_on_waiting(refused: Plan) -> None:
    """An answer elsewhere confirms nothing."""
    after = answer(refused, "strategy", "new-hub")
    later = answer(after, "ike_lifetime", "3600")

    assert to_recheck(after, later, frozenset({"spoke_to_spoke"})) == {"spoke_to_spoke"}
    assert to_recheck(after, later, frozenset()) == frozenset()


def test_what_is_recommended_again_needs_no_second_look(refused: Plan) -> None:
    """Back on the first strategy the answer is what it was, and nobody is asked to look."""
    after = answer(refused, "strategy", "new-hub")
    agreed = answer(after, "spoke_to_spoke", "yes")

    assert to_recheck(after, agreed, frozenset({"spoke_to_spoke"})) == frozenset()


def test_a_spokes_answer_is_worth_a_second_look_when_the_hub_answers_otherwise() -> None:
    """What is recommended to the spoke moves with the hub's URL."""
    plan = reopen(golden_plan("edge-strongest"), "enrollment_url")
    before = answer(answer(plan, "enrollment_url", URL, HUB), "enrollment_url", "http://10.0.0.9", EDGE)
    after = answer(before, "enrollment_url", "http://10.0.0.7", HUB)

    assert to_recheck(before, after, frozenset()) == {f"{EDGE}.enrollment_url"}


def test_a_secret_is_never_worth_a_second_look(plan: Plan) -> None:
    """No key is recommended."""
    keyed = answer(plan, "spoke_authentication", "pre-share")
    secret = next(question for question in open_answers(keyed) if question.question.kind is Kind.SECRET)
    given = answer_secret(keyed, secret.question.key, Secret("Sup3r-S3cret"), secret.device)

    assert to_recheck(given, answer(given, "pfs", "none"), frozenset({secret.key})) == frozenset()
    assert secrets_shown(given) == {"given"}


def secrets_shown(plan: Plan) -> set[str]:
    """The words for the secrets that were given."""
    secrets = (row for row in rows_of(plan) if row.first.question.kind is Kind.SECRET)
    return {value_of(row) for row in secrets if row.first.origin is Origin.ANSWERED}


def value_of(row: QuestionRow) -> str:
    """What stands behind the key of a row."""
    return answer_in_words(row).partition(": ")[2]


def test_every_change_can_be_taken_back_one_after_the_other(refused: Plan) -> None:
    """Taking the last one back gives the plan before it, and what was to be looked at then."""
    moved = answer(refused, "strategy", "new-hub")
    later = answer(moved, "ike_lifetime", "3600")
    history = History().edited(refused, moved, "the strategy").edited(moved, later, "a lifetime")
    first = history.undone()
    assert first is not None
    second = first[1].undone()
    assert second is not None

    assert history.recheck == {"spoke_to_spoke"}
    assert (first[0].plan, first[0].said, first[1].recheck) == (moved, "a lifetime", history.recheck)
    assert (second[0].plan, second[0].said, second[1]) == (refused, "the strategy", History())
    assert second[1].undone() is None


def test_an_answer_that_is_confirmed_waits_no_longer(refused: Plan) -> None:
    """The same answer given once more stays, and what is answered elsewhere brings no doubt back."""
    moved = answer(refused, "strategy", "new-hub")
    history = History().edited(refused, moved, "the strategy").confirmed({"spoke_to_spoke"})
    later = history.edited(moved, answer(moved, "ike_lifetime", "3600"), "a lifetime")

    assert history.recheck == later.recheck == frozenset()


def test_a_secret_for_every_router_takes_the_place_of_those_for_one_and_of_no_other(plan: Plan) -> None:
    """Whoever gives one password to all forgets no key that was given before."""
    keyed = answer(answer(plan, "spoke_authentication", "pre-share"), "login_username", "ops")
    for key in ("login_password", "pre_shared_key"):
        keyed = answer_secret(keyed, key, Secret("Sup3r-S3cret"), SPOKE)
    given = answered(keyed, resolved(keyed, "login_password", SPOKE), "An0ther-S3cret", "")

    assert {("", "login_password"), (SPOKE, "pre_shared_key")} <= given.stored_secrets.keys()
    assert (SPOKE, "login_password") not in given.stored_secrets
