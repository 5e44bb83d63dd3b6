"""The pages of docs/ that are made from code: `python -m tests.write_docs` writes them, a test holds them true."""

from collections.abc import Callable
from pathlib import Path

from tests.algorithms_page import algorithms_page
from tests.beliefs_page import beliefs_page
from tests.constructs_page import constructs_page
from tests.faults_page import faults_page
from tests.grammar_page import grammar_page
from tests.man_page import man_page
from tests.noticed_page import noticed_page
from tests.page_table import code, codes, table
from tests.practice_page import practice_page
from tests.preflight_page import preflight_page
from tests.push_faults_page import push_faults_page
from tests.questions_page import questions_page
from tests.rehearsal_page import rehearsal_page
from tests.rescue_docs_page import rescue_docs_page
from tests.router_steps_page import router_steps_page
from tests.sections_page import sections_page
from tests.session_page import session_page
from tests.values_page import values_page
from wizard.check import CHECKS
from wizard.data.findings_that_follow import CONSEQUENCES, Consequence, End
from wizard.model.finding import Severity

DOCS = Path(__file__).resolve().parents[1] / "docs"


def findings_page() -> str:
    """docs/findings.md: every finding with what it means and what to do."""
    rows = [
        "# Findings",
        "",
        "What `ez2flex check` can say. `ez2flex explain CODE` prints the same offline. A blocker stops a push until it",
        "is mended, or accepted in plan.toml with a reason. Sources are pages of [facts/](facts/README.md) or Cisco",
        "documents.",
        "",
    ]
    for severity in Severity:
        checks = [check for check in CHECKS.values() if check.severity is severity]
        rows += [f"## {severity.value.capitalize()}s", ""]
        rows += table(
            ("code", "what holds where it is quiet", "why", "what to do", "source"),
            (
                (check.code, check.sentence, check.why, check.fix, check.citation)
                for check in sorted(checks, key=lambda check: check.code)
            ),
        )
    rows += [
        "## What follows from what",
        "",
        "Where a blocker stands that nobody accepted, these stand below it, block nothing beside it, and go with it.",
        "Both concern one hub and one spoke, and what the third column says.",
        "",
        *table(
            ("cause", "what follows", "found of", "why"),
            ((_cause(row), codes(row.codes), row.tie.value, row.why) for row in CONSEQUENCES),
        ),
    ]
    return "\n".join(rows)


def _cause(row: Consequence) -> str:
    at = f" at {codes(row.at)}" if row.at else ""
    return f"{code(row.cause)}{at}" + ("" if row.cause_on is End.EITHER else f" on the {row.cause_on}")


PAGES: dict[str, Callable[[], str]] = {
    "algorithms.md": algorithms_page,
    "beliefs.md": beliefs_page,
    "ezvpn-constructs.md": constructs_page,
    "ez2flex.1": man_page,
    "faults.md": push_faults_page,
    "findings.md": findings_page,
    "grammar-of-ios.md": grammar_page,
    "noticed.md": noticed_page,
    "practice-faults.md": faults_page,
    "practice-texts.md": practice_page,
    "preflight.md": preflight_page,
    "questions.md": questions_page,
    "rehearsal-tables.md": rehearsal_page,
    "rescue-card.md": rescue_docs_page,
    "router-steps.md": router_steps_page,
    "sections.md": sections_page,
    "session.md": session_page,
    "values.md": values_page,
}
"""By file name below docs/."""


if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
