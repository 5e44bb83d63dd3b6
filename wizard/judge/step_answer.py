"""The one way in: an answer, its step and what the plan says of it."""

import re
from datetime import datetime

from wizard.judge import certificate_judges, route_judges, router_judges, session_judges, translation_judges
from wizard.judge.answers.answer import Answer, NotRead, answer_of, shown
from wizard.judge.verdict import NAMED_JUDGES, Asked, Judged, bad, good
from wizard.model.router_step import Pattern, RouterStep
from wizard.model.step_facts import StepFacts

# Each of them names its judges as it is imported.
_HOMES = (certificate_judges, route_judges, router_judges, session_judges, translation_judges)


def judged(
    answer: bytes,
    step: RouterStep,
    facts: StepFacts,
    *,
    before: bytes | None = None,
    lately: bytes | None = None,
    now: datetime | None = None,
) -> Judged:
    """Whether an answer, as a session's `show` gives it, is what the step demands.

    `before` is what was answered earlier to the step that the judge's row names, `lately` a moment before a
    way back, `now` our own time with its zone.
    """
    try:
        read = answer_of(answer)
        if isinstance(step.judge, Pattern):
            return _by_pattern(read, step.judge)
        earlier, later = (None if told is None else answer_of(told) for told in (before, lately))
        asked = Asked(answer=read, facts=facts, before=earlier, lately=later, now=now)
        return NAMED_JUDGES[step.judge.function](asked)
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")


def _by_pattern(answer: Answer, pattern: Pattern) -> Judged:
    found = re.search(pattern.regex, answer.text, re.MULTILINE)
    if found is None:
        return bad(f"not what was asked for: {answer.end}" if answer.rows else "no answer")
    row = next((row for row in answer.rows if (row and row in found[0]) or found[0] in row), "")
    return good(shown(row) if row else "no answer, as it must be")
