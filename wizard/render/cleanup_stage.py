"""Which objects of EzVPN nothing uses any more once the cut-over is done, as the commands that remove them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wizard.ios.named_objects import IKEV1_GLOBALS, IKEV1_USERS, NAMED_OBJECTS, NamedObject
from wizard.ios.scripts import is_code, is_text
from wizard.model.configuration import Configuration, Line
from wizard.model.router import EzvpnServer, Group
from wizard.plan.perspective import Perspective


class Kept(NamedTuple):
    """An object of EzVPN that stays, because of what the router runs by itself."""

    what: str
    """`EzVPN client AQUA`."""
    code: Line
    """The applet, the kron list or the like."""
    line: Line
    """The line of it that names the object."""


def unused(asking: Perspective, now: Configuration) -> tuple[str, ...]:
    """The commands, each after those that remove what still names its object.

    On a server there are none before the engineer says that its last EzVPN client has moved.
    """
    return tuple(_swept(asking, now).commands)


def kept_by_code(asking: Perspective, now: Configuration) -> tuple[Kept, ...]:
    """What stays, since an applet, a kron list or the like names it."""
    return tuple(_swept(asking, now).kept)


def _swept(asking: Perspective, now: Configuration) -> "Sweep":
    sweep = Sweep(now)
    if asking.is_spoke:
        _sweep_spoke(asking, sweep)
    server = asking.router.server
    if asking.device == asking.plan.server.device and server:
        _sweep_server(_emptied(asking, server), sweep)
    if sweep.commands:
        _sweep_globals(sweep, policies=not asking.is_spoke)
    return sweep


def _emptied(asking: Perspective, server: EzvpnServer) -> EzvpnServer:
    """The part of the server that no EzVPN client needs any more, by the answer to `ezvpn_remains`."""
    remains = asking.needed("ezvpn_remains")
    if remains == "no":
        return server
    if remains == "yes" or asking.group is None:
        return EzvpnServer(groups=())
    profiles = tuple(profile for profile in server.profiles if profile.groups == (asking.group.name,))
    numbers = {profile.virtual_template for profile in profiles}
    others = {profile.virtual_template for profile in server.profiles if profile not in profiles}
    templates = tuple(number for number in server.virtual_templates if number in numbers - others)
    return EzvpnServer(groups=(asking.group,), profiles=profiles, virtual_templates=templates)


class Sweep:
    """A configuration from which objects go, each only when no line that stays names it."""

    def __init__(self, now: Configuration) -> None:
        self._left: dict[int, Line] = dict(enumerate(now.lines))
        self._now = now
        self.commands: list[str] = []
        self.kept: list[Kept] = []

    def lines(self) -> Iterator[Line]:
        """The top lines that are left."""
        return iter(self._left.values())

    def remove(self, kind: str, name: str) -> None:
        """Removes the object if it exists, is no `default` list, and no line that is left uses it."""
        row = NAMED_OBJECTS[kind]
        mine = [place for place in self._places(row, name) if place in self._left]
        if not name or not mine or name == "default":
            return
        if user := self._user(row, name, set(mine)):
            if is_code(user[0].text):
                self.kept.append(Kept(f"{kind} {name}", *user))
            return
        for place in mine:
            del self._left[place]
        self.commands.append("no " + self._command(row, name, mine))

    def _places(self, row: NamedObject, name: str) -> list[int]:
        return [place for definition in row.defined_as(name) for place in self._now.positions(definition)]

    def _command(self, row: NamedObject, name: str, mine: list[int]) -> str:
        text = self._now.lines[mine[0]].text
        return next(definition for definition in row.defined_as(name) if text.startswith(definition))

    def _user(self, row: NamedObject, name: str, mine: set[int]) -> tuple[Line, Line] | None:
        """The first line that is left and names the object, behind the top line that it stands below."""
        pattern = row.used_by(name)
        lines = ((top, line) for place, top in self._left.items() if place not in mine for line in top.walk())
        return next(
            (
                (top, line)
                for top, line in lines
                if name in line.text and pattern.search(line.text) and not is_text(line.text)
            ),
            None,
        )

    def remove_line(self, text: str) -> None:
        """Removes one top line."""
        place = self._now.position(text)
        if place is not None and place in self._left:
            del self._left[place]
            self.commands.append(f"no {text}")

    def remove_below(self, header: str, text: str) -> None:
        """Removes one line of a sub-mode that stays."""
        place = self._now.position(header)
        line = self._left.get(place) if place is not None else None
        if place is None or line is None or not any(child.text == text for child in line.children):
            return
        self._left[place] = line._replace(
            children=tuple(kept_child for kept_child in line.children if kept_child.text != text)
        )
        self.commands.append(f"{header}\n no {text}")


def _sweep_spoke(asking: Perspective, sweep: Sweep) -> None:
    for client in (asking.client, asking.backup_client):
        if client is None:
            continue
        sweep.remove("EzVPN client", client.name)
        if client.virtual_interface:
            sweep.remove("virtual template", str(client.virtual_interface))
        sweep.remove("access list", client.acl)


def _sweep_server(server: EzvpnServer, sweep: Sweep) -> None:
    sets, profiles = _transform_sets(server, sweep), _ipsec_profiles(server, sweep)
    lists = [(kind, name) for crypto_map in server.crypto_maps for kind, name in _map_lists(crypto_map, sweep)]
    shared = {name for name in server.dynamic_maps if _is_shared(name, server, sweep)}
    for name in server.crypto_maps:
        _sweep_crypto_map(name, shared, sweep)
    for name in server.dynamic_maps:
        _sweep_dynamic_map(name, server, sweep)
    for number in server.virtual_templates:
        _sweep_virtual_template(number, sweep)
    for line in profiles:
        sweep.remove("IPsec profile", line.text.split()[-1])
    for profile in server.profiles:
        sweep.remove("isakmp profile", profile.name)
    for group in server.groups:
        _sweep_group(group, sweep)
    for name in sets:
        sweep.remove("transform set", name)
    for profile in server.profiles:
        lists += [("login list", profile.authentication_list), ("network list", profile.authorization_list)]
    for kind, name in dict.fromkeys(lists):
        sweep.remove(kind, name)


def _ipsec_profiles(server: EzvpnServer, sweep: Sweep) -> list[Line]:
    """The IPsec profiles of EzVPN: they name an isakmp profile of it, or protect a virtual template of it."""
    names = {profile.name for profile in server.profiles}
    headers = tuple(f"interface Virtual-Template{number} " for number in server.virtual_templates)
    protecting = {
        line.argument("tunnel protection ipsec profile").split(" ")[0]
        for line in sweep.lines()
        if headers and line.text.startswith(headers)
    }
    return [
        line
        for line in sweep.lines()
        if line.text.startswith("crypto ipsec profile ")
        and not line.child("set ikev2-profile")
        and (line.argument("set isakmp-profile") in names or line.text.split()[-1] in protecting)
    ]


def _transform_sets(server: EzvpnServer, sweep: Sweep) -> list[str]:
    """The transform sets that EzVPN uses, in the order of their use."""
    maps = [line for name in server.dynamic_maps for line in _entries(name, server, sweep)]
    uses = (*_ipsec_profiles(server, sweep), *maps)
    return list(dict.fromkeys(name for line in uses for name in line.argument("set transform-set").split()))


def _entries(name: str, server: EzvpnServer, sweep: Sweep) -> list[Line]:
    """The entries of a dynamic map that serve EzVPN, not another isakmp profile."""
    names = {"", *(profile.name for profile in server.profiles)}
    lines = [line for line in sweep.lines() if line.text.startswith(f"crypto dynamic-map {name} ")]
    return [line for line in lines if line.argument("set isakmp-profile") in names]


def _sweep_dynamic_map(name: str, server: EzvpnServer, sweep: Sweep) -> None:
    """The whole map if all of it was EzVPN's and nothing names it; else EzVPN's entries alone."""
    every = [line for line in sweep.lines() if line.text.startswith(f"crypto dynamic-map {name} ")]
    own = _entries(name, server, sweep)
    if len(own) == len(every):
        sweep.remove("dynamic map", name)
    else:
        for line in own:
            sweep.remove_line(line.text)


def _sweep_virtual_template(number: int, sweep: Sweep) -> None:
    """Template and isakmp profile name each other by the IPsec profile: the profile forgets the template first."""
    for line in [present for present in sweep.lines() if present.text.startswith("crypto isakmp profile ")]:
        sweep.remove_below(line.text, f"virtual-template {number}")
    sweep.remove("virtual template", str(number))


def _sweep_group(group: Group, sweep: Sweep) -> None:
    sweep.remove("group", group.name)
    sweep.remove("access list", group.split_list)
    sweep.remove("pool", group.pool)


def _map_lists(name: str, sweep: Sweep) -> list[tuple[str, str]]:
    """The AAA lists that a crypto map names."""
    kinds = {"client authentication list": "login list", "isakmp authorization list": "network list"}
    return [
        (kind, line.text.split()[-1])
        for words, kind in kinds.items()
        for line in sweep.lines()
        if line.text.startswith(f"crypto map {name} {words} ")
    ]


_ENTRY = re.compile(r"crypto map (\S+) (\d+) ipsec-isakmp(?: dynamic (\S+))?")


def _is_shared(name: str, server: EzvpnServer, sweep: Sweep) -> bool:
    """Whether a dynamic map also serves peers that are no EzVPN clients."""
    every = [line for line in sweep.lines() if line.text.startswith(f"crypto dynamic-map {name} ")]
    return len(_entries(name, server, sweep)) < len(every)


def _sweep_crypto_map(name: str, shared: set[str], sweep: Sweep) -> None:
    """The EzVPN entries of a map; the map leaves its interfaces only if no other entry is left."""
    entries = [match for line in sweep.lines() if (match := _ENTRY.match(line.text)) and match[1] == name]
    others = [match for match in entries if not match[3] or match[3] in shared]
    if not others:
        for line in [present for present in sweep.lines() if present.text.startswith("interface ")]:
            sweep.remove_below(line.text, f"crypto map {name}")
    wide = (
        "client authentication list",
        "client accounting list",
        "isakmp authorization list",
        "client configuration address",
    )
    for words in wide:
        for line in [present for present in sweep.lines() if present.text.startswith(f"crypto map {name} {words} ")]:
            sweep.remove_line(line.text)
    for match in entries:
        if match[3] and match[3] not in shared:
            sweep.remove_line(match.string)
    if not others:
        for line in [present for present in sweep.lines() if present.text.startswith(f"crypto map {name} ")]:
            sweep.remove_line(line.text)


def _sweep_globals(sweep: Sweep, *, policies: bool) -> None:
    """IKEv1's global lines, once nothing on the router uses IKEv1; a spoke's policies never served EzVPN and stay."""
    users = [*IKEV1_USERS, *([] if policies else ["crypto isakmp policy"])]
    if any(line.text.startswith(tuple(f"{user} " for user in users)) for line in sweep.lines()):
        return
    for line in [present for present in sweep.lines() if present.text.startswith(IKEV1_GLOBALS)]:
        if policies or not line.text.startswith("crypto isakmp policy"):
            sweep.remove_line(line.text)
