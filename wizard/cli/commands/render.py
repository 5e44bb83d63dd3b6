"""`ez2flex render` and `ez2flex diff`."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import wizard.difference
from wizard.cli.commands.way_back import print_way_back
from wizard.cli.each_device import LEAST, counted, on_every_core
from wizard.cli.exit_codes import Exit
from wizard.cli.given_files import known_device
from wizard.cli.output import data, shown_for_now, tell, verbatim
from wizard.difference import RowChange, difference, hidden, unified
from wizard.errors import AnswerError, StillOpen
from wizard.ios.scripts import called
from wizard.model.plan import Plan
from wizard.model.stage import Stage, Withheld
from wizard.plan.perspective import devices
from wizard.render import OfDevice, baseline, document, kept_in_cleanup, stages, target, withheld, write_outputs
from wizard.sentence import so_many
from wizard.site import read_site, site_to_write
from wizard.typed_command import typed_command


def render(arguments: Namespace) -> Exit:
    """Writes `out/`, or prints one stage of one device, or the way back of routers as they stand now."""
    folder = Path(arguments.site)
    if arguments.present:
        return print_way_back(arguments, read_site(folder))
    if arguments.device and arguments.stage:
        plan = read_site(folder)
        return _printed(plan, known_device(plan, arguments.device), Stage(arguments.stage))
    if arguments.device or arguments.stage:
        raise AnswerError("--device and --stage go together", hint="Name both to print one text, or none to write all.")
    with site_to_write(folder, "ez2flex render") as site, shown_for_now() as show:
        plan = site.read()
        written = write_outputs(plan, site, partial(_rendered, show))
    data("\n".join(str(path) for path in written.files))
    tell(f"{so_many(len(written.files), 'file')} in {folder / 'out'}; the configurations hold keys and passwords.")
    if kept := "\n".join(_kept(plan)):
        tell(kept)
    if written.withheld:
        tell("\n".join(("Not written, because answers are open:", *_held(written.withheld))))
    else:
        tell(f"Next: {typed_command('check', folder)}")
    return Exit.DONE


def _rendered(
    show: Callable[[str], None], work: Callable[[str], OfDevice], devices: Sequence[str]
) -> Iterator[OfDevice]:
    yield from counted(show, "render", on_every_core(work, devices), devices)
    if len(devices) > LEAST:
        show("render: writing the files")


def _kept(plan: Plan) -> Iterator[str]:
    """What the clean-up leaves, and the line because of which it does."""
    rows = [(device, kept) for device in devices(plan) for kept in kept_in_cleanup(plan, device)]
    yield from ["Not removed in the clean-up, because something that the router runs names it:"] if rows else []
    for device, kept in rows:
        yield f"  {device}: {kept.what}, in line {kept.line.number} ({called(kept.code)})"


def _held(rows: Iterable[Withheld]) -> list[str]:
    return [f"  {row.device}, {row.stage}: needs {', '.join(row.keys)}" for row in rows]


def _printed(plan: Plan, device: str, stage: Stage) -> Exit:
    held = next(
        (stage_held for stage_held in withheld(plan) if (stage_held.device, stage_held.stage) == (device, stage)), None
    )
    if held:
        raise StillOpen(*held.keys)
    made = document(plan, device, stage)
    if made is None:
        tell(f"{device} has nothing to send in stage {stage}.")
    else:
        verbatim(made.text.encode())
    return Exit.DONE


def diff(arguments: Namespace) -> Exit:
    """Old beside new as text, with secrets masked."""
    plan = read_site(Path(arguments.site))
    device = known_device(plan, arguments.device)
    if arguments.stage:
        stage = stages(plan, device)[Stage(arguments.stage).number - 1]
        if stage.open_keys:
            raise StillOpen(*stage.open_keys)
        old, new = stage.before, stage.after
    else:
        old, new = baseline(plan, device), target(plan, device)
    rows = difference(old, new)
    data("\n".join(unified([hidden(row) for row in rows], None if arguments.all else 3)))
    counts = wizard.difference.counted(rows)
    changed = {change: counts[change] for change in (RowChange.ADDED, RowChange.CHANGED, RowChange.REMOVED)}
    tell(f"{device}: " + ", ".join(f"{number} {change}" for change, number in changed.items()))
    return Exit.FOUND if any(changed.values()) else Exit.DONE
