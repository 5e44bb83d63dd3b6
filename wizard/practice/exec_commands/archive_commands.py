"""The archive, the timer that takes a change back, and `configure replace`."""

from collections.abc import Generator
from dataclasses import replace

from wizard.model.literals import number
from wizard.practice import texts
from wizard.practice.archive import archive_path, archived, most_files, next_name
from wizard.practice.beliefs import ARCHIVE_IS_OFF, CONFIRM_SAYS
from wizard.practice.configuration_text import read_configuration
from wizard.practice.contextual_difference import difference, missing
from wizard.practice.dialogue import Dialogue, Question, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.file_names import RUNNING, STARTUP, located
from wizard.practice.list_numbering import as_blocks
from wizard.practice.rollback import roll_back
from wizard.practice.saved_text import configuration_text, long_time, text_of
from wizard.practice.session import Session
from wizard.practice.state import RevertTimer
from wizard.practice.timers import taken_back

LONGEST = 120
"""Minutes [D D1]."""


def _backed_up(
    session: Session, typed: str, *, is_idle: bool = False
) -> Generator[str | Question, str, RevertTimer | None]:
    """Backs the configuration up; the timer that goes back to it, None where that cannot be."""
    router = session.router
    minutes = number(typed, 1, LONGEST)
    if minutes is None:
        yield texts.NUMBER_OUT_OF_RANGE.text
    elif not archive_path(router):
        says_please = router.beliefs[ARCHIVE_IS_OFF] == "please-turn"
        yield (texts.ARCHIVE_NEEDED_PLEASE if says_please else texts.ARCHIVE_NEEDED).text
    elif router.state.revert is not None:
        yield texts.ALREADY_PENDING.text
    else:
        named = next_name(router, router.time)
        yield texts.BACKING_UP.of(file=named)
        file = archived(router)
        if file is not None:
            router.log(texts.LOG_BACKUP.of(file=file))
            return RevertTimer(
                user=session.user,
                vty=session.vty,
                file=file,
                armed_at=router.clock.now,
                shown_as=router.time,
                minutes=minutes,
                is_idle=is_idle,
            )
        yield texts.FLASH_FULL.of(file=named)
    return None


def _arm(session: Session, timer: RevertTimer) -> None:
    """Begins to wait."""
    router = session.router
    router.change(revert=replace(timer, armed_at=router.clock.now, shown_as=router.time))
    router.log(texts.LOG_ARMED.of(user=timer.user, privilege=session.privilege, file=timer.file, minutes=timer.minutes))


def _configure_revert(session: Session, typed: str, *, is_idle: bool) -> Dialogue:
    timer = yield from _backed_up(session, typed, is_idle=is_idle)
    if timer is not None:
        _arm(session, timer)
        session.opened = ()
        yield texts.CONFIGURING.text


def _armed(session: Session, arguments: Arguments) -> Dialogue:
    return _configure_revert(session, arguments[0], is_idle=False)


def _armed_idle(session: Session, arguments: Arguments) -> Dialogue:
    return _configure_revert(session, arguments[0], is_idle=True)


def _refused(session: Session) -> str:
    """Why the timer cannot be touched by this login; empty where it can."""
    revert = session.router.state.revert
    if revert is None:
        return texts.NOTHING_PENDING.text
    return "" if revert.user == session.user else texts.NOT_YOUR_TIMER.text


def _confirm(session: Session, arguments: Arguments) -> Dialogue:
    refused, router = _refused(session), session.router
    if refused:
        return said(refused)
    router.change(revert=None)
    return said("" if router.beliefs[CONFIRM_SAYS] == "nothing" else texts.CONFIRMED.text)


def _revert_now(session: Session, arguments: Arguments) -> Dialogue:
    refused, revert = _refused(session), session.router.state.revert
    if refused or revert is None:
        yield refused
        return
    yield texts.ROLLING_TO.of(file=revert.file)
    yield taken_back(session.router, revert)


def _again(session: Session, typed: str, *, is_idle: bool) -> Dialogue:
    refused, minutes, revert = _refused(session), number(typed, 1, LONGEST), session.router.state.revert
    if refused or revert is None:
        return said(refused)
    if minutes is None:
        return said(texts.NUMBER_OUT_OF_RANGE.text)
    router = session.router
    timer = replace(revert, minutes=minutes, is_idle=is_idle, armed_at=router.clock.now, shown_as=router.time)
    router.change(revert=replace(timer, is_warned=False))
    return said("")


def _again_absolute(session: Session, arguments: Arguments) -> Dialogue:
    return _again(session, arguments[0], is_idle=False)


def _again_idle(session: Session, arguments: Arguments) -> Dialogue:
    return _again(session, arguments[0], is_idle=True)


def _show_timer(session: Session, arguments: Arguments) -> Dialogue:
    revert = session.router.state.revert
    if revert is None:
        return said(texts.NOTHING_PENDING.text)
    kind = "idle" if revert.is_idle else "absolute"
    time = long_time(revert.shown_as)
    return said(texts.PENDING.of(time=time, kind=kind, minutes=revert.minutes, user=revert.user))


