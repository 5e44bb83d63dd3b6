"""Commands that look at files."""

from wizard.practice import texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.file_names import FLASH, located
from wizard.practice.saved_text import text_of
from wizard.practice.session import Session


def _directory(session: Session, arguments: Arguments) -> Dialogue:
    state = session.router.state
    rows = [
        texts.DIRECTORY_ROW.of(
            number=number,
            size=len(file.text),
            time=f"{file.written_at:%b} {file.written_at.day} {file.written_at:%Y %H:%M:%S} +00:00",
            name=file.name,
        )
        for number, file in enumerate(state.flash, 1)
    ]
    end = texts.DIRECTORY_END.of(total=state.flash_size, free=state.free_flash)
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
