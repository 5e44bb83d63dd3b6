"""`clear crypto ...`: tunnels fall, and those come up again that do so by themselves."""

from collections.abc import Callable

from wizard.model.literals import address
from wizard.practice import texts
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.network.tunnels import Kind, Tunnel
from wizard.practice.session import Session


def _those(session: Session, which: Callable[[Tunnel], bool]) -> Dialogue:
    network = session.router.network
    network.restart(tunnel for tunnel in network.tunnels_of(session.router) if which(tunnel))
    return said("")


def _all(session: Session, arguments: Arguments) -> Dialogue:
    return _those(session, lambda tunnel: True)


def _of_peer(session: Session, arguments: Arguments) -> Dialogue:
    peer = address(arguments[0])
    if peer is None:
        return said(texts.INVALID_INPUT.text)
    return _those(session, lambda tunnel: tunnel.other(session.router.name).address == peer)


def _ikev2(session: Session, arguments: Arguments) -> Dialogue:
    return _those(session, lambda tunnel: tunnel.kind is Kind.FLEXVPN)


def _ikev1(session: Session, arguments: Arguments) -> Dialogue:
    return _those(session, lambda tunnel: tunnel.kind is Kind.EZVPN)


def _client(session: Session, arguments: Arguments) -> Dialogue:
    name = session.router.name
    wanted = arguments[-1].strip() if arguments else ""
    return _those(
        session,
        lambda tunnel: tunnel.kind is Kind.EZVPN and tunnel.client.router == name and wanted in ("", tunnel.name),
    )


CLEAR_TUNNELS: tuple[ExecCommand, ...] = (
    ExecCommand(form="clear crypto session", run=_all),
    ExecCommand(form="clear crypto session remote ADDRESS *", run=_of_peer),
    ExecCommand(form="clear crypto sa", run=_all),
    ExecCommand(form="clear crypto sa peer ADDRESS", run=_of_peer),
    ExecCommand(form="clear crypto isakmp *", run=_ikev1),
    ExecCommand(form="clear crypto ikev2 sa *", run=_ikev2),
    ExecCommand(form="clear crypto ipsec client ezvpn *", run=_client),
)
