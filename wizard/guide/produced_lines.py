"""What an answer gives: the lines by which the plan with it differs from the plan without it, device by device."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from wizard.check import findings
from wizard.difference import matches
from wizard.errors import StillOpen
from wizard.ios.masking import masked
from wizard.model.configuration import written
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.perspective import devices, hub_device
from wizard.render.device_stages import StageOfDevice, sections_one_by_one, stages
from wizard.render.radius_export import radius_export, without_password
from wizard.render.steps_and_checklist import checklist


class ProducedLine(NamedTuple):
    """One line as it is shown."""

    text: str
    """With its indentation; with secrets masked."""
    is_header: bool = False
    """Whether it stands in both plans, and is shown for what is below it."""


class ProducedPart(NamedTuple):
    """Lines of one document of one device."""

    device: str
    """Empty for the whole site."""
    document: str
    """`4-stage.cfg`, `radius.txt`, `checklist.md` or `findings`."""
    lines: tuple[ProducedLine, ...]


class PlanDifference(NamedTuple):
    """By what two plans differ."""

    given: tuple[ProducedPart, ...] = ()
    """What only the second one has."""
    left_out: tuple[ProducedPart, ...] = ()
    """What only the first one has."""
    waits_for: tuple[str, ...] = ()
    """The open questions that hold back sections of the second one and not of the first one."""

    def __bool__(self) -> bool:
        return bool(self.given or self.left_out)


Texts = dict[tuple[str, str], list[str]]
"""Rows by device and document."""


@lru_cache(maxsize=64)
def plan_difference(before: Plan, after: Plan) -> PlanDifference:
    """By what is sent, or else by what is typed beside it, or else by what is found in it."""
    pairs = tuple(_paired_devices(before, after))
    held = _held_back(after) - _held_back(before)
    waits_for = tuple(dict.fromkeys(key for _, key in sorted(held)))
    found = PlanDifference()
    for texts in (_sent, _checklists, _findings):
        found = _difference(*texts(before, after, pairs))
        if found or waits_for:
            break
    return found._replace(waits_for=waits_for)


def _held_back(plan: Plan) -> set[tuple[str, str]]:
    """Each section that an open answer holds back by itself, whoever has it, and the key of that answer."""
    held = ((device, one.stage) for device in devices(plan) for one in stages(plan, device) if one.open_keys)
    sections = (section for device, stage in held for section in sections_one_by_one(plan, device, stage))
    return {(section.name, section.waits_for) for section in sections if section.waits_for}


Pair = tuple[str, str]
"""A device of the plan before and what it is in the plan after; one of them is empty where it is in one plan alone."""


def _paired_devices(before: Plan, after: Plan) -> Iterator[Pair]:
    """Every device of both; a hub that is called otherwise is the same one."""
    old, new = devices(before), devices(after)
    hubs = {hub_device(after): hub_device(before)}
    renamed = {} if hubs.keys() & {*old} or {*hubs.values()} & {*new} else hubs
    for device in new:
        yield (device if device in old else renamed.get(device, "")), device
    yield from ((device, "") for device in old if device not in {*new, *renamed.values()})


def _sent(before: Plan, after: Plan, pairs: Iterable[Pair]) -> tuple[Texts, Texts]:
    """What is sent to each device in each stage, and what RADIUS gets; both as far as both can be written."""
    old_texts: Texts = {}
    new_texts: Texts = {}
    for old, new in pairs:
        for stage in Stage:
            place = (new or old, stage.filename)
            both = [stages(plan, one)[stage.number - 1] if one else None for plan, one in ((before, old), (after, new))]
            whole = not any(one and one.open_keys for one in both)
            old_texts[place], new_texts[place] = (
                _rows_of(plan, one, whole=whole) for plan, one in zip((before, after), both, strict=True)
            )
    place = (hub_device(after), "radius.txt")
    old_texts[place], new_texts[place] = _radius(before), _radius(after)
    return old_texts, new_texts


def _rows_of(plan: Plan, stage: StageOfDevice | None, *, whole: bool) -> list[str]:
    """The lines of a stage as they are sent, or those of each section that can be written by itself."""
    if stage is None:
        return []
    found = stage.sections if whole else sections_one_by_one(plan, stage.device, stage.stage)
    return [row for section in found for row in written(section.commands)]


def _radius(plan: Plan) -> list[str]:
    with suppress(StillOpen):
        return [row for row in radius_export(plan).split("\n") if row and not row.startswith("#")]
    return []


def _checklists(before: Plan, after: Plan, pairs: Iterable[Pair]) -> tuple[Texts, Texts]:
    def texts(plan: Plan, side: Callable[[Pair], str]) -> Texts:
        return {
            (pair[1] or pair[0], "checklist.md"): [row for row in checklist(plan, side(pair)).split("\n")[1:] if row]
            if side(pair)
            else []
            for pair in pairs
        }

    return texts(before, lambda pair: pair[0]), texts(after, lambda pair: pair[1])


def _findings(before: Plan, after: Plan, pairs: Iterable[Pair]) -> tuple[Texts, Texts]:
    def texts(plan: Plan, side: Callable[[Pair], str]) -> Texts:
        by_device: Texts = {("", "findings"): [], **{(pair[1] or pair[0], "findings"): [] for pair in pairs}}
        names = {side(pair): pair[1] or pair[0] for pair in pairs if side(pair)}
        for one in findings(plan):
            row = f"{one.severity} {one.code}: {one.message}{f' ({one.text})' if one.text else ''}"
            by_device[names.get(one.device, ""), "findings"].append(row)
        return by_device

    return texts(before, lambda pair: pair[0]), texts(after, lambda pair: pair[1])


def _difference(before: Texts, after: Texts) -> PlanDifference:
    given: list[ProducedPart] = []
    left_out: list[ProducedPart] = []
    for (device, document), new in after.items():
        old = before[device, document]
        same = list(matches(old, new))
        for parts, rows, kept in (
            (given, new, {place for _, place in same}),
            (left_out, old, {place for place, _ in same}),
        ):
            if len(kept) < len(rows):
                parts.append(ProducedPart(device, document, tuple(_below_headers(rows, kept, document))))
    return PlanDifference(tuple(given), tuple(left_out))


def _below_headers(rows: Sequence[str], kept: set[int], document: str) -> Iterator[ProducedLine]:
    """The rows that are not kept, each below the headers that it stands below."""
    headers: list[tuple[int, int]] = []
    shown: set[int] = set()
    for place, row in enumerate(rows):
        indent = len(row) - len(row.lstrip(" "))
        while headers and headers[-1][0] >= indent:
            headers.pop()
        if place not in kept:
            for _, header in headers:
                if header not in shown:
                    yield ProducedLine(_hidden(rows[header], document), is_header=True)
            shown |= {place, *(header for _, header in headers)}
            yield ProducedLine(_hidden(row, document))
        headers.append((indent, place))


def _hidden(row: str, document: str) -> str:
    return without_password(row) if document == "radius.txt" else masked(row)
