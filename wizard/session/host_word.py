"""A router as it is named on a command line, with what ssh_config says of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import paramiko

from wizard.errors import ConnectError
from wizard.model.host import SSH_PORT, Host
from wizard.model.literals import number

_WORD = re.compile(
    r"(?:(?P<user>[^@\s:/]+)@)?(?P<address>\[[0-9A-Fa-f:.%]+\]|[^\s:@\[\]/-][^\s:@\[\]/]*)(?::(?P<port>\d{1,5}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedHost:
    """A router as it was named, and the private key that ssh_config has for it."""

    host: Host
    key_file: str = ""


def named_host(word: str, config: "paramiko.SSHConfig", *, user: str, jump: str = "") -> NamedHost:
    """The router that a word names: `[USER@]ADDRESS[:PORT]`, or a Host of ssh_config.

    ConnectError where the word is neither.
    """
    found = _WORD.fullmatch(word)
    port = number(found["port"], 1, 65_535) if found and found["port"] else None
    if found is None or (found["port"] and port is None):
        raise ConnectError(
            f"{word!r} names no router",
            hint="Write [USER@]ADDRESS[:PORT], an IPv6 address in brackets, or a Host of ssh_config.",
            where="fetch",
        )
    address = found["address"].strip("[]")
    said = config.lookup(address)
    return NamedHost(
        host=Host(
            name=address if found["port"] is None else f"{address}:{found['port']}",
            address=said.get("hostname", address),
            port=port or number(said.get("port", ""), 1, 65_535) or SSH_PORT,
            user=found["user"] or said.get("user", "") or user,
            jump=jump or _jump(said.get("proxyjump", "")),
        ),
        key_file=next(iter(said.get("identityfile", [])), ""),
    )


def _jump(word: str) -> str:
    # Of several, the last one reaches the router; a chain is not followed.
    return "" if word in {"", "none"} or "," in word else word


def ssh_config(path: Path, told: Callable[[str], None]) -> "paramiko.SSHConfig":
    """What the file says; one that cannot be read says nothing, and that is told."""
    try:
        return paramiko.SSHConfig.from_text(path.read_text("utf-8", "surrogateescape"))
    except FileNotFoundError:
        pass
    except (OSError, ValueError, paramiko.SSHException) as error:
        told(f"{path} is left out: {error}")
    return paramiko.SSHConfig()
