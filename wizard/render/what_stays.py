"""What of a migration stays on a router when it is taken back, because something outside the migration uses it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from wizard.ios.command_forms import MODES_WITHOUT_OBJECT
from wizard.ios.list_entries import header_of, is_entry, list_of
from wizard.ios.named_objects import NAMED_OBJECTS, ObjectName, object_of
from wizard.ios.scripts import is_text
from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.literals import address, address_with_mask
from wizard.model.way_back import StayReason, Stays
from wizard.render.lines_of_spokes import LinesOfSpokes

Path = tuple[str, ...]
"""A line with those above it, the top line first."""

JOINED_BY: tuple[tuple[str, str], ...] = (
    ("crypto ikev2 profile", "match"),
    ("crypto ikev2 keyring", "peer"),
    ("crypto pki certificate map", ""),
    ("ip access-list", ""),
    ("ipv6 access-list", ""),
    ("access-list", ""),
    ("ip prefix-list", ""),
)
"""Below which headers a line, and which one, lets another router use the FlexVPN; "" is any line."""

_SHARED_UNNAMED = ("crypto ikev2 ", "ipv6 unicast-routing", "archive")
"""What serves every IKEv2 profile of a router, or the migration to it, without being named: policies, global lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatStays:
    """What stays on one router, in the words of the plan."""

    spokes: LinesOfSpokes
    objects: Mapping[ObjectName, Stays]
    """The objects of the migration that stay, each with the reason."""
    changed: Mapping[Path, Stays]
    """The lines below a header that somebody changed."""
    emptied: frozenset[str]
    """The headers of lists that stay and of which every entry would go."""
    joined: Stays | None = None
    """Why all stays that is not the spokes' own."""

    def reason(self, path: Path) -> Stays | None:
        """Why a line of the migration stays; None for one that goes."""
        if path in self.changed:
            return self.changed[path]
        if self.spokes.has(*_as_below_its_header(path)):
            last = _list_header(path) in self.emptied
            return Stays(line=path, reason=StayReason.LAST_ENTRIES) if last else None
        if self.joined and self.spokes.shares(*_as_below_its_header(path)):
            return Stays(line=path, reason=StayReason.OTHER_NETWORKS)
        return self.joined or self.objects.get(object_of(path[0]))


def paths_of(lines: Iterable[Line], above: Path = ()) -> Iterator[Path]:
    """Every line with those above it."""
    for line in lines:
        yield (*above, line.text)
        yield from paths_of(line.children, (*above, line.text))


def _list_header(path: Path) -> str:
    """The header of the list of which a line is an entry, "" of another line."""
    if path[1:]:
        return path[0] if is_entry(path[1]) else ""
    named = list_of(path[0])
    return header_of(named) if named else ""


def _as_below_its_header(path: Path) -> tuple[str, str]:
    """Header and text of a line, an entry that stands by itself as below the header of its list."""
    if path[1:]:
        return path[0], path[1]
    named = list_of(path[0])
    return (header_of(named), path[0][len(named) + 1 :]) if named.startswith("access-list ") else ("", path[0])


class Comparison:
    """A router's present configuration beside those that the plan has of it."""

    def __init__(self, states: Sequence[Configuration], now: Configuration) -> None:
        self.now = now
        # One state shares with the next one every line that no stage touched.
        known = {id(line): line for state in states for line in state.lines}.values()
        self._known = frozenset(paths_of(known))
        self.own = self._known - frozenset(paths_of(states[0].lines))
        self._own_headers = {path[0] for path in self.own}
        before = {line.text for line in states[0].lines}
        later = {line.text for line in known} - before
        self.made = frozenset(map(object_of, later)) - frozenset(map(object_of, before))
        foreign = ((line, tuple(self._foreign(line))) for line in now.lines)
        self.others = tuple((line, paths) for line, paths in foreign if paths)
        """Each top line with the lines of it that no state of the plan has."""

    def _foreign(self, top: Line) -> Iterator[Path]:
        return (path for path in paths_of((top,)) if path not in self._known)

    def joins(self, top: Line, path: Path) -> bool:
        """Whether a line lets another router use what the migration made, or joined."""
        header, text = path[0], path[1] if path[1:] else ""
        ours = object_of(top.text) in self.made or (
            top.text in self._own_headers and not top.text.startswith(("ip ", "ipv6 ", "access-list "))
        )
        fits = any(
            has_prefix(header, within) and (not line or (len(path) == 2 and has_prefix(text, line)))
            for within, line in JOINED_BY
        )
        return ours and fits and not is_text(path[-1])


def what_stays(comparison: Comparison, spokes: LinesOfSpokes, joined: Stays | None = None) -> WhatStays:
    """What stays on a router, whatever of the migration stands there; all but the spokes' own on one that is joined."""
    objects = dict(_with_other_lines(comparison))
    for name, stays in chain(_named_by_others(comparison), _routes_through(comparison), _of_all_ikev2(comparison)):
        objects.setdefault(name, stays)
    objects = _with_what_they_name(comparison, objects)
    emptied = (header for header in _emptied(comparison, spokes) if joined or object_of(header) in objects)
    return WhatStays(
        spokes=spokes,
        objects=objects,
        changed=dict(_changed(comparison)),
        emptied=frozenset(emptied),
        joined=joined,
    )


