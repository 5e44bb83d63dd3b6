"""What each end of a push is for the shell."""

from collections.abc import Sequence

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


def gravest(ends: Sequence[End]) -> End:
    """How all of it ended: where one router waits for its certificate, the others were made ready meanwhile."""
    return ends[-1] if ends[-1] not in (End.DONE, End.WAITS) else End.WAITS if End.WAITS in ends else End.DONE
