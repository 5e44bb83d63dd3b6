"""`ez2flex report`."""

from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path

from wizard import __version__
from wizard.cli.ends import EXITS
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, tell
from wizard.cli.this_user import user_of_this_machine
from wizard.report.files import write_report
from wizard.report.report_of import report_of
from wizard.site import read_site
from wizard.site.atomic_replace import SiteFolder


def report(arguments: Namespace) -> Exit:
    """Writes report.md, report.html and report.json into a site; its journals are read, and nothing is locked."""
    site = Path(arguments.site)
    plan = read_site(site, read_on=date.today())
    with SiteFolder(site) as folder:
        made = report_of(
            folder,
            plan,
            site=arguments.site,
            ticket=arguments.ticket or "",
            written=datetime.now(UTC),
            written_by=user_of_this_machine(),
            version=__version__,
            exit_of=EXITS.__getitem__,
        )
        names = write_report(folder, made)
    data("\n".join(str(site / name) for name in names))
    tell(made.stands)
    return Exit.DONE
