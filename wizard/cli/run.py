"""From the words of a command line to a command and its exit code."""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from wizard.cli.arguments import arguments_of, overview
from wizard.cli.command_row import Command
from wizard.cli.command_table import COMMANDS
from wizard.cli.exit_codes import NOTHING_SENT, Exit
from wizard.cli.output import data, tell
from wizard.cli.run_to_end import carried_out
from wizard.did_you_mean import did_you_mean
from wizard.sentence import Sentence

_HELP = frozenset({"-h", "--help"})


def main(argv: list[str]) -> int:
    """Runs one command and gives its exit code."""
    command = COMMANDS.get(argv[0]) if argv else None
    return carried_out(lambda: _run(argv), command.holds if command else NOTHING_SENT)


def _run(argv: list[str]) -> int:
    name, *words = argv or [""]
    command = COMMANDS.get(name)
    if name in _HELP:
        data(overview())
        return Exit.DONE
    if command is None:
        return _no_command(argv)
    try:
        arguments = arguments_of(command, words)
    except SystemExit as stop:
        return int(stop.code or 0)
    return _function(command)(arguments)


def _no_command(argv: list[str]) -> Exit:
    """Says why the words name no command."""
    tell(f"ez2flex: {_why_none(argv)}\n  See ez2flex --help.")
    return Exit.USAGE


def _why_none(argv: list[str]) -> Sentence:
    if not argv:
        return "name a command"
    if behind := next((word for word in argv if word in COMMANDS), ""):
        return f"{argv[0]} stands before the command: options of a command stand behind it, as in ez2flex {behind} ..."
    return f"there is no command {argv[0]}. {did_you_mean(argv[0], COMMANDS)}".rstrip()


def _function(command: Command) -> Callable[[Namespace], Exit]:
    """The function of the command; only that command's module is imported."""
    module, name = command.function.split(":")
    function: Callable[[Namespace], Exit] = getattr(import_module(f"wizard.cli.commands.{module}"), name)
    return function
