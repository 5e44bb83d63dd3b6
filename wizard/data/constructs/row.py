"""One section of a configuration as rows: its header, and the lines below it."""

from dataclasses import dataclass

from wizard.data.constructs.group_attributes import Attribute
from wizard.model.finding import Verdict

CARRIED, TRANSFORMED, DROPPED = Verdict.CARRIED, Verdict.TRANSFORMED, Verdict.DROPPED
KEPT, DECIDE, UNKNOWN = Verdict.KEPT, Verdict.DECIDE, Verdict.UNKNOWN

ONE = r"\S+"
"""One word."""
NOTHING = ""
NUMBER = r"\d+"

YANG = "Cisco-IOS-XE-crypto.yang 17.6.1"
GUIDE = "Cisco EzVPN-NEM to FlexVPN Migration Guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """One kind of section, or global lines of one kind."""

    title: str
    """As documentation writes it."""
    header: Attribute | None = None
    """The row of its first line; None where its lines stand alone."""
    rows: tuple[Attribute, ...] = ()


def row(
    ezvpn: str,
    verdict: Verdict,
    why: str,
    *traces: str,
    rest: str | None = None,
    written: str = "",
    question: str = "",
    absent: Verdict | None = None,
    absent_why: str = "",
    source: str,
) -> Attribute:
    """One row."""
    return Attribute(
        ezvpn=ezvpn,
        rest=rest,
        written=written,
        verdict=verdict,
        traces=traces,
        question=question,
        why=why,
        absent=absent,
        absent_why=absent_why,
        source=source,
    )


def every_line(why: str, source: str, verdict: Verdict = KEPT) -> tuple[Attribute, ...]:
    """The only row of a section in which all lines share one fate."""
    return (row("", verdict, why, written="every line", source=source),)


def stated_description(source: str) -> Attribute:
    """The row of `description`."""
    return row("description", DROPPED, "a description of what EzVPN did", written="description TEXT", source=source)
