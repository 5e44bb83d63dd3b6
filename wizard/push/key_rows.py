"""The key pair that a stage makes: no configuration shows whether it is there, and its label is never taken twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.judge.answers.answer import NotRead, answer_of
from wizard.judge.answers.key_pairs import key_labels
from wizard.push.frozen_text import FrozenText
from wizard.push.journal_record import Kind, Record
from wizard.session.router_session import RouterSession


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRows:
    """The rows of a stage that make keys, told from the router's own list of them."""

    missing: tuple[tuple[int, str], ...] = ()
    """Those whose keys are not there."""
    is_ours: bool = False
    """Whether each key that is there was made by a row which this run announced."""


def key_rows(text: FrozenText, session: RouterSession, records: Iterable[Record]) -> KeyRows:
    """What the router has of them; a list that cannot be read counts as one with a foreign key."""
    announced = {record.line for record in records if record.kind is Kind.INTENT and record.stage is text.stage}
    there = [(number, row) for number, row in text.key_rows if _is_there(row, session)]
    return KeyRows(
        missing=tuple(pair for pair in text.key_rows if pair not in there),
        is_ours=bool(there) and all(f"{text.filename}:{number}" in announced for number, _ in there),
    )


def _is_there(row: str, session: RouterSession) -> bool:
    words = row.split()
    label = words[words.index("label") + 1] if "label" in words[:-1] else ""
    return label.casefold() in map(str.casefold, labels_of(session, words[3]))


def labels_of(session: RouterSession, kind: str) -> tuple[str, ...]:
    """The labels of the router's key pairs of a kind, `rsa` or `ec`; none where it shows no list."""
    try:
        return key_labels(answer_of(session.show(f"show crypto key mypubkey {kind}")))
    except NotRead:
        return ()
