"""`show ip interface brief`: the interfaces, their addresses, and whether they are up."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address

from wizard.judge.answers.answer import Answer, NotRead
from wizard.model.literals import address

_ROW = re.compile(
    r"(?P<name>[A-Z][\w/.:-]*) +(?P<address>[\d.]+|unassigned) +(?:YES|NO) +\S+ +"
    r"(?P<status>administratively down|up|down|deleted|reset) +(?P<protocol>up|down)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceState:
    """One interface."""

    name: str
    address: IPv4Address | None
    is_shut: bool
    is_up: bool
    """Line and protocol."""


def interface_states(answer: Answer) -> tuple[InterfaceState, ...]:
    """The interfaces in the order of the answer; NotRead where it is another one."""
    if not any({"Interface", "IP-Address", "Protocol"} <= set(row.split()) for row in answer.rows):
        raise NotRead("no head of `show ip interface brief`")
    found = (_ROW.fullmatch(row.strip()) for row in answer.rows)
    return tuple(
        InterfaceState(
            name=row["name"],
            address=address(row["address"]),
            is_shut=row["status"].startswith("administratively"),
            is_up=row["status"] == row["protocol"] == "up",
        )
        for row in found
        if row
    )
