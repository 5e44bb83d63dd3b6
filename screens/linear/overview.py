"""The overview: the routers and their tunnels, how the site stands, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import screens.linear
import wizard.guide
import wizard.render
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.guide.topology_rows import Phase, RowKind, TopologyRow
from wizard.sentence import so_many

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.guide.survey import Matter, Sent, Survey
    from wizard.guide.survey_words import SurveyWords
    from wizard.sentence import Sentence


class OverviewPage(Page):
    """Where the wizard begins and where one comes back to."""

    key = "overview"
    help = (
        "The whole site: its routers and the tunnel that carries their traffic, how many commands each gets until its "
        "cut-over is done, and what needs you, the worst first. A number goes to one of these."
    )

    def __init__(self, wizard: LinearWizard) -> None:
        super().__init__(wizard)
        self._phase = Phase.AFTER
        self._looked: tuple[object, tuple[Survey, SurveyWords]] | None = None
        """What was found last, and of what."""

    def _look(self) -> tuple[Survey, SurveyWords]:
        desk = self.wizard.desk
        seen = self.plan, desk.history.recheck, desk.read
        if self._looked is None or self._looked[0] != seen:
            self._looked = seen, self._survey()
        return self._looked[1]

    def _survey(self) -> tuple[Survey, SurveyWords]:
        desk = self.wizard.desk
        survey = wizard.guide.survey_of(self.plan, desk.history.recheck, desk.read)
        written = wizard.render.output_state(self.plan, desk.folder) if desk.folder else wizard.render.OutputState.NONE
        return survey, wizard.guide.survey_in_words(survey, self.plan, written)

    def head(self) -> Iterator[Said]:
        # Files may have been written meanwhile.
        self._looked = None
        survey, words = self._look()
        yield Said("OVERVIEW", self.wizard.desk.headline(self.wizard.clock()))
        yield Said("TUNNELS", f"{self._phase.value} the change; v says another time.")
        yield from (_said(row, survey.sent) for row in wizard.guide.topology_of(self.plan, self._phase))
        yield Said("STATE", words.verdict)
        if not survey.matters:
            yield Said("STATE", "Nothing needs you.")

    def rows(self) -> Rows:
        _, words = self._look()
        return tuple(
            (
                Said(
                    f"{matter.urgency.value.upper()} {number}",
                    f"{f'{matter.where}: ' if matter.where else ''}{matter.what}",
                ),
            )
            for number, matter in enumerate(words.matters, 1)
        )

    def foot(self) -> Iterator[Said]:
        _, words = self._look()
        yield Said("NEEDS NOBODY", f"{words.needs_nobody}; values says which and why.")
        yield from (Said("STATE", row) for row in words.in_short)

    def in_short(self) -> Iterator[Said]:
        survey, words = self._look()
        yield Said("HERE", f"the overview. {words.verdict}")
        needs = (
            f"{so_many(len(survey.matters), 'thing')} to look at: o goes to the next"
            if survey.matters
            else "Nothing needs you"
        )
        yield Said("STATE", f"{needs}; . says all of the overview.")

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(("v", "tunnels"), "says the tunnels before, during or after the change.", self._other_phase),
            Command(("values",), "says every question that needs nobody, its value and why.", self._values),
            Command(("p", "preview"), "goes to old beside new.", self._preview),
        )

    def choose(self, number: int) -> None:
        survey, _ = self._look()
        open_matter(self.wizard, survey.matters[number - 1])

    def _other_phase(self, _: str) -> None:
        phases = list(Phase)
        self._phase = phases[(phases.index(self._phase) + 1) % len(phases)]
        survey = self._look()[0]
        rows = wizard.guide.topology_of(self.plan, self._phase)
        self.wizard.say("TUNNELS", f"{self._phase.value} the change:")
        self.wizard.speech.say(*(_said(row, survey.sent) for row in rows))

    def _values(self, _: str) -> None:
        rows = map(_value, wizard.guide.values_in_words(self.plan))
        self.wizard.go(screens.linear.TextPage(self.wizard, "What needs nobody, and why", rows))

    def _preview(self, _: str) -> None:
        self.wizard.go(screens.linear.PreviewPage(self.wizard))


def _value(words: Sentence) -> Said:
    """A value and its reason as one sentence, or the heading of a step."""
    value, newline, reason = words.strip().partition("\n")
    return Said("VALUE", f"{value}; {reason.strip()}") if newline else Said("STEP", value)


def _said(row: TopologyRow, sent: dict[str, Sent]) -> Said:
    if row.kind is RowKind.ROUTER:
        gets = f"; gets {_gets(sent[row.device])}" if row.device in sent else ""
        return Said("ROUTER", f"{row.name}: {', '.join(row.facts)}{gets}")
    return Said("TUNNEL" if row.kind is RowKind.TUNNEL else "NETWORK", row.facts[0])


def _gets(sent: Sent) -> Sentence:
    away = f", and {sent.removed} that take a line away" if sent.removed else ""
    return f"{so_many(sent.added, 'command')}{away}"


def open_matter(wizard_: LinearWizard, matter: Matter) -> None:
    """Goes to what settles the matter."""
    if matter.question:
        screens.linear.go_to_question(wizard_, matter.question.key)
    elif matter.finding:
        wizard_.go(screens.linear.FindingPage(wizard_, matter.finding.identity))
