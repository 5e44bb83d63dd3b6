"""The lines that a plan writes, looked up by the traces of the rows."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

from wizard.data.stage_sections import SECTIONS
from wizard.errors import StillOpen
from wizard.ios.command_forms import takes_away
from wizard.ios.list_entries import entry_of, list_number, shown_entry
from wizard.ios.masking import masked
from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.finding import RADIUS_FILE, TargetLine
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.adoption import adopted, stands_already
from wizard.plan.mapping import MAPPING
from wizard.plan.mapping.ikev2_and_ipsec import networks_to_announce, sites_to_announce
from wizard.plan.perspective import Perspective
from wizard.render.device_stages import StageOfDevice, sections_one_by_one, stages
from wizard.render.radius_records import LeftOut, RadiusRecord, radius_records
from wizard.render.templates import commands
from wizard.situation.authentication import uses_radius

PAIRED = frozenset({"tunnel", "tunnel_up", "flexvpn_client"})
"""Sections that have one command for the EzVPN client that moves and one for its backup."""


class NewLine(NamedTuple):
    """One line that a section writes."""

    text: str
    path: tuple[str, ...]
    """The headers that it stands below, and the line itself; with secrets masked."""
    place: int
    """Of its command in the section, counted from 0."""


_JOINED: dict[str, Callable[[Perspective], object]] = {
    "announced_networks": networks_to_announce,
    "announced_sites": sites_to_announce,
}
"""What a section would hold that only adds to what the hub has."""


def _there(configuration: Configuration, lines: Iterable[Line]) -> Iterator[Line]:
    """Those of the lines that a configuration has, each section with the lines that it has below it."""
    for line in lines:
        if standing := configuration.exact(line.text):
            below = {entry_of(child.text) for child in standing.children}
            yield line._replace(children=tuple(child for child in line.children if child.text in below))


class Removal(NamedTuple):
    """What takes a line of the source away."""

    stage: Stage
    instead: tuple[TargetLine, ...]
    """The lines that stand there in its place."""


class NewLines:
    """What a plan writes on each of its devices."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._devices: dict[str, DeviceLines] = {}

    def on(self, device: str) -> "DeviceLines":
        """What it writes on that device."""
        if device not in self._devices:
            self._devices[device] = DeviceLines(self.plan, device)
        return self._devices[device]

    def of(self, device: str, traces: Iterable[str], *, place: int = 0) -> tuple[TargetLine, ...]:
        """The lines of those traces."""
        found = [
            line for trace in traces for lines, words in self._where(device, trace) for line in lines.of(words, place)
        ]
        return tuple(dict.fromkeys(found))

    def waits_for(self, device: str, traces: Iterable[str]) -> str:
        """The open question that holds back a section of those traces, "" where none does."""
        keys = [
            lines.waiting.get(words.partition(": ")[0], "") for t in traces for lines, words in self._where(device, t)
        ]
        return next((key for key in keys if key), "")

    def _where(self, device: str, trace: str) -> Iterator[tuple["DeviceLines", str]]:
        if trace.startswith("spoke/"):
            for spoke in self.plan.spokes:
                yield self.on(spoke.device), trace.removeprefix("spoke/")
        else:
            yield self.on(device), trace


