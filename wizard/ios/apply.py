"""Commands applied to a configuration, and the commands that take them back."""

import re
from collections.abc import Iterable, Sequence

from wizard.ios.command_forms import (
    DEFAULTS,
    EXCEPTIONS,
    EXECUTED_ONLY,
    MODES_WITHOUT_OBJECT,
    REPLACES,
    VISIBLE_NEGATIONS,
    negation,
    negation_below,
)
from wizard.model.configuration import Configuration, Line, has_prefix

_NUMBERED_LIST = re.compile(r"ip access-list (?:standard|extended) (\d+)")
_SEQUENCE = re.compile(r"^(\d{1,10}) (?=permit|deny|remark)")


def applied(before: Configuration, commands: Sequence[Line]) -> Configuration:
    """The configuration that a router has after it took the commands."""
    draft = Draft(before)
    for command in commands:
        draft.take(command)
    return draft.configuration()


class Draft:
    """A configuration under change; lines that no command touches are shared with the one it came from."""

    def __init__(self, before: Configuration) -> None:
        self._before = before
        self._changed: dict[int, Line | None] = {}
        self._added: list[Line] = []

    def take(self, command: Line) -> None:
        """Does what the router does with one command and the lines below it."""
        if any(has_prefix(command.text, prefix) for prefix in EXECUTED_ONLY):
            return
        if command.text.startswith("no "):
            self._remove(command.text[3:])
            return
        if command.text == "aaa new-model" and self._find("aaa new-model") is None:
            self._drop_line_logins()
        self._remove_exact(f"no {command.text}")
        numbered = _NUMBERED_LIST.fullmatch(command.text)
        if numbered and self._find(command.text) is None:
            self._take_numbered(numbered[1], command.children)
        else:
            self._merge(command)

    def _take_numbered(self, number: str, entries: Iterable[Line]) -> None:
        for entry in entries:
            if entry.text.startswith("no "):
                self._remove_exact(f"access-list {number} {entry.text[3:]}")
            elif self._find(f"access-list {number} {entry.text}") is None:
                self._added.append(Line(f"access-list {number} {entry.text}"))

    def _drop_line_logins(self) -> None:
        """IOS takes `login` and `login local` from the lines when AAA takes over."""
        for place, line in self._matching("line"):
            kept = tuple(child for child in line.children if child.text not in {"login", "login local"})
            self._put(place, line._replace(children=kept))

    def _merge(self, command: Line) -> None:
        found = self._find(command.text)
        if found is None:
            fresh = command._replace(children=with_children((), command.children))
            if fresh.children or command.text not in MODES_WITHOUT_OBJECT:
                self._added.append(fresh)
            return
        place, line = found
        merged = line._replace(children=with_children(line.children, command.children))
        gone = line.text in MODES_WITHOUT_OBJECT and not merged.children
        self._put(place, None if gone else merged)

    def _remove(self, text: str) -> None:
        numbered = re.fullmatch(r"(?:ip )?access-list (?:standard |extended )?(\d+)", text)
        prefixes = (text, f"access-list {numbered[1]}") if numbered else (text,)
        for prefix in prefixes:
            for place, _ in self._matching(prefix):
                self._put(place, None)

    def _remove_exact(self, text: str) -> None:
        found = self._find(text)
        if found:
            self._put(found[0], None)

    def _put(self, place: tuple[str, int], line: Line | None) -> None:
        where, index = place
        if where == "before":
            self._changed[index] = line
        elif line is None:
            self._added[index] = Line("")
        else:
            self._added[index] = line

    def find(self, text: str) -> Line | None:
        """The top line whose text is `text`."""
        found = self._find(text)
        return found[1] if found else None

    def matching(self, prefix: str) -> tuple[Line, ...]:
        """The top lines that are `prefix` or begin with `prefix` and a blank."""
        return tuple(line for _, line in self._matching(prefix))

    def _find(self, text: str) -> tuple[tuple[str, int], Line] | None:
        for index, line in enumerate(self._added):
            if line.text == text:
                return ("added", index), line
        position = self._before.position(text)
        if position is None:
            return None
        now = self._changed.get(position, self._before.lines[position])
        return (("before", position), now) if now is not None else None

    def _matching(self, prefix: str) -> list[tuple[tuple[str, int], Line]]:
        found: list[tuple[tuple[str, int], Line]] = []
        for index in self._before.positions(prefix):
            now = self._changed.get(index, self._before.lines[index])
            if now is not None:
                found.append((("before", index), now))
        for index, line in enumerate(self._added):
            if has_prefix(line.text, prefix):
                found.append((("added", index), line))
        return found

    def configuration(self) -> Configuration:
        """What the router has now; a new line stands behind the last one that is most like it."""
        removed = {index for index, line in self._changed.items() if line is None}
        places = _places(self._before, removed, [line for line in self._added if line.text])
        lines: list[Line | None] = list(self._before.lines)
        for index, line in self._changed.items():
            lines[index] = line
        for index in sorted(places, reverse=True):
            lines[index + 1 : index + 1] = places[index]
        return Configuration(line for line in lines if line is not None)


_TAIL = ("line", "end", "ntp", "scheduler")


