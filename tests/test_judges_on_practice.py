"""The steps of every golden site, judged on practice routers: right where a stage is done, and not where it is not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.golden_cases import golden_cases, golden_plan
from tests.practice_answers import State, answers, steps_of
from tests.practice_routers import SMALL, logged_in, router, told
from tests.test_practice_pki import enrolled, with_trustpoint
from wizard.data.router_step_judges import JUDGES
from wizard.judge import Judged, StepFacts, judged
from wizard.model.router_step import Named, Pattern, PromptMode, RouterStep
from wizard.render import step_facts

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""As the practice routers' clock has it."""
INVALID = b"% Invalid input detected at '^' marker."

STATES: dict[str, tuple[State, State | None]] = {
    "archive": (State.STAGED, State.SOURCE),
    "old-session": (State.ACCOMPANIED, State.SOURCE),
    "fresh-login": (State.STAGED, State.UNPRIVILEGED),
    "rsa-label": (State.SOURCE, State.STAGED),
    "profile": (State.STAGED, State.SOURCE),
    "nobody-joined": (State.STAGED, State.SOURCE),
    "nobody-connected": (State.CUT_OVER, None),
    "tunnel-waits": (State.STAGED, State.CUT_OVER),
    "translations-before-stage": (State.SOURCE, None),
    "translations-staged": (State.STAGED, State.CUT_OVER),
    "ezvpn-before": (State.STAGED, State.CUT_OVER),
    "translations-before": (State.STAGED, None),
    "sessions-before": (State.STAGED, State.UNPRIVILEGED),
    "start-client": (State.CUT_OVER, State.UNPRIVILEGED),
    "ikev2-session": (State.CUT_OVER, State.STAGED),
    "client-active": (State.CUT_OVER, State.STAGED),
    "backup-stands-by": (State.CUT_OVER, State.STAGED),
    "ping-hub": (State.CUT_OVER, State.SOURCE),
    "ping-target-1": (State.CUT_OVER, State.SOURCE),
    "hub-route": (State.CUT_OVER, State.STAGED),
    "stale-session-unknown-address": (State.CUT_OVER, State.UNPRIVILEGED),
    "bgp-neighbor": (State.CUT_OVER, State.STAGED),
    "eigrp-neighbor": (State.CUT_OVER, State.STAGED),
    "other-hub": (State.CUT_OVER, State.STAGED),
    "server-route": (State.CUT_OVER, State.STAGED),
    "hub-route-to-remaining": (State.CUT_OVER, State.SOURCE),
    "route-to-remaining": (State.CUT_OVER, State.STAGED),
    "ping-other-spoke": (State.CUT_OVER, State.SOURCE),
    "translations": (State.CUT_OVER, State.SOURCE),
    "sessions-after": (State.HUBS_CUT_OVER, State.CUT_OVER),
    "no-ezvpn-session": (State.CUT_OVER, State.STAGED),
    "no-session-of-group": (State.CUT_OVER, State.STAGED),
    "peer-certificate": (State.STAGED, State.SOURCE),
    "peer-certificate-goes": (State.STAGED, State.SOURCE),
}
"""By the step, where its answer is right, and where not; None where a practice router has always something to show."""
WITHOUT_NETWORK = {
    "clock": "judged below, on a router whose clock somebody vouches for",
    "certificates": "judged below, behind an enrolment; the certificates of the networks are stand-ins",
    "certificates-go": "as `certificates`",
    "kept-key": "judged below; the practice router has no key of a configuration that it read",
    "kept-certificates": "in test_judges.py; the certificates of the networks are stand-ins",
    "hide-keys": "below: the site lacks the line, which its person writes first",
    "pause-accounting": "below: the site has the list, which its person pauses first",
    "licence": "in test_steps.py by its pattern: what a licence prints differs by platform",
    "ca-server": "the CA of the site is no practice router",
    "ca-configuration": "as `ca-server`",
    "ca-requests": "as `ca-server`",
    "ca-grant": "as `ca-server`",
    "authenticate": "a dialogue, judged below",
    "authenticate-peer": "as `authenticate`",
    "request": "a dialogue, judged below",
    "enroll": "the practice network has no CA that answers",
    "import": "a dialogue, judged below",
    "stale-session": "judged below: it would end what is up",
    "reconnect": "as `stale-session`",
    "old-translations": "as `stale-session`",
}
"""The steps that are judged elsewhere, and why."""
NOT_KNOWN_YET: tuple[str, ...] = ()
"""The steps whose commands practice routers may not know; where they do, their answers are judged."""
SHOWN_OTHERWISE = {
    ("backup-client", "ikev2-session"): "the test makes the backup call by hand, so that two sessions are up",
    (
        "filialen-hubs-ospf",
        "hub-route-to-remaining",
    ): "the remaining sites are no practice routers: nothing is handed on",
    ("guide", "server-route"): "the guide leaves out interfaces of its routers; its hubs do not hear each other",
    ("shared-lists", "hub-route"): "the hub has a static route of its own to that LAN, which wins",
}
"""Where a step is right by its plan and not on the practice network."""
COMPARED = {row.name: row.compares for row in JUDGES}


