"""Which of the questions with a recommended answer an engineer weighs; every other one is a detail."""

from enum import StrEnum


class Tier(StrEnum):
    """How much a question needs a person."""

    TELL = "tell"
    """Nothing is safe to assume: only a person can tell."""
    CHOOSE = "choose"
    """There is a recommended answer, and an engineer weighs it."""
    DETAILS = "details"


CHOOSE = (
    "strategy",
    "ezvpn_remains",
    "certificate_authority",
    "hub_authentication",
    "spoke_authentication",
    "encapsulation",
    "crypto",
    "routing",
    "internet_breakout",
)
"""Their keys, in the order in which they are asked; at most nine, for nobody weighs more.

A detail is weighed beside them where its default says so, as on a cellular line.
"""
