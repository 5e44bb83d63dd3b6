"""`show crypto ...` of tunnels, and the commands that make a client connect."""

from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv4Network

from wizard.model.configuration import Line
from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.network import network_texts
from wizard.practice.network.ezvpn import ATTACHED, attached
from wizard.practice.network.flexvpn import CLIENT
from wizard.practice.network.tunnels import Kind, Tunnel, TunnelEnd
from wizard.practice.session import Session

SHOWN_METHODS = {"pre-share": "PSK", "rsa-sig": "RSA", "ecdsa-sig": "ECDSA", "eap": "EAP"}
SHOWN_HASHES = {"md5": "MD596", "sha1": "SHA96", "sha256": "SHA256", "sha384": "SHA384", "sha512": "SHA512"}
ALL = (IPv4Network("0.0.0.0/0"),)
GRE = 47


def _tunnels(session: Session, kind: Kind | None = None) -> list[tuple[int, Tunnel, TunnelEnd, TunnelEnd]]:
    """The tunnels of the router, numbered, each with this end and the other one."""
    name = session.router.name
    found = [tunnel for tunnel in session.router.network.tunnels_of(session.router) if kind in (None, tunnel.kind)]
    return [(place, each, end, each.other(name)) for place, each in enumerate(found, 1) if (end := each.end(name))]


def _ezvpn(session: Session, arguments: Arguments) -> Dialogue:
    clients = session.router.network.ways.router(session.router.name).configuration.all(ATTACHED)
    return said("".join(_ezvpn_client(session, client) for client in clients))


def _ezvpn_client(session: Session, client: Line) -> str:
    name = client.text.split(" ")[-1]
    ups = [each for _, each, end, _ in _tunnels(session, Kind.EZVPN) if each.client is end and each.name == name]
    up = ups[0] if ups else None
    outside, inside = attached(session.router.network.ways.router(session.router.name), name)
    is_by_hand = client.argument("connect") == "manual" and outside is not None
    split = up.client.routes if up is not None and up.client.routes != ALL else ()
    return network_texts.EZVPN.of(
        name=name,
        inside=", ".join(each.name for each in inside),
        outside=outside.name if outside else "",
        state="IPSEC_ACTIVE" if up else "CONNECT_REQUIRED" if is_by_hand else "IDLE" if outside is None else "READY",
        event="SOCKET_UP" if up else "CONN_DOWN",
        assigned=network_texts.EZVPN_ADDRESS.of(address=up.assigned) if up is not None and up.assigned else "",
        saved="Allowed" if client.argument("username") else "Disallowed",
        split="".join(
            network_texts.EZVPN_SPLIT.of(number=place, address=network.network_address, mask=network.netmask)
            for place, network in enumerate(split, 1)
        ),
        peer=up.server.address if up else client.argument("peer").split(" ")[0],
    )


def _connect(session: Session, arguments: Arguments) -> Dialogue:
    """Makes the clients connect that wait for somebody to say so."""
    configuration = session.router.network.ways.router(session.router.name).configuration
    for client in (*configuration.all(ATTACHED), *configuration.all(CLIENT)):
        name = client.text.split(" ")[-1]
        if arguments in ((), ("",)) or name in arguments:
            session.router.network.connect(session.router, name)
    return said("")


def _sessions(session: Session, arguments: Arguments) -> Dialogue:
    is_detailed = bool(arguments) and "detail".startswith(arguments[-1].strip() or "?")
    rows = []
    for _, tunnel, end, other in _tunnels(session):
        flows = "".join(
            network_texts.CRYPTO_FLOW.of(protocol=GRE if tunnel.is_gre else "ip", local=local, remote=remote)
            + (_moved(session, tunnel, end, other) if is_detailed else "")
            for local, remote in _flows(tunnel, end, other)
        )
        rows.append(
            network_texts.CRYPTO_SESSION_ROW.of(
                interface=end.interface,
                peer=other.address,
                local=end.address,
                ike="IKEv1" if tunnel.kind is Kind.EZVPN else "IKEv2",
                flows=flows,
            )
        )
    return said(network_texts.CRYPTO_SESSION.text + "".join(rows))


