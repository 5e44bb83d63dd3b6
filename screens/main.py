"""The `ez2flex` entry: the wizard, or one of the commands."""

from __future__ import annotations

import os
import sys

import screens
import wizard.cli
import wizard.guide
from wizard import __version__
from wizard.cli.output import data, tell
from wizard.cli.run_to_end import carried_out, hold_signals
from wizard.collector import pause_collector

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
        return wizard.cli.main(words)
    if first != "demo" and first in wizard.cli.COMMANDS:
        return wizard.cli.main(words)
    return carried_out(lambda: _wizard(words))


def _wizard(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):
        data(f"ez2flex {__version__}")
        return 0
    options = {word for word in words if word.startswith("-")}
    if options & {"-h", "--help"}:
        data(HELP.format(commands=" ".join(wizard.cli.COMMANDS)))
        return 0
    unknown = options - {"--ascii", "--no-color"}
    if unknown:
        return _usage(f"there is no option {', '.join(sorted(unknown))}")
    try:
        opening = wizard.guide.opening_of([word for word in words if not word.startswith("-")])
    except wizard.guide.UsageError as error:
        return _usage(str(error))
    return _opened(opening, options)


def _opened(opening: wizard.guide.Opening, options: set[str]) -> int:
    if lack := screens.lacking():
        return _usage(lack, "The commands do without: ez2flex --help")
    if "--no-color" in options:
        os.environ["NO_COLOR"] = "1"
    # Until the first sources are shown nothing is garbage; screens.app goes on with it.
    pause_collector()
    # The app takes requests to end from the moment on at which it can put the terminal right.
    hold_signals()
    return screens.ran(screens.EzApp(opening, ascii_only="--ascii" in options or screens.is_ascii_only()))


def _usage(message: str, hint: str = "See ez2flex --help.") -> int:
    tell(f"ez2flex: {message}\n  {hint}")
    return USAGE
