"""hosts.toml: how each router of a site is reached. Facts of the network, and no passwords."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from wizard.errors import SiteError
from wizard.model.host import SSH_PORT, Host, LegacyConsent
from wizard.model.literals import number
from wizard.site.file_names import HOSTS
from wizard.site.toml_tables import table_of, text_of

_HEADER = "How each router is reached. Passwords are asked for, and stand nowhere."

_NOBODY: Mapping[str, str] = MappingProxyType({})
_TEXTS = ("address", "user", "jump", "serial")
_KEYS = (*_TEXTS, "port", "alternate", "legacy")


def read_hosts(data: bytes | None, where: str) -> tuple[Host, ...]:
    """The hosts in the bytes of the file, none without it; SiteError for what is no host."""
    if data is None:
        return ()
    return tuple(_host(name, row, f"{where}: [{name}]") for name, row in table_of(data, where).items())


def _host(name: str, row: object, where: str) -> Host:
    if not isinstance(row, Mapping):
        raise SiteError("it is no host", hint=f"Write it as a table with {', '.join(_KEYS)}.", where=where)
    for key in row:
        if key not in _KEYS:
            raise SiteError(f"a host has no {key!r}", hint=f"It has {', '.join(_KEYS)}.", where=where)
    texts = {key: _text(row, key, where) for key in _TEXTS}
    if not texts["address"]:
        raise SiteError("it has no address", hint='Add address = "192.0.2.1", or a name.', where=where)
    return Host(
        name=name,
        port=_port(row, where),
        alternate=_addresses(row, where),
        legacy=_legacy(row, where),
        address=texts["address"],
        user=texts["user"],
        jump=texts["jump"],
        serial=texts["serial"],
    )


def _text(row: Mapping[str, object], key: str, where: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str) or not is_word(value):
        raise SiteError(f"{key} is no name and no address", hint=f'Write {key} = "...".', where=where)
    return value


def is_word(text: str) -> bool:
    """Whether a text can stand in a command of ssh as one word and as no option; an empty one can."""
    return text.isprintable() and " " not in text and not text.startswith("-")


def _port(row: Mapping[str, object], where: str) -> int:
    port = row.get("port", SSH_PORT)
    if type(port) is not int or number(str(port), 1, 65_535) is None:
        raise SiteError("port is no port", hint="Write a number from 1 to 65535.", where=where)
    return port


def _addresses(row: Mapping[str, object], where: str) -> tuple[str, ...]:
    value = row.get("alternate", [])
    if not isinstance(value, list) or not all(isinstance(part, str) and part and is_word(part) for part in value):
        raise SiteError("alternate is no list of addresses", hint='Write alternate = ["10.0.0.1"].', where=where)
    return tuple(value)


def _legacy(row: Mapping[str, object], where: str) -> LegacyConsent | None:
    value = row.get("legacy")
    if value is None:
        return None
    if isinstance(value, Mapping):
        on, reason = value.get("date"), value.get("reason")
        if type(on) is date and isinstance(reason, str) and reason.strip():
            return LegacyConsent(date=on, reason=reason)
    raise SiteError(
        "legacy does not say when it was allowed and why",
        hint='Write legacy = { date = 2026-11-29, reason = "..." }, or remove it.',
        where=where,
    )


def hosts_toml(hosts: Iterable[Host], earlier: bytes | None, renamed: Mapping[str, str] = _NOBODY) -> bytes:
    """The text of the file; what a person wrote beside the hosts stays where it can.

    `renamed` has the new name of a host by the one that its table has.
    """
    import tomlkit

    document = tomlkit.parse(text_of(earlier, HOSTS)) if earlier else tomlkit.document()
    if not earlier:
        document.add(tomlkit.comment(_HEADER))
    for old, new in renamed.items():
        if old in document and new not in document:
            document.add(new, document.pop(old))
        elif old in document:
            del document[old]
    for host in hosts:
        if host.name not in document:
            document.add(tomlkit.nl())
            document.add(host.name, tomlkit.table())
        table = document[host.name]
        if not isinstance(table, tomlkit.items.Table):
            # It is written in a way to which no line can be added.
            del document[host.name]
            table = tomlkit.table()
            document.add(host.name, table)
        for key, value in _row(host).items():
            if value:
                table[key] = value
            elif key in table:
                del table[key]
    return tomlkit.dumps(document).encode()


def _row(host: Host) -> dict[str, object]:
    legacy = {"date": host.legacy.date, "reason": host.legacy.reason} if host.legacy else None
    return {
        "address": host.address,
        "port": host.port if host.port != SSH_PORT else None,
        "user": host.user,
        "jump": host.jump,
        "alternate": list(host.alternate),
        "serial": host.serial,
        "legacy": legacy,
    }
