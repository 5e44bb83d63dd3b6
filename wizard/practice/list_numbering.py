"""Access lists and prefix lists: the numbers of their entries, and the two ways in which a router shows them.

Inside the router every list is a block whose entries have their numbers, also where they are not shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wizard.model.configuration import Line
from wizard.model.literals import is_address, is_number, number
from wizard.practice.configuration_tree import Lines, find, put

STEP = 10
_KINDS = ("permit", "deny", "remark", "evaluate", "dynamic")
_HEADERS = ("ip access-list ", "ipv6 access-list ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a list: `text` without its number; None while it has none yet."""

    number: int | None
    text: str


def is_list(header: str) -> bool:
    """Whether entries stand below that header."""
    return header.startswith(_HEADERS)


def entry_of(header: str, text: str) -> Entry | None:
    """The entry that a line below a header is; None for any other line."""
    words = text.split(" ")
    if words[0] == "sequence":
        words = words[1:]
    counted = number(words[0]) if is_number(words[0]) else None
    if counted is not None:
        words = words[1:]
    if not words or words[0] not in _KINDS:
        return None
    return Entry(number=counted, text=_as_kept(header, words))


def _as_kept(header: str, words: list[str]) -> str:
    """An entry with `host` and `any` for the wildcards that mean so; a standard list writes no `host`."""
    if words[0] == "remark":
        return " ".join(words)
    left, kept = [word for word in words if word], list[str]()
    is_standard = header.startswith("ip access-list standard")
    while left:
        word = left.pop(0)
        if word == "host" and left:
            kept += [left.pop(0)] if is_standard else ["host", left.pop(0)]
        elif is_address(word) and left and is_address(left[0]):
            wildcard = left.pop(0)
            if wildcard == "255.255.255.255":
                kept.append("any")
            elif wildcard == "0.0.0.0":
                kept += [word] if is_standard else ["host", word]
            else:
                kept += [word, wildcard]
        else:
            kept.append(word)
    return " ".join(kept)


def _written(header: str, entry: Entry) -> Line:
    if entry.number is None:
        return Line(entry.text)
    word = "sequence " if header.startswith("ipv6") else ""
    return Line(f"{word}{entry.number} {entry.text}")


def entries_of(header: str, lines: Iterable[Line]) -> list[Entry]:
    """The entries of a list with their numbers."""
    return [entry_of(header, line.text) or Entry(number=None, text=line.text) for line in lines]


def _is_remark(entry: Entry) -> bool:
    return entry.text.startswith("remark")


def _counted(entries: Iterable[Entry]) -> list[int]:
    """The numbers that are taken; a remark has that of the entry behind it."""
    return [entry.number for entry in entries if entry.number is not None and not _is_remark(entry)]


def with_entry(header: str, lines: Lines, added: Entry) -> Lines:
    """The list with one entry more: at its end, or where its number belongs; what is there stays as it is."""
    entries = entries_of(header, lines)
    taken = _counted(entries)
    if added.number is None:
        added = Entry(number=max(taken, default=0) + STEP, text=added.text)
        place = len(lines)
    else:
        higher = (place for place, entry in enumerate(entries) if _stands_before(added, entry))
        place = next(higher, len(lines))
    if added in entries or (not _is_remark(added) and _is_there(added, entries, taken)):
        return lines
    return (*lines[:place], _written(header, added), *lines[place:])


def _stands_before(added: Entry, entry: Entry) -> bool:
    if added.number is None or entry.number is None:
        return False
    return added.number < entry.number or (added.number == entry.number and _is_remark(added) and not _is_remark(entry))


def _is_there(added: Entry, entries: list[Entry], taken: list[int]) -> bool:
    return added.number in taken or any(entry.text == added.text for entry in entries)


def has_number(header: str, lines: Lines, counted: int | None) -> bool:
    """Whether an entry has that number."""
    return counted in _counted(entries_of(header, lines))


def without_entry(header: str, lines: Lines, gone: str) -> Lines:
    """The list without the entry that is named by its number, its text or both."""
    removed = entry_of(header, gone)
    counted = number(gone.removeprefix("sequence ").split(" ")[0])
    kept: list[Line] = []
    for line in lines:
        entry = entry_of(header, line.text)
        by_text = removed is not None and entry is not None and entry.text == removed.text
        by_number = removed is None and entry is not None and counted is not None and entry.number == counted
        if not by_text and not by_number:
            kept.append(line)
    return tuple(kept)


def resequenced(header: str, lines: Lines, start: int = STEP, step: int = STEP) -> Lines:
    """The list with its entries numbered anew."""
    counted = start
    found: list[Line] = []
    for entry in entries_of(header, lines):
        found.append(_written(header, Entry(number=counted, text=entry.text)))
        counted += 0 if _is_remark(entry) else step
    return tuple(found)


def numbered_header(counted: str) -> str:
    """The header of a numbered list."""
    value = number(counted) or 0
    is_standard = value < 100 or 1300 <= value < 2000
    return f"ip access-list {'standard' if is_standard else 'extended'} {counted}"


def as_blocks(lines: Lines) -> Lines:
    """The top lines with every list as a block with numbers."""
    found: Lines = ()
    for line in lines:
        words = line.text.split(" ", 2)
        if words[0] == "access-list" and len(words) == 3 and is_number(words[1]):
            header = numbered_header(words[1])
            entry = entry_of(header, words[2])
            block = find(found, header)
            if block is None:
                block = Line(header)
                found = (*found, block)
            if entry is not None:
                grown = block._replace(children=with_entry(header, block.children, entry))
                found = tuple(grown if other is block else other for other in found)
        elif is_list(line.text):
            children: Lines = ()
            for child in line.children:
                entry = entry_of(line.text, child.text)
                children = with_entry(line.text, children, entry) if entry else (*children, child)
            found = (*found, line._replace(children=children))
        else:
            found = (*found, line)
    return found


def numbers_are_shown(lines: Iterable[Line]) -> bool | None:
    """Whether the lists of a configuration that was read show their numbers; None where there is no list."""
    lists = [line for line in lines if is_list(line.text) and line.children]
    if any(line.text.startswith("access-list ") for line in lines):
        return False
    if not lists:
        return None
    return any(is_number(child.text.split(" ")[0]) for line in lists for child in line.children)


def as_shown(lines: Lines, *, with_numbers: bool) -> Iterator[Line]:
    """The top lines as a router prints its lists."""
    for line in lines:
        if not is_list(line.text) or with_numbers:
            yield line
            continue
        entries = [Line(entry.text) for entry in entries_of(line.text, line.children)]
        counted = line.text.split(" ")[-1]
        if is_number(counted):
            yield from (Line(f"access-list {counted} {entry.text}") for entry in entries)
        else:
            yield line._replace(children=tuple(entries))


def with_prefix(lines: Lines, text: str) -> Lines:
    """The top lines with one entry more of a prefix list, numbered by 5 where it has no number."""
    words = text.split(" ")
    name = " ".join(words[:3])
    if len(words) > 3 and words[3] in ("permit", "deny"):
        counted = [number(line.text.split(" ")[4]) or 0 for line in lines if line.text.startswith(f"{name} seq ")]
        text = f"{name} seq {max(counted, default=0) + 5} {' '.join(words[3:])}"
    return put(lines, Line(text)) if find(lines, text) is None else lines
