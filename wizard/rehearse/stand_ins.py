"""What a daemon is told in the place of each name from a configuration, and its words in the real names again.

A daemon compares what it is told by rules of its own: without the letter case, with `*` as a wildcard, by what a text
looks like. IOS compares exactly. So each name is told in hexadecimal digits: two are equal, or one ends with the other,
where the names are so. No name then means anything to a daemon, or breaks out of a file or a command.
"""

import re
from collections.abc import Collection
from hashlib import sha256
from ipaddress import IPv4Network
from typing import NewType

from wizard.errors import RehearsalError
from wizard.rehearse.router_objects import Identifier

StandIn = NewType("StandIn", str)
"""An identity in the words of strongSwan; made in this file and nowhere else."""

ANYBODY = StandIn("%any")
NOBODY = StandIn("fqdn:nobody")
"""An identity that no peer has: where a profile names none."""
NAMELESS = StandIn("fqdn:nameless")
"""An identity that only `any` takes: of a router that has no usable one."""
SUBJECT = StandIn("")
"""The subject of the certificate that is shown."""

OWNER = "rehearsed"
"""The common name in each certificate; the parts of its real subject are units beside it."""

_WHOLE, _CUT = "ezn", "ezx"
"""Before the digits of a name, and of a long one. No key-id then has 20 characters, which a daemon shows otherwise."""
_LONGEST = 120
"""Bytes: a daemon cuts the owner of a key off after 255 characters, and two of them stand for a byte."""
_END, _HASH = 100, 40
"""Of a longer name: the bytes at its end, and the digits that tell it from others with the same end."""
_MOST_PARTS = 15
_LONGEST_PATTERN = 500

_PREFIXES = {"fqdn": "fqdn:", "email": "email:", "key-id": "keyid:"}
_DOMAINS = {"fqdn domain": ("fqdn:", "."), "email domain": ("email:", "@")}


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _exactly(name: str) -> str:
    data = _bytes(name)
    if len(data) <= _LONGEST:
        return f"{_WHOLE}{data.hex()}"
    return f"{_CUT}{sha256(data).hexdigest()[:_HASH]}{data[-_END:].hex()}"


def _ending(name: str) -> str:
    data = _bytes(name)
    if len(data) > _END:
        raise RehearsalError(
            f"strongSwan takes no domain of {len(data)} bytes", hint=f"It ends with {in_real_names(name[-20:])!r}."
        )
    return f"*{data.hex()}"


def _network(value: str) -> IPv4Network | None:
    try:
        return IPv4Network(value)
    except ValueError:
        return None


def own_name(identifier: Identifier, method: str) -> StandIn:
    """The identity that a router sends, which proves itself by that method."""
    if identifier.kind == "dn":
        return SUBJECT if method.endswith("-sig") else NAMELESS
    return (
        NAMELESS if identifier.kind == "address" and _network(identifier.value) is None else expected_name(identifier)
    )


def expected_name(identifier: Identifier) -> StandIn:
    """The identity that a router takes."""
    if identifier.kind == "any":
        return ANYBODY
    if identifier.kind in _DOMAINS:
        prefix, before = _DOMAINS[identifier.kind]
        return StandIn(f"{prefix}{_ending(before + identifier.value)}")
    if identifier.kind in _PREFIXES:
        return StandIn(f"{_PREFIXES[identifier.kind]}{_exactly(identifier.value)}")
    network = _network(identifier.value) if identifier.kind == "address" else None
    if network is None:
        return NOBODY
    # In digits: as a text, 0.0.0.0 would be everybody.
    if network.prefixlen == 32:
        return StandIn(f"ipv4:#{network.network_address.packed.hex()}")
    return StandIn(f"ipv4net:#{network.network_address.packed.hex()}{network.netmask.packed.hex()}")


def user_name(name: str) -> StandIn:
    """The user of EAP, "" without one."""
    return StandIn(f"fqdn:{_exactly(name)}" if name else "")


def as_user(name: StandIn) -> StandIn:
    """An identity as EAP carries it: a text without a kind, which a daemon takes for the name of a host."""
    return StandIn(f"fqdn:{name.removeprefix('email:')}") if name.startswith("email:") else name


def unit(part: str) -> str:
    """One part of a subject, `cn=hub.example.com`, as the unit that stands for it."""
    return f"{_WHOLE}{_bytes(part).hex()}"


def subject_with(parts: Collection[str]) -> StandIn | None:
    """Every subject that has those parts; None where a daemon cannot be told so many."""
    # With a wildcard, so that the daemon of a spoke does not say whom it expects.
    text = ", ".join(("CN=*", *(f"OU={unit(part)}" for part in parts)))
    return StandIn(text) if len(parts) <= _MOST_PARTS and len(text) <= _LONGEST_PATTERN else None


_BYTES = r"(?:[0-9a-f]{2})*"
_STAND_INS = re.compile(
    rf"CN=(?:{OWNER}[a-z0-9 ]*|\*), (?=OU={_WHOLE})"
    rf"|(?:OU=)?\b(?:{_WHOLE}|({_CUT})[0-9a-f]{{{_HASH}}})({_BYTES})\b"
    rf"|(?<=\*)((?:2e|40){_BYTES})\b"
)


def in_real_names(line: str) -> str:
    """A line of a daemon with the real names in the place of ours; no control character of a name stays one."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in _STAND_INS.sub(_real, line)
    )


def _real(match: re.Match[str]) -> str:
    cut, whole, ending = match.groups()
    data = bytes.fromhex(whole or ending or "")
    try:
        return f"...{data.decode(errors='ignore')}" if cut else data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        # A daemon cuts a long line off, perhaps within a character.
        return match[0]
