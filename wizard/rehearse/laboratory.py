"""Two daemons that stay up from one pair of configurations to the next, and what each pair makes of itself."""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from ipaddress import IPv4Address, IPv4Network
from itertools import product
from pathlib import Path

from wizard.errors import RehearsalError
from wizard.model.certificate import Certificate
from wizard.model.release import Release
from wizard.rehearse.addresses_and_hosts import Prepared, hosts, prepared
from wizard.rehearse.failure_causes import cause
from wizard.rehearse.network_namespaces import two_namespaces
from wizard.rehearse.read_configuration import read_router
from wizard.rehearse.security_associations import SecurityAssociation, security_association
from wizard.rehearse.spoke_call import CallEnd, Meeting, Obstacle, call
from wizard.rehearse.stand_ins import in_real_names
from wizard.rehearse.strongswan_daemon import Daemon, daemon
from wizard.rehearse.swanctl_settings import CALLING, CHILD, Settings, initiator, responder

_COMES_UP = 8
_REKEYS = 3.0
"""Seconds."""
_REFUSED = "failed|no CHILD_SA built|notify error"
_TUN = Path("/dev/net/tun")
"""By which the daemons do IPsec themselves."""
_PING = Path(__file__).with_name("ping.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """One router as it is brought to the rehearsal."""

    device: str
    text: str = field(repr=False)
    """Its whole configuration."""
    release: Release | None = None
    certificates: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ping:
    """One echo over the tunnel."""

    sender: str
    source_address: str
    destination_address: str
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What two daemons made of one pair."""

    up: bool
    reason: str = ""
    """Of a failure, in the words of check."""
    line: str = ""
    """The daemon's own line that says so, in the real names."""
    meeting: Meeting | None = field(default=None, repr=False)
    """None where the spoke never called."""
    sa: SecurityAssociation | None = None
    """As the spoke sees it."""
    hub_proof: str = ""
    """The method with which the hub proved itself, in the words of IOS."""
    spoke_proof: str = ""
    pings: tuple[Ping, ...] = ()
    child_rekeys: bool = False
    ike_rekeys: bool = False
    rekey_line: str = ""
    hub_lines: tuple[str, ...] = field(default=(), repr=False)
    """As the daemon wrote them, like those of the spoke: in the names that stand for the real ones."""
    spoke_lines: tuple[str, ...] = field(default=(), repr=False)


_PROOF = re.compile(r"authentication of '.*' with (.*) successful|initiating (EAP_\w+) method")
_METHODS = (("RSA", "rsa-sig"), ("ECDSA", "ecdsa-sig"), ("pre-shared", "pre-share"))


def proof(lines: tuple[str, ...]) -> str:
    """The method by which the peer proved itself to the daemon with that log, "" where it did not."""
    found = [match for line in lines if (match := _PROOF.search(line))]
    eap = next((match[2] for match in found if match[2] and match[2] != "EAP_IDENTITY"), "")
    said = eap or next((match[1] for match in found), "")
    words = next((word for part, word in _METHODS if said.startswith(part)), said)
    return f"eap {eap.removeprefix('EAP_').lower()}" if eap else words


class Laboratory:
    """A daemon for the hub, and one for the spoke."""

    def __init__(self, hub: Daemon, spoke: Daemon) -> None:
        self.hub = hub
        self.spoke = spoke

    def rehearsed(self, hub: Configured, spoke: Configured, today: date, *, translated: bool = False) -> Outcome:
        """What comes of the spoke's call; `translated` where something leads it on to the hub's own address."""
        hub_router = read_router(hub.device, hub.text, hub.release)
        spoke_router = read_router(spoke.device, spoke.text, spoke.release)
        called = call(spoke_router, hub_router)
        if isinstance(called, Obstacle):
            return Outcome(up=False, reason=called.reason, line=called.why)
        pair = prepared(hub_router, spoke_router, called, (hub.certificates, spoke.certificates), today)
        if translated:
            pair = replace(pair, meeting=replace(pair.meeting, called_address=pair.meeting.hub_address))
        told = self._told(pair)
        try:
            return self._called(pair.meeting, told)
        finally:
            self.spoke.asks("--terminate", "--ike", CALLING, "--timeout", "2")

    def _told(self, pair: Prepared) -> tuple[Settings, Settings]:
        meeting, ends = pair.meeting, hosts(pair.meeting)
        self.hub.namespace.addressed([meeting.hub_address], ends.hub)
        self.spoke.namespace.addressed([meeting.spoke_address], ends.spoke)
        self.hub.namespace.reaches([meeting.spoke_address], meeting.hub_address)
        self.spoke.namespace.reaches({meeting.hub_address, meeting.called_address}, meeting.spoke_address)
        hub, spoke = responder(meeting), initiator(meeting)
        self.hub.told(hub, pair.hub_files)
        self.spoke.told(spoke, pair.spoke_files)
        self.hub.lines()
        self.spoke.lines()
        return hub, spoke

    def _called(self, meeting: Meeting, told: tuple[Settings, Settings]) -> Outcome:
        words = ("--initiate", "--child", CHILD, "--ike", CALLING, "--timeout", str(_COMES_UP))
        done = self.spoke.asks(*words, patience=_COMES_UP + 2)
        hub_lines, spoke_lines = self.hub.lines(), self.spoke.lines()
        sa = security_association(self.spoke.asks("--list-sas", "--raw").stdout)
        if done.returncode or sa is None or sa.esp is None:
            reason, line = cause(hub_lines, spoke_lines, told)
            return Outcome(
                up=False,
                reason=reason,
                line=in_real_names(line),
                meeting=meeting,
                hub_lines=hub_lines,
                spoke_lines=spoke_lines,
            )
        pings = self._pings(meeting, sa)
        child, more = self._rekeyed("--child", CHILD, r"CHILD_SA \S+ established")
        ike, last = self._rekeyed("--ike", CALLING, r"IKE_SA \S+ (rekeyed|established) between")
        return Outcome(
            up=True,
            meeting=meeting,
            sa=sa,
            hub_proof=proof(spoke_lines),
            spoke_proof=proof(hub_lines),
            pings=pings,
            child_rekeys=not child,
            ike_rekeys=not ike,
            rekey_line=in_real_names(child or ike),
            hub_lines=(*hub_lines, *self.hub.lines()),
            spoke_lines=(*spoke_lines, *more, *last),
        )

    def _rekeyed(self, kind: str, name: str, success: str) -> tuple[str, tuple[str, ...]]:
        """Rekeys an SA: the line that says why it failed, "" where it did not, and every line of it."""
        self.spoke.asks("--rekey", kind, name)
        deadline = time.monotonic() + _REKEYS
        lines: tuple[str, ...] = ()
        while time.monotonic() < deadline:
            lines = (*lines, *self.spoke.lines())
            if any(re.search(success, line) for line in lines):
                return "", lines
            failed = next((line for line in lines if re.search(_REFUSED, line)), "")
            if failed:
                return failed, lines
            time.sleep(0.02)
        return next(iter(lines[-1:]), "the peer did not answer"), lines

    def _pings(self, meeting: Meeting, sa: SecurityAssociation) -> tuple[Ping, ...]:
        ends = hosts(meeting)
        # Another profile of the hub announces other networks.
        carried = tuple(map(IPv4Network, sa.remote_networks))
        hub = tuple(address for address in ends.hub if any(address in network for network in carried))
        own = tuple(map(IPv4Address, sa.assigned)) + ends.spoke
        asked = [(meeting.spoke.device, *pair) for pair in (*product(own[:1], hub), *product(own[1:], hub[-1:]))]
        answered = [(meeting.hub.device, *pair) for pair in product(hub[-1:], own)]
        return (*self._sent(self.spoke, asked), *self._sent(self.hub, answered))

    def _sent(self, sender_daemon: Daemon, asked: list[tuple[str, IPv4Address, IPv4Address]]) -> Iterator[Ping]:
        words = [str(address) for _, *pair in asked for address in pair]
        said = sender_daemon.namespace.run(sys.executable, "-I", str(_PING), *words).stdout.split()
        for (sender, source_address, destination_address), answer in zip(asked, said, strict=False):
            yield Ping(
                sender=sender,
                source_address=str(source_address),
                destination_address=str(destination_address),
                answered=answer == "1",
            )


@contextmanager
def laboratory() -> Iterator[Laboratory]:
    """Namespaces and daemons, which are gone afterwards."""
    with ExitStack() as stack:
        hub, spoke = stack.enter_context(two_namespaces())
        soft = not hub.kernel_has_esp
        if soft and not _TUN.exists():
            raise RehearsalError(f"the kernel has no ESP, and there is no {_TUN}", hint="Load it with: modprobe tun")
        daemons = [
            stack.enter_context(daemon(call_end, namespace, soft_esp=soft))
            for call_end, namespace in ((CallEnd.HUB, hub), (CallEnd.SPOKE, spoke))
        ]
        yield Laboratory(*daemons)
