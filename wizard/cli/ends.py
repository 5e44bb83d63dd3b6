"""What each end of a push is for the shell."""

from wizard.cli.exit_codes import Exit
from wizard.push.outcome import End

EXITS: dict[End, Exit] = {
    End.DONE: Exit.DONE,
    End.REFUSED: Exit.REFUSED,
    End.STOPPED: Exit.STOPPED,
    End.ROLLED_BACK: Exit.ROLLED_BACK,
    End.NOT_SAVED: Exit.NOT_SAVED,
    End.UNKNOWN: Exit.UNKNOWN,
    End.NEEDS_A_PERSON: Exit.NEEDS_A_PERSON,
    End.WAITS: Exit.WAITS,
}
"""By the end."""
