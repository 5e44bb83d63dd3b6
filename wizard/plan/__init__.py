"""From what was read and answered to the objects of FlexVPN."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.plan.answer import open_answers
    from wizard.plan.answers_file import answers_of, apply_answers, apply_secrets, give_answers
    from wizard.plan.drawn_keys import with_drawn_keys
    from wizard.plan.merge_edits import merged
    from wizard.plan.perspective import devices, resolved
    from wizard.plan.question_rows import open_rows, rows_of
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "open_answers": "wizard.plan.answer",
            "answers_of": "wizard.plan.answers_file",
            "apply_answers": "wizard.plan.answers_file",
            "apply_secrets": "wizard.plan.answers_file",
            "give_answers": "wizard.plan.answers_file",
            "with_drawn_keys": "wizard.plan.drawn_keys",
            "merged": "wizard.plan.merge_edits",
            "devices": "wizard.plan.perspective",
            "resolved": "wizard.plan.perspective",
            "open_rows": "wizard.plan.question_rows",
            "rows_of": "wizard.plan.question_rows",
        },
    )

__all__ = [
    "answers_of",
    "apply_answers",
    "apply_secrets",
    "devices",
    "give_answers",
    "merged",
    "open_answers",
    "open_rows",
    "resolved",
    "rows_of",
    "with_drawn_keys",
]
