"""TOML as it was typed by a person or made by a program: a table, or an error that says where it is none."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from wizard.errors import SiteError
from wizard.site.folder import LARGEST

_PLACE = re.compile(r" \(at (line (?P<line>\d+), column \d+|end of document)\)$")


def table_of(data: bytes, where: str) -> dict[str, object]:
    """The table in the bytes of a file."""
    try:
        return tomllib.loads(text_of(data, where))
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        # Without a place it is the end of the text.
        line = f":{found['line'] if found and found['line'] else len(data.splitlines())}"
        raise SiteError(
            f"it is no TOML: {_PLACE.sub('', str(error))}", hint="Mend that line.", where=f"{where}{line}"
        ) from None
    except ValueError:
        raise SiteError("it holds a number that no router takes", hint="Shorten it.", where=where) from None
    except RecursionError:
        raise SiteError("its values are nested too deeply", hint="A value is text or a list.", where=where) from None


def text_of(data: bytes, where: str) -> str:
    """The text in the bytes of a file, with or without the mark that some editors begin it with."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SiteError("it is no UTF-8", hint="Save it as UTF-8.", where=f"{where}:{line}") from None


_TRIES = 50
"""How many lines are looked at for one value."""


def line_of(data: bytes, path: Sequence[str]) -> int | None:
    """The number of the line on which a value begins, by the keys that lead to it; None where nobody can tell."""
    rows = data.decode("utf-8-sig", "replace").splitlines(keepends=True)
    table = next((number for number, row in enumerate(rows) if path[-2] in row), 0)
    lines = [number for number, row in enumerate(rows) if number >= table and path[-1] in row]
    return next((number + 1 for number in lines[:_TRIES] if _begins_at(rows, number, path)), None)


def _begins_at(rows: Sequence[str], number: int, path: Sequence[str]) -> bool:
    """Whether the text up to that line, or to the first later one that ends a value, holds the keys."""
    for end in range(number + 1, min(number + _TRIES, len(rows)) + 1):
        try:
            found: object = tomllib.loads("".join(rows[:end]))
        except (ValueError, RecursionError):
            continue
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found is not None
    return False


def table_in(path: Path) -> dict[str, object]:
    """The table in a file that was named by a person, wherever it lies."""
    return table_of(bytes_in(path), str(path))


def bytes_in(path: Path) -> bytes:
    """What a file of a table holds; a pipe is a file too."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise SiteError(f"there is no {path.name}", hint="Name a file that is there.", where=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SiteError(
            f"it cannot be read: {reason}", hint="Name a file that you may read.", where=str(path)
        ) from None
    if len(data) > LARGEST:
        raise SiteError(f"it is larger than {LARGEST >> 20} MiB", hint="No table is.", where=str(path))
    return data


def rows_of(table: Mapping[str, object], name: str, where: str) -> tuple[Mapping[str, object], ...]:
    """The rows of an array of tables; none where it is absent."""
    rows = table.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise SiteError(f"{name} is no row of tables", hint=f"Write [[{name}]] above each.", where=where)
    return tuple(rows)


def text_in(row: Mapping[str, object], key: str, where: str) -> str:
    """The text under a key of a row, "" where there is none."""
    value = row.get(key, "")
    if not isinstance(value, str):
        raise SiteError(f"{key} is no text", hint=f'Write {key} = "...".', where=where)
    return value
