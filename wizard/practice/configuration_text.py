"""From the text of a configuration to its lines, and back as a router prints it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from wizard.model.configuration import Line, written

_OUTPUT = ("Building configuration...", "Current configuration : ", "Using ", "ntp clock-period ")
"""What stands in an output and is no line of the configuration."""

EXIT_FAMILY = "exit-address-family"
"""What is printed behind each address family, and leaves its mode."""

BANNERS = ("motd", "login", "exec", "incoming", "prompt-timeout", "slip-ppp")


def read_configuration(text: str) -> tuple[Line, ...]:
    """The lines of a text that is indented as routers print it; what is no line is left out."""
    rows = [row.rstrip("\r") for row in text.split("\n")]
    lines, _ = _block(rows, 0, -1)
    return lines


def _block(rows: list[str], place: int, outer: int) -> tuple[tuple[Line, ...], int]:
    """The lines that stand deeper than `outer`, and where the next one stands."""
    lines: list[Line] = []
    while place < len(rows):
        row = rows[place]
        text = row.strip(" ")
        if not text or text.startswith(("!", *_OUTPUT)) or text == EXIT_FAMILY or (text == "end" and outer < 0):
            place += 1
            continue
        depth = len(row) - len(row.lstrip(" "))
        if depth <= outer:
            break
        place, verbatim = _verbatim(rows, place + 1, text)
        below, place = ((), place) if verbatim else _block(rows, place, depth)
        lines.append(Line(text, below, 0, verbatim))
    return tuple(lines), place


def _verbatim(rows: list[str], place: int, text: str) -> tuple[int, tuple[str, ...]]:
    """The rows behind a line that are taken as they are, and where the next one stands."""
    end = banner_end(text)
    if end:
        for last in range(place, len(rows)):
            if end in rows[last]:
                return last + 1, tuple(rows[place : last + 1])
        return len(rows), tuple(rows[place:])
    if opens_certificate(text):
        for last in range(place, len(rows)):
            if rows[last].strip() == "quit":
                return last + 1, tuple(rows[place : last + 1])
            if not _is_hexadecimal(rows[last]):
                break
    return place, ()


def banner_end(text: str) -> str:
    """The character or the `^C` that ends the banner that begins in this line; empty where none is open behind it."""
    words = text.split(" ", 2)
    if words[0] != "banner" or len(words) < 2:
        return ""
    rest = text.split(" ", 1)[1]
    kind = rest.split(" ", 1)[0]
    if kind in BANNERS:
        rest = rest.removeprefix(kind).lstrip(" ")
    end = rest[:2] if rest.startswith("^") and len(rest) > 1 else rest[:1]
    return "" if end in rest[len(end) :] else end


def exits_are_shown(text: str) -> bool:
    """Whether a text that was read has what is printed behind an address family, or no address family."""
    return EXIT_FAMILY in text or " address-family " not in text


def opens_certificate(text: str) -> bool:
    """Whether the digits of a certificate follow the line."""
    words = text.split()
    return words[:1] == ["certificate"] and len(words) > 1 and not any(word.startswith("nvram:") for word in words)


def _is_hexadecimal(row: str) -> bool:
    return not set(row) - set("0123456789abcdefABCDEF \t")


def blocks(lines: Iterable[Line], *, with_exits: bool) -> Iterator[str]:
    """The rows of a configuration, a `!` between the blocks."""
    lines = [_with_exits(line) if with_exits else line for line in lines]
    if lines:
        yield from written(lines[:1])
    for before, line in pairwise(lines):
        if before.children or line.children or _section(before) != _section(line):
            yield "!"
        yield from written((line,))


def _with_exits(line: Line) -> Line:
    if not line.text.startswith(("router ", "vrf definition ")):
        return line
    children: list[Line] = []
    for child in line.children:
        children.append(child)
        if child.text.startswith("address-family "):
            children.append(Line(EXIT_FAMILY))
    return line._replace(children=tuple(children))


def _section(line: Line) -> list[str]:
    return line.text.removeprefix("no ").split(" ", 2)[:2]
