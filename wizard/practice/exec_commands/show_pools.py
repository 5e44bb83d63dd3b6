"""`show` of pools and of groups that stand in for each other."""

from wizard.model.literals import address
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.interface_names import short_name
from wizard.practice.network import network_texts
from wizard.practice.network.words import word
from wizard.practice.session import Session

USUAL_PRIORITY = "100"


def _pools(session: Session, arguments: Arguments) -> Dialogue:
    network = session.router.network
    given = [each.assigned for each in network.tunnels if each.server.router == session.router.name]
    rows = []
    for line in network.ways.router(session.router.name).configuration.all("ip local pool"):
        words = line.text.split(" ")
        first = address(words[4]) if len(words) > 4 else None
        last = (address(words[5]) if len(words) > 5 else None) or first
        if first is None or last is None:
            continue
        used = sum(1 for each in given if each is not None and first <= each <= last)
        rows.append(
            network_texts.POOL.of(
                name=words[3], first=str(first), last=str(last), free=int(last) - int(first) + 1 - used, used=used
            )
        )
    return said(network_texts.POOLS.text + "".join(rows))


def _groups(session: Session, arguments: Arguments) -> Dialogue:
    rows = []
    for interface in session.router.network.ways.router(session.router.name).interfaces:
        numbers = dict.fromkeys(word(each.text, 1) for each in interface.line.all("standby"))
        for number in numbers:
            virtual = interface.line.argument(f"standby {number} ip")
            if virtual:
                rows.append(
                    network_texts.STANDBY_GROUP.of(
                        interface=short_name(interface.name),
                        group=number,
                        priority=interface.line.argument(f"standby {number} priority") or USUAL_PRIORITY,
                        preempts="P" if interface.line.child(f"standby {number} preempt") is not None else " ",
                        state="Active" if interface.is_up else "Init",
                        virtual=virtual,
                    )
                )
    return said(network_texts.STANDBY.text + "".join(rows) if rows else "")


SHOW_POOLS: tuple[ExecCommand, ...] = (
    ExecCommand(form="show ip local pool", run=_pools, is_privileged=False),
    ExecCommand(form="show standby brief", run=_groups, is_privileged=False),
)