def _moved(session: Session, tunnel: Tunnel, end: TunnelEnd, other: TunnelEnd) -> str:
    traffic = session.router.network.traffic
    return network_texts.CRYPTO_FLOW_DETAIL.of(
        sent=traffic.sent(tunnel, end.router), received=traffic.sent(tunnel, other.router)
    )


def _flows(tunnel: Tunnel, end: TunnelEnd, other: TunnelEnd) -> Iterable[tuple[str, str]]:
    """What each pair of SAs is for, as `address/mask`."""
    if tunnel.is_gre:
        return [(f"host {end.address}", f"host {other.address}")]
    if tunnel.kind is Kind.FLEXVPN:
        return [("0.0.0.0/0.0.0.0", "0.0.0.0/0.0.0.0")]
    return [(there.with_netmask, here.with_netmask) for there in other.routes for here in end.routes]


def _isakmp(session: Session, arguments: Arguments) -> Dialogue:
    rows = [
        network_texts.ISAKMP_SA_ROW.of(server=each.server.address, client=each.client.address, number=1000 + place)
        for place, each, _, _ in _tunnels(session, Kind.EZVPN)
    ]
    return said(network_texts.ISAKMP_SA.of(rows="".join(rows)))


def _ikev2_sessions(session: Session, arguments: Arguments) -> Dialogue:
    is_detailed = _asks_for_detail(arguments)
    return said(
        "".join(
            network_texts.IKEV2_SESSION.of(number=place)
            + _sa(session, place, tunnel, is_detailed=is_detailed)
            + _child(session, tunnel)
            + "\n"
            for place, tunnel, _, _ in _tunnels(session, Kind.FLEXVPN)
        )
    )


def _ikev2_sa(session: Session, arguments: Arguments) -> Dialogue:
    is_detailed = _asks_for_detail(arguments)
    rows = [
        _sa(session, place, tunnel, is_detailed=is_detailed) + "\n"
        for place, tunnel, _, _ in _tunnels(session, Kind.FLEXVPN)
    ]
    return said(network_texts.IKEV2_SA_HEAD.text + "".join(rows) if rows else "")


def _asks_for_detail(arguments: Arguments) -> bool:
    word = arguments[-1].strip() if arguments else ""
    return bool(word) and "detailed".startswith(word)


def _sa(session: Session, place: int, tunnel: Tunnel, *, is_detailed: bool) -> str:
    network = session.router.network
    end, other = tunnel.end(session.router.name) or tunnel.client, tunnel.other(session.router.name)
    is_client = end is tunnel.client
    encryption, prf, integrity, group = tunnel.suite
    kind, _, size = encryption.rpartition("-")
    sign, verify = tunnel.authentication if is_client else tunnel.authentication[::-1]
    outer, inner = _front_door(session, end), end.vrf or "none"
    shown = network_texts.IKEV2_SA.of(
        number=place,
        local=f"{end.address}/500",
        remote=f"{other.address}/500",
        vrfs=f"{outer}/{inner}",
        encryption=kind.upper() or encryption.upper(),
        size=size or "0",
        prf=prf.upper(),
        hash=SHOWN_HASHES.get(integrity, "None"),
        group=group,
        sign=SHOWN_METHODS.get(sign, sign),
        verify=SHOWN_METHODS.get(verify, verify),
        active=(session.router.clock.now - network.traffic.since(tunnel)) // timedelta(seconds=1),
    )
    if not is_detailed:
        return shown
    said_of_it = "Pushed IP address" if is_client else "Assigned host addr"
    return shown + network_texts.IKEV2_SA_DETAIL.of(
        number=place,
        local_id=end.identity,
        remote_id=other.identity,
        initiator="Yes" if is_client else "No",
        assigned=f"      {said_of_it}: {tunnel.assigned}\n" if tunnel.assigned is not None else "",
        subnets="".join(f"      {network.network_address} {network.netmask}\n" for network in end.routes),
    )


