"""When two configurations say the same: siblings in any order, but where IOS goes by their order."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wizard.ios.list_entries import entry_of, header_of, in_sequence, is_access_list, is_host_entry, list_of
from wizard.model.configuration import Line


class InOrder(NamedTuple):
    """A header below which the order of lines counts."""

    header: str
    why: str
    citation: str
    counted: str = ""
    """How the lines begin whose order counts; empty for all of them. Where the others stand says nothing."""


IN_ORDER_BELOW: tuple[InOrder, ...] = (
    InOrder("ip access-list", "the first entry that fits decides", "printed-forms.md 2"),
    InOrder("ipv6 access-list", "the first entry that fits decides", "printed-forms.md 2"),
    InOrder("ip prefix-list", "the first entry that fits decides", "printed-forms.md 2"),
    InOrder("ipv6 prefix-list", "the first entry that fits decides", "printed-forms.md 2"),
    InOrder("access-list", "the first entry that fits decides", "printed-forms.md 2"),
    InOrder("crypto ikev2 policy", "the order of its proposals is their priority", "flexvpn.md 1.3", "proposal "),
    InOrder("crypto ipsec client ezvpn", "its peers are tried in their order", "ezvpn.md 2.1", "peer "),
    InOrder("aaa group server", "its servers are asked in their order", "printed-forms.md 2, unconfirmed", "server"),
    InOrder("policy-map", "a packet belongs to the first class that fits", "printed-forms.md 2, unconfirmed", "class "),
)
"""Everywhere else, among top lines above all, the place of a line says nothing."""

_COUNTED = {f"{row.header} ": row.counted for row in IN_ORDER_BELOW}
_HEADERS_IN_ORDER = tuple(_COUNTED)

Meaning = tuple[tuple[str, tuple[str, ...], "Meaning"], ...]
"""Of each sibling: its text, what follows it byte for byte, and the meaning of what stands below it."""


def is_same(first: Iterable[Line], second: Iterable[Line]) -> bool:
    """Whether two configurations, each as its top lines, say the same."""
    return meaning(first) == meaning(second)


def meaning(top_lines: Iterable[Line]) -> Meaning:
    """A value that is equal for two configurations that say the same."""
    return tuple(sorted(_said(line) for line in with_headers(top_lines)))


def with_headers(top_lines: Iterable[Line]) -> tuple[Line, ...]:
    """The top lines with each list that is shown without a header below one, as other releases show it."""
    lists: dict[str, list[Line]] = {}
    others: list[Line] = []
    for line in top_lines:
        if named := list_of(line.text):
            lists.setdefault(header_of(named), []).append(line._replace(text=line.text[len(named) + 1 :]))
        else:
            others.append(line)
    return (*others, *(Line(header, tuple(entries)) for header, entries in lists.items()))


def _said(line: Line) -> tuple[str, tuple[str, ...], Meaning]:
    return line.text, line.verbatim, _below(line)


def is_in_order(header: str) -> bool:
    """Whether the order of the lines below it counts."""
    return header.startswith(_HEADERS_IN_ORDER)


def said_in_order(line: Line) -> Sequence[Line]:
    """The lines below a header whose order counts, in that order."""
    counted, _ = _divided(line)
    return _in_order(line.text, counted)


def _divided(line: Line) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines below a header whose order counts, and the others."""
    beginning = next(counted for header, counted in _COUNTED.items() if line.text.startswith(header))
    counted = [child for child in line.children if child.text.startswith(beginning)]
    return counted, [child for child in line.children if not child.text.startswith(beginning)]


def _below(line: Line) -> Meaning:
    if not line.children:
        return ()
    if is_in_order(line.text):
        others = sorted(_said(child) for child in _divided(line)[1])
        return (*others, *(_said(child) for child in said_in_order(line)))
    return tuple(sorted(_said(child) for child in line.children))


def _in_order(header: str, children: Sequence[Line]) -> Sequence[Line]:
    """The lines in the order that counts; the hosts of a standard list, which IOS shows in hash order, are a set."""
    if not is_access_list(header):
        return children
    entries = in_sequence(children)
    if not header.startswith("ip access-list standard"):
        return entries
    hosts = sorted((line for line in entries if is_host_entry(line.text)), key=lambda line: entry_of(line.text))
    return (*hosts, *(line for line in entries if not is_host_entry(line.text)))
