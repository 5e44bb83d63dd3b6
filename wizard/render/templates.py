"""The templates, and the commands that one of them makes of one value."""

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.encoding import stays_in_its_line
from wizard.errors import AnswerError
from wizard.ios.masking import quoted
from wizard.model.configuration import Line, read_written
from wizard.printable import printable

if TYPE_CHECKING:
    from jinja2 import Environment, FileSystemBytecodeCache

FOLDER = Path(__file__).resolve().parents[2] / "templates"
"""Beside the package, never a ./templates of the folder in which somebody stands."""


@lru_cache(maxsize=1)
def environment() -> "Environment":
    """The templates, a page of HTML with its values escaped; a value that one names and does not get is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        bytecode_cache=_compiled(),
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        auto_reload=False,
    )


def _compiled() -> "FileSystemBytecodeCache | None":
    """The templates as they were compiled, beside them as Python keeps its own; None where nobody may write there.

    Whoever can put something there can change the program itself. A folder of the user could be somebody else's.
    """
    from jinja2 import FileSystemBytecodeCache

    folder = FOLDER / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def commands(template: str, name: str, value: object) -> tuple[Line, ...]:
    """The commands that the template makes of the value, which it knows as `name`."""
    text = environment().get_template(template).render({name: value})
    for line in text.split("\n"):
        if not stays_in_its_line(line):
            raise AnswerError(
                f"the line {quoted(printable(line.strip()))} holds a control character, which a router would obey",
                hint="Its value comes from a configuration or an answer: correct it there.",
                where=template,
            )
    return read_written(text)