def facts_of(case: str, device: str, step: RouterStep) -> StepFacts:
    """What the plan says of a step."""
    return step_facts(golden_plan(case), device, step)


def said(case: str, device: str, step: RouterStep, state: State, facts: StepFacts) -> Judged:
    """What the judge says to the answer in a state, compared with that of the step which was typed before."""
    compared = COMPARED[step.judge.function] if isinstance(step.judge, Named) else ()
    earlier = [each for of, each in steps_of(case) if of == device and each.id in compared]
    before = answers(case)[State.SOURCE][earlier[0].device, earlier[0].command] if earlier else None
    return judged(answers(case)[state][step.device, step.command], step, facts, before=before, now=NOW)


def is_known(case: str, step: RouterStep) -> bool:
    """Whether the practice router takes the command."""
    return INVALID not in answers(case)[State.CUT_OVER][step.device, step.command]


@pytest.mark.parametrize("case", golden_cases())
def test_a_step_is_right_where_its_stage_is_done(case: str) -> None:
    """Every router of a site, asked as the step asks it, answers what the plan demands."""
    for device, step in steps_of(case):
        if step.id in WITHOUT_NETWORK or (case, step.id) in SHOWN_OTHERWISE:
            continue
        if not is_known(case, step):
            assert step.id in NOT_KNOWN_YET
            continue
        found = said(case, device, step, STATES[step.id][0], facts_of(case, device, step))
        assert found.is_good, f"{device} {step.id}: {found.seen}"


@pytest.mark.parametrize("case", golden_cases())
def test_a_step_is_not_right_where_its_stage_is_not_done(case: str) -> None:
    """The same routers before it, or behind what ends it."""
    for device, step in steps_of(case):
        state = STATES.get(step.id, (None, None))[1]
        if state is None or (step.id == "rsa-label" and case.startswith("guide")):
            continue
        facts = replace(facts_of(case, device, step), moved_addresses=(), moved_networks=())
        found = said(case, device, step, state, facts)
        if found.is_good:
            assert step.id in RIGHT_BEFORE, f"{device} {step.id}: {found.seen}"


RIGHT_BEFORE = {
    "profile": "a hub whose FlexVPN is joined has it already",
    "ping-hub": "EzVPN reaches the hub's address, too",
    "ping-target-1": "EzVPN reaches what is behind the hub, too",
    "translations-staged": "of a client without mappings none is lost",
    "sessions-after": "of a server that had no other session none is lost",
}
"""The steps that may be right without their stage, and why."""


