"""A router as it is named on a command line, with what ssh_config says of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import paramiko

from wizard.errors import ConnectError
from wizard.model.host import SSH_PORT, Host
from wizard.model.literals import is_ipv6_address, number

_IPV6 = r"[0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9][A-Za-z0-9._-]{0,31})?"
"""Whether it is an address is looked at later; behind `%` stands the interface by which a link-local one is reached."""
_WORD = re.compile(
    rf"(?:(?P<user>[^@\s:/]+)@)?(?P<address>\[{_IPV6}\]|[^\s:@\[\]/-][^\s:@\[\]/]*)(?::(?P<port>\d{{1,5}}))?"
)
_BARE_IPV6 = re.compile(rf"(?:(?P<user>[^@\s:/]+)@)?(?P<address>{_IPV6})")


def named_host(word: str, *, jump: str = "") -> Host:
    """The router that a word names: `[USER@]ADDRESS[:PORT]`, or a Host of ssh_config.

    ConnectError where the word is neither.
    """
    bare = _BARE_IPV6.fullmatch(word)
    if bare and is_ipv6_address(bare["address"]):
        return Host(name=bare["address"], address=bare["address"], user=bare["user"] or "", jump=jump)
    found = _WORD.fullmatch(word)
    port = number(found["port"], 1, 65_535) if found and found["port"] else SSH_PORT
    address = found["address"].strip("[]") if found else ""
    if found is None or port is None or (":" in address and not is_ipv6_address(address)):
        raise ConnectError(
            f"{word!r} names no router",
            hint="Write [USER@]ADDRESS[:PORT], an IPv6 address in brackets, or a Host of ssh_config.",
            where="fetch",
        )
    name = address if found["port"] is None else f"{found['address']}:{found['port']}"
    return Host(name=name, address=address, port=port, user=found["user"] or "", jump=jump)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledHost:
    """Where a router is called, once ssh_config was asked, and the private key that it has for it."""

    host: Host
    key_file: str = ""
    """The first that is there: as to ssh, `Host *` may name keys that this machine does not have."""


def called_host(host: Host, config: "paramiko.SSHConfig", *, user: str) -> CalledHost:
    """The same router with what ssh_config says where hosts.toml or the command line says nothing."""
    said = config.lookup(host.address)
    for word in ("proxycommand", "proxyjump"):
        if word in said and not host.jump and (word == "proxycommand" or "," in said[word]):
            raise ConnectError(
                f"ssh_config reaches {host.address} by {word} {said[word]!r}, which ez2flex does not follow",
                hint="Name the one host through which it is reached with --jump, or in hosts.toml.",
                where=host.name,
            )
    port = number(said.get("port", ""), 1, 65_535) if host.port == SSH_PORT else host.port
    return CalledHost(
        host=replace(
            host,
            address=said.get("hostname", host.address),
            port=port or SSH_PORT,
            user=host.user or said.get("user", "") or user,
            jump=host.jump or _jump(said.get("proxyjump", "")),
        ),
        key_file=next((file for file in said.get("identityfile", []) if Path(file).is_file()), ""),
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
