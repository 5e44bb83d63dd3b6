"""Access lists: which number and place IOS gives an entry, and how it shows a list that has a number for a name.

Sources: Cisco IOS Security Configuration Guide, IP Access List Entry Sequence Numbering; printed-forms.md 2.
"""

import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network

from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.literals import ADDRESS, is_number, number

_NUMBERED = re.compile(r"ip access-list (?:standard|extended) (\d+)")
_WHOLE = re.compile(r"(?:ip )?access-list (?:standard |extended )?(\d+)")
_SEQUENCE = re.compile(r"(sequence )?(\d{1,10}) (?=(?:permit|deny|remark|evaluate|dynamic) )")
_ENTRY = re.compile(r"(?:permit|deny|evaluate|dynamic) ")
_REMARK = "remark "
_CLOSES = re.compile(r"deny +(?:(?:ip|ipv6) +any +)?any(?: +log(?:-input)?)?")

_HOST = re.compile(rf"(?:permit|deny) (?:host )?{ADDRESS}(?: 0\.0\.0\.0)?(?: log)?")

NUMBERS = (
    ("standard", range(1, 100)),
    ("standard", range(1300, 2000)),
    ("extended", range(100, 200)),
    ("extended", range(2000, 2700)),
)
"""What the number of an IPv4 list says about its entries."""

STEP = 10
"""From one sequence number to that of an entry which is sent without one; the first one has it too."""

TOP_LINES_IN_ORDER = (("access-list", 2), ("ip prefix-list", 3), ("ipv6 prefix-list", 3))
"""Top lines whose order counts, and how many words name the list that each is an entry of."""

_BEGINNINGS_IN_ORDER = tuple(f"{header} " for header, _ in TOP_LINES_IN_ORDER)


def list_number(header: str) -> str:
    """The number of the list that a header opens, "" where it opens a named one or none."""
    found = _NUMBERED.fullmatch(header)
    return found[1] if found else ""


def source_words(network: IPv4Network, *, extended: bool) -> str:
    """A network in an entry of a list, as a router shows it."""
    if network.prefixlen < network.max_prefixlen:
        return f"{network.network_address} {network.hostmask}"
    return f"host {network.network_address}" if extended else str(network.network_address)


def shown_entry(name: str, entry: str) -> str:
    """An entry of a numbered list as a router shows it: a top line, in whichever way it was entered."""
    return f"access-list {name} {entry}"


def list_of(text: str) -> str:
    """The words that name the list of which a top line is an entry; "" of a line whose place says nothing."""
    if not text.startswith(_BEGINNINGS_IN_ORDER):
        return ""
    words = next(count for header, count in TOP_LINES_IN_ORDER if has_prefix(text, header))
    return " ".join(text.split(None, words)[:words])


def header_of(named: str) -> str:
    """The header below which newer releases show the list that `list_of` names."""
    word, _, name = named.partition(" ")
    kind = kind_of_number(number(name)) if word == "access-list" else ""
    return f"ip access-list {kind} {name}" if kind else named


def kind_of_number(value: int | None) -> str:
    """`standard` or `extended` for the number of an IPv4 list, "" for any other."""
    return next((kind for kind, numbers in NUMBERS if value in numbers), "")


def whole_list(text: str) -> tuple[str, ...]:
    """What the top lines begin with that `no TEXT` removes; a numbered list is the same in both of its forms."""
    found = _WHOLE.fullmatch(text)
    return (text, f"access-list {found[1]}") if found else (text,)


def is_access_list(header: str) -> bool:
    """Whether a header opens an access list, so that the lines below it are its entries."""
    return header.startswith(("ip access-list ", "ipv6 access-list "))


def is_entry(text: str) -> bool:
    """Whether a line is an entry, or a remark, of an access list."""
    bare = entry_of(text)
    return bool(_ENTRY.match(bare)) or bare.startswith(_REMARK)


def is_host_entry(text: str) -> bool:
    """Whether an entry of a standard list is about one host."""
    return bool(_HOST.fullmatch(entry_of(text)))


def entry_of(text: str) -> str:
    """What an entry says: without its sequence number, and without the blanks that align it."""
    entry = without_number(text)
    return " ".join(entry.split()) if _ENTRY.match(entry) else entry


def without_number(text: str) -> str:
    """An entry without the sequence number that newer releases print before it."""
    found = _SEQUENCE.match(text)
    return text[found.end() :] if found else text


