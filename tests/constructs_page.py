"""docs/ezvpn-constructs.md: every construct of EzVPN, its verdict, its new lines and its source, made from the rows."""

from tests.page_table import table
from wizard.data.constructs import CONSTRUCTS, Construct
from wizard.data.constructs.row import ConstructRow
from wizard.model.finding import Verdict

INTRODUCTION = """\
# What becomes of each line of EzVPN

Made from the rows of `wizard/data/constructs/`. `ez2flex inspect` says it of every line
of your own configurations. Sources are pages of [facts/](facts/README.md) or Cisco documents.

| verdict | |
|---|---|
| carried | FlexVPN has a direct equivalent |
| transformed | another construct takes its place |
| dropped | it has no equivalent, or nobody needs one |
| kept | it stays, since it serves more than EzVPN |
| decide | the engineer decides: by the answer to a question, whose key stands beside it, or by hand |
| unknown | no source says what it does |

Where the new lines depend on answers, what holds without them stands after "else". A line of these sections that no row
knows is `unknown` and a finding. What belongs to an EzVPN group or client that does not move is `kept`.
"""


def constructs_page() -> str:
    """The page."""
    return "\n".join((INTRODUCTION, *(_part(construct) for construct in CONSTRUCTS)))


def _part(construct: Construct) -> str:
    rows = ((construct.header,) if construct.header else ()) + construct.rows
    titles = ("line", "verdict", "new lines", "why", "source")
    return "\n".join((f"## {construct.title}", "", *table(titles, map(_cells, rows))))


def _cells(row: ConstructRow) -> tuple[str, ...]:
    code, comma, note = (row.written or row.ezvpn).partition(", ")
    line = f"`{code}`{comma}{note}" if row.ezvpn else row.written
    return line, _verdict(row), "<br>".join(_new_lines(row)), _why(row), row.citation


def _verdict(row: ConstructRow) -> str:
    otherwise = _otherwise(row)
    asked = f" (`{row.question}`)" if row.question else ""
    if otherwise is None or otherwise is row.verdict:
        return f"{row.verdict}{asked}"
    return f"{row.verdict}, else {otherwise}{asked}"


def _otherwise(row: ConstructRow) -> Verdict | None:
    """The verdict where the plan has none of the new lines; None where that makes no difference."""
    if not row.traces or row.verdict not in {Verdict.CARRIED, Verdict.TRANSFORMED}:
        return row.absent
    return row.absent or (Verdict.DECIDE if row.question else Verdict.DROPPED if row.absent_why else None)


def _why(row: ConstructRow) -> str:
    return f"{row.why}; else: {row.absent_why}" if row.absent_why else row.why


def _new_lines(row: ConstructRow) -> list[str]:
    if row.becomes_attribute:
        return [f"authorization policy: `{row.becomes_attribute.replace('{value}', '...')}`"]
    return [_trace(trace) for trace in row.traces]


def _trace(trace: str) -> str:
    """`ikev2_profile: dpd` as `IKEv2 profile: dpd`; a header is told by its section alone."""
    where, _, words = trace.partition(": ")
    on = "each spoke's " if where.startswith("spoke/") else ""
    title = " ".join(_SPELLED.get(word, word) for word in where.removeprefix("spoke/").split("_"))
    return f"{on}{title}" if words in _HEADERS else f"{on}{title}: `{words}`"


_HEADERS = {"", "crypto", "interface", "ip access-list"}
_SPELLED = {
    "pool": "address pool",
    "ikev2": "IKEv2",
    "ipsec": "IPsec",
    "nat": "NAT",
    "flexvpn": "FlexVPN",
    "aaa": "AAA",
}
