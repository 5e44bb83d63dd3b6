"""Who works on this machine."""

from getpass import getuser

from wizard.printable import printable
from wizard.push.journal_record import LONGEST


def user_of_this_machine() -> str:
    """The name as a journal and a report have it."""
    try:
        return printable(getuser())[:LONGEST]
    except (OSError, KeyError):
        return "somebody without a name on this machine"
