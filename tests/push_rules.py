"""What must hold whatever goes wrong in a push [push.md A4.2]: each rule looks at the wire, the router and the site."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.push_truth import Reference, body_of, is_saved, truth_of, verdict_of
from tests.push_wire import SAVING, Typed
from wizard.practice import PracticeRouter
from wizard.push.journal_record import Verdict
from wizard.push.journal_says import BRINGS_WHAT_IS_SAVED, NO_LINES, NOT_SAVED_YET
from wizard.push.outcome import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One push, or one that went on, as it is seen from outside."""

    known: Reference
    practice: PracticeRouter
    typed: Sequence[Typed]
    """What left in it."""
    outcome: Outcome
    journal: Verdict
    """What the journal alone says."""
    written: bytes = field(default=b"", repr=False)
    """Journal, and what people were told."""
    artefacts: bytes = field(default=b"", repr=False)
    """The log, the report, and every file but the texts that are sent."""
    surprised_at: int | None = None
    """The number of the line that was not simply taken."""
    no_record_behind: int | None = None
    """The number of the line behind which no record could be written."""
    was_done: bool = False
    """Whether nothing was left to be sent when it began."""
    files: frozenset[str] = frozenset()
    """What lay on flash before the first push."""
    is_at_rest: bool = False
    """Whether every timer has fired."""
    truth: Verdict = field(init=False)
    """What the router runs."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "truth", truth_of(self.known, self.practice))


_AS_GOOD: dict[Verdict, tuple[Verdict, ...]] = {
    Verdict.OLD: (Verdict.OLD,),
    Verdict.PARTIAL: (Verdict.OLD, Verdict.PARTIAL, Verdict.STAGED),
    Verdict.STAGED: (Verdict.STAGED,),
    Verdict.NEW_UNSAVED: (Verdict.NEW_SAVED,),
    Verdict.NEW_SAVED: (Verdict.NEW_SAVED,),
    Verdict.TRIAL: (Verdict.UNKNOWN,),
    Verdict.MIX: tuple(Verdict),
    Verdict.UNKNOWN: tuple(Verdict),
}
"""By what is said, what may be true."""


_NEW = (Verdict.NEW_UNSAVED, Verdict.NEW_SAVED)


_IF_IT_RESTARTED = (Verdict.OLD, Verdict.PARTIAL, Verdict.STAGED)
"""What a new configuration that was not saved may have become, where nobody can look."""


def _rest(seen: Seen) -> Iterator[str]:
    truth = seen.truth
    if truth is Verdict.MIX and _is_said_of_saving(seen):
        return
    if seen.is_at_rest and truth in (Verdict.MIX, Verdict.UNKNOWN) and seen.outcome.verdict is not Verdict.MIX:
        yield f"{truth} behind every timer"


def _armed(seen: Seen) -> Iterator[str]:
    for typed in seen.typed:
        is_dangerous = typed.is_configuring and typed.line in seen.known.dangerous
        is_copied = typed.line.startswith("copy ") and typed.line.endswith("running-config")
        if (is_dangerous or is_copied) and not typed.is_armed:
            yield f"{typed.line!r} was typed, and nothing was pending"


def _saved(seen: Seen) -> Iterator[str]:
    for typed in seen.typed:
        if typed.line in SAVING and typed.is_armed:
            yield f"{typed.line} was sent while something was pending"
    startup = seen.practice.startup or ""
    is_said = seen.outcome.verdict is Verdict.MIX or (seen.is_at_rest and _is_said_of_saving(seen))
    if not is_said and not _is_known(seen, startup):
        yield "it would start with what is no state of ours"


def _is_said_of_saving(seen: Seen) -> bool:
    """Whether it is said that a reload will bring what somebody saves behind the last look."""
    return seen.outcome.verdict is Verdict.UNKNOWN and BRINGS_WHAT_IS_SAVED in seen.outcome.says


def _is_known(seen: Seen, startup: str) -> bool:
    is_shown = any(startup.endswith(body_of(text)) for text in seen.known.texts)
    return is_shown or verdict_of(seen.known, startup) is not Verdict.MIX


def _surprise(seen: Seen) -> Iterator[str]:
    if seen.surprised_at is None:
        return
    for place in _places(seen, seen.surprised_at):
        login = seen.typed[place].login
        for typed in seen.typed[place + 1 :]:
            if typed.login == login and typed.goes_on:
                yield f"{typed.line!r} left behind {seen.typed[place].line!r}, which was not taken"


def _places(seen: Seen, count: int | None) -> list[int]:
    """Where the line of that number stands among those that left."""
    counts = [0 if typed.is_answer else typed.count for typed in seen.typed]
    return [place for place, other in enumerate(counts) if other == count][:1]


def _announced(seen: Seen) -> Iterator[str]:
    for place in _places(seen, seen.no_record_behind):
        for typed in seen.typed[place + 1 :]:
            if typed.goes_on and typed.line != "configure terminal":
                yield f"{typed.line!r} left, and no record announced it"


def _honest(seen: Seen) -> Iterator[str]:
    truth = seen.truth
    for who, said in (("the outcome", seen.outcome.verdict), ("the journal", seen.journal)):
        needs_saved = said in (Verdict.NEW_SAVED, Verdict.STAGED)
        is_new = said in _NEW and seen.practice.running in seen.known.new
        is_said = said is Verdict.NEW_UNSAVED and NOT_SAVED_YET in seen.outcome.says and truth in _IF_IT_RESTARTED
        if not (truth in _AS_GOOD[said] or is_new or is_said) or (needs_saved and not is_saved(seen.practice)):
            yield f"{who} says {said}, and it is {truth}"


def _named(seen: Seen) -> Iterator[str]:
    if seen.outcome.verdict is Verdict.MIX and not seen.outcome.rows and NO_LINES not in seen.outcome.says:
        yield "a mix is said, and none of its lines"


def _right_box(seen: Seen) -> Iterator[str]:
    identified = set[int]()
    for typed in seen.typed:
        if typed.line == "show version":
            identified.add(typed.login)
        elif typed.changes and typed.login not in identified:
            yield f"{typed.line!r} left in a login in which nobody had asked for the serial number"


def _silent(seen: Seen) -> Iterator[str]:
    if any(secret in seen.written for secret in seen.known.secrets):
        yield "a secret stands in the journal, or was told"
    if any(secret in seen.artefacts for secret in seen.known.secrets):
        yield "a secret stands in the log, the report, or a file"


def _tidy(seen: Seen) -> Iterator[str]:
    left = {name for name in seen.practice.flash if name.startswith("ez2flex-") and name.endswith(".cfg")}
    unlisted = {name for name in left - seen.files if name.encode() not in seen.written}
    if seen.was_done and unlisted:
        yield f"{sorted(unlisted)} lies on flash, and nobody was told"


def _once(seen: Seen) -> Iterator[str]:
    rows = [typed.line for typed in seen.typed if typed.is_configuring]
    if seen.was_done and rows:
        yield f"{rows[0]!r} was sent once more"


RULES: dict[str, Callable[[Seen], Iterator[str]]] = {
    "I1": _rest,
    "I2": _armed,
    "I3": _saved,
    "I4": _surprise,
    "A4.3": _announced,
    "I5": _honest,
    "A0.5": _named,
    "I6": _right_box,
    "I7": _silent,
    "I8": _tidy,
    "I9": _once,
}
"""Of I6, the right box, that it was asked; what an answer then refuses, pre-flight and guards are tested for."""


def broken_rules(seen: Seen) -> list[str]:
    """Which do not hold, and how."""
    return [f"{name}: {words}" for name, rule in RULES.items() for words in rule(seen)]
