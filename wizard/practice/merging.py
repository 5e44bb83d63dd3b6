"""A file that is copied into the running configuration: its lines are taken as if typed, and nobody answers."""

from collections import deque

from wizard.practice.beliefs import COPY_SHOWS_THE_LINE, COPY_WHEN_ITS_LINE_DROPS
from wizard.practice.configuration_mode import configure
from wizard.practice.dialogue import NO, Dialogue, Question, Reads
from wizard.practice.line_faults import obey, of_the_line
from wizard.practice.session import Session

_ETX = "\x03"
"""What a router writes to a file for the `^C` that it shows."""


def merge(session: Session, text: str) -> Dialogue:
    """Takes the lines of a text; one that is refused is told of, and the next one is taken."""
    reader = Session(session.router, session.user, source=session.source, vty=session.vty, privilege=session.privilege)
    reader.opened = ()
    rows = deque(text.replace("^C", _ETX).split("\n"))
    shows = session.router.beliefs[COPY_SHOWS_THE_LINE] == "yes"
    dies = session.router.beliefs[COPY_WHEN_ITS_LINE_DROPS] == "dies"
    while rows and not (dies and session.is_closed):
        row = rows.popleft()
        if not row.strip() or row.lstrip().startswith("!"):
            continue
        if row.strip() == "end":
            break
        # Command authorization is asked for what is typed, not for the lines of a file.
        faults = tuple(fault for fault in of_the_line(session.router, row) if fault.action.word != "deny")
        if any(fault.action.word == "drop" for fault in faults):
            session.lose()
        yield from _taken(obey(reader, row.rstrip(), faults, configure), rows, f"{row}\n" if shows else "")


def _taken(dialogue: Dialogue, rows: deque[str], shown: str) -> Dialogue:
    """One line at work; what it reads as its body are the rows behind it, and it is shown above what rejects it."""
    try:
        step = next(dialogue)
        while True:
            if not isinstance(step, Question):
                yield f"{shown}{step}" if step.lstrip(" ^\n").startswith("%") else step
                step = next(dialogue)
            elif step.is_body:
                if not rows:
                    dialogue.close()
                    return
                step = dialogue.send(rows.popleft())
            else:
                step = dialogue.send(NO if step.reads is Reads.KEY else "")
    except StopIteration:
        return
