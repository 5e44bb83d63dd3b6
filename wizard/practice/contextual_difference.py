"""The difference of two configurations as `show archive config differences` prints it."""

from collections.abc import Iterator

from wizard.model.configuration import Line, written
from wizard.practice.configuration_tree import Lines, find


def difference(before: Lines, after: Lines) -> Iterator[str]:
    """`-` in front of what only the first has, `+` of what only the second has; headers of what differs within."""
    for line in after:
        there = find(before, line.text)
        if there is None:
            yield from (f"+{row}" for row in written((line,)))
        elif there != line:
            yield from _within(there, line)
    for line in before:
        if find(after, line.text) is None:
            yield from (f"-{row}" for row in written((line,)))


def missing(before: Lines, after: Lines) -> Iterator[str]:
    """The rows that the second one has and the first has not, below the lines that open their modes."""
    for line in after:
        there = find(before, line.text)
        if there is None:
            yield from written((line,))
        elif there.children != line.children and (rows := tuple(missing(there.children, line.children))):
            yield line.text
            yield from (f" {row}" for row in rows)


def _within(before: Line, after: Line) -> Iterator[str]:
    yield after.text
    if before.verbatim != after.verbatim:
        yield from (f"-{row}" for row in before.verbatim)
        yield from (f"+{row}" for row in after.verbatim)
    for row in difference(before.children, after.children):
        yield f"{row[0]} {row[1:]}" if row[:1] in "+-" else f" {row}"
