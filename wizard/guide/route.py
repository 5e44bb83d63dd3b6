"""The steps of the wizard, in the order in which they are gone through."""

from typing import NamedTuple

from wizard.sentence import Sentence


class RouteStep(NamedTuple):
    """One step of the wizard."""

    key: str
    """Of a step with questions, the value that their rows have."""
    title: str
    short: str


ROUTE = (
    RouteStep("sources", "Sources", "Sources"),
    RouteStep("found", "What was found", "Found"),
    RouteStep("strategy", "Strategy", "Strategy"),
    RouteStep("identity", "Identity and authentication", "Identity"),
    RouteStep("crypto", "Crypto", "Crypto"),
    RouteStep("addresses", "Addresses and routes", "Addresses"),
    RouteStep("findings", "Findings", "Findings"),
    RouteStep("preview", "Preview", "Preview"),
    RouteStep("run-sheet", "Run sheet", "Run sheet"),
    RouteStep("report", "Report", "Report"),
)
OVERVIEW = "overview"
"""Where the wizard begins and where one comes back to; it is none of the numbered steps."""


def title_of(key: str) -> Sentence:
    """The step as one speaks of it: its number and title."""
    found = (f"{number} {step.title}" for number, step in enumerate(ROUTE, 1) if step.key == key)
    return next(found, "the overview")
