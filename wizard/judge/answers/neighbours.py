"""The neighbours of a router in OSPF, EIGRP and BGP."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead
from wizard.model.literals import ADDRESS, number

_OSPF = re.compile(rf"{ADDRESS} +\d{{1,3}} +(?P<state>[\w-]+)/ *\S+ +\S+ +(?P<address>{ADDRESS}) +(?P<interface>\S+)")
_EIGRP = re.compile(rf"\d{{1,4}} +(?P<address>{ADDRESS}) +(?P<interface>\S+) +\d{{1,5}} +\S+ .*")
_BGP = re.compile(r"\*?(?P<address>[0-9A-Fa-f:.]{3,45}) +4 +[\d.]{1,11} +\d+ +\d+ +\d+ +\d+ +\d+ +\S+ +(?P<state>\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One neighbour."""

    address: str
    interface: str = ""
    """As the answer shortens it: `Tu0`; "" in BGP."""
    state: str = ""
    """`FULL`, or what the last column of BGP says; "" in EIGRP, which lists those alone that answer."""
    prefixes: int | None = None
    """That BGP had from it; None where the session is not established."""
    is_up: bool


def ospf_neighbours(answer: Answer) -> tuple[Neighbour, ...]:
    """Those of `show ip ospf neighbor`; none of an empty answer."""
    if answer.is_empty:
        return ()
    _headed(answer, "Neighbor ID", "`show ip ospf neighbor`")
    found = (_OSPF.fullmatch(row.strip()) for row in answer.rows)
    return tuple(
        Neighbour(address=row["address"], interface=row["interface"], state=row["state"], is_up=row["state"] == "FULL")
        for row in found
        if row
    )


def eigrp_neighbours(answer: Answer) -> tuple[Neighbour, ...]:
    """Those of `show ip eigrp neighbors`; none of an empty answer."""
    if answer.is_empty:
        return ()
    # Older releases write `IP-EIGRP neighbors for process 100`.
    _headed(answer, ("EIGRP-IPv4", "IP-EIGRP"), "`show ip eigrp neighbors`")
    found = (_EIGRP.fullmatch(row.strip()) for row in answer.rows)
    return tuple(Neighbour(address=row["address"], interface=row["interface"], is_up=True) for row in found if row)


def bgp_neighbours(answer: Answer) -> tuple[Neighbour, ...]:
    """Those of `show ip bgp summary`; NotRead where BGP does not run."""
    _headed(answer, "BGP router identifier", "`show ip bgp summary`")
    found = (_BGP.fullmatch(row.strip()) for row in answer.rows)
    return tuple(_bgp(row) for row in found if row)


def _bgp(row: re.Match[str]) -> Neighbour:
    prefixes = number(row["state"])
    return Neighbour(address=row["address"], state=row["state"], prefixes=prefixes, is_up=prefixes is not None)


def _headed(answer: Answer, beginning: str | tuple[str, ...], command: str) -> None:
    if not any(row.strip().startswith(beginning) for row in answer.rows):
        raise NotRead(f"no head of {command}")
