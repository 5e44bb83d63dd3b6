"""`show reload`: whether a restart is to come."""

from wizard.judge.answers.answer import Answer, NotRead, shown
from wizard.sentence import Sentence

_NONE = "No reload is scheduled"
_SCHEDULED = "Reload scheduled"


def scheduled_reload(answer: Answer) -> Sentence:
    """What the router says of it, "" where none is to come; NotRead where it says neither."""
    rows = tuple(map(str.strip, answer.rows))
    scheduled = next((row for row in rows if row.startswith(_SCHEDULED)), "")
    if not scheduled and not any(row.startswith(_NONE) for row in rows):
        raise NotRead("neither a reload nor the word that none is scheduled")
    return shown(scheduled)
