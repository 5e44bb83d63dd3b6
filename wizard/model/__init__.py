"""The values of ez2flex: immutable, hashable where a plan needs it, without knowledge of files or screens."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.model.ikev2 import Dpd
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "Dpd": "wizard.model.ikev2",
        },
    )

__all__ = [
    "Dpd",
]
