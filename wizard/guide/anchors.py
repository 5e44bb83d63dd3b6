"""The lines of a new configuration as places in a difference: in which row one stands, and which one a row has."""

from collections.abc import Iterator, Sequence

from wizard.difference import DiffRow, hidden


def path_of(rows: Sequence[DiffRow], index: int) -> tuple[str, ...]:
    """The line of the new side below its headers, with secrets masked; empty where the new side has none."""
    return next((path for place, path in _paths(rows) if place == index), ())


def row_of(rows: Sequence[DiffRow], path: tuple[str, ...]) -> int | None:
    """The index of the row whose new line stands below those headers; None where there is none."""
    if not path:
        return None
    return next((place for place, found in _paths(rows) if found[-len(path) :] == path), None)


def _paths(rows: Sequence[DiffRow]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each line of the new side with its headers."""
    headers: list[tuple[int, str]] = []
    for index, row in enumerate(rows):
        if not row.new_number:
            continue
        text = hidden(row).new
        indent = len(text) - len(text.lstrip())
        while headers and headers[-1][0] >= indent:
            headers.pop()
        headers.append((indent, text.strip()))
        yield index, tuple(header for _, header in headers)
