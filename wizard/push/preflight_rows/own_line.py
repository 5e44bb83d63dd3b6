"""Whether our own login can do its work: what its line does, how long it lasts, and whether another one is free."""

from collections.abc import Iterator
from itertools import islice

from wizard.ios.masking import quoted
from wizard.judge.answers.answer import answer_of, shown
from wizard.judge.answers.processor_load import processor_load
from wizard.judge.answers.terminal_lines import vty_lines
from wizard.judge.answers.users import logged_in
from wizard.model.configuration import Line
from wizard.model.literals import number
from wizard.push.preflight_commands import LINES, LOAD, USERS, WIDTH, own_line
from wizard.push.preflight_rows.row import Fault, Preflight, Row, said
from wizard.sentence import listed

_BUSY = 90
"""Percent over five minutes."""
_LEAST_SECONDS = 60
_MOST_NAMED = 3
_COLUMNS, _LONGEST_MODE = 80, 34
"""Of a terminal that nobody has widened, and what stands behind the name in a prompt: `(config-...)#`."""


def own_lines(preflight: Preflight) -> tuple[Line, ...]:
    """The blocks of the configuration that hold for our login; all of its lines where nobody knows which it has."""
    own = own_line(preflight.reading)
    kind, _, place = own.line.partition(" ") if own else ("vty", "", "")
    blocks = preflight.running.all(f"line {kind}")
    if kind != "vty" or number(place) is None:
        return blocks
    return tuple(block for block in blocks if _holds(block, number(place) or 0))


def _holds(block: Line, place: int) -> bool:
    numbers = [number(word) for word in block.text.split()[2:4]]
    first, last = (numbers * 2)[:2] if numbers else (None, None)
    return first is not None and last is not None and first <= place <= last


def _prompts(preflight: Preflight) -> Iterator[Fault]:
    for text in ("no service prompt config", "prompt"):
        if line := preflight.running.first(text):
            yield Fault(says=f"with {quoted(line.text)} nobody sees in which mode the router waits")


def _runs_at_login(preflight: Preflight) -> Iterator[Fault]:
    for block in own_lines(preflight):
        words = (line for what in ("autocommand", "menu") for line in block.all(what))
        yield from said(f"{quoted(block.text)} has {quoted(line.text)}" for line in words)
    for line in preflight.running.all(f"username {preflight.user}") if preflight.user else ():
        if "autocommand" in line.text.split()[2:]:
            yield Fault(says=f"{quoted(line.text)} runs a command at each login of ours")


def _time_out(preflight: Preflight) -> Iterator[Fault]:
    for block in own_lines(preflight):
        minutes, seconds = (*(number(word) or 0 for word in block.argument("exec-timeout").split()), 0, 0)[:2]
        if 0 < minutes * 60 + seconds < _LEAST_SECONDS:
            yield Fault(says=f"{quoted(block.text)} ends a silent login after {minutes * 60 + seconds} seconds")


def _long_rows(preflight: Preflight) -> Iterator[Fault]:
    if not preflight.reading.answer(WIDTH).strip():
        return
    room = _COLUMNS - len(preflight.reading.name) - _LONGEST_MODE
    rows_of = ((text.filename, number, row.strip()) for text in preflight.asked_texts for number, row in text.rows)
    places = (f"{file}:{number}" for file, number, row in rows_of if len(row) > room)
    if rows := listed(tuple(islice(places, _MOST_NAMED))):
        yield Fault(says=f"it does not take `terminal width 0` of this user, and would scroll {rows}")


def _free(preflight: Preflight) -> Iterator[Fault]:
    users = logged_in(answer_of(preflight.reading.answer(USERS)))
    used = sum(session.line.startswith("vty") for session in users)
    there = vty_lines(preflight.answer(LINES))
    if used >= there:
        others = ", ".join(sorted({shown(session.user) for session in users if not session.asks and session.user}))
        yield Fault(says=f"all {there} lines are in use{f', by {others} too' if others else ''}")


def _load(preflight: Preflight) -> Iterator[Fault]:
    answer = preflight.answer_if_known(LOAD)
    load = processor_load(answer) if answer else 0
    if load > _BUSY:
        yield Fault(says=f"its processor is busy for {load} percent of the last five minutes")


OWN_LINE = (
    Row(
        name="prompt",
        holds="The router shows its own prompts, those of configuration mode too.",
        faults=_prompts,
        to_do="Type `service prompt config` and `no prompt`.",
        source="push.md A0 item 15, A3.1",
    ),
    Row(
        name="runs-at-login",
        holds="Neither our line nor our user has a command or a menu that runs at login.",
        faults=_runs_at_login,
        to_do="Take it off for the change, or log in by another line or as another user.",
        source="push.md A0 item 15",
    ),
    Row(
        name="time-out",
        holds="Our line ends no login that is silent for a minute.",
        faults=_time_out,
        to_do="Write `exec-timeout 10 0` below the line.",
        source="push.md A5 row 42",
    ),
    Row(
        name="long-rows",
        holds="A row that is longer than a terminal is wide is typed without scrolling.",
        faults=_long_rows,
        to_do="Have the user allowed `terminal width`, or push as one who may type it.",
        source="push.md A5 row 13",
    ),
    Row(
        name="free-line",
        holds="A line is free for the fresh login that proves the change.",
        faults=_free,
        to_do="Have somebody log out, or add lines: `line vty 5 15`.",
        source="push.md A5 row 42",
    ),
    Row(
        name="load",
        holds=f"The processor is busy for at most {_BUSY} percent of five minutes.",
        faults=_load,
        to_do="Find out what keeps it busy, and wait.",
        source="push.md A5 row 48 (the limit is a choice)",
    ),
)
