"""What a push proves beside the steps: its timer, what moves through the tunnel, and that nothing else was lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from wizard.judge.answers.answer import NotRead, answer_of, shown
from wizard.judge.answers.clock import clock
from wizard.judge.answers.ezvpn_clients import ezvpn_states
from wizard.judge.answers.ikev2_sessions import ikev2_sas
from wizard.judge.answers.ipsec_counters import Counters, counters
from wizard.judge.answers.neighbours import Neighbour
from wizard.judge.answers.rollback_timer import rollback_timer
from wizard.judge.session_judges import sessions_are_as_before
from wizard.judge.verdict import Asked, Judged, bad, good
from wizard.model.step_facts import StepFacts
from wizard.sentence import Sentence, listed, so_many

_READ_APART = timedelta(minutes=1)
"""Timer and clock are asked in one breath; a clock that stands before the timer's beginning was set back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerJudged:
    """Whether a timer of a rollback is ours, and when it fires."""

    is_good: bool
    seen: Sentence
    until: datetime | None = None
    """On the router's clock, without a zone; None where it is not ours."""
    left: timedelta | None = None
    now: datetime | None = None
    """The router's clock, without a zone."""
    zone: str = ""


def revert_timer(timer: bytes, router_clock: bytes, *, user: str, minutes: int) -> TimerJudged:
    """Whether an absolute timer of that user and length runs, judged by the router's own clock."""
    try:
        running, now = rollback_timer(answer_of(timer)), clock(answer_of(router_clock))
    except NotRead as unread:
        return TimerJudged(is_good=False, seen=f"cannot be read: {unread.why}")
    if running is None:
        return TimerJudged(is_good=False, seen="no timer runs")
    if running.user != user:
        return TimerJudged(is_good=False, seen=f"the timer is of {shown(running.user)}")
    if not running.is_absolute or running.minutes != minutes:
        return TimerJudged(is_good=False, seen=f"the timer is another one, of {running.minutes} min")
    try:
        until = running.set_at.wall + running.length
    except OverflowError:
        return TimerJudged(is_good=False, seen="cannot be read: the timer's time")
    left = until - now.wall
    if running.set_at.zone != now.zone or left > running.length + _READ_APART:
        return TimerJudged(is_good=False, seen="the router's clock was changed since the timer runs")
    if left <= timedelta(0):
        return TimerJudged(is_good=False, seen=f"the timer was to fire at {until:%H:%M:%S}")
    seen = f"ours, until {until:%H:%M:%S} {now.zone}".rstrip()
    return TimerJudged(is_good=True, seen=seen, until=until, left=left, now=now.wall, zone=now.zone)


def no_revert_timer(timer: bytes) -> Judged:
    """Whether the router says that no timer of a rollback runs."""
    try:
        running = rollback_timer(answer_of(timer))
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
    return good("no timer runs") if running is None else bad(f"a timer of {shown(running.user)} runs")


def packets_move(first: bytes, second: bytes, *, interface: str) -> Judged:
    """Whether packets went both ways through a tunnel, between two answers of `show crypto ipsec sa`."""
    try:
        earlier, later = (_of(counters(answer_of(each)), interface) for each in (first, second))
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
    live = [pair for pair in later if pair.spi]
    if not live:
        return bad(f"no IPsec SA at {interface}")
    sent, received = (_total(live, way) - _total(earlier, way) for way in ("sent", "received"))
    seen = f"{sent} packets sent, {received} received"
    return good(seen) if sent > 0 and received > 0 else bad(seen)


def _of(pairs: Iterable[Counters], interface: str) -> list[Counters]:
    return [pair for pair in pairs if pair.interface == interface]


def _total(pairs: Iterable[Counters], way: str) -> int:
    return sum(getattr(pair, way) or 0 for pair in pairs)


def ezvpn_is_up(answer: bytes, *, name: str) -> Judged:
    """Whether the EzVPN client of that name carries packets again."""
    try:
        clients = [client for client in ezvpn_states(answer_of(answer)) if client.name == name]
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
    if len(clients) != 1:
        return bad(f"no EzVPN client {name}")
    seen = f"{name} is {shown(clients[0].state)}"
    return good(seen) if clients[0].is_up else bad(seen)


def neighbours_are_as_before(
    before: Iterable[Neighbour], now: Iterable[Neighbour], *, lately: Iterable[Neighbour] | None = None
) -> Judged:
    """Whether every neighbour that was up before, and still a moment before a way back, is up."""
    ups = {neighbour.address for neighbour in now if neighbour.is_up}
    wanted = [neighbour.address for neighbour in before if neighbour.is_up]
    if lately is not None:
        there = {neighbour.address for neighbour in lately if neighbour.is_up}
        wanted = [address for address in wanted if address in there]
    missing = [shown(address) for address in wanted if address not in ups]
    return bad(f"not up any more: {listed(missing)}") if missing else good("every neighbor of before is up")


_SLACK = 5
"""Seconds by which two clocks, and two answers on their way, may differ."""


def same_session(first: bytes, later: bytes, *, seconds: float) -> Judged:
    """Whether each IKEv2 session of an answer is still the same so many seconds later, and none began anew."""
    try:
        ups, now = ([sa for sa in ikev2_sas(answer_of(each)) if sa.is_up] for each in (first, later))
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
    if not ups:
        return bad("no session is up")
    there = {(sa.session_id, sa.remote): sa.active for sa in now}
    for sa in ups:
        active = there.get((sa.session_id, sa.remote))
        if active is None or sa.active is None:
            return bad(f"the session with {shown(sa.peer_id) or shown(sa.remote)} is another one now")
        if active - sa.active < seconds - _SLACK:
            return bad(f"the session with {shown(sa.peer_id) or shown(sa.remote)} began anew")
    return good(f"the same {so_many(len(ups), 'session')}")


def other_sessions_are_up(before: bytes, now: bytes, *, moved: StepFacts, lately: bytes | None = None) -> Judged:
    """Whether every session of before, and still a moment before a way back, is up, but for that of the moved spoke."""
    try:
        later = None if lately is None else answer_of(lately)
        asked = Asked(answer=answer_of(now), facts=moved, before=answer_of(before), lately=later)
        return sessions_are_as_before(asked)
    except NotRead as unread:
        return bad(f"cannot be read: {unread.why}")