def closing_deny(entries: Sequence[str]) -> str:
    """The last entry, as it is shown, where it denies everything, so that one behind it has no effect; else ""."""
    last = without_number(entries[-1]) if entries else ""
    return last if _CLOSES.fullmatch(last) else ""


def entries_of_list(configuration: Configuration, name: str) -> tuple[str, ...]:
    """The lines of a list as they are shown, with the numbers that are printed."""
    header = f"access-list {name} "
    lines = tuple(line.text.removeprefix(header) for line in configuration.all(header.rstrip()))
    below = (configuration.exact(f"ip access-list {kind} {name}") for kind in ("standard", "extended"))
    return lines or tuple(child.text for section in below if section for child in section.children)


def numbers_before_the_closing_deny(entries: Sequence[str], count: int) -> tuple[int, ...]:
    """The numbers that put so many new entries right before it; none where nothing closes the list, or no room is.

    Where no number is printed the entries have 10, 20, 30 once `ip access-list resequence` was sent.
    """
    closing = [place for place, entry in enumerate(entries) if not without_number(entry).startswith(_REMARK)][-1:]
    if not closing or not closing_deny([entries[closing[0]]]):
        return ()
    numbers = _numbers([Line(entry) for entry in entries[: closing[0] + 1]])
    before = numbers[-2] if numbers[1:] else 0
    return tuple(range(before + 1, before + 1 + count)) if before + count < numbers[-1] else ()


def numbers_at_the_head(entries: Sequence[str], count: int) -> tuple[int, ...]:
    """The numbers that put so many new entries before all others; none where no room is."""
    first = min(_numbers([Line(entry) for entry in entries if not entry.startswith(_REMARK)]), default=0)
    return tuple(range(1, count + 1)) if count < first else ()


def prints_numbers(entries: Iterable[str]) -> bool:
    """Whether the entries of a list are shown with their numbers."""
    return any(_SEQUENCE.match(entry) for entry in entries)


def with_entry(lines: Sequence[Line], command: Line) -> tuple[Line, ...]:
    """The entries of one list after one more was sent.

    Without a number it goes behind the last one, also behind a closing deny; an entry that is there already,
    under whichever number, changes nothing.
    """
    entry = entry_of(command.text)
    if any(entry_of(line.text) == entry for line in lines):
        return tuple(lines)
    sent = _SEQUENCE.match(command.text)
    if sent is None:
        return (*lines, command._replace(text=_behind(lines, command.text)))
    numbers = _numbers(lines)
    place = next((place for place, taken in enumerate(numbers) if taken > int(sent[2])), len(lines))
    return (*lines[:place], command, *lines[place:])


def without_entry(lines: Sequence[Line], text: str) -> tuple[Line, ...]:
    """The entries after `no TEXT`, which says the entry or its sequence number."""
    if is_number(text):
        numbers = _numbers(lines)
        return tuple(line for line, taken in zip(lines, numbers, strict=True) if str(taken) != text)
    entry = entry_of(text)
    return tuple(line for line in lines if entry_of(line.text) != entry)


def in_sequence(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The entries in the order of their numbers, without them."""
    entries = tuple(lines)
    places = sorted(range(len(entries)), key=_numbers(entries).__getitem__)
    return tuple(entries[place]._replace(text=entry_of(entries[place].text)) for place in places)


def _numbers(lines: Sequence[Line]) -> list[int]:
    """The number of each entry; one that is not printed counts from 10 by 10, as after a reload.

    A remark has the number of the entry before it where none is printed (unconfirmed; only its place hangs on it).
    """
    numbers: list[int] = []
    unprinted = last = 0
    for line in lines:
        found = _SEQUENCE.match(line.text)
        if found:
            last = int(found[2])
        elif not line.text.startswith(_REMARK):
            unprinted += STEP
            last = unprinted
        numbers.append(last)
    return numbers


def _behind(lines: Sequence[Line], text: str) -> str:
    """The entry with the number behind the last one, where its list prints them."""
    printed = [found for line in lines if (found := _SEQUENCE.match(line.text))]
    remarks = any(entry_of(line.text).startswith(_REMARK) for line in lines if _SEQUENCE.match(line.text))
    if not printed or (text.startswith(_REMARK) and not remarks):
        return text
    return f"{printed[-1][1] or ''}{int(printed[-1][2]) + STEP} {text}"
