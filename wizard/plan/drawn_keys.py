"""Pre-shared keys that nobody gave: drawn once, when a plan is made, and kept among its secrets."""

import secrets
import string
from collections.abc import Callable

from wizard.model.plan import Plan
from wizard.model.secret import Secret
from wizard.plan.answer import answer_secret, is_answered, open_answers

_CHARACTERS = string.ascii_letters + string.digits
"""None of them has a meaning on a command line of IOS."""
_LENGTH = 24
"""More than 140 bits; IKEv2 takes up to 256 characters [flexvpn.md 12]."""


def drawn_key() -> Secret:
    """A key that nobody can guess."""
    return Secret("".join(secrets.choice(_CHARACTERS) for _ in range(_LENGTH)))


def with_drawn_keys(plan: Plan, draw: Callable[[], Secret] = drawn_key) -> tuple[Plan, tuple[str, ...]]:
    """The plan with a key for every question that is open for want of one, and the keys of these questions.

    A key that was given and does not fit is left: somebody must look at it.
    """
    lacking = [question for question in open_answers(plan) if question.question.is_drawn]
    drawn = tuple(question for question in lacking if not is_answered(plan, question))
    for question in drawn:
        plan = answer_secret(plan, question.question.key, draw(), question.device)
    return plan, tuple(question.key for question in drawn)
