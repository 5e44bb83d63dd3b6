"""`ez2flex status`."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from wizard.cli.ends import EXITS
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, tell
from wizard.errors import EzError, SiteError
from wizard.guide.push_words import VERDICTS
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.printable import printable
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import journal_of, last_seen, outcome_of
from wizard.push.next_command import next_words
from wizard.push.outcome import End
from wizard.sentence import Sentence
from wizard.site import read_site
from wizard.site.atomic_replace import SiteFolder
from wizard.site.folder import Folder
from wizard.typed_command import typed_command

_HEADS = ("site", "router", "verdict", "until", "seen last", "next")
_TIME = "%Y-%m-%d %H:%M:%S UTC"
_NOT_BEGUN, _BROKEN = "-", "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Where one router stands, as its journal has it."""

    site: str
    device: str
    end: End | None = None
    """None where no push of it has begun."""
    verdict: Verdict | None = None
    """None there, and where the journal cannot be read."""
    deadline: datetime | None = None
    seen: datetime | None = None
    says: tuple[Sentence, ...] = ()
    next: str = ""

    @property
    def exit(self) -> Exit:
        """What it says to the shell."""
        return EXITS[self.end] if self.end else Exit.DONE

    @property
    def mark(self) -> str:
        """The verdict, or what stands for it."""
        return self.verdict.value if self.verdict else _BROKEN if self.end else _NOT_BEGUN


def status(arguments: Namespace) -> Exit:
    """Says what the journals of sites tell; no router is asked, nothing is locked or changed."""
    rows: list[_Row] = []
    codes = [Exit.DONE]
    for site in arguments.sites:
        try:
            rows += _rows_of(site)
        except (EzError, OSError) as error:
            if len(arguments.sites) == 1:
                raise
            # One folder that cannot be read hides no other.
            tell(f"ez2flex: {error}")
            codes.append(Exit.SOURCE)
    if arguments.json:
        data_json([_json(row) for row in rows])
    elif rows:
        data("\n".join((*_table(rows, with_site=len(arguments.sites) > 1), *_below(rows))))
    return max((*codes, *(row.exit for row in rows)))


def _rows_of(site: str) -> list[_Row]:
    plan = read_site(Path(site))
    with SiteFolder(Path(site)) as folder:
        return [_row(folder, plan, device, site) for device in devices(plan)]


def _row(folder: Folder, plan: Plan, device: str, site: str) -> _Row:
    try:
        records = journal_of(folder, plan, device)
    except SiteError as error:
        return _Row(site=site, device=device, end=End.NEEDS_A_PERSON, says=(str(error),))
    words = next_words(plan, device, records)
    command = typed_command(words[0], site, *words[1:]) if words else ""
    if not records:
        return _Row(site=site, device=device, next=command)
    outcome = outcome_of(records)
    return _Row(
        site=site,
        device=device,
        end=outcome.end,
        verdict=outcome.verdict,
        deadline=outcome.deadline,
        seen=last_seen(records),
        says=outcome.says,
        next=command,
    )


def _table(rows: list[_Row], *, with_site: bool) -> Iterator[str]:
    """Rows whose columns stand below each other."""
    told = [_HEADS, *(_cells(row) for row in rows)]
    cells = [[printable(cell) for cell in row[0 if with_site else 1 :]] for row in told]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for row in cells:
        yield "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()


def _cells(row: _Row) -> tuple[str, ...]:
    until, seen = (f"{moment:{_TIME}}" if moment else "-" for moment in (row.deadline, row.seen))
    return (row.site, row.device, row.mark, until, seen, row.next or "-")


def _below(rows: list[_Row]) -> Iterator[str]:
    """What the marks mean, each once, and what a router has to say besides."""
    yield ""
    for mark in dict.fromkeys(row.mark for row in rows):
        yield f"{mark}: {_means(mark)}."
    for row in rows:
        yield from (f"{row.device}: {says}" for says in row.says)


def _means(mark: str) -> Sentence:
    if mark == _NOT_BEGUN:
        return "no push of it has begun"
    return VERDICTS[Verdict(mark)] if mark != _BROKEN else "its journal is broken; what it runs, only it can tell"


def _json(row: _Row) -> dict[str, object]:
    return {
        "site": row.site,
        "device": row.device,
        "end": row.end.name.lower().replace("_", "-") if row.end else None,
        "verdict": row.verdict.value if row.verdict else None,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "last_seen": row.seen.isoformat() if row.seen else None,
        "says": list(row.says),
        "next": row.next,
    }
