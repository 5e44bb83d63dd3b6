"""Checks of the interfaces at which the tunnels end: those that the spokes call, and those that lend an address."""

from collections.abc import Iterator

from wizard.check.registry import Hit, check
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.shut_interfaces import Shut, shut_by
from wizard.check.view.site import PairView
from wizard.model.finding import Severity
from wizard.model.ikev2 import TunnelInterface
from wizard.model.router import Interface


@check(
    "RTE073",
    Severity.WARNING,
    why="The address moves to the standby router when the active one fails. The spokes then call a router that this "
    "plan does not configure, and IKEv2's sessions do not move with the address.",
    fix="Give the standby router the same FlexVPN configuration by hand, or let the spokes call both routers by their "
    "own addresses.",
    citation="flexvpn.md 12",
    question="peers",
)
def called_address_is_the_hubs_own(pair: PairView) -> Iterator[Hit]:
    """No spoke calls an address that the hub shares with a standby router."""
    for interface, address in _called(pair):
        if address in map(str, interface.virtual_addresses):
            line = next((child for child in interface.line.walk() if address in child.text.split()), interface.line)
            message = (
                f"The spokes call {address}, a virtual address that {interface.name} shares with a standby router."
            )
            yield Hit(device=pair.hub.device, message=message, line=line)


def _called(pair: PairView) -> Iterator[tuple[Interface, str]]:
    """Each interface of the hub that the spoke's path calls, with the address."""
    client = pair.path.client if pair.path else None
    texts = [text for _, text in client.peers] if client else ([pair.path.peer] if pair.path else [])
    for address in dict.fromkeys(map(pair.spoke.meant, texts)):
        for interface in pair.hub.holders(address):
            yield interface, str(address)


@check(
    "RTE074",
    Severity.BLOCKER,
    why="An interface that is shut receives and sends nothing: no tunnel begins or ends there.",
    fix="Bring the interface up before the migration, or choose the one that is used; `show ip interface brief` says "
    "which is up.",
    citation="flexvpn.md 12",
    question="wan_interface",
)
def tunnels_end_at_interfaces_that_are_up(pair: PairView) -> Iterator[Hit]:
    """An interface that the spokes call is up, and so is the source of their tunnel."""
    called = [(interface, shut_by(pair.hub, interface)) for interface, _ in _called(pair)]
    if all(shut for _, shut in called):
        for interface, shut in called:
            if shut:
                message = f"{interface.name}, which the spokes call, {_is_down(interface, shut)}."
                yield Hit(device=pair.hub.device, message=message, line=shut.line)
    source = pair.spoke.facts.interface(pair.path.tunnel.tunnel_source) if pair.path else None
    if source and (found := shut_by(pair.spoke, source)):
        message = f"{source.name}, from which the tunnel leaves, {_is_down(source, found)}."
        yield Hit(message=message, line=found.line, question="tunnel_source")


def _is_down(interface: Interface, shut: Shut) -> str:
    return "is shut" if shut.name == interface.name else f"is down: {shut.name}, which carries it, is shut"


@check(
    "RTE075",
    Severity.BLOCKER,
    why="A tunnel that borrows the address of an interface that is shut does not come up.",
    fix="Borrow from an interface that is up, a loopback best of all.",
    citation="ezvpn.md 6 item 19; flexvpn.md 12",
)
def lender_is_up(view: DeviceView) -> Iterator[Hit]:
    """The interface from which a new tunnel borrows its address is not shut."""
    for tunnel in made(view.flexvpn_tunnels):
        lender = view.facts.interface(_lender(tunnel))
        shut = shut_by(view, lender) if lender else None
        if lender and shut:
            question = "hub_unnumbered" if tunnel.name.startswith("Virtual-Template") else "unnumbered_interface"
            message = f"{tunnel.name} borrows from {lender.name}, which {_is_down(lender, shut)}."
            yield Hit(message=message, line=part(tunnel, "ip unnumbered"), question=question)


def _lender(tunnel: TunnelInterface) -> str:
    return tunnel.address.removeprefix("unnumbered ") if tunnel.address.startswith("unnumbered ") else ""
