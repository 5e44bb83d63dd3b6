"""`ez2flex completion`."""

from argparse import Namespace

from wizard.cli.completion import completion as script_of
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data


def completion(arguments: Namespace) -> Exit:
    """Prints the completion of a shell."""
    data(script_of(arguments.shell))
    return Exit.DONE
