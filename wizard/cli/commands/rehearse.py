"""`ez2flex rehearse`."""

import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, data_json, tell
from wizard.rehearse import ComparedRow, Rehearsal, rehearsal_row, rehearsals
from wizard.site import read_site


def rehearse(arguments: Namespace) -> Exit:
    """Brings hub and spokes up as IKEv2 daemons, and says whether they do what check predicts."""
    plan = read_site(Path(arguments.site), read_on=date.today())
    done: list[Rehearsal] = []
    started = time.monotonic()
    for rehearsal in rehearsals(plan, tell):
        done.append(rehearsal)
        if not arguments.json:
            data("\n".join(_lines(rehearsal)))
    if arguments.json:
        data_json([rehearsal_row(rehearsal) for rehearsal in done])
    else:
        data("\n".join(left_out(done)))
    good = sum(rehearsal.is_good for rehearsal in done)
    took = time.monotonic() - started
    tell(f"{good} of {len(done)} came up as predicted, carried traffic and rekeyed; it took {took:.1f} s.")
    return Exit.DONE if good == len(done) else Exit.FOUND


def _lines(rehearsal: Rehearsal) -> Iterator[str]:
    verdict = "as predicted" if rehearsal.as_predicted else "NOT as predicted"
    yield f"{rehearsal.hub} <-> {rehearsal.spoke}: {rehearsal.rows[0].rehearsed}, {verdict}"
    table = [("", "rehearsed", "check predicts"), *((row.what, row.rehearsed, _beside(row)) for row in rehearsal.rows)]
    widths = [max(len(cells[column]) for cells in table) for column in (0, 1)]
    for what, rehearsed, predicted in table:
        yield f"    {what:{widths[0]}}  {rehearsed:{widths[1]}}  {predicted}".rstrip()
    for line in (rehearsal.outcome.line, rehearsal.outcome.rekey_line):
        if line:
            yield f"    because: {line}"
    yield from (f"    | {line}" for line in rehearsal.lines)


def _beside(row: ComparedRow) -> str:
    if row.differs:
        return f"DIFFERS: {row.predicted or 'should all be answered'}"
    return "the same" if row.predicted else ""


def left_out(done: list[Rehearsal]) -> Iterator[str]:
    """What the configurations use and no daemon can do, with the spokes of which it is where not of all."""
    every = dict.fromkeys(words for rehearsal in done for words in rehearsal.not_rehearsed)
    if every:
        yield "not rehearsed:"
    for words in every:
        using = [rehearsal.spoke for rehearsal in done if words in rehearsal.not_rehearsed]
        yield f"    {words}{_of(using) if len(using) < len(done) else ''}"


def _of(spokes: list[str]) -> str:
    return f" ({', '.join(spokes)})"
