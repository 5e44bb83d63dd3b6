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
    state = session.router.state
    images = [
        texts.DIRECTORY_ROW.of(
            number=number, size=_IMAGE, time=f"{_MADE:%b} {_MADE.day} {_MADE:%Y %H:%M:%S} +00:00", name=name
        )
        for number, name in enumerate(state.images, 1)
    ]
    rows = images + [
        texts.DIRECTORY_ROW.of(
            number=number,
            size=len(file.text),
            time=f"{file.written_at:%b} {file.written_at.day} {file.written_at:%Y %H:%M:%S} +00:00",
            name=file.name,
        )
        for number, file in enumerate(state.flash, 1 + len(images))
    ]
    end = texts.DIRECTORY_END.of(total=state.flash_size + _IMAGE * len(images), free=state.free_flash)
    listed = "".join(rows) or texts.NO_FILES.text
    return said(texts.DIRECTORY.of(system=FLASH) + listed + end)


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
