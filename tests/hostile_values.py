"""Real configurations with one word in place of which stands one that no router would print."""

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tests.golden_cases import golden_cases, golden_plan
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.difference import difference, folded, unified
from wizard.errors import AnswerError, EzError, StillOpen
from wizard.ledger import ledger, ledger_of
from wizard.model.plan import Plan, Source
from wizard.parse.sources import read_source
from wizard.plan.answer import asked, keep_all
from wizard.render import baseline, checklist, outputs, target
from wizard.summary import summary

HOSTILE = (
    *("297.1.1.1", "1.2.3", "1.2.3.4.5", "0.0.0.0", "255.255.255.255", "10.0.0.1/33", "010.001.001.001", "1.2.3.4/x"),
    *("224.0.0.1", "127.0.0.1", "0.0.0.1", "255.0.255.0", "0.255.0.255", "1.1.1.", ".1.1.1", "1..1.1", "1.1.1.-1"),
    *("-1", "0", "00", "1", "65536", "99999999999", "4294967296", "1" + "0" * 40, "9" * 4299, "9" * 4301, "9" * 5000),
    *("1e5", "0x10", "1.5", "+1", "1_000", "\u00b2", "\u0661", "\uff11", "\u0661.\u0661.\u0661.\u0661", "1\u00b2"),
    *("?", "!", '"', "'", "''", "%", "%s", "{}", "{0}", "{n}", "{value}", "{{ x }}", "{%", "$", "\\", "\\1", "\\g<0>"),
    *("(", ")", "[", "]", "*", "+", ".", "..", "/", "//", "../x", ":", "::", "::1", "fe80::1%eth0", "2001:db8::/129"),
    *("any", "host", "permit", "deny", "log", "key", "no", "default", "none", "range", "eq", "mask", "le", "ge"),
    *("dhcp", "negotiated", "local", "group", "inside", "list", "name", "exit", "end", "quit", "banner", "x" * 300),
    *("interface", "Loopback0", "Tunnel0", "Virtual-Template1", "Tunnel99999999999", "Virtual-Template" + "9" * 5000),
    *("", "a b", "1 1 1", "1.1.1.1 255.255.255.0", "a" * 70_000, "1.1.1.1 " * 500, "1 " * 500),
)  # fmt: skip
"""What stands in place of a word."""

MATTERS = re.compile(
    r" *(?:no )?(?:crypto|interface|ip|ipv6|access-list|aaa|router|network|neighbor|redistribute|peer|group|key|pool"
    r"|acl|dns|wins|set|match|virtual-|tunnel|mode|username|hostname|version|permit|deny|\d|distance|timers|radius"
    r"|lifetime|encr|hash|authentication|client|isakmp|initiate|backup|track|distribute-list|maximum|area|address"
    r"|connect|xauth|local-address|nat|dhcp|include|max-|split-dns|banner|default-router|rsakeypair|enrollment|vrf"
    r"|subject-|certificate|standby|bandwidth|delay|mtu|line|snmp|ntp|route-map|policy-map|class|service-policy)"
)
"""The lines whose words are replaced: those that ez2flex reads."""


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """One configuration of a site with one word replaced."""

    case: str
    device: str
    number: int
    was: str
    word: str
    data: bytes

    def __str__(self) -> str:
        return f"{self.case}/{self.device}:{self.number} `{self.was[:60]}` with {self.word[:40]!r} of {len(self.word)}"


@cache
def _plan(case: str) -> Plan:
    return golden_plan(case)


def draw(dice: random.Random) -> Replaced:
    """One of them."""
    plan = _plan(dice.choice(golden_cases()))
    source = dice.choice(plan.sources)
    return next(replaced for replaced in _replaced(dice, plan, source))


def _replaced(dice: random.Random, plan: Plan, source: Source) -> Iterator[Replaced]:
    rows = source.data.decode().splitlines()
    while True:
        place = dice.randrange(len(rows))
        row = rows[place]
        words = list(re.finditer(r"\S+", row))
        if not words or not MATTERS.match(row):
            continue
        found = dice.choice(words[1:] or words)
        word = dice.choice(HOSTILE)
        changed = [*rows[:place], f"{row[: found.start()]}{word}{row[found.end() :]}", *rows[place + 1 :]]
        yield Replaced(
            case=next(case for case in golden_cases() if _plan(case) is plan),
            device=source.device,
            number=place + 1,
            was=row,
            word=word,
            data="".join(f"{other_row}\n" for other_row in changed).encode(),
        )


def carried_through(replaced: Replaced, *, answered: bool) -> EzError | None:
    """Reads, plans, renders, checks and compares; the error that refused it, None where nothing did."""
    plan = _plan(replaced.case)
    try:
        new = read_source(replaced.data, f"{replaced.device}.cfg")
        summary(new)
        ledger_of(new)
        sources = [new if source.device == replaced.device else source for source in (plan.server, *plan.spokes)]
        new_hub = new if plan.new_hub and plan.new_hub.device == replaced.device else plan.new_hub
        all_of(replace(_answered(propose(sources, new_hub), plan, answered=answered), read_on=date(2026, 1, 1)))
    except EzError as error:
        return error
    return None


def _answered(made: Plan, plan: Plan, *, answered: bool) -> Plan:
    """The plan with the answers of the site as far as they still fit."""
    for answer in plan.answers if answered else ():
        with suppress(AnswerError):
            made = keep_all(made, (answer,))
    return replace(made, secrets=plan.secrets, certificates=plan.certificates)


def all_of(plan: Plan) -> None:
    """Everything that a plan becomes."""
    asked(plan)
    ledger(plan)
    outputs(plan)
    findings(plan)
    negotiations(plan)
    for source in plan.sources:
        with suppress(StillOpen):
            checklist(plan, source.device)
            rows = difference(baseline(plan, source.device), target(plan, source.device))
            folded(rows)
            list(unified(rows, 3))
