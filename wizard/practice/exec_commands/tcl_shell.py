"""`tclsh` as far as writing files needs it."""

from wizard.practice import texts
from wizard.practice.beliefs import TCL_EMPTY_ROWS, TCL_GOES_ON
from wizard.practice.dialogue import Dialogue, Question
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.file_names import FLASH, located
from wizard.practice.session import Session

_PUTS, _OPENED = "puts [open ", "]"


def _shell(session: Session, arguments: Arguments) -> Dialogue:
    # Where the line is gone, nobody ends the shell.
    while not session.is_closed:
        line = (yield Question(text=f"{session.router.hostname}(tcl)#", is_body=True)).strip()
        if line in ("tclquit", "exit"):
            return
        if line.startswith(_PUTS) and line.endswith("{"):
            yield from _written(session, line)
        elif line:
            yield texts.TCL_UNKNOWN.of(word=line.split(" ")[0])


def _written(session: Session, line: str) -> Dialogue:
    """`puts [open "flash:f" w+] {` and the rows up to `}`."""
    name = line.removeprefix(_PUTS).partition(_OPENED)[0].rpartition(" ")[0].strip(' "')
    rows: list[str] = []
    router = session.router
    asks = "+>" if router.beliefs[TCL_GOES_ON] == "bare" else "+>(tcl)#"
    while (row := (yield Question(text=asks, is_body=True))).rstrip(" ") != "}":
        rows.append(row)
    if router.beliefs[TCL_EMPTY_ROWS] == "both":
        rows = ["", *rows, ""]
    system, file = located(name)
    state = router.state.with_file(file, _as_tcl_has_it(rows), router.time) if system == FLASH else None
    if state is None:
        yield texts.FLASH_FULL.of(file=name)
        return
    router.state = state


def _as_tcl_has_it(rows: list[str]) -> str:
    """The text between the braces: a backslash at the end of a row joins the next one, blanks become one [A0.9]."""
    text = "\n".join(rows).replace("\\\n", " ").replace("^C", "")
    return "".join(f"{_with_single_blanks(row)}\n" for row in text.split("\n"))


def _with_single_blanks(row: str) -> str:
    indent = len(row) - len(row.lstrip(" "))
    return row[: min(indent, 1)] + " ".join(word for word in row.split(" ") if word)


TCL_COMMANDS: tuple[ExecCommand, ...] = (ExecCommand(form="tclsh", run=_shell),)
