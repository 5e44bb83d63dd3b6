"""`show` of lines, of connections, of the lock and the log of the configuration, of applets."""

from wizard.model.literals import number
from wizard.practice import status_texts
from wizard.practice.configuration_lock import PROCESS, lock_of
from wizard.practice.configuration_tree import named_by
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.network.words import word
from wizard.practice.session import FIRST_VTY_LINE, Session

LAST_VTY = 4
"""The last line of a router whose configuration names no more."""
SSH = 22
FIRST_PORT = 50_001
"""From which clients call, in their order."""


def _lines(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    busy = {terminal.session.vty for terminal in router.terminals}
    ranges = [line.text.split(" ") for line in named_by(router.state.running, "line vty")]
    last = max([LAST_VTY, *(number(words[-1], 0, 1869) or 0 for words in ranges)])
    rows = [status_texts.LINES.text, status_texts.LINES_FIRST.text]
    for vty in range(last + 1):
        rows.append(
            status_texts.LINES_VTY.of(
                here="*" if vty in busy else " ",
                number=FIRST_VTY_LINE + vty,
                access=_access(session, vty) or "-",
                uses=int(vty in busy),
            )
        )
    return said("".join(rows))


def _access(session: Session, vty: int) -> str:
    """The list that says who may come in by a line."""
    for line in named_by(session.router.state.running, "line vty"):
        words = line.text.split(" ")
        first, last = number(word(line.text, 2)), number(words[-1])
        if first is not None and last is not None and first <= vty <= last:
            guards = [each.text.split(" ") for each in line.all("access-class")]
            return next((each[1] for each in guards if "in" in each[2:3]), "")
    return ""


def _connections(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    rows = []
    for other in (terminal.session for terminal in router.terminals):
        rows.append(
            status_texts.CONNECTION.of(
                block=0x7F2A1B00 + other.vty,
                local=f"{_own_address(session)}.{SSH}",
                foreign=f"{other.source}.{FIRST_PORT + other.vty}",
            )
        )
    return said(status_texts.CONNECTIONS.text + "".join(rows))


def _own_address(session: Session) -> str:
    """One at which the router can be reached: which of them a client called nobody knows here."""
    interfaces = session.router.network.ways.router(session.router.name).interfaces
    return next((str(each.addresses[0].ip) for each in interfaces if each.is_up and each.addresses), "0.0.0.0")


def _lock(session: Session, arguments: Arguments) -> Dialogue:
    held = lock_of(session.router)
    if held is None:
        return said(status_texts.LOCK_FREE.text)
    return said(status_texts.LOCK_HELD.of(process=PROCESS, user=held.user, line=held.line))


def _log(session: Session, arguments: Arguments) -> Dialogue:
    rows = [
        status_texts.LOGGED.of(
            number=entry.number,
            session=entry.session,
            who=entry.who,
            command=f"{' ' * entry.depth}{entry.command}",
        )
        for entry in session.router.state.configuration_log
    ]
    return said(status_texts.CONFIGURATION_LOG.text + "".join(rows))


def _applets(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    rows = []
    for place, line in enumerate(named_by(router.state.running, "event manager applet"), 1):
        event = line.argument("event").split(" ")[0] or "none"
        rows.append(
            status_texts.APPLET.of(
                place=place,
                event=event,
                time=f"{router.state.booted_at:%a %b} {router.state.booted_at.day} "
                f"{router.state.booted_at:%H:%M:%S %Y}",
                name=word(line.text, 3),
            )
        )
    return said(status_texts.APPLETS.text + "".join(rows))


SHOW_LINES: tuple[ExecCommand, ...] = (
    ExecCommand(form="show line", run=_lines, is_privileged=False),
    ExecCommand(form="show tcp brief", run=_connections, is_privileged=False),
    ExecCommand(form="show configuration lock", run=_lock),
    ExecCommand(form="show archive log config all", run=_log),
    ExecCommand(form="show event manager policy registered", run=_applets),
)
