"""Where the process with the practice routers is found again: a row for each, known on this machine alone."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from wizard.model.host import Host
from wizard.site.state_folder import keep, kept

_FILE = "practice-routers.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRecord:
    """A process with practice routers."""

    control: int
    """The port at which it takes what is wanted of it."""
    authentication: str
    first_port: int
    """0 where the routers are at ports that were free."""
    hosts: tuple[Host, ...]
    key_kind: str
    key: str
    """The host key of every router, in hexadecimal digits."""

    def row(self) -> str:
        """As one row of text."""
        hosts = [[host.name, host.address, host.port, host.serial] for host in self.hosts]
        return json.dumps(
            [self.control, self.authentication, self.first_port, hosts, self.key_kind, self.key], ensure_ascii=True
        )

    @classmethod
    def read(cls, row: str) -> "PracticeRecord":
        """The record that a row says; ValueError where it says none."""
        try:
            control, authentication, first_port, hosts, key_kind, key = json.loads(row)
            bytes.fromhex(authentication)
            return cls(
                control=int(control),
                authentication=authentication,
                first_port=int(first_port),
                hosts=tuple(
                    Host(name=name, address=address, port=int(port), serial=serial)
                    for name, address, port, serial in hosts
                ),
                key_kind=key_kind,
                key=key,
            )
        except (TypeError, RecursionError) as error:
            raise ValueError(row) from error


def known_records() -> tuple[PracticeRecord, ...]:
    """Those that were written; the process of one may have been killed since."""
    return tuple(_records(kept(_FILE)))


def record_of(hosts: Sequence[Host]) -> PracticeRecord | None:
    """The process whose routers these are, by where they are reached."""
    wanted = {(host.address, host.port) for host in hosts}
    return next((each for each in known_records() if wanted & {(host.address, host.port) for host in each.hosts}), None)


def remember(record: PracticeRecord) -> None:
    """Writes one down."""
    keep(_FILE, lambda before: _rows([*_others(before, record), record]))


def forget(record: PracticeRecord) -> None:
    """Takes one out."""
    keep(_FILE, lambda before: _rows(_others(before, record)))


def _others(before: bytes, record: PracticeRecord) -> list[PracticeRecord]:
    """Those beside it; at one port there is one process alone."""
    return [each for each in _records(before) if each.control != record.control and _apart(each, record)]


def _apart(one: PracticeRecord, other: PracticeRecord) -> bool:
    return not one.first_port or one.first_port != other.first_port


def _records(data: bytes) -> Iterator[PracticeRecord]:
    for row in data.decode("utf-8", "replace").splitlines():
        with suppress(ValueError):
            yield PracticeRecord.read(row)


def _rows(records: Sequence[PracticeRecord]) -> bytes:
    return "".join(f"{record.row()}\n" for record in records).encode()