def _places(before: Configuration, removed: set[int], added: Sequence[Line]) -> dict[int, list[Line]]:
    """Where each added line goes: the place behind which it stands, -1 for the front."""
    tails = [index for word in _TAIL for index in before.positions(word)[:1]]
    tail = min(tails, default=len(before.lines))
    places: dict[int, list[Line]] = {}
    for line in added:
        places.setdefault(_most_like(before, removed, line.text, tail - 1), []).append(line)
    return places


def _most_like(before: Configuration, removed: set[int], text: str, otherwise: int) -> int:
    """The place of the last line that shares three, two or one words at its beginning."""
    words = text.split(None, 3)
    for count in range(min(3, len(words)), 0, -1):
        alike = [index for index in before.positions(" ".join(words[:count])) if index not in removed]
        if alike:
            return alike[-1]
    return otherwise


def with_children(lines: tuple[Line, ...], commands: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of one sub-mode after its commands."""
    now = list(lines)
    for command in commands:
        _take_child(now, command)
    return tuple(now)


def _take_child(now: list[Line], command: Line) -> None:
    text = command.text
    if command.children:
        for index, line in enumerate(now):
            if line.text == text:
                now[index] = line._replace(children=with_children(line.children, command.children))
                return
        now.append(command._replace(children=with_children((), command.children)))
        return
    if _is_exception(now, text):
        opposite = text.removeprefix("no ") if text.startswith("no ") else f"no {text}"
        known = [line.text for line in now]
        now[:] = [line for line in now if line.text != opposite]
        if text.startswith("no ") and text not in known:
            now.append(command)
        return
    slot = next((slot for slot in REPLACES if any(has_prefix(text, word) for word in slot)), ())
    if slot:
        now[:] = [line for line in now if not any(has_prefix(line.text, word) for word in slot)]
    if text.startswith("no ") and text not in VISIBLE_NEGATIONS and not text.startswith("no ip address"):
        now[:] = [line for line in now if not _negates(text[3:], line.text)]
        return
    if text.startswith("no ip address"):
        text = "no ip address"
    if text not in DEFAULTS and all(_entry(line.text) != text for line in now):
        now.append(command._replace(text=_numbered(now, text)))


def _is_exception(now: Sequence[Line], text: str) -> bool:
    """Whether the line says, or takes back, what a general line of the section leaves out."""
    word = text.removeprefix("no ").split(" ")[0]
    general = EXCEPTIONS.get(word)
    return general is not None and general not in text and any(line.text == general for line in now)


def _negates(text: str, line: str) -> bool:
    return has_prefix(_entry(line), text)


def _entry(text: str) -> str:
    """An access-list entry without the sequence number that IOS-XE prints before it."""
    return _SEQUENCE.sub("", text, count=1)


def _numbered(siblings: Sequence[Line], text: str) -> str:
    """The entry with the next sequence number, where its list prints them."""
    numbers = [int(match[1]) for line in siblings if (match := _SEQUENCE.match(line.text))]
    return f"{numbers[-1] + 10} {text}" if numbers and text.startswith(("permit", "deny")) else text


def effective(before: Configuration, commands: Sequence[Line]) -> tuple[Line, ...]:
    """The commands without those that would change nothing, so that taking them back never removes what was there."""
    kept: list[Line] = []
    for command in commands:
        position = None if command.text.startswith("no ") else before.position(command.text)
        if position is None:
            kept.append(command)
            continue
        children = tuple(child for child in command.children if _changes(before.lines[position], child))
        if children:
            kept.append(command._replace(children=children))
    return tuple(kept)


def _changes(line: Line, child: Line) -> bool:
    if child.children:
        return True
    return with_children(line.children, (child,)) != line.children


def inverse(before: Configuration, commands: Sequence[Line]) -> tuple[Line, ...]:
    """The commands that take `commands` back, in reverse order; what leaves no line behind is not taken back."""
    draft = Draft(before)
    back: list[tuple[Line, ...]] = []
    for command in commands:
        if any(has_prefix(command.text, prefix) for prefix in EXECUTED_ONLY):
            continue
        if command.text.startswith("no "):
            back.append(draft.matching(command.text[3:]))
        else:
            back.append((_undone(before, draft.find(command.text), command),))
        draft.take(command)
    return tuple(line for lines in reversed(back) for line in lines)


def _undone(before: Configuration, line: Line | None, command: Line) -> Line:
    match = _NUMBERED_LIST.fullmatch(command.text)
    numbered = bool(match and before.positions(f"access-list {match[1]}"))
    if line is None and command.text in MODES_WITHOUT_OBJECT:
        return Line(command.text, tuple(Line(negation(child.text)) for child in reversed(command.children)))
    if line is None and not numbered:
        return Line(negation(command.text))
    existing = line.children if line else ()
    return Line(command.text, tuple(_undone_child(existing, child) for child in reversed(command.children)))


def _undone_child(existing: tuple[Line, ...], child: Line) -> Line:
    slot = next((slot for slot in REPLACES if any(has_prefix(child.text, word) for word in slot)), ())
    for line in existing:
        if slot and any(has_prefix(line.text, word) for word in slot):
            return Line(line.text)
    if child.children and (same := next((line for line in existing if line.text == child.text), None)):
        return Line(child.text, tuple(_undone_child(same.children, one) for one in reversed(child.children)))
    if child.text.startswith("no "):
        gone = next((line for line in existing if _negates(child.text[3:], line.text)), None)
        return gone or Line(child.text[3:])
    return Line(negation_below(child.text))
