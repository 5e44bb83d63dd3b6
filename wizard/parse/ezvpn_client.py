"""The EzVPN remote side of a configuration."""

from collections.abc import Sequence

from wizard.model.configuration import Configuration, Line
from wizard.model.ezvpn_mode import EzvpnMode
from wizard.model.literals import number
from wizard.model.router import EzvpnClient, Interface
from wizard.model.secret import Secret
from wizard.parse.address_words import key

_CLIENT = "crypto ipsec client ezvpn"


def ezvpn_clients(configuration: Configuration, interfaces: Sequence[Interface]) -> tuple[EzvpnClient, ...]:
    """The EzVPN clients with the interfaces that they are attached to."""
    # Five words: a sixth, `inside` or `outside`, is of an interface whose line lost its place.
    lines = [line for line in configuration.all(_CLIENT) if len(line.text.split()) == 5]
    return tuple(_client(line, interfaces) for line in lines)


def _client(line: Line, interfaces: Sequence[Interface]) -> EzvpnClient:
    name = line.text[len(_CLIENT) :].split()[0]
    group, group_key, key_type = _named_secret(line.argument("group").split(), "key")
    username, password, password_type = _named_secret(line.argument("username").split(), "password")
    virtual_interface = line.child("virtual-interface")
    return EzvpnClient(
        name=name,
        mode=_mode(line.argument("mode")),
        group=group,
        key=group_key,
        key_type=key_type,
        peers=_peers(line),
        connect=line.argument("connect") or "auto",
        local_address=line.argument("local-address"),
        virtual_interface=_number(virtual_interface.text) if virtual_interface else None,
        username=username,
        password=password,
        password_type=password_type,
        xauth=line.argument("xauth userid mode"),
        acl=line.argument("acl"),
        outside=_attached(name, interfaces, outside=True),
        inside=_attached(name, interfaces, outside=False),
        line=line,
    )


def _named_secret(words: list[str], keyword: str) -> tuple[str, Secret | None, str]:
    """The parts of `NAME key [0|6] KEY` or `NAME password [0|6] PASSWORD`."""
    name = words[0] if words else ""
    secret, kind = key(words[2:]) if words[1:2] == [keyword] else (None, "0")
    return name, secret, kind


def _mode(word: str) -> EzvpnMode:
    try:
        return EzvpnMode(word)
    except ValueError:
        return EzvpnMode.CLIENT


def _peers(line: Line) -> tuple[str, ...]:
    first: list[str] = []
    others: list[str] = []
    for child in line.all("peer"):
        words = child.text.split()[1:]
        if words:
            (first if "default" in words[1:] else others).append(words[0])
    return tuple(dict.fromkeys((*first, *others)))


def _number(text: str) -> int:
    words = text.split()
    return (number(words[1]) if len(words) > 1 else None) or 0


def _attached(name: str, interfaces: Sequence[Interface], *, outside: bool) -> tuple[str, ...]:
    """The interfaces with the client on that side; without a word the line means outside."""
    found = []
    for interface in interfaces:
        for child in interface.line.all(_CLIENT):
            words = child.text.split()[4:]
            if words[:1] == [name] and ("inside" not in words[1:]) is outside:
                found.append(interface.name)
    return tuple(found)
