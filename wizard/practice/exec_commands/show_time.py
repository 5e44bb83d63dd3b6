"""`show clock detail`, `clock set` and `show ntp`: where the time comes from."""

from contextlib import suppress
from datetime import UTC, datetime

from wizard.practice import status_texts, texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.exec_commands.show_router import show_clock
from wizard.practice.saved_text import long_time
from wizard.practice.session import Session
from wizard.practice.time_servers import time_server

_FIRST = datetime(1900, 1, 1, tzinfo=UTC)
"""From which NTP counts its seconds."""


def _clock(session: Session, arguments: Arguments) -> Dialogue:
    yield from show_clock(session, arguments)
    by_hand = status_texts.TIME_BY_HAND if session.router.state.clock_is_set else status_texts.NO_TIME_SOURCE
    yield (status_texts.TIME_BY_NTP if time_server(session.router) else by_hand).text


def _set(session: Session, arguments: Arguments) -> Dialogue:
    """`clock set 10:05:00 30 nov 2026`, the month before or behind the day."""
    router = session.router
    for form in ("%H:%M:%S %d %b %Y", "%H:%M:%S %b %d %Y"):
        with suppress(ValueError):
            wall = datetime.strptime(" ".join(arguments), form).replace(tzinfo=UTC)
            router.change(clock_is_off_by=(wall - router.clock.now).total_seconds(), clock_is_set=True)
            return said("")
    return said(texts.INVALID_INPUT.text)


def _status(session: Session, arguments: Arguments) -> Dialogue:
    server, now = time_server(session.router), session.router.time
    seconds = int((now - _FIRST).total_seconds())
    if not server:
        return said(status_texts.NTP_UNSYNCHRONIZED.text)
    return said(status_texts.NTP_SYNCHRONIZED.of(server=server, seconds=f"{seconds:08X}", time=long_time(now)))


def _associations(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    chosen = time_server(router)
    here = router.network.ways.router(router.name)
    rows = []
    for line in here.configuration.all("ntp server"):
        server = next((found for word in line.text.split(" ")[2:] if (found := here.host(word)) is not None), None)
        if server is not None:
            is_it = str(server) == chosen
            rows.append(
                status_texts.NTP_ASSOCIATION.of(
                    mark="*" if is_it else " ",
                    server=str(server),
                    clock=".GPS." if is_it else ".INIT.",
                    stratum=1 if is_it else 16,
                    reach=377 if is_it else 0,
                )
            )
    return said(status_texts.NTP_ASSOCIATIONS.text + "".join(rows) + status_texts.NTP_ASSOCIATIONS_END.text)


SHOW_TIME: tuple[ExecCommand, ...] = (
    ExecCommand(form="show clock detail", run=_clock, is_privileged=False),
    ExecCommand(form="clock set +", run=_set),
    ExecCommand(form="show ntp status", run=_status, is_privileged=False),
    ExecCommand(form="show ntp associations", run=_associations, is_privileged=False),
)
