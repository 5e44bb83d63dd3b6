"""Commands that concern the login itself: privilege, the terminal, configuration mode, the end."""

from wizard.model.literals import number
from wizard.practice import status_texts, texts
from wizard.practice.configuration_lock import locks_by_itself, may_lock
from wizard.practice.dialogue import Dialogue, Question, Reads, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.session import FULL_PRIVILEGE, Session

_TRIES = 3


def _enable(session: Session, arguments: Arguments) -> Dialogue:
    if session.is_privileged:
        return
    secret = session.router.enable
    if secret is None:
        yield texts.NO_PASSWORD_SET.text
        return
    for _ in range(_TRIES):
        if (yield Question(text=texts.PASSWORD.text, reads=Reads.SECRET)) == secret.reveal():
            session.privilege = FULL_PRIVILEGE
            return
    yield texts.BAD_SECRETS.text


def _disable(session: Session, arguments: Arguments) -> Dialogue:
    session.privilege = 1
    return said("")


def _exit(session: Session, arguments: Arguments) -> Dialogue:
    session.is_closed = True
    return said("")


def _length(session: Session, arguments: Arguments) -> Dialogue:
    rows = number(arguments[0], 0, 512)
    if rows is None:
        return said(texts.NUMBER_OUT_OF_RANGE.text)
    session.length = rows
    return said("")


def _width(session: Session, arguments: Arguments) -> Dialogue:
    columns = number(arguments[0], 0, 512)
    if columns is None:
        return said(texts.NUMBER_OUT_OF_RANGE.text)
    session.width = columns
    return said("")


def _monitor(session: Session, arguments: Arguments) -> Dialogue:
    session.monitor = True
    return said("")


def _no_monitor(session: Session, arguments: Arguments) -> Dialogue:
    session.monitor = False
    return said("")


def _configure(session: Session, arguments: Arguments) -> Dialogue:
    session.opened = ()
    session.holds_the_lock = locks_by_itself(session.router)
    return said(texts.CONFIGURING.text)


def _configure_alone(session: Session, arguments: Arguments) -> Dialogue:
    if not may_lock(session.router):
        return said(status_texts.NO_LOCK_HERE.text)
    session.opened = ()
    session.holds_the_lock = True
    return said(texts.CONFIGURING.text)


SESSION_COMMANDS: tuple[ExecCommand, ...] = (
    ExecCommand(form="enable", run=_enable, is_privileged=False),
    ExecCommand(form="disable", run=_disable, is_privileged=False),
    ExecCommand(form="exit", run=_exit, is_privileged=False),
    ExecCommand(form="logout", run=_exit, is_privileged=False),
    ExecCommand(form="quit", run=_exit, is_privileged=False),
    ExecCommand(form="terminal length NUMBER", run=_length, is_privileged=False),
    ExecCommand(form="terminal width NUMBER", run=_width, is_privileged=False),
    ExecCommand(form="terminal monitor", run=_monitor),
    ExecCommand(form="terminal no monitor", run=_no_monitor),
    ExecCommand(form="configure terminal", run=_configure),
    ExecCommand(form="configure terminal lock", run=_configure_alone),
)
