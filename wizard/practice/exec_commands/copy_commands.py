"""`copy` in its forms, `write`, `delete`, `verify`."""

import hashlib
from collections.abc import Callable

from wizard.practice import texts
from wizard.practice.beliefs import COPY_OVER_A_FILE
from wizard.practice.dialogue import YES, Dialogue, Question, Reads
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.file_names import FLASH, NVRAM, located
from wizard.practice.merging import merge
from wizard.practice.saved_text import configuration_text
from wizard.practice.saving import save
from wizard.practice.session import Session
from wizard.practice.state import Touched

_RUNNING, _STARTUP = "running-config", "startup-config"
_COPY_RATE = 433
"""Thousandths of a second that a copy takes, as it says."""


def _text_of(session: Session, source: str) -> str | None:
    """What a source holds, None where it is not there."""
    state = session.router.state
    if source == _RUNNING:
        return configuration_text(session.router)
    if source == _STARTUP or located(source) == (NVRAM, _STARTUP):
        return state.startup
    system, name = located(source)
    file = state.file(name)
    return file.text if file is not None and system == FLASH else None


def _copy(session: Session, source: str, target: str) -> Dialogue:
    text = _text_of(session, source)
    is_file = target not in (_RUNNING, _STARTUP)
    name = located(target)[1] if is_file else target
    answer = yield Question(text=texts.DESTINATION.of(name=name or located(source)[1]))
    name = answer.strip() or name or located(source)[1]
    if text is None:
        yield texts.NO_SUCH_FILE.of(file=source)
    elif is_file:
        yield from _to_file(session, target, located(name)[1], text)
    elif target == _STARTUP and source == _RUNNING:
        yield from save(session)
    elif target == _STARTUP:
        session.router.change(startup=text, saved=Touched(at=session.router.time, by=session.user))
        yield texts.OK.text + _copied(text)
    else:
        yield from merge(session, text)
        yield _copied(text)


def _copied(text: str) -> str:
    return texts.COPIED.of(size=len(text), rate=len(text) * 1000 // _COPY_RATE)


def _to_file(session: Session, target: str, name: str, text: str) -> Dialogue:
    router = session.router
    system, _ = located(target)
    if system != FLASH:
        yield texts.NO_WRITING_THERE.of(file=target)
        return
    asks = router.state.file(name) is not None and router.beliefs[COPY_OVER_A_FILE] == "asks"
    if asks and (yield Question(text=texts.OVERWRITE.text, reads=Reads.KEY)) != YES:
        return
    state = router.state.with_file(name, text, router.time)
    if state is None:
        yield texts.FLASH_FULL.of(file=f"{system}{name}")
        return
    router.state = state
    yield _copied(text)


def _from_to(source: str, target: str) -> Callable[[Session, Arguments], Dialogue]:
    """The copy between two places; an empty one is what is typed."""

    def run(session: Session, arguments: Arguments) -> Dialogue:
        typed = list(arguments)
        first = source or typed.pop(0)
        return _copy(session, first, target or typed.pop(0))

    return run


def _write(session: Session, arguments: Arguments) -> Dialogue:
    return save(session)


def _delete(session: Session, arguments: Arguments) -> Dialogue:
    system, name = located(arguments[0])
    name = (yield Question(text=texts.DELETE_NAME.of(name=name))).strip() or name
    if (yield Question(text=texts.DELETE_SURE.of(system=system, name=name), reads=Reads.KEY)) == YES:
        yield from _deleted(session, system, name)


def _delete_by_force(session: Session, arguments: Arguments) -> Dialogue:
    return _deleted(session, *located(arguments[0]))


def _deleted(session: Session, system: str, name: str) -> Dialogue:
    router = session.router
    if system != FLASH or router.state.file(name) is None:
        yield texts.NO_SUCH_FILE.of(file=f"{system}{name}")
    else:
        router.state = router.state.without_file(name)


def _verify(session: Session, arguments: Arguments) -> Dialogue:
    file = session.router.state.file(located(arguments[0])[1])
    if file is None:
        yield texts.NO_SUCH_FILE.of(file=arguments[0])
        return
    digest = hashlib.md5(file.text.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()
    yield texts.VERIFIED.of(file=arguments[0], digest=digest)


COPY_COMMANDS: tuple[ExecCommand, ...] = (
    ExecCommand(form="copy running-config startup-config", run=_from_to(_RUNNING, _STARTUP)),
    ExecCommand(form="copy running-config FILE", run=_from_to(_RUNNING, "")),
    ExecCommand(form="copy startup-config running-config", run=_from_to(_STARTUP, _RUNNING)),
    ExecCommand(form="copy startup-config FILE", run=_from_to(_STARTUP, "")),
    ExecCommand(form="copy FILE running-config", run=_from_to("", _RUNNING)),
    ExecCommand(form="copy FILE startup-config", run=_from_to("", _STARTUP)),
    ExecCommand(form="copy FILE FILE", run=_from_to("", "")),
    ExecCommand(form="write", run=_write),
    ExecCommand(form="write memory", run=_write),
    ExecCommand(form="delete FILE", run=_delete),
    ExecCommand(form="delete /force FILE", run=_delete_by_force),
    ExecCommand(form="verify /md5 FILE", run=_verify),
)
