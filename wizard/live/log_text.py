"""The log of a push as a file that a person keeps, or sends to somebody."""

from collections.abc import Iterable

from wizard.bundle import KnownSecrets
from wizard.live.push_log import LogRow
from wizard.live.row_text import row_text
from wizard.model.plan import Plan
from wizard.printable import printable


def text_of_log(rows: Iterable[LogRow], plan: Plan) -> bytes:
    """A line for each row, in characters that no terminal obeys, and without the secrets of the plan."""
    known = KnownSecrets(plan)
    return "".join(f"{known.masked(_line(row))}\n" for row in rows).encode("utf-8", "replace")


def _line(row: LogRow) -> str:
    return f"{row.at:%Y-%m-%d %H:%M:%S} {printable(row.device) or '-'} {row.what:<7} {printable(row_text(row))}"
