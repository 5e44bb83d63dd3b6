"""The words that every renderer of a report says alike."""

from wizard.model.stage import Stage
from wizard.report.report import Asked, ProofTable, ProvedRow, RunPart, SentStage
from wizard.sentence import Sentence

TIME = "%Y-%m-%d %H:%M:%S UTC"


def rows_in_words(stage: SentStage) -> Sentence:
    """How much of a stage was sent, and taken back."""
    of = f" of {stage.rows}" if stage.rows is not None else ""
    how = ", copied from the router's flash" if stage.is_copied else ""
    is_whole = stage.saved and stage.rows is not None and stage.sent < stage.rows
    rest = "; what is not counted was there" if is_whole else ""
    back = f"; its way back: {stage.taken_back}" if stage.taken_back else ""
    return f"{stage.sent}{of}{how}{rest}{back}"


def asked_in_words(asked: Asked) -> Sentence:
    """Who asked for what, and under which change."""
    last = next((stage.filename for stage in Stage if stage.value == asked.what), None)
    what = f"to push as far as {last}" if last else "to take back what is there"
    under = f", under {asked.ticket}" if asked.ticket else ""
    return f"{asked.by or 'somebody'} asks {what}, as {asked.user}{under}"


def table_title(proof: ProofTable) -> Sentence:
    """What the table of a proof shows."""
    holds = sum(row.is_good for row in proof.rows)
    accepted = sum(bool(row.accepted) for row in proof.rows)
    what = "the way back of " if proof.takes_back else ""
    besides = f", {accepted} accepted" if accepted else ""
    return f"Proved behind {what}{proof.stage}: {holds} of {len(proof.rows)} hold{besides}"


def row_holds(row: ProvedRow) -> Sentence:
    """Whether a row of a proof holds, or why it need not."""
    if row.is_good:
        return "holds"
    return f"accepted: {row.accepted}" if row.accepted else "does not hold"


def row_seen(row: ProvedRow) -> Sentence:
    """What was seen of a row, and at what, where that was not planned."""
    aimed = f" (`{row.command}` in the place of `{row.instead_of}`)" if row.instead_of else ""
    return f"{row.after or '-'}{aimed}"


def hashes_of(run: RunPart) -> tuple[tuple[Sentence, str], ...]:
    """The configurations before and after, by what they are."""
    every = (
        ("Running before", run.running_before),
        ("Startup before", run.startup_before),
        ("Running when last seen", run.running_after),
    )
    return tuple((name, value) for name, value in every if value)
