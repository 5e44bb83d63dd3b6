"""The `ez2flex` entry: the wizard, or one of the commands."""

from __future__ import annotations

import os
import sys

import screens
import screens.linear
import wizard.cli
import wizard.guide
from wizard import __version__
from wizard.cli.output import data, tell
from wizard.cli.run_to_end import carried_out, hold_signals
from wizard.collector import pause_collector
from wizard.printable import printable

USAGE = 64
"""Exit code of a command line that makes no sense here."""

_WITHOUT_THE_WIZARD = {"--headless", "-h", "--help", "-o", "--output"}
"""What makes `demo` a command that needs no screen."""


def main(argv: list[str] | None = None) -> int:
    """Open the wizard, or run a command; the exit code."""
    words = sys.argv[1:] if argv is None else argv
    first = next((word for word in words if not word.startswith("-")), "")
    # Files and most folders have other signs, and wait for no table.
    if first.isalpha() and first in wizard.cli.COMMANDS and (first != "demo" or _WITHOUT_THE_WIZARD & {*words}):
        return wizard.cli.main(words)
    return carried_out(lambda: _wizard(words))


def _wizard(words: list[str]) -> int:
    if words in (["--version"], ["-V"]):
        data(f"ez2flex {__version__}")
        return 0
    options = {word for word in words if word.startswith("-")}
    if options & {"-h", "--help"}:
        data(wizard.cli.overview())
        return 0
    names = [word for word in words if not word.startswith("-")]
    if (code := _refused(names, options)) is not None:
        return code
    try:
        opening = wizard.guide.opening_of(names)
    except wizard.guide.UsageError as error:
        return _usage(str(error))
    return _opened(opening, options)


def _refused(names: list[str], options: set[str]) -> int | None:
    """The exit code where a word is a slip or an option is none, which is said; None where nothing is wrong."""
    is_there = not names or os.path.lexists(names[0]) or names[0] in wizard.cli.COMMANDS
    if not is_there and (meant := wizard.cli.did_you_mean(names[0], wizard.cli.COMMANDS)):
        return _usage(f"there is no file, folder or command {printable(names[0])}", meant)
    if not options:
        return None
    known = {name for option in wizard.cli.OPTIONS_OF_THE_WIZARD for name in option.names}
    for unknown in sorted(options - known):
        return _usage(f"there is no option {printable(unknown)}", wizard.cli.did_you_mean(unknown, known))
    return None


def _opened(opening: wizard.guide.Opening, options: set[str]) -> int:
    ascii_only = "--ascii" in options or screens.is_ascii_only()
    if "--brief" in options:
        return screens.linear.ran(screens.linear.brief_wizard(ascii_only=ascii_only), opening)
    if "--linear" in options:
        return screens.linear.ran(screens.linear.new_wizard(ascii_only=ascii_only), opening)
    if lack := screens.lacking():
        tell(f"ez2flex: {lack}.\n  So this is the wizard as numbered text, as --linear gives it.")
        return screens.linear.ran(screens.linear.new_wizard(ascii_only=ascii_only), opening)
    if "--no-color" in options:
        os.environ["NO_COLOR"] = "1"
    # Until the first sources are shown nothing is garbage; screens.app goes on with it.
    pause_collector()
    # The app takes requests to end from the moment on at which it can put the terminal right.
    hold_signals()
    app = screens.EzApp(opening, ascii_only=ascii_only)
    # They bring the whole of SSH with them, and wait until something is on the screen.
    app.new_routers = lambda folder: wizard.cli.routers_behind(folder)
    app.new_push = lambda *asked: screens.push_over_ssh(*asked)
    return screens.ran(app)


def _usage(message: str, hint: str = "") -> int:
    tell(f"ez2flex: {message}\n  {hint or 'See ez2flex --help.'}")
    return USAGE
