"""The host keys that a site has pinned, in the form of OpenSSH's known_hosts."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from wizard.errors import ConnectError
from wizard.model.host import SSH_PORT
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class HostKey:
    """The public key that a router shows."""

    kind: str
    """As SSH names it, such as `ssh-rsa`."""
    blob: bytes

    @property
    def fingerprint(self) -> Sentence:
        """As `ssh` and `ssh-keygen -l` write it."""
        digest = hashlib.sha256(self.blob).digest()
        return f"SHA256:{base64.b64encode(digest).decode('ascii').rstrip('=')}"


class HostKeyUnknown(ConnectError):
    """The host key of a router is not pinned yet; `key` is what it shows, to be asked about."""

    def __init__(self, message: Sentence, *, hint: Sentence, where: str, key: HostKey) -> None:
        super().__init__(message, hint=hint, where=where)
        self.key = key


class KnownHosts:
    """The keys by the address that is called; an immutable value."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._lines = tuple(lines)

    def keys(self, address: str, port: int) -> tuple[HostKey, ...]:
        """The keys that are pinned for an address; none where it was never seen."""
        pinned = (_entry(line) for line in self._lines)
        return tuple(key for names, key in (entry for entry in pinned if entry) if _called(address, port) in names)

    def with_key(self, address: str, port: int, key: HostKey) -> "KnownHosts":
        """The same with one key more."""
        line = f"{_called(address, port)} {key.kind} {base64.b64encode(key.blob).decode('ascii')}"
        return KnownHosts((*self._lines, line))

    def text(self) -> str:
        """As the file holds it; what was in it stays as it was."""
        return "".join(f"{line}\n" for line in self._lines)


def _called(address: str, port: int) -> str:
    return address if port == SSH_PORT else f"[{address}]:{port}"


def _entry(line: str) -> tuple[tuple[str, ...], HostKey] | None:
    words = line.split()
    if len(words) < 3 or words[0].startswith(("#", "@")):
        return None
    try:
        blob = base64.b64decode(words[2], validate=True)
    except ValueError:
        return None
    return tuple(words[0].split(",")), HostKey(kind=words[1], blob=blob)
