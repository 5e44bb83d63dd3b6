"""The last sentence of the wizard: how the site stands, where it is, and what to type next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import wizard.guide
import wizard.plan
import wizard.render
import wizard.site
from wizard.sentence import so_many
from wizard.typed_command import typed_command

if TYPE_CHECKING:
    from pathlib import Path

    from wizard.guide.progress import Judged
    from wizard.model.plan import Plan
    from wizard.render import OutputState
    from wizard.render.output_files import Written
    from wizard.sentence import Sentence


def parting(plan: Plan, folder: Path, found: Judged | None, written: OutputState) -> Sentence:
    """What is said when the wizard is left; `found` is None where the plan as it is was not checked."""
    still_open = len(wizard.plan.open_rows(plan))
    # A question that is open stands for the blocker that says so, as on the overview.
    blockers = found.beside if found else 0
    parts = [f"{still_open} question{' is' if still_open == 1 else 's are'} open"] if still_open else []
    parts += [f"{blockers} thing{' blocks' if blockers == 1 else 's block'}"] if blockers else []
    checked = "nothing blocks" if found else "not checked since the last answer"
    pushed = wizard.guide.next_behind_push(plan, folder, waits=bool(parts))
    following = pushed or _following(folder, written, waits=bool(parts))
    return f"{folder} is saved: {', '.join(parts) or checked}. Next: {following}"


def _following(folder: Path, written: OutputState, *, waits: bool) -> Sentence:
    if waits:
        return typed_command(folder)
    if written is wizard.render.OutputState.CURRENT:
        return f"follow {folder / wizard.site.OUT / wizard.site.RUN_SHEET}"
    return typed_command("render", folder)


def exported_in_words(written: Written, folder: Path) -> Sentence:
    """What is said when the files of every stage were written."""
    held = ", ".join(f"{stage.device} {stage.stage}" for stage in written.withheld)
    waits = f" Held back by open answers: {held}." if held else ""
    return f"Wrote {so_many(len(written.files), 'file')} to {folder / wizard.site.OUT}.{waits}"
