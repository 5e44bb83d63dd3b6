"""The log of commands that `archive`, `log config`, `logging enable` keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wizard.model.configuration import Line
from wizard.model.literals import number
from wizard.practice.configuration_tree import find

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter
    from wizard.practice.session import Session

USUAL_SIZE = 100
_SECRET_BEHIND = ("secret", "password", "key", "pre-shared-key", "key-string", "community", "md5")
"""The words behind which a secret stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One command as the log has it."""

    number: int
    session: int
    """Which time it was that somebody configured."""
    who: str
    depth: int
    """How many modes it was typed in."""
    command: str = field(repr=False)


def _block(router: PracticeRouter) -> Line | None:
    archive = find(router.state.running, "archive")
    return find(archive.children, "log config") if archive is not None else None


def log_command(session: Session, command: str, depth: int) -> None:
    """Keeps a command that was typed, where the configuration says so."""
    router = session.router
    block = _block(router)
    if block is None or block.child("logging enable") is None:
        return
    state = router.state
    entry = Logged(
        number=state.commands_logged + 1,
        session=state.times_configured,
        who=f"{session.user}@vty{session.vty}",
        depth=depth,
        command=_without_secrets(command) if block.child("hidekeys") is not None else command,
    )
    size = number(block.argument("logging size"), 1, 1000) or USUAL_SIZE
    router.change(configuration_log=(*state.configuration_log, entry)[-size:], commands_logged=entry.number)


def _without_secrets(command: str) -> str:
    """The command with `*` in the place of each secret."""
    words = command.split(" ")
    for place, word in enumerate(words[:-1]):
        if word in _SECRET_BEHIND:
            digit = 1 if len(words) > place + 2 and words[place + 1] in ("0", "4", "5", "6", "7", "8", "9") else 0
            words[place + 1 : place + 2 + digit] = ["*"]
            break
    return " ".join(words)
