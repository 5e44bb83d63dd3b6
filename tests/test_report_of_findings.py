"""What a report says of the findings."""

from dataclasses import replace
from pathlib import Path

from tests.test_report import reported, site, texts  # noqa: F401 - a fixture
from wizard.report.files import MARKDOWN


def test_a_report_lists_each_finding_or_says_that_there_is_none(site: Path) -> None:  # noqa: F811
    """An empty section would look forgotten."""
    report = reported(site)
    every, none = (
        texts(each)[MARKDOWN].partition("### Findings\n")[2] for each in (report, replace(report, findings=()))
    )

    assert report.findings
    assert all(f"- {row.severity} {row.code}" in every for row in report.findings)
    assert not every.startswith("\nNone.")
    assert none.startswith("\nNone.\n")