def test_every_step_of_a_golden_site_is_judged_here_or_says_where() -> None:
    """No command is forgotten, and no reason outlives its step."""
    ids = {step.id for case in golden_cases() for _, step in steps_of(case)}

    assert ids - WITHOUT_NETWORK.keys() - STATES.keys() == set()
    assert not WITHOUT_NETWORK.keys() & STATES.keys()
    assert {*NOT_KNOWN_YET, *RIGHT_BEFORE} <= STATES.keys()
    for case, name in SHOWN_OTHERWISE:
        assert name in {step.id for _, step in steps_of(case)}


def step_named(name: str) -> RouterStep:
    """The first step of that name in a golden site."""
    return next(step for case in golden_cases() for _, step in steps_of(case) if step.id == name)


def shown(practice_answer: str) -> bytes:
    """An answer as a session gives it."""
    return practice_answer.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(("mark", "is_good"), [("none", True), ("star", False)])
def test_a_clock_is_right_where_somebody_vouches_for_it(mark: str, is_good: bool) -> None:  # noqa: FBT001
    """A practice router without a time server shows it with a mark, or without one."""
    terminal = logged_in(router(beliefs={"mark-of-the-clock": mark}))

    assert judged(shown(told(terminal, "show clock")), step_named("clock"), StepFacts(), now=NOW).is_good is is_good


def test_an_enrolment_is_judged_step_by_step() -> None:
    """What its dialogues say, and what the router shows of keys and certificates before and behind them."""
    practice, terminal = with_trustpoint()
    facts = StepFacts(key_label="FLEX", kept_trustpoint="FLEX", has_own_certificate=True)
    exec_steps = {
        "rsa-label": "show crypto key mypubkey rsa",
        "kept-key": "show crypto pki trustpoints FLEX status",
        "certificates": "show crypto pki certificates FLEX",
        "certificates-go": "show crypto pki certificates FLEX",
    }

    def verdicts() -> dict[str, bool]:
        now = practice.clock.now
        return {
            name: judged(shown(told(terminal, f"do {command}")), step_named(name), facts, now=now).is_good
            for name, command in exec_steps.items()
        }

    assert verdicts() == {"rsa-label": True, "kept-key": False, "certificates": False, "certificates-go": False}
    certificate = enrolled(terminal)
    taken = told(terminal, "crypto pki import FLEX certificate")
    assert not judged(shown(taken), step_named("import"), facts).is_good
    taken = "".join(told(terminal, row) for row in (*certificate.splitlines(), ""))
    assert judged(shown(taken), step_named("import"), facts).is_good
    assert verdicts() == {"rsa-label": False, "kept-key": True, "certificates": True, "certificates-go": True}


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("hide-keys", "archive\n log config\n  logging enable\n  hidekeys\n"),
        ("pause-accounting", ""),
    ],
)
def test_what_a_person_sees_to_first_is_judged(name: str, lines: str) -> None:
    """Behind it the command shows what the step wants; in the golden site it does not yet."""
    step = step_named(name)
    case, device = next((case, of) for case in golden_cases() for of, each in steps_of(case) if each == step)
    terminal = logged_in(router(SMALL.replace("!\nend", f"!\n{lines}!\nend")))

    assert judged(shown(told(terminal, step.command)), step, StepFacts()).is_good
    assert not said(case, device, step, State.SOURCE, StepFacts()).is_good


def test_the_dialogues_of_an_enrolment_have_patterns() -> None:
    """They are typed in configuration mode, and what they end with is what is looked for."""
    for name in ("authenticate", "request", "import"):
        assert step_named(name).mode is PromptMode.CONFIGURATION
        assert isinstance(step_named(name).judge, Pattern)


@pytest.mark.parametrize("user", ["admin", "guest"])
def test_clearing_translations_says_nothing_to_who_may_clear(user: str) -> None:
    """And what it says to somebody else is not right."""
    terminal = logged_in(router(), user)

    found = judged(shown(told(terminal, "clear ip nat translation *")), step_named("old-translations"), StepFacts())
    assert found.is_good is (user == "admin")
