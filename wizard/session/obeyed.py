"""A command of exec mode that changes something, judged by what the router answers."""

from wizard.session.judged_answer import judge
from wizard.session.router_session import RouterSession


def obeyed(session: RouterSession, command: str) -> tuple[str, ...]:
    """Types it, and gives what the router says; Refused where it rejects it, Surprise where that is on no list.

    That a router took a command is no proof of what it did: that is read from what it shows.
    """
    lines = session.type(command)
    judge(command, "\n".join(lines), session.name)
    return lines
