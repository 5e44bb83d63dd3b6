"""`ez2flex report`."""

from argparse import Namespace
from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path

from wizard import __version__
from wizard.cli.ends import EXITS
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, tell
from wizard.model.plan import Plan
from wizard.report.files import write_report
from wizard.report.report import Report
from wizard.report.report_of import report_of
from wizard.site import read_site
from wizard.site.atomic_replace import SiteFolder
from wizard.site.folder import Folder


def report(arguments: Namespace) -> Exit:
    """Writes report.md, report.html and report.json into a site; its journals are read, and nothing is locked."""
    site = Path(arguments.site)
    made, paths = written_report(site, read_site(site, read_on=date.today()), arguments.ticket or "")
    data("\n".join(map(str, paths)))
    tell(made.stands)
    return Exit.DONE


def written_report(site: Path, plan: Plan, ticket: str) -> tuple[Report, tuple[Path, ...]]:
    """The report of a site as it is now, and the files in which it was written there."""
    with SiteFolder(site) as folder:
        made = report_now(folder, plan, str(site), ticket)
        return made, tuple(site / name for name in write_report(folder, made))


def report_now(folder: Folder, plan: Plan, site: str, ticket: str = "") -> Report:
    """The report of a site as it is now."""
    return report_of(
        folder,
        plan,
        site=site,
        ticket=ticket,
        written=datetime.now(UTC),
        written_by=_user(),
        version=__version__,
        exit_of=EXITS.__getitem__,
    )


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError):
        return "somebody without a name on this machine"
