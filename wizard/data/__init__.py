"""Knowledge as rows: constructs, forms of answers, algorithms, releases, sections."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.data.smart_defaults import shares_a_suite, smart_proposal
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "shares_a_suite": "wizard.data.smart_defaults",
            "smart_proposal": "wizard.data.smart_defaults",
        },
    )

__all__ = [
    "shares_a_suite",
    "smart_proposal",
]
