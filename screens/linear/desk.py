"""The plan of the wizard of numbered text: what was read, what was answered, and the folder that both are kept in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import wizard.check
import wizard.guide
import wizard.live
import wizard.plan
import wizard.render
import wizard.site
from wizard.errors import EzError, SiteRefused
from wizard.guide.clashing_edits import Difference
from wizard.guide.folder import free_folder
from wizard.guide.history import History
from wizard.guide.open_site import OpenSite
from wizard.guide.opening import Opening
from wizard.guide.parting import exported_in_words, parting
from wizard.guide.progress import INCOMPLETE, Attention, Judged, attention
from wizard.guide.survey import judged, keys_to_tell
from wizard.guide.wording import drawn_in_short, effect_in_words

if TYPE_CHECKING:
    from collections.abc import Set

    from wizard.guide.questions import Effect
    from wizard.guide.sources_and_plan import Opened
    from wizard.live.fetching import FetchedRouters
    from wizard.model.plan import Plan, Source
    from wizard.sentence import Sentence
    from wizard.site import LeftOff


class Desk:
    """One plan with its history, kept in its folder after every answer."""

    def __init__(self) -> None:
        self.opening = Opening()
        self.plan: Plan | None = None
        self.sources: tuple[Source, ...] = ()
        self.missing: Sentence = ""
        """What is missing for a plan."""
        self.history = History()
        self.read: frozenset[str] = frozenset()
        """The warnings that somebody has read."""
        self.folder: Path | None = None
        self.read_only: Sentence = ""
        """Why the folder cannot be written."""
        self.site = OpenSite()
        self.is_simulated = False
        """Whether every router behind the site is a practice router."""
        self.fetched: FetchedRouters | None = None
        """What was read from routers, of which it is not written yet how they are reached."""
        self._found: tuple[Plan, Judged] | None = None

    def take(self, opening: Opening, opened: Opened) -> Sentence:
        """Begins with what was read; what was drawn for it is said."""
        self.opening, self.history, self.read = opening, History(), frozenset()
        self.folder, self.read_only = opened.folder, opened.read_only
        self.site.go_on_with(opened.site, opened.plan if opened.folder else None)
        self.sources, self.missing, self.plan = opened.sources, opened.missing, opened.plan
        self.is_simulated, self.fetched = opened.is_simulated, None
        if opened.plan is None or opened.read_only:
            return ""
        plan, drawn = wizard.plan.with_drawn_keys(opened.plan)
        if drawn and self.folder:
            self.history = self.history.edited(opened.plan, plan, drawn_in_short(drawn))
        self.plan = plan
        return drawn_in_short(drawn) if drawn else ""

    def take_sources(self, opened: Opened, said: Sentence) -> Sentence:
        """Goes on with other sources; what was answered stays, and undo has the plan before."""
        if opened.plan and self.plan:
            return self.edited(opened.plan, said)
        if self.plan:
            self.history = self.history.remembering(self.plan, said)
        self.sources, self.missing, self.plan = opened.sources, opened.missing, opened.plan
        if opened.plan:
            self.plan, drawn = wizard.plan.with_drawn_keys(opened.plan)
            said = f"{said} {drawn_in_short(drawn)}" if drawn else said
        return said

    def edited(self, plan: Plan, said: Sentence, effect: Effect | None = None) -> Sentence:
        """Takes the plan as it is now; the one before can be had back. What became of it."""
        assert self.plan is not None
        if plan == self.plan:
            return said
        self.history = self.history.edited(self.plan, plan, said)
        beside = effect_in_words(effect) if effect else ""
        return self._set(plan, f"{said} ({beside})" if beside else said)

    def undone(self) -> Sentence:
        """Takes the last change back."""
        undone = self.history.undone()
        if undone is None:
            return "There is nothing to undo."
        last, self.history = undone
        left = len(self.history.changes)
        more = f" u again takes back the one before ({left} left)." if left else ""
        return self._set(last.plan, f"Undone: {last.said.rstrip('.')}.{more}")

    def confirmed(self, keys: Set[str]) -> None:
        """The answers to those questions were given once more, and stay."""
        self.history = self.history.confirmed(keys)

    def _set(self, plan: Plan, said: Sentence) -> Sentence:
        self.plan, drawn = wizard.plan.with_drawn_keys(plan)
        self.sources, self.missing = self.plan.sources, ""
        return f"{said} {drawn_in_short(drawn)}" if drawn else said

    @property
    def found(self) -> Judged:
        """The findings of the plan that need a person; the plan is checked where it was not yet."""
        assert self.plan is not None
        if self._found is None or self._found[0] != self.plan:
            self._found = self.plan, judged(wizard.check.finding_rows(self.plan), keys_to_tell(self.plan))
        return self._found[1]

    def needs(self) -> dict[str, Attention]:
        """What needs a person, by the key of the step."""
        if self.plan is None:
            return INCOMPLETE if self.sources else {}
        return attention(self.plan, self.found, read=self.read, recheck=self.history.recheck)

    @property
    def is_saved(self) -> bool:
        """Whether the folder has the plan as it is."""
        return self.folder is not None and self.plan == self.site.stored

    @property
    def loses_answers(self) -> bool:
        """Whether answers were given that stand in no folder."""
        return bool(self.plan and self.history.changes) and not self.is_saved

    def save(self, folder: Path | None = None) -> Difference | None:
        """Writes the plan into its folder, or from now on into that one; what somebody else made of it meanwhile."""
        assert self.plan is not None
        if self.read_only and not folder:
            raise SiteRefused(
                "this folder is only read",
                hint="`save FOLDER` saves your answers into another one.",
                where=str(self.folder),
            )
        target = folder or self.folder or free_folder(self.plan)
        difference = self.site.save(self.plan, target)
        if difference is None:
            self.folder, self.read_only = target, ""
            self._keep_ways()
        return difference

    def _keep_ways(self) -> None:
        """Writes how the routers are reached that were read, once there is a folder."""
        if self.fetched and self.site.writer:
            wizard.live.keep_fetched_ways(self.site.writer, self.fetched)
            self.fetched = None

    def export(self) -> Sentence | Difference:
        """Writes the plan and the files of every stage; what was written, or what somebody else did meanwhile."""
        assert self.plan is not None
        folder = self.folder or free_folder(self.plan)
        written = self.site.export(self.plan, folder)
        if isinstance(written, Difference):
            return written
        self.folder = folder
        return exported_in_words(written, folder)

    def take_over(self, difference: Difference, plan: Plan, said: Sentence) -> Sentence:
        """Goes on with a plan in which the edit of somebody else is."""
        self.site.take(difference)
        if self.plan and plan != self.plan:
            self.history = self.history.remembering(self.plan, said)
        return self._set(plan, said)

    def remember_place(self, left: LeftOff) -> None:
        """Keeps where the wizard is, and what was read."""
        if self.plan and self.folder:
            wizard.site.remember_left_off(self.folder, left)

    def headline(self, now: datetime) -> Sentence:
        """What is migrated, and where it is kept."""
        if self.plan is None:
            return "No plan yet"
        spokes = [spoke.device for spoke in self.plan.spokes]
        served = "SIMULATED, " if self.is_simulated else ""
        who = f"{served}{self.plan.server.device} and {spokes[0] if len(spokes) == 1 else f'{len(spokes)} spokes'}"
        if self.folder is None:
            return f"{who}; no folder yet: the first answer is saved"
        kept = "READ-ONLY" if self.read_only else f"saved {now:%H:%M:%S}" if self.is_saved else "NOT SAVED"
        return f"{who}; {self.folder}, {kept}"

    def part(self) -> Sentence:
        """Keeps what is needed for the list of sites, lets the folder go, and says how the site stands."""
        said: Sentence = ""
        if self.plan and self.folder and self.is_saved:
            written = wizard.render.output_state(self.plan, self.folder)
            said = parting(self.plan, self.folder, self.found, written)
            wizard.site.keep_needs(
                self.folder, wizard.site.Needs(len(wizard.plan.open_rows(self.plan)), self.found.beside)
            )
        self.site.release()
        return said

    def keep(self) -> Sentence:
        """Saves what was answered and not saved yet, and says whether that worked."""
        if not self.loses_answers:
            return (
                f"Every answer is saved in {self.folder}." if self.folder else "No answer was given that could be lost."
            )
        try:
            clash = self.save()
        except EzError as error:
            return f"The last answers are not saved: {error}"
        if clash:
            return f"The last answers are not saved: somebody else wrote {' and '.join(clash.names)} meanwhile."
        return f"Every answer is saved in {self.folder}."
