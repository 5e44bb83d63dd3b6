"""`show ip nat statistics` and `show ip nat translations`: the rules of NAT, and what each translates at the moment."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead
from wizard.model.literals import ADDRESS, number

_TOTAL = re.compile(r"Total active translations: (\d{1,10})\b.*")

_PLACE = rf"(?:(?:{ADDRESS})(?::\d{{1,5}})?|---)"
_LIVE = re.compile(
    rf"(?:[a-z]{{2,5}}|---) +(?P<inside_global>{_PLACE}) +(?P<inside_local>{_PLACE}) +(?P<outside>{_PLACE}) +{_PLACE}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One row of `show ip nat translations`, without the ports."""

    inside_global: str
    inside_local: str
    outside: str
    """The address that is called; "" of a translation that waits for a packet."""


def live_translations(answer: Answer) -> tuple[Translation, ...]:
    """Those that live, also of an answer of which some rows were asked for; NotRead where a row is another one."""
    found = []
    for row in answer.rows:
        # IOS-XE counts them in a last row.
        if row.startswith(("Pro ", "Total number of translations")) or not row.strip():
            continue
        read = _LIVE.fullmatch(row.strip())
        if read is None:
            raise NotRead("a row that is none of `show ip nat translations`")
        places = {name: "" if place == "---" else place.partition(":")[0] for name, place in read.groupdict().items()}
        found.append(Translation(**places))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One dynamic rule as the router shows it: `route-map FLEX-INTERNET interface Dialer1`."""

    rule: str
    translations: int

    @property
    def route_map(self) -> str:
        """The route map that it names, "" where it names a list."""
        words = self.rule.split(" ")
        return words[1] if words[0] == "route-map" and len(words) > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NatStatistics:
    """What NAT does at the moment."""

    total: int
    mappings: tuple[Mapping, ...]


def nat_statistics(answer: Answer) -> NatStatistics:
    """The rules in the order of the answer; NotRead where it is none of that command."""
    rows = tuple(map(str.strip, answer.rows))
    totals = [found for row in rows if (found := _TOTAL.fullmatch(row))]
    total = number(totals[0][1]) if len(totals) == 1 else None
    if total is None:
        raise NotRead("no head of `show ip nat statistics`")
    begins = next((place for place, row in enumerate(rows) if row.startswith("Dynamic mappings")), len(rows))
    mappings = tuple(mapping for row in rows[begins:] if (mapping := _mapping(row)))
    return NatStatistics(total=total, mappings=mappings)


def _mapping(row: str) -> Mapping | None:
    text = row.partition("] ")[2] if row.startswith("[Id: ") else row
    if not text.startswith(("access-list ", "route-map ")):
        return None
    rule, _, count = text.partition(" refcount ")
    translations = number(count.split(" ")[0], 0) if count else 0
    if translations is None:
        raise NotRead("a rule of NAT whose translations are no number")
    return Mapping(rule=" ".join(rule.split()), translations=translations)
