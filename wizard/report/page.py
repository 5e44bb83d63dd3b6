"""report.html: one page that opens without a network, prints on A4, and runs nothing."""

from wizard.render.templates import environment
from wizard.report.drawing import WIDTH, drawing
from wizard.report.report import Report
from wizard.report.words import TIME, hashes_of, row_holds, row_seen, rows_in_words, table_title


def page(report: Report) -> str:
    """The text of report.html."""
    return (
        environment()
        .get_template("report/report.html.j2")
        .render(
            report=report,
            drawings=(("Before", drawing(report.before)), ("After", drawing(report.after))),
            width=WIDTH,
            time=TIME,
            hashes_of=hashes_of,
            rows_in_words=rows_in_words,
            table_title=table_title,
            row_holds=row_holds,
            row_seen=row_seen,
        )
    )
