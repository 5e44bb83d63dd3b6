"""What the terminal can do, as far as its name, the locale and its encoding say."""

import os
import sys

from wizard.cli.output import is_terminal

_BEYOND_ASCII = (
    "\N{HORIZONTAL ELLIPSIS}\N{RIGHTWARDS ARROW WITH HOOK}\N{BOX DRAWINGS LIGHT VERTICAL}\N{RIGHTWARDS ARROW}"
)
"""What the wizard draws beyond ASCII."""


def lacking() -> str:
    """Why no screen can be drawn here, "" where one can."""
    if not is_terminal():
        return "the screens need a terminal for what they read and draw, and this is none"
    kind = os.environ.get("TERM", "")
    # Windows names no terminal.
    if sys.platform != "win32" and kind in {"", "dumb", "unknown"}:
        return f"the screens need a cursor that moves, and TERM {f'is {kind}' if kind else 'is not set'}"
    return ""


def is_ascii_only() -> bool:
    """Whether this terminal lacks the few characters beyond ASCII that the screens draw, or is said to."""
    if _is_said_to_be_plain():
        return True
    try:
        _BEYOND_ASCII.encode(getattr(sys.__stderr__, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


_PLAIN = frozenset({"C", "POSIX"})
_BY_PYTHON = frozenset({"", "C.UTF-8", "C.utf8", "UTF-8"})
"""What Python puts into LC_CTYPE itself where the locale is C, and where nothing is said."""


def _is_said_to_be_plain() -> bool:
    """Whether the locale is C; Python writes UTF-8 to the terminal then all the same."""
    said = {name: os.environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")}
    if said["LC_ALL"]:
        return said["LC_ALL"] in _PLAIN
    if said["LC_CTYPE"] in _BY_PYTHON:
        return said["LANG"] in _PLAIN
    return said["LC_CTYPE"] in _PLAIN