def _front_door(session: Session, end: TunnelEnd) -> str:
    """The VRF in which the tunnel's own packets travel."""
    owner = session.router.network.ways.router(end.router).owner(end.address, from_outside=True)
    return (owner.vrf if owner is not None else "") or "none"


def _child(session: Session, tunnel: Tunnel) -> str:
    traffic = session.router.network.traffic
    end, other = tunnel.end(session.router.name) or tunnel.client, tunnel.other(session.router.name)
    ends = (f"{end.address}/0 - {end.address}/65535", f"{other.address}/0 - {other.address}/65535")
    local, remote = ends if tunnel.is_gre else ("0.0.0.0/0 - 255.255.255.255/65535",) * 2
    return network_texts.IKEV2_CHILD.of(
        local=local,
        remote=remote,
        inbound=traffic.spi(tunnel, end.router),
        outbound=traffic.spi(tunnel, other.router),
    )


def _flexvpn_clients(session: Session, arguments: Arguments) -> Dialogue:
    router = session.router.network.ways.router(session.router.name)
    wanted = arguments[-1].strip() if arguments else ""
    rows = []
    for client in router.configuration.all(CLIENT):
        name, tunnel = client.text.split(" ")[-1], client.argument("client connect")
        ups = [each for _, each, end, _ in _tunnels(session, Kind.FLEXVPN) if each.name == tunnel]
        interface = router.interface(tunnel)
        if not wanted or wanted == name:
            line = interface.line if interface is not None else client
            rows.append(
                network_texts.FLEXVPN_CLIENT.of(
                    name=name,
                    state="ACTIVE" if ups else "NEGOTIATING",
                    peer=ups[0].server.address if ups else client.argument("peer 1"),
                    source=line.argument("tunnel source"),
                    ivrf=(interface.vrf if interface is not None else "") or "IP DEFAULT",
                    fvrf=line.argument("tunnel vrf") or "IP DEFAULT",
                    tunnel=tunnel,
                )
            )
    return said("\n".join(rows))


def _ipsec_sas(session: Session, arguments: Arguments) -> Dialogue:
    traffic = session.router.network.traffic
    rows = []
    for _, tunnel, end, other in _tunnels(session):
        for local, remote in _flows(tunnel, end, other):
            rows.append(
                network_texts.IPSEC_SA.of(
                    interface=end.interface,
                    local=end.address,
                    peer=other.address,
                    vrf=end.vrf or "(none)",
                    local_selector=_selector(tunnel, local),
                    remote_selector=_selector(tunnel, remote),
                    sent=traffic.sent(tunnel, end.router),
                    received=traffic.sent(tunnel, other.router),
                    inbound=traffic.spi(tunnel, end.router),
                    outbound=traffic.spi(tunnel, other.router),
                )
            )
    return said("".join(rows))


def _selector(tunnel: Tunnel, flow: str) -> str:
    return f"{flow.removeprefix('host ')}/255.255.255.255/{GRE}/0" if tunnel.is_gre else f"{flow}/0/0"


SHOW_TUNNELS: tuple[ExecCommand, ...] = (
    ExecCommand(form="show crypto ipsec client ezvpn", run=_ezvpn),
    ExecCommand(form="show crypto session *", run=_sessions),
    ExecCommand(form="show crypto isakmp sa", run=_isakmp),
    ExecCommand(form="show crypto ikev2 session *", run=_ikev2_sessions),
    ExecCommand(form="show crypto ikev2 sa *", run=_ikev2_sa),
    ExecCommand(form="show crypto ikev2 client flexvpn *", run=_flexvpn_clients),
    ExecCommand(form="show crypto ipsec sa", run=_ipsec_sas),
    ExecCommand(form="crypto ipsec client ezvpn connect *", run=_connect),
    ExecCommand(form="crypto ikev2 client flexvpn connect *", run=_connect),
)