def joining(comparison: Comparison) -> tuple[Path, ...]:
    """The lines by which others joined what the migration made, or joined itself."""
    return tuple(path for top, paths in comparison.others for path in paths if comparison.joins(top, path))


def profiles_beside(comparison: Comparison) -> tuple[Path, ...]:
    """The IKEv2 profiles that somebody made since."""
    return tuple(
        paths[0]
        for top, paths in comparison.others
        if len(paths[0]) == 1 and top.text.startswith("crypto ikev2 profile ")
    )


def _of_all_ikev2(comparison: Comparison) -> Iterator[tuple[ObjectName, Stays]]:
    """What every IKEv2 profile of a router uses without naming it, where somebody made one since."""
    beside = profiles_beside(comparison)
    for line in comparison.now.lines if beside else ():
        name = object_of(line.text)
        if name in comparison.made and line.text.startswith(_SHARED_UNNAMED) and name.kind in {"IKEv2 policy", ""}:
            yield name, Stays(line=(line.text,), reason=StayReason.OTHERS_JOINED, because=beside)


def _with_other_lines(comparison: Comparison) -> Iterator[tuple[ObjectName, Stays]]:
    for top, paths in comparison.others:
        if object_of(top.text) in comparison.made and top.text not in MODES_WITHOUT_OBJECT:
            yield (
                object_of(top.text),
                Stays(line=(top.text,), reason=StayReason.HAS_OTHER_LINES, because=_outermost(paths)),
            )


def _outermost(paths: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(path for path in paths if path[:-1] not in paths)


def _named_by_others(comparison: Comparison) -> Iterator[tuple[ObjectName, Stays]]:
    made = _standing(comparison)
    for top, paths in comparison.others:
        for path in paths:
            yield from _named_in(made, object_of(top.text), path)


def _routes_through(comparison: Comparison) -> Iterator[tuple[ObjectName, Stays]]:
    """The interfaces of the migration into whose network a route of others leads."""
    routes = [top for top, _ in comparison.others if top.text.startswith("ip route ")]
    for line in comparison.now.lines if routes else ():
        words = line.argument("ip address").split()
        own = address_with_mask(*words) if object_of(line.text) in comparison.made and len(words) == 2 else None
        for top in routes if own else ():
            hops = (address(word) for word in top.text.split()[4:6])
            if own and any(hop in own.network for hop in hops if hop):
                yield object_of(line.text), Stays(line=(line.text,), reason=StayReason.NAMED, because=((top.text,),))


def _standing(comparison: Comparison) -> dict[ObjectName, str]:
    """The named objects of the migration that stand, each with its first line."""
    found: dict[ObjectName, str] = {}
    for line in comparison.now.lines:
        name = object_of(line.text)
        if name.kind and name in comparison.made:
            found.setdefault(name, line.text)
    return found


_NAMED_ANYWHERE = ("access list", "IPv6 access list")
"""The kinds that so many lines name that the word alone counts; the others often share one name."""


def _named_in(made: Mapping[ObjectName, str], own: ObjectName, path: Path) -> Iterator[tuple[ObjectName, Stays]]:
    text = path[-1]
    if is_text(text):
        return
    for name, first in made.items():
        if name != own and name.name in text:
            pattern = NAMED_OBJECTS[name.kind].used_by(name.name, anywhere=name.kind in _NAMED_ANYWHERE)
            if pattern.search(text):
                yield name, Stays(line=(first,), reason=StayReason.NAMED, because=(path,))


def _with_what_they_name(comparison: Comparison, objects: Mapping[ObjectName, Stays]) -> dict[ObjectName, Stays]:
    """The objects that stay, with those that their lines name."""
    found = dict(objects)
    made = _standing(comparison)
    waiting = list(found)
    while waiting:
        name = waiting.pop()
        for top in comparison.now.lines:
            if object_of(top.text) != name:
                continue
            for path in paths_of((top,)):
                for other, stays in _named_in(made, name, path):
                    if other not in found:
                        found[other] = stays
                        waiting.append(other)
    return found


def _changed(comparison: Comparison) -> Iterator[tuple[Path, Stays]]:
    """The lines of a header below which something stands that nobody of ours wrote: a peer with another key."""
    for _, paths in comparison.others:
        for path in paths:
            if len(path) > 2 and path[:2] not in paths:
                yield (
                    path[:2],
                    Stays(line=path[:2], reason=StayReason.HAS_OTHER_LINES, because=(path,)),
                )


def _emptied(comparison: Comparison, spokes: LinesOfSpokes) -> Iterator[str]:
    """The headers of the lists of which every entry is the spokes' own, and the migration's."""
    entries: dict[str, list[bool]] = {}
    for path in paths_of(comparison.now.lines):
        if (header := _list_header(path)) and len(path) < 3:
            goes = path in comparison.own and spokes.has(*_as_below_its_header(path))
            entries.setdefault(header, []).append(goes)
    return (header for header, going in entries.items() if all(going))
