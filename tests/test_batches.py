"""A batch of spokes has one answer, with exceptions below it: in plan.toml, with --set, and in what is asked."""

from dataclasses import replace

import pytest

from tests.test_one_answer_for_many import FIRST, OTHER, planned, row_of
from wizard.errors import AnswerError
from wizard.guide.questions import answered_in_row, reached, row_is_answered, taken_back, unanswered
from wizard.guide.sources_and_plan import without_device
from wizard.guide.wording import who_in_words
from wizard.model.plan import Answer, Batch, Plan
from wizard.model.question import Origin
from wizard.plan.answer import answer, answer_all, asked
from wizard.plan.batches import dissolved
from wizard.plan.merge_edits import merged
from wizard.plan.next_wave import next_wave
from wizard.plan.perspective import resolved
from wizard.plan.question_rows import rows_of
from wizard.questions import QUESTION
from wizard.render import outputs

SPOKES = 8
SHOPS = Batch(name="shops", members=("spoke-0[1-4]",))
NORTH = Batch(name="north", members=("spoke-04", "spoke-05"))


@pytest.fixture(scope="module")
def bare() -> Plan:
    """A hub and eight spokes without a batch."""
    return planned(SPOKES)


@pytest.fixture(scope="module")
def batched(bare: Plan) -> Plan:
    """Four of the spokes are shops."""
    return answer_all(bare, (), (SHOPS,))


def given(plan: Plan, key: str) -> list[tuple[str, str]]:
    """Where each answer to a question stands, and what it is."""
    return [(row.device or row.batch, row.value) for row in plan.answers if row.key == key]


def values(plan: Plan, key: str) -> str:
    """The values of the spokes, one letter each."""
    return "".join(resolved(plan, key, spoke.device).value[:1] or "!" for spoke in plan.spokes)


def rows(plan: Plan, key: str) -> list[tuple[str, str]]:
    """The rows of a question: who, and what holds there."""
    return [(who_in_words(row), row.first.value) for row in rows_of(plan) if row.first.question.key == key]


def test_the_nearest_answer_holds(batched: Plan) -> None:
    """A device goes before its batch, and that before the whole site."""
    plan = answer(batched, "dpd", "20 5 periodic")
    plan = answer(plan, "dpd", "30 5 periodic", batch="shops")
    plan = answer(plan, "dpd", "40 5 periodic", "spoke-02")

    assert values(plan, "dpd") == "34332222"
    assert [resolved(plan, "dpd", name).batch for name in (FIRST, "spoke-02", OTHER)] == ["shops", "", ""]


def test_a_batch_is_one_row_with_its_exceptions_behind_it(batched: Plan) -> None:
    """What the others have stands first, then the batch, then the members that differ, then other exceptions."""
    plan = answer(batched, "dpd", "20 5 periodic")
    plan = answer(plan, "dpd", "30 5 periodic", batch="shops")
    plan = answer(plan, "dpd", "40 5 periodic", "spoke-07")
    plan = answer(plan, "dpd", "50 5 periodic", "spoke-02")

    assert rows(plan, "dpd") == [
        ("4 of 9 routers", "20 5 periodic"),
        ("shops, 3 spokes", "30 5 periodic"),
        ("spoke-02", "50 5 periodic"),
        ("spoke-07", "40 5 periodic"),
    ]
    assert row_of(plan, "dpd").key == "shops.dpd"


def test_a_batch_of_every_spoke_is_the_first_row(bare: Plan) -> None:
    """Nobody is left to stand above it."""
    plan = answer_all(bare, (Answer(batch="all", key="connect", value="manual"),), (Batch(name="all", members=("*",)),))

    assert rows(plan, "connect") == [("all, 8 spokes", "manual")]
    assert not row_of(plan, "connect").is_exception


def test_a_batch_gives_what_its_spokes_give_one_by_one(batched: Plan) -> None:
    """The files are the same bytes, whichever way the answers were given."""
    of_batch, of_each = batched, replace(batched, batches=())
    for key, value in (("connect", "manual"), ("dpd", "30 5 periodic"), ("archive_path", "flash:before-")):
        of_batch = answer(of_batch, key, value, batch="shops")
        for spoke in ("spoke-01", "spoke-02", "spoke-03", "spoke-04"):
            of_each = answer(of_each, key, value, spoke)

    assert outputs(of_batch) == outputs(of_each) != outputs(batched)


