"""The pages of docs/ that are made from code: `python -m tests.write_docs` writes them, a test holds them true."""

from collections.abc import Callable
from pathlib import Path

from tests.constructs_page import constructs_page
from wizard.check import CHECKS
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
        rows += [
            f"## {severity.value.capitalize()}s",
            "",
            "| code | what holds where it is quiet | why | what to do | source |",
        ]
        rows.append("|---|---|---|---|---|")
        rows += [
            "| "
            + " | ".join(_cell(text) for text in (check.code, check.sentence, check.why, check.fix, check.citation))
            + " |"
            for check in sorted(checks, key=lambda check: check.code)
        ]
        rows.append("")
    return "\n".join(rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES: dict[str, Callable[[], str]] = {"findings.md": findings_page, "ezvpn-constructs.md": constructs_page}
"""By file name below docs/."""


if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
