"""`show startup-config`: how much of NVRAM the saved configuration takes."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead

_USING = re.compile(
    r"Using (?P<used>\d{1,9}) out of (?P<room>\d{1,9}) bytes(?:, uncompressed size = (?P<whole>\d{1,9}) bytes)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSize:
    """Bytes of NVRAM."""

    used: int
    room: int
    whole: int
    """Of the configuration as it is shown; more than `used` where it is compressed."""


def saved_size(answer: Answer) -> SavedSize:
    """The sizes; NotRead where the answer does not begin with them."""
    found = next((row for text in answer.rows[:5] if (row := _USING.fullmatch(text.strip()))), None)
    if found is None:
        raise NotRead("no size of the startup configuration")
    used = int(found["used"])
    return SavedSize(used=used, room=int(found["room"]), whole=int(found["whole"] or used))
