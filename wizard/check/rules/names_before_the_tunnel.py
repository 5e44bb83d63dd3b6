"""Checks of names that a spoke must resolve before its tunnel is up."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from wizard.check.registry import Hit, check
from wizard.check.routes.behind_tunnel import is_behind_tunnel
from wizard.check.rules.trustpoint_settings import used_trustpoints
from wizard.check.view.device import DeviceView, made, part
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.model.configuration import Line
from wizard.model.finding import Severity
from wizard.sentence import Sentence

_SOURCED = ("ip domain lookup source-interface", "ip domain-lookup source-interface")


@check(
    "PKI046",
    Severity.BLOCKER,
    why="The router asks its name servers from its Internet address, which no tunnel protects: those behind the tunnel "
    "answer nothing, and what is called by a name is never reached.",
    fix="Write the address in place of the name, or `ip host NAME ADDRESS`; or let the router ask from the LAN by `ip "
    "domain lookup source-interface`.",
    citation="flexvpn.md 12",
)
def names_are_resolved_without_the_tunnel(pair: PairView) -> Iterator[Hit]:
    """A spoke resolves the names of its hub and its CA without the tunnel."""
    servers = _servers_behind(pair)
    for called in _names(pair) if servers else ():
        if not _is_written_down(pair.spoke, called.name):
            message = f"{called.what}, {called.name}, is resolved by {servers[0]}, which is behind the tunnel."
            yield Hit(message=message, line=called.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """What a spoke calls by a name."""

    name: str
    what: Sentence
    line: Line | None


def _names(pair: PairView) -> Iterator[_Called]:
    """The names that the spoke calls by new lines."""
    if pair.path and pair.path.client and pair.path.client.line and host(pair.path.peer) is None:
        yield _Called(name=pair.path.peer, what="The hub", line=part(pair.path.client, "peer"))
    for trustpoint in made(tuple(used_trustpoints(pair.spoke))):
        kind, _, url = trustpoint.enrollment.partition(" ")
        name = (urlsplit(url).hostname or "") if kind == "url" else ""
        if name and host(name) is None:
            what = f"The CA of trustpoint {trustpoint.name}"
            yield _Called(name=name, what=what, line=part(trustpoint, "enrollment"))


def _servers_behind(pair: PairView) -> tuple[str, ...]:
    """The name servers of the spoke where all of them are behind the tunnel and are asked from outside; else none."""
    target = pair.spoke.target
    words = [line.text.split()[2:] for line in target.all("ip name-server")]
    servers = tuple(address for addresses in words for address in addresses)
    learned = any(interface.dynamic for interface in pair.spoke.facts.interfaces)
    if learned or any(target.first(sourced) for sourced in _SOURCED):
        return ()
    known = [address for server in servers if (address := host(server))]
    behind = known and all(is_behind_tunnel(pair, address) for address in known)
    return servers if behind and len(known) == len(servers) else ()


def _is_written_down(spoke: DeviceView, name: str) -> bool:
    return any(line.text.split()[2:3] == [name] for line in spoke.target.all("ip host"))
