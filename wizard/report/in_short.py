"""A report in a few rows, for a screen: how the site stands, each router with the age of that, what is left to do."""

from collections.abc import Iterator
from datetime import datetime

from wizard.guide.age_words import ago_in_words
from wizard.report.report import LeftRow, Report, RouterPart
from wizard.sentence import Sentence


def in_short(report: Report) -> Iterator[Sentence]:
    """The rows."""
    yield from (report.title, report.stands, "")
    for router in report.routers:
        yield from _of_router(router, report.written)
    if report.left:
        yield from ("", "What is left:")
    for row in report.left:
        yield from _of_what_is_left(row)


def _of_router(router: RouterPart, now: datetime) -> Iterator[Sentence]:
    seen = f" (seen {ago_in_words(now - router.last_seen)})" if router.last_seen else ""
    means = f": {router.means}" if router.is_begun else ""
    yield f"{router.device}: {router.verdict or 'no push has begun'}{seen}{means}"
    if router.deadline:
        yield f"  it goes back by itself at {router.deadline:%H:%M:%S} UTC"
    yield from (f"  {says}" for says in router.says)
    if router.next:
        yield f"  next: {router.next}"


def _of_what_is_left(row: LeftRow) -> Iterator[Sentence]:
    yield f"  {row.what}, {row.when}"
    if row.command:
        yield f"      {row.command}"
