"""`show` of the router itself: its release, its clock, its users."""

from datetime import timedelta

from wizard.model.release import Family
from wizard.practice import status_texts, texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.saved_text import time_with_milliseconds
from wizard.practice.session import FIRST_VTY_LINE, Session
from wizard.practice.time_servers import mark_of_the_clock


def _version(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    row = texts.VERSION_OF_IOS_XE if router.release.family is Family.IOS_XE else texts.VERSION_OF_IOS
    uptime = _uptime(router.clock.now - router.state.booted_at)
    return said(row.of(release=router.release, host=router.hostname, uptime=uptime, serial=router.serial))


def _uptime(since: timedelta) -> str:
    minutes = since.seconds // 60
    parts = ((since.days // 7, "week"), (since.days % 7, "day"), (minutes // 60, "hour"), (minutes % 60, "minute"))
    named = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return ", ".join(named) or "0 minutes"


def show_clock(session: Session, arguments: Arguments) -> Dialogue:
    """`show clock`."""
    time = time_with_milliseconds(session.router.time)
    mark = mark_of_the_clock(session.router)
    return said(texts.CLOCK.of(mark=mark, time=time))


def _users(session: Session, arguments: Arguments) -> Dialogue:
    rows = [
        texts.USERS_ROW.of(
            here="*" if other is session else " ",
            line=FIRST_VTY_LINE + other.vty,
            vty=other.vty,
            user=other.user,
            idle="00:00:00",
            location=other.source,
        )
        for other in sorted((terminal.session for terminal in session.router.terminals), key=lambda each: each.vty)
    ]
    return said(texts.USERS.text + "".join(rows) + texts.USERS_END.text)


def _privilege(session: Session, arguments: Arguments) -> Dialogue:
    return said(texts.PRIVILEGE.of(privilege=session.privilege))


def _load(session: Session, arguments: Arguments) -> Dialogue:
    return said(status_texts.PROCESSOR.text)


SHOW_ROUTER: tuple[ExecCommand, ...] = (
    ExecCommand(form="show version", run=_version, is_privileged=False),
    ExecCommand(form="show clock", run=show_clock, is_privileged=False),
    ExecCommand(form="show users", run=_users, is_privileged=False),
    ExecCommand(form="systat", run=_users, is_privileged=False),
    ExecCommand(form="show processes cpu", run=_load, is_privileged=False),
    ExecCommand(form="show privilege", run=_privilege, is_privileged=False),
)
