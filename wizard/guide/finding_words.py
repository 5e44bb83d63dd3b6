"""The words for findings that every front end shows alike; no code reads them."""

from collections.abc import Iterator

from wizard.check.same_cause import FindingRow
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
