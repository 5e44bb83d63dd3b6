"""What others added to a router behind all that was asked of it: the next site of a hub stages its lines there."""

from collections.abc import Sequence
from dataclasses import replace

from wizard.ios.residue import NO_RESIDUE, compared
from wizard.push.journal_record import Kind, Record, Verdict
from wizard.push.truth import Looks, Truth

_WHOLE = frozenset({Verdict.STAGED, Verdict.NEW_SAVED})


def seen_whole(records: Sequence[Record]) -> Record | None:
    """The last look that showed a stage wholly and saved, None where something was sent behind it."""
    for record in reversed(records):
        if record.kind is Kind.INTENT:
            return None
        if record.kind is Kind.VERDICT and record.verdict in _WHOLE and record.stage:
            return record
    return None


def with_what_others_added(looks: Looks, truth: Truth) -> Truth:
    """The same look; where the router has all that it had when it was seen whole, and saved lines besides, as it was.

    Nothing is sent to such a router: its residue stays, and every guard sees it.
    """
    whole = seen_whole(looks.records)
    if truth.standing.verdict is not Verdict.MIX or truth.armed.is_pending or whole is None:
        return truth
    residue = looks.residue(truth, whole.stage)
    has_lost = residue.missing or residue.moved or residue.altered
    is_saved = compared(truth.startup).residue(compared(truth.running)).is_empty
    if has_lost or not is_saved or residue is NO_RESIDUE:
        return truth
    standing = replace(
        truth.standing,
        verdict=whole.verdict or Verdict.MIX,
        stage=whole.stage,
        residue=residue,
        in_startup=False,
        is_saved=True,
    )
    return replace(truth, standing=standing)
