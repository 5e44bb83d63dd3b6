"""Which servers a router asks before it lets somebody in or do something."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wizard.ios.host_table import address_of
from wizard.model.configuration import Configuration, Line

_LIST = re.compile(
    r"aaa (?P<what>authorization (?:commands \d+|exec|reverse-access|configuration)|authentication (?:login|enable))"
    r" (?P<name>\S+) (?P<methods>\S.*)"
)
_EVERY_SERVER = ("tacacs+", "radius", "ldap")
"""The groups of all servers of a kind; older releases write the first two without `group`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodList:
    """One list that a line of the router asks."""

    what: str
    """`authentication login`, `authorization exec`, `authorization commands 15` ..."""
    name: str
    methods: tuple[str, ...]
    line: Line = field(compare=False, repr=False)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of servers that it asks, in their order."""
        behind_group = {after for word, after in pairwise(self.methods) if word == "group"}
        return tuple(word for word in self._names if word in behind_group or word in _EVERY_SERVER)

    @property
    def others(self) -> tuple[str, ...]:
        """Its methods that need no server: `local`, `if-authenticated`, `none` ..."""
        return tuple(word for word in self._names if word not in self.groups)

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(word for word in self.methods if word != "group")


def method_lists(configuration: Configuration) -> Iterator[MethodList]:
    """The lists in use that guard logins and commands."""
    for line in (*configuration.all("aaa authorization"), *configuration.all("aaa authentication")):
        found = _LIST.fullmatch(line.text)
        if found and _is_used(configuration, found["what"], found["name"]):
            yield MethodList(what=found["what"], name=found["name"], methods=tuple(found["methods"].split()), line=line)


def _is_used(configuration: Configuration, what: str, name: str) -> bool:
    """Whether a line of the router asks that list; the one called default is asked wherever no other is."""
    words = what.split()[1:]
    asked = f"login authentication {name}" if words == ["login"] else f"authorization {' '.join(words)} {name}"
    return name == "default" or any(
        child.text == asked for line in configuration.all("line") for child in line.children
    )


def servers_of(configuration: Configuration, groups: Sequence[str]) -> list[str]:
    """The addresses of the servers of those groups, a name where no line of the configuration says its address."""
    found = [server for group in groups for server in _servers(configuration, group)]
    return [str(address_of(server, (configuration,)) or server) for server in found]


def _servers(configuration: Configuration, group: str) -> list[str]:
    kind = group.removesuffix("+")
    if group in _EVERY_SERVER:
        every = [line.text.split()[2] for line in configuration.all(f"{kind}-server host")]
        return every + [_address(line) for line in configuration.all(f"{kind} server")]
    found: list[str] = []
    for kind in _EVERY_SERVER:
        for top in configuration.all(f"aaa group server {kind} {group}"):
            if top.child("ip vrf forwarding") is None:
                found.extend(_of_group(configuration, top, kind.removesuffix("+")))
    return found


def _of_group(configuration: Configuration, top: Line, kind: str) -> Iterator[str]:
    for child in (*top.all("server"), *top.all("server-private")):
        words = child.text.split()[1:]
        if words[:1] == ["name"]:
            yield from (_address(line) for line in configuration.all(f"{kind} server {words[-1]}"))
        else:
            yield words[0] if words else ""


def _address(server: Line) -> str:
    """The address of `tacacs server NAME`, "" where it has none."""
    words = server.argument("address ipv4").split() or server.argument("ipv4").split()
    return words[0] if words else ""
