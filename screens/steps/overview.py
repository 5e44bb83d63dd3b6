"""The overview: the routers and their tunnels, how the site stands, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message

import screens
import wizard.check
import wizard.guide
import wizard.live
import wizard.render
import wizard.site
from screens.arriving import SourcesArrived
from screens.messages import NOWHERE, StepChosen, StepPlace
from screens.steps.step import SURVEY, StepScreen
from screens.widgets.plain_text import PlainText
from wizard.errors import EzError

if TYPE_CHECKING:
    from pathlib import Path

    from textual.widget import Widget

    from screens.terminal_characters import Glyphs
    from screens.widgets.matter_list import MatterList
    from wizard.guide.carried_now import Claim
    from wizard.guide.survey import Matter, Survey
    from wizard.guide.survey_words import SurveyWords
    from wizard.guide.topology_rows import Phase, TopologyRow
    from wizard.model.plan import Plan

_HANGS = "  |-- "
_NAME = 16
"""Columns that a name has at least."""


class Surveyed(Message):
    """It was found how the site of a plan stands."""

    def __init__(self, plan: Plan, survey: Survey, words: SurveyWords, claims: dict[str, Claim]) -> None:
        super().__init__()
        self.plan = plan
        self.claims = claims
        self.survey = survey
        self.words = words


class OverviewStep(StepScreen):
    """Where the wizard begins and where one comes back to."""

    BINDINGS: ClassVar = [
        Binding("o", "app.next_needed", "next to do"),
        Binding("v", "phase", "tunnels"),
        Binding("p", "preview", "preview"),
        Binding("e", "app.export", "export"),
    ]
    HELP = (
        "The whole site at a glance: its routers and the tunnel that carries their traffic, how many commands each "
        "gets until its cut-over is done, and what needs you. v shows the tunnels before, during and after the change."
    )

    KEYS_FIRST = ("explain",)
    """There is hardly a way back from here, and `o` is the better way on."""

    def __init__(self, key: str, place: StepPlace = NOWHERE) -> None:
        super().__init__(key, place)
        self._phase: Phase | None = None
        """Which time a person chose to look at."""
        self._claims: dict[str, Claim] = {}
        """What is known of the routers since something was pushed."""
        self._survey: Survey | None = None
        self._sent: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        topology = PlainText("", id="topology", classes="panel")
        topology.border_title = "Routers and tunnels"
        yield topology
        if self.wizard.plan:
            yield from self._panels()

    def _panels(self) -> Iterator[Widget]:
        """What says how a plan stands: as long as there is none, it takes no time of the first paint."""
        in_short = PlainText("", id="in-short", classes="panel")
        in_short.border_title = "In short"
        yield PlainText("", id="verdict")
        yield screens.MatterList()
        yield in_short

    def on_mount(self) -> None:
        for matters in self.query("#matters"):
            matters.focus()

    @property
    def _matters(self) -> MatterList:
        return cast("MatterList", self.query_one("#matters"))

    def show_plan(self, plan: Plan | None) -> None:
        if plan is None:
            names = ", ".join(self.wizard.opening.names)
            said = f"Reading {names} ..." if self.wizard.reading else self.wizard.missing
            self.query_one("#topology", PlainText).update(said)
        else:
            if not self.query("#matters"):
                self.query_one("#body").mount(*self._panels())
                self._matters.focus()
            self._draw(plan)
            self._matters.waiting = True
            # What is drawn is painted before the rest is looked for beside it.
            self.call_after_refresh(self._look_at, plan)

    def _look_at(self, plan: Plan) -> None:
        # Where keys were drawn there is another plan by then.
        if plan == self.wizard.plan:
            self._look(plan)

    @on(SourcesArrived)
    def show_arrived(self, event: SourcesArrived) -> None:
        """Draw what was read so far, unless all of it was meanwhile."""
        if self.wizard.reading and event.opening == self.wizard.opening:
            self._draw_rows(wizard.guide.routers_as_read(event.sources), "Routers, as they are read")

    @work(thread=True, exclusive=True, group=SURVEY)
    def _look(self, plan: Plan) -> None:
        folder = self.wizard.folder
        survey = wizard.guide.survey_of(plan, self.wizard.history.recheck, self.wizard.read)
        written = wizard.render.output_state(plan, folder) if folder else wizard.render.OutputState.NONE
        words = wizard.guide.survey_in_words(survey, plan, written)
        claims, words = self._as_pushed(folder, plan, words) if folder else ({}, words)
        self.post_message(Surveyed(plan, survey, words, claims))

    def _as_pushed(self, folder: Path, plan: Plan, words: SurveyWords) -> tuple[dict[str, Claim], SurveyWords]:
        """What the journals say of the routers, and how many lines are left by them."""
        with suppress(EzError), wizard.site.SiteFolder(folder) as opened:
            claims = wizard.live.claims_of_journals(opened, plan)
            return claims, wizard.live.as_sent(words, plan, wizard.live.sent_by_journals(opened, plan))
        return {}, words

    @on(Surveyed)
    def show_survey(self, event: Surveyed) -> None:
        """Draw what was found, unless the plan changed meanwhile."""
        if event.plan != self.wizard.plan:
            return
        self.wizard.judged(event.survey.judged)
        self._survey, self._sent, self._claims = event.survey, event.words.sent, event.claims
        self._draw(event.plan)
        self.query_one("#verdict", PlainText).update(event.words.verdict)
        self._matters.show(event.words, self.start.cursor if self.start != NOWHERE else None)
        self.query_one("#in-short", PlainText).update("\n".join(event.words.in_short))
        self.start = NOWHERE

    @property
    def _time(self) -> Phase:
        """Which time is drawn: now, once something was pushed, unless somebody chose another one."""
        return self._phase or (wizard.guide.Phase.NOW if self._known else wizard.guide.Phase.AFTER)

    @property
    def _known(self) -> dict[str, Claim]:
        """What the push that is under way has seen, else what the journals say."""
        seen = self.wizard.seen
        return {**self._claims, **(wizard.live.claims_of_push(seen) if seen else {})}

    def _draw(self, plan: Plan) -> None:
        if self._time is wizard.guide.Phase.NOW:
            rows = wizard.guide.topology_now(plan, self._known, self.wizard.utc())
            self._draw_rows(rows, "Routers and tunnels now, as they were seen")
        else:
            rows = wizard.guide.topology_of(plan, self._time)
            self._draw_rows(rows, f"Routers and tunnels {self._time.value} the change")

    def tick(self) -> None:
        """Draw what is older than a second ago."""
        if self.wizard.plan and self.is_mounted and self._time is wizard.guide.Phase.NOW:
            self._draw(self.wizard.plan)

    def _draw_rows(self, rows: Iterable[TopologyRow], title: str) -> None:
        topology = self.query_one("#topology", PlainText)
        # Before the first layout nothing has a width.
        room = topology.content_size.width or self.size.width
        topology.border_title = title
        topology.update(Content("\n").join(drawn(rows, self._sent, room, self.wizard.glyphs)))

    def on_screen_resume(self) -> None:
        # Somebody may have read a warning meanwhile; at first the plan is not there yet, or is looked at already.
        if self.wizard.plan and self._survey:
            self._look(self.wizard.plan)

    def exported(self) -> None:
        if self.wizard.plan:
            self._look(self.wizard.plan)

    def on_resize(self) -> None:
        if self.wizard.plan:
            self._draw(self.wizard.plan)

    def here(self) -> StepPlace:
        return StepPlace(cursor=self._matters.cursor)

    def searched(self) -> MatterList | None:
        return self._matters if self.query("#matters") else None

    def on_line_list_chosen(self) -> None:
        """Go to the question or the finding under the cursor, or list what needs nobody."""
        cursor, plan, survey = self._matters.cursor, self.wizard.plan, self._survey
        if plan and survey and cursor < len(survey.matters):
            self.post_message(StepChosen(*place_of(survey.matters[cursor], plan)))
        elif plan:
            text = "\n".join(wizard.guide.values_in_words(plan))
            self.app.push_screen(screens.TextModal("What needs nobody, and why", text))

    def action_phase(self) -> None:
        """Draw the tunnels as they are at the next of three times."""
        phases = [phase for phase in wizard.guide.Phase if phase is not wizard.guide.Phase.NOW or self._known]
        self._phase = phases[(phases.index(self._time) + 1) % len(phases)]
        if self.wizard.plan:
            self._draw(self.wizard.plan)
        of = "" if self._phase is wizard.guide.Phase.NOW else " the change"
        self.wizard.say(f"The tunnels {self._phase.value}{of}.")

    def action_preview(self) -> None:
        """Go to the old and the new configuration."""
        self.post_message(StepChosen("preview"))


def place_of(matter: Matter, plan: Plan) -> tuple[str, StepPlace]:
    """The step in which the matter is settled, and where in it."""
    if matter.question:
        return matter.question.first.question.step, StepPlace(question=matter.question.key)
    assert matter.finding
    return "findings", StepPlace(cursor=wizard.check.finding_rows(plan).index(matter.finding))


def drawn(rows: Iterable[TopologyRow], sent: dict[str, str], width: int, glyphs: Glyphs) -> Iterator[Content]:
    """The rows as text: routers hang on a line, with the commands that each gets at the right edge."""
    every = tuple(rows)
    routers = [(row.name, "  ".join(row.facts)) for row in every if row.kind is wizard.guide.RowKind.ROUTER]
    counted = max((len(commands) + 2 for commands in sent.values()), default=0)
    inside = width - len(_HANGS) - counted
    names = min(max(len(name) for name, _ in routers), max(_NAME, inside - max(len(facts) for _, facts in routers) - 2))
    for row in every:
        if row.kind is wizard.guide.RowKind.ROUTER:
            yield Content.assemble(
                _HANGS,
                (glyphs.fitted(row.name, names), "bold"),
                glyphs.fitted(f"  {'  '.join(row.facts)}", inside - names),
                (f"  {sent.get(row.device, '')}", "$text-success"),
            )
        elif row.kind is wizard.guide.RowKind.TUNNEL:
            said = next((fact for fact in row.facts if len(fact) <= width - 9), row.facts[-1])
            yield Content.styled(f"  |    ^ {glyphs.fitted(said, width - 9)}", "$text-accent")
        else:
            yield Content.styled(f"  {glyphs.fitted(row.facts[0], width - 2)}", "bold")
