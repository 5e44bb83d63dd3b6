"""Commands applied to a configuration: the router as it is once it took them."""

from collections.abc import Iterable, Sequence

from wizard.ios.command_forms import (
    DEFAULTS,
    EXCEPTIONS,
    EXECUTED_ONLY,
    MODES_WITHOUT_OBJECT,
    TAKES_FROM_BELOW,
    slot_of,
    takes_away,
    visible_negation,
)
from wizard.ios.list_entries import (
    is_entry,
    list_number,
    list_of,
    shown_entry,
    whole_list,
    with_entry,
    without_entry,
    without_number,
)
from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.literals import is_number


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
        if self._find(command.text) is None:
            self._take_from_below(command.text)
        self._remove_exact(f"no {command.text}")
        number = list_number(command.text)
        if number and self._find(command.text) is None:
            self._take_numbered(number, command.children)
        else:
            self._merge(command)

    def _take_numbered(self, number: str, commands: Iterable[Line]) -> None:
        """What the commands of a list do where it is shown as `access-list N` lines."""
        header = shown_entry(number, "")
        numbered_lines = self._matching(header.rstrip())
        before = tuple(line._replace(text=line.text.removeprefix(header)) for _, line in numbered_lines)
        after = with_children(before, commands)
        same = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
        same = min(same, len(after))
        for place, _ in numbered_lines[same:]:
            self._put(place, None)
        # As top lines the entries never show their numbers.
        bare = ((line, without_number(line.text)) for line in after[same:])
        self._added.extend(line._replace(text=shown_entry(number, text)) for line, text in bare)

    def _take_from_below(self, text: str) -> None:
        header, gone = TAKES_FROM_BELOW.get(text, ("", frozenset()))
        for place, line in self._matching(header) if header else ():
            self._put(place, line._replace(children=tuple(child for child in line.children if child.text not in gone)))

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
        for prefix in whole_list(text):
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
    """The place of the last line of the same list, or else that shares three, two or one words at its beginning."""
    if (named := list_of(text)) and (own := before.positions(named)):
        return own[-1]
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
        _take_exception(now, command)
    elif is_entry(text):
        now[:] = with_entry(now, command)
    elif is_entry(text.removeprefix("no ")) or is_number(text.removeprefix("no ")):
        now[:] = without_entry(now, text.removeprefix("no "))
    else:
        _take_setting(now, command)


def _is_exception(now: Sequence[Line], text: str) -> bool:
    """Whether the line says, or takes back, what a general line of the section leaves out."""
    word = text.removeprefix("no ").split(" ")[0]
    general = EXCEPTIONS.get(word)
    return general is not None and general not in text and any(line.text == general for line in now)


def _take_exception(now: list[Line], command: Line) -> None:
    text = command.text
    opposite = text.removeprefix("no ") if text.startswith("no ") else f"no {text}"
    known = [line.text for line in now]
    now[:] = [line for line in now if line.text != opposite]
    if text.startswith("no ") and text not in known:
        now.append(command)


def _take_setting(now: list[Line], command: Line) -> None:
    text = visible_negation(command.text) or command.text
    slot = slot_of(text)
    if slot:
        now[:] = [line for line in now if not any(has_prefix(line.text, word) for word in slot)]
    if text.startswith("no ") and not visible_negation(text):
        now[:] = [line for line in now if not takes_away(text, line.text)]
    elif text not in DEFAULTS and all(line.text != text for line in now):
        now.append(command._replace(text=text))


def effective(before: Configuration, commands: Sequence[Line]) -> tuple[Line, ...]:
    """The commands without those that would change nothing, so that taking them back never removes what was there."""
    kept: list[Line] = []
    for command in commands:
        position = None if command.text.startswith("no ") else before.position(command.text)
        if position is None:
            kept.append(command)
            continue
        children = _that_change(before.lines[position].children, command.children)
        if children:
            kept.append(command._replace(children=children))
    return tuple(kept)


def _that_change(lines: tuple[Line, ...], commands: Iterable[Line]) -> tuple[Line, ...]:
    """The commands of a sub-mode without those that change nothing where they are sent."""
    kept: list[Line] = []
    for command in commands:
        standing = next((line for line in lines if line.text == command.text), None) if command.children else None
        after = with_children(lines, (command,))
        if standing:
            below = _that_change(standing.children, command.children)
            kept += [command._replace(children=below)] if below else []
        elif after != lines:
            kept.append(command)
        lines = after
    return tuple(kept)
