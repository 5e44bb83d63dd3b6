"""What became of one line that was read, in the words that every front end shows."""

from wizard.citation import source_in_words
from wizard.model.finding import LedgerEntry
from wizard.sentence import Sentence


def entry_in_words(entry: LedgerEntry) -> list[Sentence]:
    """Line, verdict, what it becomes, why, and the citation for that."""
    rows = [f"{entry.device}:{entry.line}  {entry.text}", f"{entry.verdict}{f': {entry.reason}' if entry.why else ''}"]
    rows.extend(f"  becomes {line}" for line in entry.becomes)
    if entry.citation:
        rows.append(source_in_words(entry.citation))
    return rows
