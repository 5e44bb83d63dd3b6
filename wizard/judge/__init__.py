"""Judges a router's answer to the command of a step: whether it is right, and what was found in it.

Nothing here asks a router, and no answer makes it raise: one that cannot be read is not right, and says so.
"""

from wizard.judge.step_answer import judged
from wizard.judge.verdict import NAMED_JUDGES, Judged
from wizard.model.step_facts import StepFacts

__all__ = ["NAMED_JUDGES", "Judged", "StepFacts", "judged"]
