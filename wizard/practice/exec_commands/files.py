"""Commands that look at files."""

from datetime import UTC, datetime

from wizard.practice import texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.file_names import FLASH, located
from wizard.practice.saved_text import text_of
from wizard.practice.session import Session

_IMAGE = 96_573_812
"""The size of an image."""
_MADE = datetime(2016, 5, 9, 7, 6, 16, tzinfo=UTC)


def _directory(session: Session, arguments: Arguments) -> Dialogue:
    """A folder is there as long as a file is in it."""
    state, folder = session.router.state, _folder(arguments)
    files = [(name, _IMAGE, _MADE) for name in state.images if not folder]
    files += [
        (file.name.removeprefix(folder), len(file.text), file.written_at)
        for file in state.flash
        if file.name.startswith(folder)
    ]
    folders = dict.fromkeys(name.partition("/")[0] for name, _, _ in files if "/" in name)
    rows = [texts.DIRECTORY_ROW.of(number=0, rights="drw-", size=0, time=_at(_MADE), name=name) for name in folders]
    rows += [
        texts.DIRECTORY_ROW.of(number=number, rights="-rw-", size=size, time=_at(written), name=name)
        for number, (name, size, written) in enumerate(files, 1)
        if "/" not in name
    ]
    end = texts.DIRECTORY_END.of(total=state.flash_size + _IMAGE * len(state.images), free=state.free_flash)
    listed = "".join(rows) or texts.NO_FILES.text
    return said(texts.DIRECTORY.of(place=f"{FLASH}/{folder}") + listed + end)


def _folder(arguments: Arguments) -> str:
    """`archive/` of `dir flash0:archive`, "" of `dir flash:`."""
    name = located(arguments[0])[1].strip("/") if arguments else ""
    return f"{name}/" if name else ""


def _at(moment: datetime) -> str:
    return f"{moment:%b} {moment.day} {moment:%Y %H:%M:%S} +00:00"


def _more(session: Session, arguments: Arguments) -> Dialogue:
    system, name = located(arguments[0])
    text = text_of(session.router, f"{system}{name}")
    if text is None:
        return said(texts.NO_SUCH_FILE.of(file=f"{system}{name}"))
    return said(text if text.endswith("\n") else f"{text}\n")


FILE_COMMANDS: tuple[ExecCommand, ...] = (
    ExecCommand(form="dir", run=_directory),
    ExecCommand(form="dir FILE", run=_directory),
    ExecCommand(form="more FILE", run=_more),
)
