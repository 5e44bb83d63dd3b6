"""Each judge, on what routers of both families show: what is right, what is not, and what cannot be read."""

from dataclasses import replace

import pytest

from tests.judge_cases import BEFORE, CASES, FACTS, NOW, Case
from tests.shown_answers import NAMES, answer
from wizard.data.router_step_judges import JUDGES
from wizard.data.router_steps import STEPS
from wizard.judge import NAMED_JUDGES, Judged, StepFacts, judged
from wizard.model.router_step import By, Judge, Named, Pattern, PromptMode, RouterStep, When
from wizard.model.stage import Stage

NEED_NO_FACT = {
    *BEFORE,
    "another_session_is_open",
    "clock_is_right",
    "no_ikev1_session",
    "no_message",
    "remembered",
    "trustpoint_is_complete",
}
"""Judges that know what is right without the plan, or that are the stricter without its facts."""


def step(judge: Judge) -> RouterStep:
    """A step with that judge."""
    return RouterStep(
        id="step",
        device="r1",
        stage=Stage.STAGE,
        when=When.AFTER,
        mode=PromptMode.EXEC,
        by=By.EZ2FLEX,
        command="show something",
        needs=(),
        judge=judge,
        words="",
        why="",
    )


def named(function: str, given: bytes, facts: StepFacts = FACTS, before: bytes | None = None) -> Judged:
    """What the judge of that name says, asked at NOW."""
    return judged(given, step(Named(function=function)), facts, before=before, now=NOW)


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}-{case[1]}-{case[2]}" for case in CASES])
def test_a_judge_says_whether_the_answer_is_right_and_what_it_saw(case: Case) -> None:
    """Of each answer, as routers of both families print them."""
    function, name, is_good, seen, otherwise = case
    before = answer(BEFORE[function]) if function in BEFORE else None

    assert named(function, answer(name), replace(FACTS, **otherwise), before) == Judged(is_good=is_good, seen=seen)


def test_every_judge_of_the_table_is_there_and_no_other() -> None:
    """What a step may name is what can judge."""
    assert set(NAMED_JUDGES) == {row.name for row in JUDGES}


def test_every_judge_has_an_answer_that_is_right_and_one_that_is_not() -> None:
    """None of them says the same to whatever it is given."""
    said = {(function, is_good) for function, _, is_good, _, _ in CASES}

    assert said == {(name, is_good) for name in NAMED_JUDGES for is_good in (True, False)}


def test_a_judge_compares_with_steps_that_there_are() -> None:
    """What was answered before is the answer to a step that keeps it, or that prints what is compared."""
    ids = {row.id for row in STEPS}

    assert {name for row in JUDGES for name in row.compares} <= ids
    assert {row.name for row in JUDGES if row.compares} == set(BEFORE)


@pytest.mark.parametrize("function", sorted(BEFORE))
def test_without_the_answer_of_before_nothing_is_as_before(function: str) -> None:
    """A journal that lacks it makes no comparison good."""
    said = named(function, answer("crypto-session-hub-after"))

    assert not said.is_good
    assert said.seen.startswith("cannot be read: what ")


def test_a_request_without_its_fingerprint_is_not_granted() -> None:
    """A session that shows no messages does not show the fingerprint either."""
    said = named("one_request_with_our_fingerprint", answer("requests-one"), before=answer("enrol-silent"))

    assert said == Judged(is_good=False, seen="cannot be read: the router printed no fingerprint when it asked")


@pytest.mark.parametrize("function", sorted(NAMED_JUDGES))
@pytest.mark.parametrize("name", ["invalid", "incomplete", "denied"])
def test_a_command_that_is_not_taken_is_never_right(function: str, name: str) -> None:
    """Also where no message would be."""
    said = named(function, answer(name), before=answer("nothing"))

    assert not said.is_good
    assert said.seen.startswith("cannot be read: the router does not take the command: ")


@pytest.mark.parametrize("function", sorted(NAMED_JUDGES.keys() - NEED_NO_FACT))
def test_a_judge_without_its_facts_says_what_the_plan_does_not_say(function: str) -> None:
    """Whatever the router answers: nothing is right by being compared with nothing."""
    for name in {name for judge, name, *_ in CASES if judge == function}:
        said = named(function, answer(name), StepFacts())

        assert not said.is_good
        assert said.seen.startswith(("cannot be read: the plan does not say ", "no "))


@pytest.mark.parametrize("function", sorted(NAMED_JUDGES.keys() - {"remembered"}))
def test_an_answer_to_another_command_is_no_right_one(function: str) -> None:
    """A judge reads the answers of its own command and says of every other that it is none."""
    own = {name.split("-")[0] for judge, name, *_ in CASES if judge == function}
    for name in NAMES:
        if name.split("-")[0] not in own:
            assert not named(function, answer(name), FACTS, answer(BEFORE.get(function, "nothing"))).is_good, name


def test_a_pattern_says_which_row_it_found() -> None:
    """The row is for people; where the pattern is not found, the end of the answer is."""
    asked = step(Pattern(regex=r"^Success rate is (?:80|100) percent"))

    assert judged(answer("ping-answered"), asked, FACTS) == Judged(
        is_good=True, seen="Success rate is 80 percent (4/5), round-trip min/avg/max = 8/12/20 ms"
    )
    assert judged(answer("ping-lost"), asked, FACTS) == Judged(
        is_good=False, seen="not what was asked for: Success rate is 0 percent (0/5)"
    )
    assert judged(b"", asked, FACTS) == Judged(is_good=False, seen="no answer")


def test_a_pattern_of_nothing_takes_no_answer() -> None:
    """Where the router must show nothing, any row is too much, and a command that is not taken is no answer."""
    asked = step(Pattern(regex=r"\A\s*\Z"))

    assert judged(b"\r\n", asked, FACTS).is_good
    assert not judged(b"aaa accounting commands 15 default\r\n", asked, FACTS).is_good
    assert not judged(answer("invalid"), asked, FACTS).is_good
