"""`show` of the neighbors in EIGRP, OSPF and BGP."""

from collections.abc import Iterator
from datetime import timedelta

from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.interface_names import short_name
from wizard.practice.network import routing_texts
from wizard.practice.network.bgp_sessions import wanted
from wizard.practice.network.neighbours import Neighbours
from wizard.practice.network.routing_processes import Process, Protocol, router_id
from wizard.practice.session import Session

HELLO = 60
"""Seconds between two messages of BGP."""


def _processes(session: Session, protocol: Protocol, vrf: str | None) -> Iterator[Process]:
    for process in session.router.network.ways.router(session.router.name).processes:
        if process.protocol is protocol and vrf in (None, process.vrf):
            yield process


def _neighbours(session: Session, process: Process) -> list[Neighbours]:
    name, pairs = session.router.name, session.router.network.ways.neighbours
    return [pair for pair in pairs if pair.near.router == name and pair.near.process == process]


def _age(session: Session, pair: Neighbours) -> timedelta:
    return session.router.network.neighbours_since.age(pair.key, session.router.clock.now)


def _as_time(age: timedelta) -> str:
    """As routers say how long something is up."""
    if age >= timedelta(weeks=1):
        return f"{age.days // 7}w{age.days % 7}d"
    hours, rest = age.seconds // 3600, age.seconds % 3600
    return f"{age.days}d{hours:02}h" if age.days else f"{hours:02}:{rest // 60:02}:{rest % 60:02}"


def _eigrp(session: Session, arguments: Arguments) -> Dialogue:
    rows = []
    for process in _processes(session, Protocol.EIGRP, arguments[0] if arguments else ""):
        vrf = f" VRF({process.vrf})" if process.vrf else ""
        rows.append(routing_texts.EIGRP_NEIGHBOURS.of(number=process.number, vrf=vrf))
        for place, pair in enumerate(_neighbours(session, process)):
            rows.append(
                routing_texts.EIGRP_NEIGHBOUR.of(
                    place=place,
                    address=str(pair.far.address),
                    interface=short_name(pair.near.port),
                    hold=12,
                    uptime=_as_time(_age(session, pair)),
                    srtt=8,
                    rto=100,
                    queue=0,
                    sequence=3,
                )
            )
    return said("".join(rows))


def _ospf(session: Session, arguments: Arguments) -> Dialogue:
    ways, rows = session.router.network.ways, []
    for process in _processes(session, Protocol.OSPF, None):
        for pair in _neighbours(session, process):
            ids = [router_id(side.process, ways.router(side.router).interfaces) for side in (pair.far, pair.near)]
            role = "  -" if pair.is_to_one else "DR" if ids[0] > ids[1] else "BDR"
            rows.append(
                routing_texts.OSPF_NEIGHBOUR.of(
                    id=str(ids[0]),
                    priority=0 if pair.is_to_one else 1,
                    state=f"FULL/{role}",
                    dead="00:00:35",
                    address=str(pair.far.address),
                    interface=pair.near.port,
                )
            )
    return said(routing_texts.OSPF_NEIGHBOURS.text + "".join(rows) if rows else "")


def _bgp(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router.network.ways.router(session.router.name)
    processes = list(_processes(session, Protocol.BGP, arguments[0] if arguments else ""))
    rows = [routing_texts.BGP_IS_OFF.text] if not processes else []
    for process in processes:
        ups = {str(pair.far.address): pair for pair in _neighbours(session, process)}
        named = {str(where): neighbour.says("remote-as") for where, neighbour in wanted(process)}
        invited = [_bgp_row(session, where, asked or "", ups.get(where)) for where, asked in named.items()]
        others = {where: pair for where, pair in ups.items() if where not in named}
        taken = [_bgp_row(session, f"*{where}", pair.far.process.number, pair) for where, pair in others.items()]
        rows.append(
            routing_texts.BGP_SUMMARY.of(id=router_id(process, router.interfaces), number=process.number)
            + "".join((*invited, *taken))
        )
        if taken:
            ranges = len(process.lines.all("bgp listen range"))
            rows.append(routing_texts.BGP_DYNAMIC.of(count=len(taken), ranges=ranges))
    return said("".join(rows))


def _bgp_row(session: Session, where: str, number: str, pair: Neighbours | None) -> str:
    messages = _age(session, pair) // timedelta(seconds=HELLO) + 4 if pair is not None else 0
    return routing_texts.BGP_NEIGHBOUR.of(
        address=where,
        number=number,
        received=messages,
        sent=messages,
        version=1,
        queued=0,
        waiting=0,
        since=_as_time(_age(session, pair)) if pair is not None else "never",
        state=_prefixes(session, pair) if pair is not None else "Idle",
    )


def _prefixes(session: Session, pair: Neighbours) -> str:
    routes = session.router.network.ways.tables[session.router.name].routes
    heard = {route.prefix for route in routes if route.code == "B" and route.next_hop == pair.far.address}
    return str(len(heard))


SHOW_ROUTING: tuple[ExecCommand, ...] = (
    ExecCommand(form="show ip eigrp neighbors", run=_eigrp, is_privileged=False),
    ExecCommand(form="show ip eigrp vrf NAME neighbors", run=_eigrp, is_privileged=False),
    ExecCommand(form="show ip ospf neighbor", run=_ospf, is_privileged=False),
    ExecCommand(form="show ip bgp summary", run=_bgp, is_privileged=False),
    ExecCommand(form="show ip bgp vpnv4 vrf NAME summary", run=_bgp, is_privileged=False),
    ExecCommand(form="show bgp ipv4 unicast summary", run=_bgp, is_privileged=False),
)
