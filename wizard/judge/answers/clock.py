"""`show clock`, and the other places where a router writes a time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wizard.judge.answers.answer import Answer, NotRead
from wizard.model.literals import number

_TIME = re.compile(
    r"(?P<mark>[*.]?)(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)(?:\.\d{1,6})? (?:(?P<zone>[\w+-]{1,32}) )?"
    r"(?:[A-Z][a-z]{2} )?(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<year>\d{4})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OF_UTC = ("UTC", "GMT")


@dataclass(frozen=True, slots=True, kw_only=True)
class RouterTime:
    """A moment as a router writes it, on its own clock."""

    wall: datetime
    """Without a zone: what its clock shows."""
    zone: str
    """"" where it names none."""
    mark: str = ""
    """`*` where nobody vouches for the time, `.` where its source is not reached [push.md A3.10]."""

    def as_utc(self, zones: Mapping[str, int]) -> datetime | None:
        """The moment, None where nobody knows how far its zone is from UTC."""
        minutes = 0 if self.zone in _OF_UTC else zones.get(self.zone)
        if minutes is None:
            return None
        try:
            return (self.wall - timedelta(minutes=minutes)).replace(tzinfo=UTC)
        except OverflowError:
            return None


def router_time(text: str) -> RouterTime | None:
    """`*10:05:00.123 UTC Mon Nov 30 2026`; None where it is something else."""
    found = _TIME.fullmatch(" ".join(text.split()))
    if not found or found["month"] not in _MONTHS:
        return None
    try:
        wall = datetime(
            number(found["year"]) or 0,
            _MONTHS.index(found["month"]) + 1,
            number(found["day"]) or 0,
            int(found["hour"]),
            int(found["minute"]),
            int(found["second"]),
        )
    except ValueError:
        return None
    return RouterTime(wall=wall, zone=found["zone"] or "", mark=found["mark"])


def clock(answer: Answer) -> RouterTime:
    """The time of `show clock`; NotRead where the answer is another one."""
    times = [time for row in answer.rows if (time := router_time(row))]
    if len(times) != 1:
        raise NotRead("no time of `show clock`")
    return times[0]
