"""One section of a configuration as rows: its header, and the lines below it."""

import re
from dataclasses import dataclass

from wizard.model.configuration import has_prefix
from wizard.model.finding import Verdict
from wizard.sentence import Sentence

CARRIED, TRANSFORMED, DROPPED = Verdict.CARRIED, Verdict.TRANSFORMED, Verdict.DROPPED
KEPT, DECIDE, UNKNOWN = Verdict.KEPT, Verdict.DECIDE, Verdict.UNKNOWN

ONE = r"\S+"
"""One word."""
NOTHING = ""
NUMBER = r"\d+"

YANG = "Cisco-IOS-XE-crypto.yang 17.6.1"
GUIDE = "Cisco EzVPN-NEM to FlexVPN Migration Guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstructRow:
    """One construct of EzVPN and what FlexVPN makes of it."""

    ezvpn: str
    """The words with which the line begins; empty takes every line."""
    rest: str | None = None
    """A pattern of what follows the words; None takes anything."""
    written: str = ""
    """The construct as documentation writes it; empty where the words say it all."""
    verdict: Verdict
    becomes_attribute: str = ""
    """The line of the authorization policy, with {value} for what follows the words; empty where it is no attribute."""
    traces: tuple[str, ...] = ()
    """Where its new lines are found: `SECTION` or `SECTION: WORDS` with which they begin."""
    question: str = ""
    """The key of the question that decides it."""
    why: Sentence
    absent: Verdict | None = None
    """The verdict where the plan has none of those new lines; None is `decide` with a question, `dropped` without."""
    absent_why: Sentence = ""
    """The reason in that case; empty repeats `why` where a question decides."""
    citation: Sentence

    def takes(self, text: str) -> bool:
        """Whether the row is about that line."""
        if not self.ezvpn:
            return True
        if not has_prefix(text, self.ezvpn):
            return False
        return self.rest is None or re.fullmatch(self.rest, text[len(self.ezvpn) :].strip()) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """One kind of section, or global lines of one kind."""

    title: Sentence
    """As documentation writes it."""
    header: ConstructRow | None = None
    """The row of its first line; None where its lines stand alone."""
    rows: tuple[ConstructRow, ...] = ()


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
    citation: str,
) -> ConstructRow:
    """One row."""
    return ConstructRow(
        ezvpn=ezvpn,
        rest=rest,
        written=written,
        verdict=verdict,
        traces=traces,
        question=question,
        why=why,
        absent=absent,
        absent_why=absent_why,
        citation=citation,
    )


def every_line(why: str, citation: str, verdict: Verdict = KEPT) -> tuple[ConstructRow, ...]:
    """The only row of a section in which all lines share one fate."""
    return (row("", verdict, why, written="every line", citation=citation),)


def stated_description(citation: str) -> ConstructRow:
    """The row of `description`."""
    return row("description", DROPPED, "a description of what EzVPN did", written="description TEXT", citation=citation)
