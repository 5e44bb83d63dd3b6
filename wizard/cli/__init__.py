"""The commands without a screen. Imported before the first screen to tell a command from a file: keep it light."""

from typing import TYPE_CHECKING

from wizard.late_import import late

if TYPE_CHECKING:
    from wizard.cli.arguments import overview
    from wizard.cli.command_table import COMMANDS, OPTIONS_OF_THE_WIZARD
    from wizard.cli.demo_routers import end_all, routers_behind
    from wizard.cli.run import main
    from wizard.did_you_mean import did_you_mean
else:
    __getattr__, __dir__ = late(
        __name__,
        {
            "overview": "wizard.cli.arguments",
            "COMMANDS": "wizard.cli.command_table",
            "OPTIONS_OF_THE_WIZARD": "wizard.cli.command_table",
            "end_all": "wizard.cli.demo_routers",
            "routers_behind": "wizard.cli.demo_routers",
            "main": "wizard.cli.run",
            "did_you_mean": "wizard.did_you_mean",
        },
    )

__all__ = [
    "COMMANDS",
    "OPTIONS_OF_THE_WIZARD",
    "did_you_mean",
    "end_all",
    "main",
    "overview",
    "routers_behind",
]
