"""Commands as the lines of a file that is pasted or copied: what a block opened stays open until it is left."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from wizard.model.configuration import Line, has_prefix, written

_MEANT_OTHERWISE = (("interface ", ("crypto ipsec client ezvpn", "no crypto ipsec client ezvpn")),)
"""What opens a mode, and the commands that are the mode's own as well: IOS takes a line in the mode that is open first.

Below an interface `crypto ipsec client ezvpn NAME` puts EzVPN onto it, and what stands in the block of that name is
refused [ezvpn.md 2].
"""

_BANNER = re.compile(r"(?:aaa authentication )?(?:banner|fail-message|menu) ")
_CARET_C = "^C"
_SIGNS = "~|@#%=+;"
_TYPED_BANNER = re.compile(r"^(banner (?:(?:motd|login|exec|incoming) )?)~")


def typed_rows(lines: Sequence[Line]) -> Iterator[str]:
    """The rows of commands with a `!` around each block."""
    is_apart = True
    for line, following in zip_longest(lines, lines[1:]):
        if line.children and not is_apart:
            yield "!"
        yield from _with_typed_banners(line)
        is_apart = bool(line.children)
        if is_apart:
            yield from (" exit",) if following and _is_taken_by(line.text, following) else ()
            yield "!"
    if not is_apart:
        yield "!"


def as_shown(text: str) -> str:
    """The first or last line of a banner as a router shows it that took it between a sign of ours."""
    return _CARET_C if text == _SIGNS[0] else _TYPED_BANNER.sub(r"\1^C", text)


def _is_taken_by(header: str, line: Line) -> bool:
    commands = next((commands for opener, commands in _MEANT_OTHERWISE if header.startswith(opener)), ())
    return any(has_prefix(line.text, command) for command in commands)


def _with_typed_banners(line: Line) -> Iterator[str]:
    """The rows of one command; what a router shows as `^C` is one character, and typed it would be two."""
    rows = list(written((line,)))
    for each in line.walk():
        if _CARET_C in each.text and _BANNER.match(each.text):
            rows = _with_another_sign(rows, (each.text, *each.verbatim))
    return iter(rows)


def _with_another_sign(rows: list[str], banner: Iterable[str]) -> list[str]:
    text = "\n".join(banner)
    sign = next((sign for sign in _SIGNS if sign not in text), "")
    return [row.replace(_CARET_C, sign) for row in rows] if sign else rows
