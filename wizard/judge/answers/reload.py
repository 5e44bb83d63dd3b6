"""`show reload`: whether the router will start anew by itself, and when."""

import re
from datetime import timedelta

from wizard.judge.answers.answer import Answer, NotRead

_NONE = "No reload is scheduled"
_IN = re.compile(
    r"Reload scheduled (?:in|for .{1,60}\(in) "
    r"(?:(?P<hours>\d{1,3}) hours?(?: and)? ?)?(?:(?P<minutes>\d{1,5}) minutes?)?"
)


def scheduled_reload(answer: Answer) -> timedelta | None:
    """How long until the router reloads, None where no reload is scheduled; NotRead where the answer does not say it.

    The router counts whole minutes [push.md A2.5].
    """
    if any(row.strip().startswith(_NONE) for row in answer.rows):
        return None
    found = next((found for row in answer.rows if (found := _IN.match(row.strip()))), None)
    if not found or not (found["hours"] or found["minutes"]):
        raise NotRead("no reload, and no word that none is scheduled")
    return timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0))
