"""`show install summary`: whether an IOS-XE router has an image that it may still take back."""

import re

from wizard.judge.answers.answer import Answer, NotRead, behind

_ROW = re.compile(r"(?P<kind>[A-Z]{3,4}) +(?P<state>[IUCD]) +(?P<name>\S+)")
_UNCOMMITTED = frozenset("UD")
"""Activated or deactivated, and not committed."""


def pending_installs(answer: Answer) -> tuple[str, ...]:
    """The images that are not committed, or that a timer takes back; NotRead where the answer lists none at all."""
    rows = tuple(map(str.strip, answer.rows))
    found = [row for text in rows if (row := _ROW.fullmatch(text))]
    timers = [words for row in rows if (words := behind(row, "Auto abort timer:")) is not None]
    if not found and not timers:
        raise NotRead("no image in `show install summary`")
    runs = any(words.startswith("active") for words in timers)
    return tuple(row["name"] for row in found if runs or row["state"] in _UNCOMMITTED) or (("unnamed",) if runs else ())