def test_a_url_with_a_password_is_given_to_no_batch(batched: Plan) -> None:
    """Secrets stand in a file of their own, for one router or for all; a URL without one is an answer like others."""
    plan = answer(batched, "archive_path", "flash:before-", batch="shops")
    with pytest.raises(AnswerError, match="holds a password") as refused:
        answer(batched, "archive_path", "ftp://admin:hunter2@192.0.2.1/", batch="shops")

    assert resolved(plan, "archive_path", FIRST).value == "flash:before-"
    assert "give it to each of its spokes" in refused.value.hint


def test_a_batch_without_an_answer_makes_no_row(bare: Plan, batched: Plan) -> None:
    """Naming spokes asks nothing more."""
    assert [row.key for row in rows_of(batched)] == [row.key for row in rows_of(bare)]


def test_answering_the_row_of_a_batch_answers_the_batch(batched: Plan) -> None:
    """Its exception stays, and so does what is answered for the others."""
    plan = answer(batched, "connect", "manual", batch="shops")
    plan = answer(plan, "connect", "manual", "spoke-02")
    again = answered_in_row(plan, row_of(plan, "connect"), "auto")

    assert given(again, "connect") == [("shops", "auto"), ("spoke-02", "manual")]
    assert who_in_words(reached(plan, row_of(plan, "connect"))) == "shops, 3 spokes"
    assert who_in_words(reached(plan, row_of(plan, "connect", OTHER))) == "4 of 8 spokes"


def test_answering_the_others_leaves_the_batch_as_it_is(batched: Plan) -> None:
    """The row of the others is one line for the site, and the batch an exception from it."""
    plan = answer(batched, "connect", "manual", batch="shops")
    plan = answered_in_row(plan, row_of(plan, "connect", OTHER), "auto")

    assert given(plan, "connect") == [("", "auto"), ("shops", "manual")]
    assert values(plan, "connect") == "mmmmaaaa"
    assert given(answered_in_row(plan, row_of(plan, "connect"), "auto", everywhere=True), "connect") == [("", "auto")]


def test_taking_a_batch_s_answer_back_leaves_the_others(batched: Plan) -> None:
    """The row's own answer goes; one member's exception goes before it."""
    plan = answer(batched, "connect", "manual", batch="shops")
    both = answer(plan, "connect", "auto", "spoke-02")

    assert given(taken_back(both, row_of(both, "connect", "spoke-02")), "connect") == [("shops", "manual")]
    assert given(taken_back(both, row_of(both, "connect")), "connect") == [("spoke-02", "auto")]
    single = next(row for row in row_of(plan, "connect").of_each() if row.first.device == "spoke-02")
    assert given(taken_back(plan, single), "connect") == []
    assert unanswered(plan, row_of(plan, "connect").first).origin is not Origin.ANSWERED


def test_a_spoke_in_two_batches_that_say_the_same_is_no_contradiction(batched: Plan) -> None:
    """Nothing has to be decided."""
    plan = answer_all(
        batched, (Answer(batch=name, key="connect", value="manual") for name in ("shops", "north")), (NORTH,)
    )

    assert values(plan, "connect") == "mmmmmaaa"


def test_a_spoke_in_two_batches_that_contradict_each_other_is_refused(batched: Plan) -> None:
    """The words say which spoke, and where both answers stand."""
    plan = answer(answer_all(batched, (), (NORTH,)), "connect", "manual", batch="shops")
    with pytest.raises(AnswerError) as refused:
        answer(plan, "connect", "auto", batch="north")

    assert (
        refused.value.message
        == "spoke-04 is in 2 batches, and connect is auto in [batch.north] and manual in [batch.shops]"
    )
    assert refused.value.where == "north.connect"
    assert "spoke-04 by itself" in refused.value.hint


def test_a_member_that_joins_between_two_answers_is_refused(bare: Plan) -> None:
    """Making the batch larger is judged like answering."""
    plan = answer_all(bare, (), (SHOPS, replace(NORTH, members=("spoke-05",))))
    plan = answer(answer(plan, "connect", "manual", batch="shops"), "connect", "auto", batch="north")
    with pytest.raises(AnswerError, match="spoke-04 is in 2 batches"):
        answer_all(plan, (), (NORTH,))


def test_an_answer_of_its_own_ends_the_contradiction(batched: Plan) -> None:
    """A device goes before all of its batches."""
    plan = answer(answer_all(batched, (), (NORTH,)), "connect", "manual", batch="shops")
    plan = answer(plan, "connect", "manual", "spoke-04")

    assert values(answer(plan, "connect", "auto", batch="north"), "connect") == "mmmmaaaa"


def test_the_new_hub_is_not_called_as_a_batch(batched: Plan) -> None:
    """Then `NAME.KEY` would have two meanings."""
    with pytest.raises(AnswerError, match="a batch of spokes is called so"):
        answer_all(batched, (Answer(key="strategy", value="new-hub"), Answer(key="hub_name", value="Shops")))


