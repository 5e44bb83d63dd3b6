"""Step 10: the report, which is not built yet."""

from screens.steps.unbuilt import UnbuiltStep


class ReportStep(UnbuiltStep):
    """Says that no report is written, and where everything of it can be read."""

    HELP = "The report is not built yet. e writes the files of every stage."
    BORDER = "Report"
    TEXT = (
        "The report is not built yet: nothing was measured before or after.\n\n"
        "What it will hold can be read today:\n"
        "  2 What was found   every line with what becomes of it\n"
        "  7 Findings         what the checks say\n"
        "  8 Preview          old beside new\n\n"
        "The same without the wizard:\n"
        "  ez2flex inspect CONFIG...\n"
        "  {check}\n"
        "  {diff} --device NAME\n\n"
        "e writes the files of every stage to {folder}/out."
    )
