"""How a push of a router ended, in words."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from wizard.ios.masking import masked
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End, Outcome
from wizard.push.proof_rows import ProofRow
from wizard.push.what_is_said import TAKEN_BACK
from wizard.sentence import Sentence
from wizard.typed_command import typed_command

VERDICTS: dict[Verdict, Sentence] = {
    Verdict.OLD: "it runs what it ran before",
    Verdict.PARTIAL: "it runs what it ran before, and an inert part of the new configuration",
    Verdict.STAGED: "all that changes no traffic is there, and saved; EzVPN is as it was",
    Verdict.TRIAL: "the new configuration is on trial, and a timer on the router takes it back",
    Verdict.NEW_UNSAVED: "the new configuration runs until the router restarts, which brings back the old one",
    Verdict.NEW_SAVED: "the new configuration runs and is saved",
    Verdict.UNKNOWN: "nobody can tell before the time that is printed; then it is as before the timer was set",
    Verdict.MIX: "it runs neither the old nor the new configuration: it needs a person",
}


def outcome_in_words(device: str, outcome: Outcome) -> Iterator[Sentence]:
    """The verdict, why, and the lines that are neither old nor new."""
    until = f" (until {outcome.deadline:%Y-%m-%d %H:%M:%S} UTC)" if outcome.deadline else ""
    yield f"{device}: {outcome.verdict}{until}: {VERDICTS[outcome.verdict]}."
    for why in outcome.says:
        yield f"  {why}"
    for row in outcome.rows:
        yield f"  {masked(row)}"


_AGAIN: Sentence = "once that is mended, {next}; or {revert}, which takes back what is staged"
_WHEN_WANTED: Sentence = "{next}, when it is to be tried again; or {revert}, which takes back what is staged"
_NEXT: dict[End, Sentence] = {
    End.STOPPED: _AGAIN,
    End.ROLLED_BACK: _AGAIN,
    End.NOT_SAVED: "{next}, which proves it again and saves it; or {revert}",
    End.UNKNOWN: "{next}, now or behind that time: it looks what the router runs, and goes on from there",
    End.NEEDS_A_PERSON: "out/RESCUE.html of the site says what to type at the console; then {next} looks again",
    End.WAITS: "{next}, once it is there",
}
"""What may be typed behind each end; a refusal says itself what to do."""


def next_in_words(site: str, device: str, outcome: Outcome, words: Sequence[str]) -> Sentence:
    """What to type next, "" where there is nothing to do; the words are those of the command that `status` names."""
    if outcome.end not in _NEXT or not words:
        return ""
    says = _WHEN_WANTED if TAKEN_BACK in outcome.says else _NEXT[outcome.end]
    if says is _AGAIN and outcome.verdict is Verdict.NEW_SAVED:
        # A clean-up that went back is no reason to leave the new configuration.
        says = _AGAIN.partition(";")[0]
    back = f"`{typed_command('revert', site, '--device', device)}`"
    return f"Next: {says.format(next=f'`{typed_command(words[0], site, *words[1:])}`', revert=back)}."


def next_behind_way_back(site: str, device: str, outcome: Outcome, words: Sequence[str]) -> Sentence:
    """The same behind a `revert` that did not come to its end: it is asked for again, and nothing forward."""
    if outcome.end not in (End.STOPPED, End.ROLLED_BACK):
        return next_in_words(site, device, outcome, words)
    return f"Next: once that is mended, `{typed_command('revert', site, '--device', device)}` again."


def outcome_as_values(device: str, outcome: Outcome) -> dict[str, object]:
    """The same for a machine."""
    return {
        "device": device,
        "end": outcome.end.name.lower().replace("_", "-"),
        "verdict": outcome.verdict.value,
        "deadline": outcome.deadline.isoformat() if outcome.deadline else None,
        "says": list(outcome.says),
        "rows": [masked(row) for row in outcome.rows],
    }


_FEW_ROWS = 2


def proof_in_words(device: str, rows: Sequence[ProofRow], left: timedelta | None) -> Sentence:
    """How far a proof is, how long the router waits for it, and the first rows that do not hold, in one line."""
    good = sum(row.holds for row in rows)
    until = f", the timer ends in {_minutes(left)}" if left is not None else ""
    missing = [f"{_place(row, device)}: {row.after or row.before}" for row in rows if not row.holds]
    return "; ".join((f"{device}: {good} of {len(rows)} hold{until}", *missing[:_FEW_ROWS]))


def _place(row: ProofRow, device: str) -> str:
    return row.name if row.device == device else f"{row.name} at {row.device}"


def _minutes(left: timedelta) -> Sentence:
    minutes, seconds = divmod(max(0, int(left.total_seconds())), 60)
    return f"{minutes}:{seconds:02}"
