"""The wizard as numbered text, for screen readers, slow lines and plain terminals; no Textual in it."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from screens.linear.batches import BatchesPage
    from screens.linear.behind_demo import BehindDemo, FaultsPage
    from screens.linear.conversation import brief_wizard, new_wizard, ran
    from screens.linear.desk import Desk
    from screens.linear.ezvpn_lines import FoundPage, LinePage, LinesPage
    from screens.linear.findings import FindingPage, FindingsPage
    from screens.linear.linear_wizard import Leaving, LinearWizard
    from screens.linear.opened_sources import opened
    from screens.linear.overview import OverviewPage
    from screens.linear.preview import ChangePage, PreviewPage, StageTextPage
    from screens.linear.push import OffersPage, PushPage
    from screens.linear.push_log import LogCommands
    from screens.linear.push_news import on_trial_in_words
    from screens.linear.push_over_ssh import pushed_over_ssh
    from screens.linear.question import QuestionPage
    from screens.linear.questions import QuestionsPage
    from screens.linear.report import ReportPage
    from screens.linear.run_sheet import RunSheetPage, StagePage
    from screens.linear.search import SearchPage
    from screens.linear.sites import SitesPage
    from screens.linear.sources import BrowsePage, SourcesPage
    from screens.linear.steps import go_to_need, go_to_question, page_of_step
    from screens.linear.text import TextPage
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "BatchesPage": "screens.linear.batches",
            "BehindDemo": "screens.linear.behind_demo",
            "FaultsPage": "screens.linear.behind_demo",
            "brief_wizard": "screens.linear.conversation",
            "new_wizard": "screens.linear.conversation",
            "ran": "screens.linear.conversation",
            "Desk": "screens.linear.desk",
            "FoundPage": "screens.linear.ezvpn_lines",
            "LinePage": "screens.linear.ezvpn_lines",
            "LinesPage": "screens.linear.ezvpn_lines",
            "FindingPage": "screens.linear.findings",
            "FindingsPage": "screens.linear.findings",
            "Leaving": "screens.linear.linear_wizard",
            "LinearWizard": "screens.linear.linear_wizard",
            "opened": "screens.linear.opened_sources",
            "OverviewPage": "screens.linear.overview",
            "ChangePage": "screens.linear.preview",
            "PreviewPage": "screens.linear.preview",
            "StageTextPage": "screens.linear.preview",
            "OffersPage": "screens.linear.push",
            "PushPage": "screens.linear.push",
            "on_trial_in_words": "screens.linear.push_news",
            "LogCommands": "screens.linear.push_log",
            "pushed_over_ssh": "screens.linear.push_over_ssh",
            "QuestionPage": "screens.linear.question",
            "QuestionsPage": "screens.linear.questions",
            "ReportPage": "screens.linear.report",
            "RunSheetPage": "screens.linear.run_sheet",
            "StagePage": "screens.linear.run_sheet",
            "SearchPage": "screens.linear.search",
            "SitesPage": "screens.linear.sites",
            "BrowsePage": "screens.linear.sources",
            "SourcesPage": "screens.linear.sources",
            "go_to_need": "screens.linear.steps",
            "go_to_question": "screens.linear.steps",
            "page_of_step": "screens.linear.steps",
            "TextPage": "screens.linear.text",
        },
    )

__all__ = [
    "BatchesPage",
    "BehindDemo",
    "BrowsePage",
    "ChangePage",
    "Desk",
    "FaultsPage",
    "FindingPage",
    "FindingsPage",
    "FoundPage",
    "Leaving",
    "LinePage",
    "LinearWizard",
    "LinesPage",
    "LogCommands",
    "OffersPage",
    "OverviewPage",
    "PreviewPage",
    "PushPage",
    "QuestionPage",
    "QuestionsPage",
    "ReportPage",
    "RunSheetPage",
    "SearchPage",
    "SitesPage",
    "SourcesPage",
    "StagePage",
    "StageTextPage",
    "TextPage",
    "brief_wizard",
    "go_to_need",
    "go_to_question",
    "new_wizard",
    "on_trial_in_words",
    "opened",
    "page_of_step",
    "pushed_over_ssh",
    "ran",
]
