"""The page of each step, and where in it what needs a person stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import screens.linear
import wizard.check
import wizard.guide
import wizard.plan
from wizard.guide.route import OVERVIEW
from wizard.guide.survey import is_to_read

if TYPE_CHECKING:
    from screens.linear.linear_wizard import LinearWizard
    from screens.linear.page import Page

QUESTIONS = ("strategy", "identity", "crypto", "addresses")


def page_of_step(wizard_: LinearWizard, key: str) -> Page:
    """The page of that step."""
    if key in QUESTIONS:
        return screens.linear.QuestionsPage(wizard_, key)
    pages = {
        OVERVIEW: screens.linear.OverviewPage,
        "sources": screens.linear.SourcesPage,
        "found": screens.linear.FoundPage,
        "findings": screens.linear.FindingsPage,
        "preview": screens.linear.PreviewPage,
        "run-sheet": screens.linear.RunSheetPage,
        "report": screens.linear.ReportPage,
    }
    return pages[key](wizard_)


def go_to_question(wizard_: LinearWizard, key: str) -> bool:
    """Goes to the question of that key, as it is typed; whether it is asked."""
    plan = wizard_.desk.plan
    row = next((row for row in wizard.plan.rows_of(plan) if key in row.keys or row.key == key), None) if plan else None
    if row is None:
        return False
    wizard_.go(screens.linear.QuestionPage(wizard_, row.key if row.key == key else key))
    return True


def go_to_need(wizard_: LinearWizard, step: str) -> None:
    """Goes to what needs a person in that step."""
    plan, desk = wizard_.desk.plan, wizard_.desk
    assert plan is not None
    question = wizard.guide.question_in_need(plan, step, desk.history.recheck)
    if question and go_to_question(wizard_, question):
        return
    if step == "findings":
        for row in wizard.check.finding_rows(plan):
            if row.blocks or (is_to_read(row) and row.identity not in desk.read):
                wizard_.go(screens.linear.FindingPage(wizard_, row.identity))
                return
    wizard_.go(page_of_step(wizard_, step))