def _archive_config(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    if not archive_path(router):
        return said(texts.ARCHIVE_OFF.text)
    named = next_name(router, router.time)
    return said("" if archived(router) else texts.FLASH_FULL.of(file=named))


def _show_archive(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router
    if not archive_path(router):
        return said(texts.ARCHIVE_OFF.text)
    state = router.state
    head = texts.ARCHIVE_LIST.of(
        most=most_files(state.running),
        count=len(state.archived),
        next=f"{archive_path(router)}-<timestamp>-{state.archive_number}",
    )
    system = archive_path(router).partition(":")[0]
    rows = [
        texts.ARCHIVE_ROW.of(
            number=place, file=f"{system}:{name}", mark=" <- Most Recent" if place == len(state.archived) else ""
        )
        for place, name in enumerate(state.archived, 1)
    ]
    places = range(len(rows) + 1, most_files(state.running) + 1)
    empty = [texts.ARCHIVE_ROW.of(number=place, file="", mark="") for place in places]
    return said(head + "".join((*rows, *empty)))


def _differences(session: Session, arguments: Arguments) -> Dialogue:
    """Of two files; of one and the running configuration; of what is running and what is saved."""
    router = session.router
    files = {0: (RUNNING, STARTUP), 1: (arguments[0] if arguments else "", RUNNING), 2: arguments}[len(arguments)]
    found = []
    for file in files:
        text = text_of(router, file)
        if text is None:
            return said(texts.NO_SUCH_FILE.of(file=file))
        found.append(as_blocks(read_configuration(text)))
    rows = "\n".join(difference(found[0], found[1]))
    return said(texts.DIFFERENCES.of(rows=rows) if rows else texts.NO_CHANGES.text)


def _replace(session: Session, arguments: Arguments) -> Dialogue:
    """`configure replace FILE`, with its words behind the file."""
    file, *rest = arguments
    words = rest[0].split() if rest else []
    router = session.router
    minutes = next((words[place + 1] for place, word in enumerate(words[:-1]) if word in ("timer", "time")), None)
    stored = router.state.file(located(file)[1])
    if stored is None:
        yield texts.NO_SUCH_FILE.of(file=file)
        return
    if not stored.text.rstrip().endswith("end"):
        yield texts.NOT_A_CONFIGURATION.text
        return
    timer = None if minutes is None else (yield from _backed_up(session, minutes))
    if minutes is not None and timer is None:
        return
    if "force" not in words and not (yield Question(text=texts.REPLACE_SURE.text)).lower().startswith("y"):
        return
    goes_back, before, named = "trigger" in words, configuration_text(router), next_name(router, router.time)
    if goes_back and archived(router) is None:
        yield texts.FLASH_FULL.of(file=named) if archive_path(router) else texts.ARCHIVE_NEEDED.text
        return
    done = roll_back(router, stored.text, session.user)
    if done.failed and goes_back:
        passes = 1 if roll_back(router, before, session.user).commands else 0
        yield texts.FAILED_TO_APPLY.of(command=done.failed[0], file=named, passes=passes)
        return
    yield (done.listed if "list" in words else "") + done.report
    if timer is not None:
        _arm(session, timer)


def _incremental(session: Session, arguments: Arguments) -> Dialogue:
    """The commands that a file would add to the running configuration."""
    router = session.router
    text = text_of(router, arguments[0])
    if text is None:
        return said(texts.NO_SUCH_FILE.of(file=arguments[0]))
    if not text.rstrip().endswith("end"):
        return said(texts.NOT_A_CONFIGURATION.text)
    added = "\n".join(missing(router.state.running, as_blocks(read_configuration(text))))
    return said(texts.INCREMENTAL.of(commands=added) if added else texts.NO_CHANGES.text)


ARCHIVE_COMMANDS: tuple[ExecCommand, ...] = (
    ExecCommand(form="configure terminal revert timer MINUTES", run=_armed),
    ExecCommand(form="configure terminal revert idle MINUTES", run=_armed_idle),
    ExecCommand(form="configure terminal revert timer idle MINUTES", run=_armed_idle),
    ExecCommand(form="configure confirm", run=_confirm),
    ExecCommand(form="configure revert now", run=_revert_now),
    ExecCommand(form="configure revert timer MINUTES", run=_again_absolute),
    ExecCommand(form="configure revert timer idle MINUTES", run=_again_idle),
    ExecCommand(form="configure replace FILE *", run=_replace),
    ExecCommand(form="archive config", run=_archive_config),
    ExecCommand(form="show archive", run=_show_archive),
    ExecCommand(form="show archive config differences", run=_differences),
    ExecCommand(form="show archive config differences FILE", run=_differences),
    ExecCommand(form="show archive config differences FILE FILE", run=_differences),
    ExecCommand(form="show archive config incremental-diffs FILE", run=_incremental),
    ExecCommand(form="show archive config incremental-diffs FILE ignorecase", run=_incremental),
    ExecCommand(form="show archive config rollback timer", run=_show_timer),
)
