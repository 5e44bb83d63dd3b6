"""The `ez2flex` entry: the wizard, or one of the commands."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from wizard import __version__
from wizard.collector import pause_collector

if TYPE_CHECKING:
    from wizard.guide.opening import Opening

USAGE = 64
"""Exit code of a command line that makes no sense here."""

HELP = """\
examples:
  ez2flex                              list the sites that are known, open one or start a new one
  ez2flex server.cfg spoke1.cfg        open the wizard on these configurations
  ez2flex site-spoke1                  open the wizard on a site folder
  ez2flex demo                         try everything on a practice site
  ez2flex demo --headless              carry the practice site through without asking, from sources to files

ez2flex [--ascii] [--no-color] [SITE | CONFIG... | demo]
  --ascii       plain characters only
  --no-color    no colour; NO_COLOR in the environment does the same
  --version     print the version
  --help        print this; `ez2flex COMMAND --help` says more of a command

commands without the wizard: {commands}
"""


def main(argv: list[str] | None = None) -> int:
    """Open the wizard, or run a command; the exit code."""
    words = sys.argv[1:] if argv is None else argv
    first = next((word for word in words if not word.startswith("-")), "")
    if first == "demo" and "--headless" in words:
        return _headless(words)
    if first and first != "demo":
        from wizard.cli import COMMANDS

        if first in COMMANDS:
            return _headless(words)
    from wizard.cli.run_to_end import carried_out

    return carried_out(lambda: _wizard(words))


def _headless(words: list[str]) -> int:
    from wizard.cli import main as run_command

    return run_command(words)


def _wizard(words: list[str]) -> int:
    from wizard.cli.output import data

    if words in (["--version"], ["-V"]):
        data(f"ez2flex {__version__}")
        return 0
    options = {word for word in words if word.startswith("-")}
    if options & {"-h", "--help"}:
        from wizard.cli import COMMANDS

        data(HELP.format(commands=" ".join(COMMANDS)))
        return 0
    unknown = options - {"--ascii", "--no-color"}
    if unknown:
        return _usage(f"there is no option {', '.join(sorted(unknown))}")
    from wizard.guide.opening import UsageError, opening_of

    try:
        opening = opening_of([word for word in words if not word.startswith("-")])
    except UsageError as error:
        return _usage(str(error))
    return _opened(opening, options)


def _opened(opening: Opening, options: set[str]) -> int:
    from screens.terminal import is_ascii_only, lacking
    from wizard.cli.run_to_end import hold_signals

    if lack := lacking():
        return _usage(lack, "The commands do without: ez2flex --help")
    if "--no-color" in options:
        os.environ["NO_COLOR"] = "1"
    # Until the first sources are shown nothing is garbage; screens.app goes on with it.
    pause_collector()
    # The app takes requests to end from the moment on at which it can put the terminal right.
    hold_signals()
    from screens.app import EzApp
    from screens.ending import ran

    return ran(EzApp(opening, ascii_only="--ascii" in options or is_ascii_only()))


def _usage(message: str, hint: str = "See ez2flex --help.") -> int:
    from wizard.cli.output import tell

    tell(f"ez2flex: {message}\n  {hint}")
    return USAGE
