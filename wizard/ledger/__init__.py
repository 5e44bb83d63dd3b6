"""What became of every line that was read: one entry a line, none left out."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.ledger.all_entries import came_from, ledger, ledger_of
    from wizard.ledger.fate import fate_of
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "came_from": "wizard.ledger.all_entries",
            "ledger": "wizard.ledger.all_entries",
            "ledger_of": "wizard.ledger.all_entries",
            "fate_of": "wizard.ledger.fate",
        },
    )

__all__ = [
    "came_from",
    "fate_of",
    "ledger",
    "ledger_of",
]
