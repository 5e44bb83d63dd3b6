"""Checks of who may log in and type while the tunnel is down."""

import re
from collections.abc import Iterator
from itertools import pairwise

from wizard.check.registry import Hit, check
from wizard.check.routes.behind_tunnel import is_behind_tunnel
from wizard.check.view.site import PairView
from wizard.ios.identity_matches import host
from wizard.ios.masking import quoted
from wizard.model.configuration import Configuration, Line
from wizard.model.finding import Severity

_LIST = re.compile(
    r"aaa (?P<what>authorization (?:commands \d+|exec|reverse-access|configuration)|authentication (?:login|enable))"
    r" (?P<name>\S+) (?P<methods>\S.*)"
)
_OLD_GROUPS = frozenset({"tacacs+", "radius"})
"""Methods that older releases write without `group`."""


@check(
    "LCK018",
    Severity.BLOCKER,
    why="As long as the tunnel is down the servers do not answer, and a list without another method refuses what it is "
    "asked for: a login, or every command, those of the way back among them.",
    fix="Add `local` or `if-authenticated` (of a login list `local`) behind the group before the cut-over.",
    citation="flexvpn.md 12; ezvpn.md 4.4",
)
def nobody_asks_behind_the_tunnel_alone(pair: PairView) -> Iterator[Hit]:
    """No list that guards logins or commands of a spoke asks servers behind the tunnel and nobody else."""
    target = pair.spoke.target
    for line in (*target.all("aaa authorization"), *target.all("aaa authentication")):
        found = _LIST.fullmatch(line.text)
        if not found or not _is_used(target, found["what"], found["name"]):
            continue
        groups = _groups(found["methods"].split())
        servers = [server for group in groups for server in _servers(target, group)]
        addresses = [address for server in servers if (address := host(server))]
        behind = addresses and all(is_behind_tunnel(pair, address) for address in addresses)
        if behind and len(addresses) == len(servers):
            message = f"{quoted(line.text)} asks {addresses[0]} behind the tunnel, and nobody else."
            yield Hit(message=message, line=line)


def _groups(methods: list[str]) -> list[str]:
    """The server groups that a list asks; none where it has a method that needs no server."""
    names = [word for word in methods if word != "group"]
    behind_group = {after for word, after in pairwise(methods) if word == "group"}
    return names if all(name in behind_group or name in _OLD_GROUPS for name in names) else []


def _is_used(target: Configuration, what: str, name: str) -> bool:
    """Whether a line of the router asks that list; the one called default is asked wherever no other is."""
    words = what.split()[1:]
    asked = f"login authentication {name}" if words == ["login"] else f"authorization {' '.join(words)} {name}"
    return name == "default" or any(child.text == asked for line in target.all("line") for child in line.children)


def _servers(target: Configuration, group: str) -> list[str]:
    """The addresses of a group's servers, a name where the configuration says no address."""
    kind = group.removesuffix("+")
    if group in _OLD_GROUPS:
        every = [line.text.split()[2] for line in target.all(f"{kind}-server host")]
        return every + [_address(line) for line in target.all(f"{kind} server")]
    found: list[str] = []
    for kind in ("tacacs+", "radius", "ldap"):
        for top in target.all(f"aaa group server {kind} {group}"):
            if top.child("ip vrf forwarding") is None:
                found.extend(_of_group(target, top, kind.removesuffix("+")))
    return found


def _of_group(target: Configuration, top: Line, kind: str) -> Iterator[str]:
    for child in (*top.all("server"), *top.all("server-private")):
        words = child.text.split()[1:]
        if words[:1] == ["name"]:
            yield from (_address(line) for line in target.all(f"{kind} server {words[-1]}"))
        else:
            yield words[0] if words else ""


def _address(server: Line) -> str:
    """The address of `tacacs server NAME`, "" where it has none."""
    words = server.argument("address ipv4").split() or server.argument("ipv4").split()
    return words[0] if words else ""
