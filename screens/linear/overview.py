"""The overview: the routers and their tunnels, how the site stands, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import screens.linear
import wizard.guide
import wizard.live
import wizard.render
from screens.linear.page import Command, Page, Rows
from screens.linear.speech import Said
from wizard.errors import EzError
from wizard.guide.topology_rows import Phase, RowKind, TopologyRow
from wizard.sentence import so_many
from wizard.site.atomic_replace import SiteFolder

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from wizard.guide.carried_now import Claim
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
        self._phase: Phase | None = None
        """The time that was asked for; None for now where something was pushed, else behind the change."""
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
        yield from self._tunnels(survey)
        yield Said("STATE", words.verdict)
        if not survey.matters:
            yield Said("STATE", "Nothing needs you.")

    def in_few_words(self) -> Iterator[Said]:
        self._looked = None
        survey, words = self._look()
        served = "SIMULATED. " if self.wizard.desk.is_simulated else ""
        yield Said("OVERVIEW", f"{served}{words.verdict}")
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
        claims = self._claims()
        phases = [phase for phase in Phase if phase is not Phase.NOW or claims]
        self._phase = phases[(phases.index(self._time(claims)) + 1) % len(phases)]
        self.wizard.speech.say(*self._tunnels(self._look()[0]))

    def _claims(self) -> Mapping[str, Claim]:
        """What is known of the routers, by the push that was begun here and by the journals."""
        desk, pushed = self.wizard.desk, self.wizard.pushed
        if desk.folder is None or desk.site.stored is None:
            return {}
        claims: dict[str, Claim] = {}
        with suppress(EzError), SiteFolder(desk.folder) as opened:
            claims = wizard.live.claims_of_journals(opened, self.plan)
        return {**claims, **(wizard.live.claims_of_push(pushed.seen) if pushed else {})}

    def _time(self, claims: Mapping[str, Claim]) -> Phase:
        return self._phase or (Phase.NOW if claims else Phase.AFTER)

    def _tunnels(self, survey: Survey) -> Iterator[Said]:
        """The routers and their tunnels at that time; what is said of now is said with its age."""
        claims = self._claims()
        phase = self._time(claims)
        of = "" if phase is Phase.NOW else " the change"
        yield Said("TUNNELS", f"{phase.value}{of}; v says another time.")
        rows = (
            wizard.guide.topology_now(self.plan, claims, self.wizard.utc())
            if phase is Phase.NOW
            else wizard.guide.topology_of(self.plan, phase)
        )
        yield from (_said(row, {} if phase is Phase.NOW else survey.sent) for row in rows)

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
