"""A table of a page that is made from rows."""

from collections.abc import Iterable, Sequence


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table, with a blank line behind it."""
    return [_row(titles), "|" + "---|" * len(titles), *map(_row, rows), ""]


def code(text: str) -> str:
    """A text as it is typed; "" for nothing."""
    return f"`{text}`" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Several of them."""
    return ", ".join(map(code, texts))


def lines(text: str) -> str:
    """Lines of a configuration, as one cell has them."""
    return "<br>".join(code(line.replace(" ", "\u00a0", len(line) - len(line.lstrip()))) for line in text.splitlines())


def tick(holds: object) -> str:
    """A cell that says only whether something holds."""
    return "yes" if holds else ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
