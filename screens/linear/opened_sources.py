"""How what was named becomes sources and a plan, with a word for each that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import screens.linear
import wizard.guide
import wizard.site
from wizard.errors import EzError, SourceErrors
from wizard.guide.opening import Opening
from wizard.guide.route import OVERVIEW
from wizard.live.on_trial import on_trial

if TYPE_CHECKING:
    from pathlib import Path

    from screens.linear.linear_wizard import LinearWizard
    from wizard.guide.sources_and_plan import Opened
    from wizard.model.plan import Source
    from wizard.sentence import Sentence
    from wizard.site import LeftOff


def opened(wizard_: LinearWizard, opening: Opening) -> None:
    """Reads what was named, and goes to where the site was left, or to the overview."""
    try:
        read = wizard.guide.opened(opening, _Reading(wizard_))
    except EzError as error:
        wizard_.problem("This cannot be read", error)
        wizard_.home()
        return
    left = wizard.site.left_off(read.folder) if read.folder else None
    drawn = wizard_.desk.take(opening, read)
    _refused(wizard_, read)
    if read.is_simulated:
        wizard_.routers = screens.linear.BehindDemo(wizard_, read.folder)
    if read.read_only:
        wizard_.say("READ-ONLY", read.read_only)
        wizard_.say("READ-ONLY", "Whatever you answer is kept in this wizard alone; save FOLDER saves it elsewhere.")
    elif drawn and wizard_.desk.folder:
        wizard_.save()
    if drawn:
        wizard_.say("STATE", drawn)
    if wizard_.desk.plan is None or not (_goes_to_trial(wizard_) or (left and _goes_on(wizard_, left))):
        wizard_.home()


def _goes_on(wizard_: LinearWizard, left: LeftOff) -> bool:
    """Goes to where the site was left; whether that is somewhere else than the overview."""
    desk = wizard_.desk
    desk.read = left.read
    if left.step in ("", OVERVIEW):
        return False
    wizard_.way = [screens.linear.OverviewPage(wizard_)]
    wizard_.say("SITE", desk.headline(wizard_.clock()))
    wizard_.speech.say(*wizard_.page.in_short())
    if not (left.question and screens.linear.go_to_question(wizard_, left.question)):
        wizard_.go(screens.linear.page_of_step(wizard_, left.step))
    return True


def _goes_to_trial(wizard_: LinearWizard) -> bool:
    """Says of each router on which a timer may still run, and offers to go on with it; whether there is one."""
    writer, plan = wizard_.desk.site.writer, wizard_.desk.plan
    try:
        trials = on_trial(writer.folder, plan) if writer and plan and writer.is_there else ()
    except EzError as error:
        wizard_.problem("The journals of this site cannot be read", error)
        return False
    for trial in trials:
        deadline = f"{trial.deadline:%H:%M:%S} UTC"
        wizard_.say("ON TRIAL", f"{trial.device}, by its journal: it goes back by itself at {deadline}.")
    if trials:
        wizard_.way = [screens.linear.OverviewPage(wizard_)]
        wizard_.go(screens.linear.OffersPage(wizard_))
    return bool(trials)


def added(wizard_: LinearWizard, paths: tuple[Path, ...]) -> None:
    """Adds configurations; beside the practice site they begin a migration of their own."""
    desk = wizard_.desk
    if desk.opening.demo:
        wizard_.open(Opening(files=paths))
        return
    try:
        read = wizard.guide.with_paths(desk.sources, paths, desk.plan, _Reading(wizard_))
    except EzError as error:
        wizard_.problem("This cannot be read", error)
        return
    taken(wizard_, read, "The sources changed.")


def taken(wizard_: LinearWizard, read: Opened, said: Sentence) -> None:
    """Goes on with other sources."""
    desk = wizard_.desk
    _refused(wizard_, read)
    had_plan = desk.plan is not None
    words = desk.take_sources(read, said)
    wizard_.say("DONE", f"{words} u takes that back." if had_plan else words)
    if had_plan:
        wizard_.save()
    wizard_.say_page()


class _Reading:
    """Says of each source that it is read; of many, now and then how many there are."""

    def __init__(self, wizard_: LinearWizard) -> None:
        self._wizard = wizard_
        self._read = 0

    def __call__(self, source: Source) -> None:
        self._read += 1
        role = wizard.guide.role_as_read(source)
        if self._read <= _EACH:
            self._wizard.say("READ", f"{source.filename}: {role} {source.device}")
        elif self._read % _AT_ONCE == 0:
            self._wizard.say("READ", f"{self._read} configurations so far; {source.filename}: {role} {source.device}")


_EACH, _AT_ONCE = 8, 25


def _refused(wizard_: LinearWizard, read: Opened) -> None:
    if read.refused:
        wizard_.problem("These cannot be read; the others were", SourceErrors(read.refused))
