"""From the words of a command line to a command, and from an error to an exit code."""

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable

from wizard.cli.arguments import parser
from wizard.cli.output import Exit, show_any_character, tell
from wizard.errors import (
    AnswerError,
    EzError,
    RehearsalError,
    ReleaseError,
    SiteError,
    SiteRefused,
    SourceError,
    SourceErrors,
    StillOpen,
)


def run(argv: list[str]) -> int:
    """Runs the command and gives its exit code."""
    show_any_character()
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _command(arguments)(arguments)
    except EzError as error:
        tell(f"ez2flex: {error}")
        return _exit_of(error)
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE
    except OSError as error:
        tell(f"ez2flex: {error.filename or ''}: {error.strerror or error}\n  Mend that and run the command again.")
        return Exit.SOURCE
    except KeyboardInterrupt:
        tell("ez2flex: interrupted; nothing was sent to any router")
        return Exit.REFUSED
    except Exception as error:  # noqa: BLE001 - the last place that can turn a bug into a sentence
        return _bug(error)


def _command(arguments: Namespace) -> Callable[[Namespace], Exit]:
    """The function of the command; only that command's module is imported."""
    from importlib import import_module

    module, name = arguments.function.split(":")
    command: Callable[[Namespace], Exit] = getattr(import_module(f"wizard.cli.{module}"), name)
    return command


_EXITS: tuple[tuple[type[EzError], Exit], ...] = (
    (SourceError, Exit.SOURCE),
    (SourceErrors, Exit.SOURCE),
    (SiteRefused, Exit.REFUSED),
    (SiteError, Exit.SOURCE),
    (StillOpen, Exit.REFUSED),
    (RehearsalError, Exit.REFUSED),
    (AnswerError, Exit.USAGE),
    (ReleaseError, Exit.USAGE),
)


def _exit_of(error: EzError) -> Exit:
    return next((code for kind, code in _EXITS if isinstance(error, kind)), Exit.USAGE)


def _bug(error: Exception) -> Exit:
    if os.environ.get("EZ2FLEX_DEBUG"):
        traceback.print_exc()
    tell(
        f"ez2flex: a bug of ours: {type(error).__name__} in {_where(error)}. Nothing was sent to any router.\n"
        "  Run it again with EZ2FLEX_DEBUG=1 and report what it prints, without keys and passwords."
    )
    return Exit.BUG


def _where(error: Exception) -> str:
    """The last frame; never the error's text, which may hold a line of a configuration."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119 - a name only
