"""What is known on this machine alone, a file for each kind; nothing of it is ever a reason to fail."""

import os
from collections.abc import Callable
from pathlib import Path

from wizard.errors import SiteError
from wizard.site.atomic_replace import SiteFolder

_MOST = 50
"""How many sites a file has rows of."""
_HARMLESS = (SiteError, OSError, ValueError, RecursionError)


def state_folder() -> Path:
    """Where it is kept."""
    given = os.environ.get("EZ2FLEX_STATE")
    if given:
        return Path(given)
    from platformdirs import user_state_path

    return user_state_path("ez2flex", appauthor=False)


def kept(name: str) -> bytes:
    """What the file holds; nothing where it is not there, or where others may write it."""
    try:
        with SiteFolder(state_folder()) as folder:
            return b"" if folder.is_shared() else _read(folder, name)
    except _HARMLESS:
        return b""


def keep(name: str, now: Callable[[bytes], bytes]) -> None:
    """Writes what comes of what the file holds, unless others may write it too."""
    try:
        state_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        with SiteFolder(state_folder()) as folder:
            if not folder.is_shared():
                folder.replace({name: now(_read(folder, name))})
    except _HARMLESS:
        return


_MOST_OF_A_WORD = 20
"""Bytes."""


def kept_word(name: str) -> str:
    """The word in the file; "" where none is, or what stands there is none of ours."""
    word = kept(name)
    return word.decode("ascii").strip() if len(word) <= _MOST_OF_A_WORD and word.isascii() else ""


def keep_word(name: str, word: str) -> None:
    """Writes a word in place of the one before."""
    keep(name, lambda _: f"{word}\n".encode())


def kept_row(name: str, site: Path) -> dict[str, object]:
    """What the file says of the site; empty where it says nothing."""
    try:
        row = _rows(kept(name)).get(str(site.resolve()))
    except _HARMLESS:
        return {}
    return row if isinstance(row, dict) else {}


def keep_row(name: str, site: Path, row: Callable[[], dict[str, object]]) -> None:
    """Writes that of the site, before what the file says of the sites that were written last."""

    from json import dumps

    def now(before: bytes) -> bytes:
        named = str(site.resolve())
        others = {other: said for other, said in _rows(before).items() if other != named}
        return dumps(dict(list({named: row(), **others}.items())[:_MOST]), indent=1).encode()

    keep(name, now)


def _read(folder: SiteFolder, name: str) -> bytes:
    """The file; nothing where something else has its name, which is replaced then."""
    try:
        return folder.read(name) or b""
    except SiteError:
        return b""


def _rows(data: bytes) -> dict[str, object]:
    from json import loads

    try:
        rows = loads(data or b"{}")
    except (ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}