class DeviceLines:
    """What a plan writes on one device, section by section, and what it takes away there."""

    def __init__(self, plan: Plan, device: str) -> None:
        self.device = device
        self.waiting: dict[str, str] = {}
        """The open question that holds a section back, by the name of the section."""
        self._lines: dict[str, list[NewLine]] = {}
        self._stages = stages(plan, device)
        for stage in self._stages:
            written = (
                self._one_by_one(plan, stage) if stage.open_keys else [(s.name, s.commands) for s in stage.sections]
            )
            for name, lines in written:
                self._lines.setdefault(name, []).extend(_flattened(lines))
        for name, lines in self._standing(plan):
            self._lines.setdefault(name, []).extend(_flattened(lines))
        self._left_out: tuple[LeftOut, ...] = ()
        self._of_radius(Perspective(plan, device))

    def _of_radius(self, asking: Perspective) -> None:
        """What RADIUS holds in the place of sections of the hub."""
        if not asking.is_hub or not uses_radius(asking):
            return
        try:
            records = radius_records(asking)
        except StillOpen as error:
            self.waiting.setdefault("authorization_policy", error.keys[0])
            return
        held: dict[str, list[NewLine]] = {}
        for section, line in (found for record in records for found in _held_by(record)):
            held.setdefault(section, []).append(line)
        self._lines.update(held)
        self._left_out = tuple(line for record in records for line in record.left_out)

    def no_pair_for(self, words: str) -> LeftOut | None:
        """The line of the authorization policy that RADIUS would hold and for which no pair is known."""
        return next((line for line in self._left_out if has_prefix(line.policy_line, words)), None)

    def _standing(self, plan: Plan) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """What a hub that the spokes join has already of the lines that a hub of the plan's own would get."""
        asking = Perspective(plan, self.device)
        if not asking.is_hub or adopted(asking) is None:
            return
        here = self._stages[Stage.CUTOVER.number - 1].after
        for row in SECTIONS:
            if not stands_already(row.name, asking) and row.name not in _JOINED:
                continue
            try:
                value = _JOINED.get(row.name, MAPPING[row.name])(asking)
            except StillOpen:
                continue
            if value:
                yield row.name, tuple(_there(here, commands(row.template, row.value_name, value)))

    def _one_by_one(self, plan: Plan, stage: StageOfDevice) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """The sections of a stage that open answers hold back, as far as each can be written by itself."""
        for section in sections_one_by_one(plan, self.device, stage.stage):
            if section.waits_for:
                self.waiting[section.name] = section.waits_for
            else:
                yield section.name, section.commands

    def of(self, trace: str, place: int) -> list[TargetLine]:
        """The lines of one trace, `SECTION` or `SECTION: WORDS`."""
        name, _, words = trace.partition(": ")
        lines = self._lines.get(name, [])
        if name in PAIRED and lines:
            place = min(place, lines[-1].place)
            lines = [line for line in lines if line.place == place]
        return [self._written(line.path) for line in lines if not words or has_prefix(_unnumbered(line.text), words)]

    def exactly(self, name: str, text: str) -> tuple[TargetLine, ...]:
        """The lines of a section whose text is that one."""
        return tuple(self._written(line.path) for line in self._lines.get(name, []) if line.text == text)

    def network(self, network: IPv4Network) -> tuple[TargetLine, ...]:
        """The entry of the announced list that holds the network, or the entries that make parts of it."""
        bits = int(network.network_address)
        for length in range(network.prefixlen, -1, -1):
            path = self._announced.get((bits >> (32 - length) << (32 - length), length))
            if path:
                return (self._written(path),)
        shift = 32 - network.prefixlen
        inside = [
            path
            for (address, length), path in self._announced.items()
            if length > network.prefixlen and address >> shift == bits >> shift
        ]
        return tuple(self._written(path) for path in inside)

    @cached_property
    def _announced(self) -> dict[tuple[int, int], tuple[str, ...]]:
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        for line in (*self._lines.get("announced_networks", []), *self._lines.get("announced_sites", [])):
            if line.text.startswith("permit "):
                found.setdefault(_permitted(line.text), line.path)
        return found

    def _written(self, path: tuple[str, ...]) -> TargetLine:
        return TargetLine(self.device, path)

    @property
    def after(self) -> Configuration:
        """What is on the router after the last stage that can be written."""
        return self._stages[-1].after

    def removal(self, top: Line, line: Line) -> Removal:
        """What takes a line below `top`, or `top` itself, from the router; the login stage where no line says `no`."""
        for stage in self._stages:
            for section in stage.sections:
                for command in section.commands:
                    within = command.children if line is not top and command.text == top.text else (command,)
                    if any(takes_away(other.text, line.text) for other in within):
                        return Removal(stage.stage, self._instead(section.commands, line))
        return Removal(Stage.LOGIN, ())

    def _instead(self, lines: tuple[Line, ...], gone: Line) -> tuple[TargetLine, ...]:
        """The lines of a section that begin as the one that it removes."""
        words = " ".join(gone.text.split()[:4])
        return tuple(self._written(line.path) for line in _flattened(lines) if has_prefix(line.text, words))


def _held_by(record: RadiusRecord) -> Iterator[tuple[str, NewLine]]:
    """Each line of the hub that RADIUS holds under a name, by its section."""
    path = (RADIUS_FILE, record.name)
    for section, text in record.stands_for:
        yield section, NewLine(text, path, 0)
    for pair in record.pairs:
        for section, text in pair.stands_for:
            yield section, NewLine(text, (*path, pair.shown), 0)


def _flattened(lines: tuple[Line, ...]) -> Iterator[NewLine]:
    for place, command in enumerate(lines):
        if number := list_number(command.text):
            # A router shows a numbered list without a header, in whichever way it was entered.
            entries = [
                NewLine(child.text, (masked(shown_entry(number, child.text)),), place) for child in command.children
            ]
            yield from (NewLine(command.text, entries[0].path, place), *entries) if entries else ()
        else:
            yield from _below(command, (masked(command.text),), place)


def _below(line: Line, path: tuple[str, ...], place: int) -> Iterator[NewLine]:
    yield NewLine(line.text, path, place)
    for child in line.children:
        yield from _below(child, (*path, masked(child.text)), place)


def _unnumbered(text: str) -> str:
    """An entry of a list without its number."""
    return text.lstrip("0123456789 ")


def _permitted(text: str) -> tuple[int, int]:
    """The address and the length of the network that an entry of a standard list permits."""
    words = text.split()[1:]
    if words == ["any"]:
        return 0, 0
    wildcard = int(IPv4Address(words[1])) if len(words) > 1 else 0
    return int(IPv4Address(words[0])), 32 - wildcard.bit_length()
