"""The steps of the wizard: one screen each, and the route through them."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from screens.steps.ezvpn_lines import FoundStep
    from screens.steps.findings import FindingsStep
    from screens.steps.overview import OverviewStep
    from screens.steps.preview import PreviewStep, prepare
    from screens.steps.questions import QuestionStep
    from screens.steps.report import ReportStep
    from screens.steps.run_sheet import RunSheetStep
    from screens.steps.sources import SourcesStep
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "FoundStep": "screens.steps.ezvpn_lines",
            "FindingsStep": "screens.steps.findings",
            "OverviewStep": "screens.steps.overview",
            "PreviewStep": "screens.steps.preview",
            "prepare": "screens.steps.preview",
            "QuestionStep": "screens.steps.questions",
            "ReportStep": "screens.steps.report",
            "RunSheetStep": "screens.steps.run_sheet",
            "SourcesStep": "screens.steps.sources",
        },
    )

__all__ = [
    "FindingsStep",
    "FoundStep",
    "OverviewStep",
    "PreviewStep",
    "QuestionStep",
    "ReportStep",
    "RunSheetStep",
    "SourcesStep",
    "prepare",
]
