"""How far the routers of a site are pushed, by their journals alone, each with how long ago that was seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from wizard.errors import SiteError
from wizard.guide.age_words import ago_in_words
from wizard.model.plan import Plan
from wizard.plan.perspective import devices
from wizard.push.journal_record import Record, Verdict
from wizard.push.journal_says import is_waiting, journal_of, last_seen, pending_deadline, verdict_of
from wizard.sentence import Sentence, listed
from wizard.site.folder import Folder


def pushed_in_words(folder: Folder, plan: Plan, now: datetime) -> tuple[Sentence, ...]:
    """A row for each state, with the routers in it: those that need somebody first, none where nothing was pushed."""
    states: dict[Sentence, list[str]] = {}
    seen: dict[Sentence, list[datetime]] = {}
    for device in devices(plan):
        for state, at in _state_of(folder, plan, device, now):
            states.setdefault(state, []).append(device)
            seen.setdefault(state, []).extend([at] if at else [])
    rows = (_row(state, names, seen[state], now) for state, names in states.items())
    return tuple(sorted(rows, key=lambda row: not row.startswith("!")))


def on_trial(folder: Folder, plan: Plan) -> frozenset[str]:
    """The routers on which a timer may run, by their journals."""
    return frozenset(device for device in devices(plan) if pending_deadline(_records(folder, plan, device)))


def saved_as_new(folder: Folder, plan: Plan) -> frozenset[str]:
    """The routers that were seen to run the new configuration, and to start with it."""
    every = {device: _records(folder, plan, device) for device in devices(plan)}
    return frozenset(device for device, records in every.items() if verdict_of(records) is Verdict.NEW_SAVED)


def _records(folder: Folder, plan: Plan, device: str) -> tuple[Record, ...]:
    """Those of its journal; none where that is broken."""
    with suppress(SiteError):
        return tuple(journal_of(folder, plan, device))
    return ()


def _row(state: Sentence, names: list[str], seen: list[datetime], now: datetime) -> Sentence:
    """What is oldest of it counts."""
    age = f" (seen {ago_in_words(now - min(seen))})" if seen else ""
    return f"{state}: {listed(names)}{age}"


def _state_of(folder: Folder, plan: Plan, device: str, now: datetime) -> Iterator[tuple[Sentence, datetime | None]]:
    try:
        records = journal_of(folder, plan, device)
    except SiteError:
        yield "! its journal is broken, and only the router can tell", None
        return
    if records:
        yield _words(records, now), last_seen(records)


def _words(records: tuple[Record, ...], now: datetime) -> Sentence:
    if deadline := pending_deadline(records):
        was = "was to go" if deadline < now else "goes"
        return f"! on trial, {was} back at {deadline:%Y-%m-%d %H:%M:%S} UTC"
    if is_waiting(records):
        return "waits for a certificate"
    verdict = verdict_of(records)
    return f"{_NEEDS_SOMEBODY.get(verdict, '')}{verdict.value}"


_NEEDS_SOMEBODY = {Verdict.MIX: "! ", Verdict.NEW_UNSAVED: "! ", Verdict.UNKNOWN: "! "}
