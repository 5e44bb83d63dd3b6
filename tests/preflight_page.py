"""docs/preflight.md: what refuses a push before anything is sent, made of its rows."""

from tests.page_table import code, codes, table, tick
from wizard.push.preflight import ROWS, Row, Run
from wizard.push.preflight_commands import PREFLIGHT_COMMANDS
from wizard.push.preflight_rows.row import EVERY_STAGE

INTRODUCTION = """\
# The pre-flight of a push

Before a line is sent to a router it is asked what follows, and each row below is looked at. Every row that does not
hold refuses the run, says what it found, where and what to do, and nothing is sent: exit code 3. An answer that a row
needs and that cannot be read refuses, too; a command that a release lacks does so only where a row cannot do without.

The first rows say whether it is the right router. Where one of them does not hold, nothing else is said of it. A row
with *accepted* leaves the decision to a person, who accepts it by its name after reading it; the difference between
running and startup configuration is accepted as it was shown, and no other one is. Some rows are asked only where a run
begins, since what it did itself would speak against it later; whatever else holds, a run may go back where those hold
that are always asked. This page is made from the rows of `wizard/push/preflight.py`.

## What is asked
"""


def _asked(row: Row) -> str:
    if row.is_about_identity or set(row.runs) == set(Run):
        return "always"
    return "at the beginning" if row.runs == (Run.BEGINS,) else ""


def preflight_page() -> str:
    """The whole page."""
    return "\n".join(
        [
            INTRODUCTION,
            *table(("command", "what for"), ((code(row.command), row.gives) for row in PREFLIGHT_COMMANDS)),
            "And `show ip route ADDRESS` with the address from which the router sees us come.",
            "",
            "## What must hold",
            "",
            *table(
                ("row", "with stage", "asked", "what holds where it is quiet", "what to do", "accepted", "source"),
                (
                    (
                        code(row.name),
                        "" if row.stages == EVERY_STAGE else codes(row.stages),
                        _asked(row),
                        row.holds,
                        row.to_do,
                        tick(row.is_acceptable),
                        row.source,
                    )
                    for row in ROWS
                ),
            ),
            "## Whether our own session rides the tunnel",
            "",
            "A session that goes through the tunnel ends with the first line that cuts it: the cut-over is then a",
            "file on the router, started by one command. It is taken for one that does, unless the opposite is proved:",
            "we are at the console; or our address lies in the network of an open interface of the LAN, and the",
            "router's own table says that it is directly connected there; or it lies in none of the networks that",
            "EzVPN and the new tunnel carry, all of which are known. Of a hub only the first two prove anything",
            "(push.md A0 item 9, A5 row 26).",
            "",
        ]
    )
