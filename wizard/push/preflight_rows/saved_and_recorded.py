"""Whether the router saves by itself while a change is tried, or keeps the keys that are typed."""

from collections.abc import Iterable, Iterator

from wizard.ios.masking import masked, quoted, secrets_apart
from wizard.ios.recorded_commands import recorders
from wizard.ios.scripts import called, is_code, saves
from wizard.model.configuration import Configuration, Line
from wizard.model.literals import number
from wizard.model.stage import Stage
from wizard.push.preflight_rows.row import UNDER_A_TIMER, Fault, Preflight, Row, said
from wizard.sentence import Sentence

_USUAL_MAXIMUM = 10
_LEAST_COPIES = 3
_LONGEST_TRIAL = 120
"""Minutes: no timer runs longer [push.md A2.1]."""
_ENCRYPTED = "6"


def _saves(preflight: Preflight) -> Iterator[Fault]:
    running = preflight.running
    yield from said(
        f"{called(top)} saves the configuration by itself"
        for top in running
        if is_code(top.text) and saves(top) and _runs_by_itself(running, top)
    )


def _runs_by_itself(running: Configuration, top: Line) -> bool:
    """Whether something lets it run: an applet for `event none` and a list in no occurrence wait for a person."""
    if top.text.startswith("kron policy-list "):
        listed_as = f"policy-list {top.text.split()[-1]}"
        return any(each.child(listed_as) for each in running.all("kron occurrence"))
    return not top.argument("event").startswith("none")


def _rotates(preflight: Preflight) -> Iterator[Fault]:
    archive = preflight.running.first("archive")
    if archive is None:
        return
    kept = number(archive.argument("maximum")) or _USUAL_MAXIMUM
    every = number(archive.argument("time-period"), 1)
    copies = (1 if archive.child("write-memory") else 0) + (_LONGEST_TRIAL // every + 1 if every else 0)
    if copies and (kept < _LEAST_COPIES or copies >= kept):
        yield Fault(says=f"the archive keeps {kept} copies and may make {copies} more while a change is tried")


def _recorded(preflight: Preflight) -> Iterator[Fault]:
    found = recorders(preflight.running)
    rows = (row for text in preflight.asked_texts for _, row in text.rows)
    if found and any(masked(row) != row for row in rows):
        yield from said(f"{_name(line)} keeps the keys that are typed" for line in found)


def _name(line: Line) -> Sentence:
    return called(line) if is_code(line.text) else quoted(line.text)


def _other_master_key(preflight: Preflight) -> Iterator[Fault]:
    own = set(_encrypted(line.text for line in preflight.running.walk()))
    for text in preflight.asked_texts:
        for place, row in text.rows:
            if set(_encrypted((row,))) - own:
                says = f"{text.stage.filename}:{place} has a key that was encrypted on another router: {quoted(row)}"
                yield Fault(says=says)


def _encrypted(rows: Iterable[str]) -> Iterator[str]:
    """The keys of type 6, which only the router reads whose master key made them."""
    typed = (row.strip() for row in rows if f" {_ENCRYPTED} " in row)
    return (hidden.secret for row in typed for hidden in secrets_apart(row)[1] if hidden.form == _ENCRYPTED)


SAVED_AND_RECORDED = (
    Row(
        name="saves-itself",
        holds="No EEM applet and no kron list saves the configuration while a change is tried.",
        faults=_saves,
        to_do="Take it off the router for the change.",
        source="push.md A0 item 15, A4.2 I3",
        stages=(Stage.LOGIN, *UNDER_A_TIMER),
    ),
    Row(
        name="copies-rotate",
        holds="The archive keeps the copy to which a timer goes back, whatever else it copies meanwhile.",
        faults=_rotates,
        to_do="Raise `maximum` of `archive`, or take `write-memory` and `time-period` off for the change.",
        source="push.md A0 item 15, A2.2",
        stages=UNDER_A_TIMER,
    ),
    Row(
        name="recorded-keys",
        holds="Nothing keeps the commands that are typed, where a key or a password is among them.",
        faults=_recorded,
        to_do="Write `hidekeys` below `log config`; take the accounting list or the applet off for the change.",
        source="push.md A0 item 15",
    ),
    Row(
        name="master-key",
        holds="Every key of type 6 that is typed stands on the router already.",
        faults=_other_master_key,
        to_do="Answer the question of the key with the key itself, and render anew.",
        source="push.md A0 item 15",
    ),
)