def test_no_question_is_called_as_the_members_of_a_batch() -> None:
    """They stand beside its answers."""
    assert "members" not in QUESTION


def test_an_answer_in_the_wrong_place_can_be_taken_back(bare: Plan) -> None:
    """r in the wizard takes it away."""
    plan = replace(bare, batches=(SHOPS,), answers=(Answer(batch="shops", key="pfs", value="none"),))
    row = next(row for row in rows_of(plan) if row.key == "shops.pfs")

    assert row_is_answered(plan, row)
    assert taken_back(plan, row).answers == ()


def test_a_dissolved_batch_leaves_the_file_with_its_answers(batched: Plan) -> None:
    """Its spokes have the answers of the site again."""
    plan = answer(answer(batched, "connect", "manual", batch="shops"), "connect", "auto", "spoke-02")

    assert given(dissolved(plan, "shops"), "connect") == [("spoke-02", "auto")]
    assert dissolved(plan, "shops").batches == ()


def test_edits_of_a_batch_by_two_people_are_joined(batched: Plan) -> None:
    """One answered it, the other made another one; where both changed its members somebody decides."""
    ours, theirs = answer(batched, "connect", "manual", batch="shops"), answer_all(batched, (), (NORTH,))
    joined = merged(batched, ours, theirs)
    clash = merged(
        batched, answer_all(batched, (), (replace(SHOPS, members=("spoke-01",)),)), dissolved(batched, "shops")
    )

    assert joined.plan
    assert joined.plan.batches == (NORTH, SHOPS)
    assert given(joined.plan, "connect") == [("shops", "manual")]
    assert joined.theirs == ("north.members",)
    assert clash.clashes == ("shops.members",)


def test_dissolving_a_batch_that_somebody_else_answers_is_a_clash(batched: Plan) -> None:
    """The answer would be lost."""
    merge = merged(batched, dissolved(batched, "shops"), answer(batched, "connect", "manual", batch="shops"))

    assert merge.plan is None
    assert merge.clashes == ("there is no batch shops",)


def test_a_router_that_is_taken_away_leaves_its_batch(bare: Plan) -> None:
    """A batch that nobody is in any more goes with its answers."""
    plan = answer_all(bare, (), (Batch(name="one", members=(OTHER,)), Batch(name="two", members=(OTHER, FIRST))))
    plan = answer(answer(plan, "connect", "manual", batch="one"), "connect", "manual", batch="two")
    left = without_device(plan.sources, OTHER, plan).plan

    assert left
    assert left.batches == (Batch(name="two", members=(FIRST,)),)
    assert given(left, "connect") == [("two", "manual")]


def test_the_next_wave_takes_the_batches_that_its_spokes_are_in(bare: Plan) -> None:
    """A pattern holds for the next shops too; a name of an earlier spoke does not, and is told."""
    earlier = answer_all(bare, (), (SHOPS, Batch(name="some", members=("spoke-*", OTHER))))
    earlier = answer(answer(earlier, "dpd", "30 5 periodic", batch="shops"), "connect", "manual", batch="some")
    earlier = answer(earlier, "management_access", "tunnel", batch="some")
    fresh = replace(bare, spokes=bare.spokes[4:6])
    wave = next_wave(fresh, earlier)
    told = {(row.name, row.value): row.why for row in wave.not_taken}

    assert wave.plan.batches == (Batch(name="some", members=("spoke-*",)),)
    assert given(wave.plan, "connect") == [("some", "manual")]
    assert {"some.members", "some.connect"} <= {*wave.taken}
    assert told[("shops.members", "spoke-0[1-4]")] == "no spoke of this plan is called so"
    assert told[("some.members", OTHER)] == "no spoke of this plan is called so"
    assert told[("shops.dpd", "30 5 periodic")] == "this plan has no batch shops"
    assert "every spoke" in told[("some.management_access", "tunnel")]


def test_a_change_of_members_is_seen_at_once(batched: Plan) -> None:
    """What was computed for other members is not shown."""
    plan = answer(batched, "connect", "manual", batch="shops")
    before = values(plan, "connect")
    fewer = answer_all(plan, (), (replace(SHOPS, members=("spoke-01",)),))
    fresh = replace(planned(SPOKES), answers=fewer.answers, batches=fewer.batches)

    assert (before, values(fewer, "connect")) == ("mmmmaaaa", "maaaaaaa")
    assert [row.value for row in asked(fewer)] == [row.value for row in asked(fresh)]
