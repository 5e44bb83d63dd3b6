"""The words for findings that every front end shows alike; no code reads them."""

from collections.abc import Iterator

from wizard.check.same_cause import FindingRow
from wizard.citation import source_in_words
from wizard.model.finding import Finding
from wizard.sentence import Sentence, listed


def place_in_words(row: FindingRow) -> Sentence:
    """Where it is: `spoke3:12`, `spoke3 (4 places)`, `25 routers`, or "" for the whole site."""
    if not row.is_many:
        return _place(row.first)
    if len(row.devices) > 1:
        return f"{len(row.devices)} routers"
    return f"{row.devices[0] or 'site'} ({len(row.findings)} places)"


def places(row: FindingRow) -> Iterator[Sentence]:
    """Each place of a row, with what only it has; nothing where the row is one finding."""
    if row.is_many:
        yield from dict.fromkeys(_place_and_detail(finding) for finding in row.findings)


def _place_and_detail(finding: Finding) -> Sentence:
    return f"{_place(finding) or 'site'} ({finding.detail})" if finding.detail else _place(finding) or "site"


def _place(finding: Finding) -> Sentence:
    return f"{finding.device}:{finding.line}" if finding.line else finding.device


def devices_in_words(row: FindingRow) -> Sentence:
    """The devices of a row, in a few words."""
    return listed(row.devices) or "this site"


def finding_in_words(row: FindingRow) -> list[Sentence]:
    """Code, message, what to do, where, and the citation."""
    finding = row.first
    rows = [f"{finding.code} {finding.severity}, {place_in_words(row) or 'site'}: {row.message}"]
    if row.is_many:
        rows.append(f"  {', '.join(places(row))}")
    rows.extend(f"  | {text}" for text in row.texts)
    if finding.cause:
        rows.append(f"It follows from {finding.cause.code} above it, and goes with it.")
    rows.append(f"What to do: {finding.fix}")
    if finding.accepted:
        rows.append(f"Accepted: {finding.accepted}")
    if finding.question:
        rows.append(f"Question: {finding.question} (m goes there)")
    rows.append(source_in_words(finding.citation))
    return rows
