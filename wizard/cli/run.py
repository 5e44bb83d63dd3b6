"""From the words of a command line to a command and its exit code."""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from wizard.cli.arguments import parser
from wizard.cli.exit_codes import Exit
from wizard.cli.run_to_end import carried_out


def main(argv: list[str]) -> int:
    """Runs one command and gives its exit code."""
    return carried_out(lambda: _run(argv))


def _run(argv: list[str]) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    return _command(arguments)(arguments)


def _command(arguments: Namespace) -> Callable[[Namespace], Exit]:
    """The function of the command; only that command's module is imported."""
    module, name = arguments.function.split(":")
    command: Callable[[Namespace], Exit] = getattr(import_module(f"wizard.cli.commands.{module}"), name)
    return command
