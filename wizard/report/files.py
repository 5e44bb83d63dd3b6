"""The three files of a report, as they are written into its site."""

from collections.abc import Mapping

from wizard.report.json_text import json_text
from wizard.report.markdown import markdown
from wizard.report.page import page
from wizard.report.report import Report
from wizard.site.folder import Folder

MARKDOWN, PAGE, JSON = "report.md", "report.html", "report.json"


def report_files(report: Report) -> Mapping[str, bytes]:
    """The bytes of each file by its name in the site."""
    texts = {MARKDOWN: markdown(report), PAGE: page(report), JSON: json_text(report)}
    return {name: text.encode() for name, text in texts.items()}


def write_report(folder: Folder, report: Report) -> tuple[str, ...]:
    """Puts them into the site, whoever else works in it; the names of the files."""
    staged = folder.stage(report_files(report))
    for name, temporary in staged.items():
        folder.move(temporary, name)
    folder.sync()
    return tuple(staged)
