"""The commands without a screen. Imported before the first screen to tell a command from a file: keep it light."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.cli.run import main
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "main": "wizard.cli.run",
        },
    )

COMMANDS = ("inspect", "plan", "questions", "render", "diff", "check", "rehearse", "explain", "demo")
"""Every command, in the order in which a migration uses them."""

__all__ = [
    "COMMANDS",
    "main",
]
