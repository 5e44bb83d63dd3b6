"""The text of `show crypto pki certificates verbose`, made into certificates."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wizard.model.certificate import Certificate, Holder
from wizard.model.literals import number

# Routers write `Certificate`, `CA Certificate`, `Router Self-Signed Certificate`, `CA Certificate (Rollover)`.
_HEAD = re.compile(r"(?:(?P<whose>[A-Z][\w -]*?) )?Certificate(?: \([\w ]+\))?")
_NAME_PART = re.compile(r"(?P<key>[A-Za-z][\w. ]*?) ?= ?(?P<value>.+)")
_DATE = re.compile(r"[\d:.]+ .*?(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) +(?P<year>\d{4})")
_BITS = re.compile(r"\d+")
_USES = re.compile(r"[0-9A-Fa-f]{2,8}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ALGORITHMS = {"rsaencryption": "rsa", "ecencryption": "ec", "id-ecpublickey": "ec"}

KEY_USAGE = (
    "digital signature",
    "non repudiation",
    "key encipherment",
    "data encipherment",
    "key agreement",
    "key cert sign",
    "crl signature",
)
"""By bit, from the highest of the word that IOS prints: A0000000 is the first and the third."""


@dataclass(slots=True)
class _Record:
    """One certificate while its rows are read."""

    whose: str
    fields: dict[str, Any] = field(default_factory=dict)
    subject: list[str] = field(default_factory=list)
    issuer: list[str] = field(default_factory=list)
    eku: list[str] = field(default_factory=list)
    sans: list[str] = field(default_factory=list)
    fingerprints: list[str] = field(default_factory=list)
    revocation_lists: list[str] = field(default_factory=list)
    available: bool = True
    verbose: bool = False
    section: str = ""


def has_shown_certificates(text: str) -> bool:
    """Whether a text is, or has in it, what that command prints."""
    return any(row.strip().startswith("Certificate Serial Number") for row in text.splitlines())


def shown_certificates(text: str, device: str, origin: str) -> tuple[Certificate, ...]:
    """The certificates in such a text; one that is only requested is left out, and those of an RA are."""
    records = (record for record in _records(text) if record.available and not record.whose.startswith("RA "))
    return tuple(_certificate(record, device, origin) for record in records)


def _certificate(record: _Record, device: str, origin: str) -> Certificate:
    return Certificate(
        device=device,
        origin=origin,
        holder=Holder.CA if "CA" in record.whose.split() else Holder.ROUTER,
        subject=tuple(record.subject),
        issuer=tuple(record.issuer),
        eku=tuple(record.eku) if record.verbose else None,
        sans=tuple(record.sans),
        fingerprints=tuple(record.fingerprints),
        revocation_lists=tuple(record.revocation_lists),
        **record.fields,
    )


def _records(text: str) -> Iterator[_Record]:
    record: _Record | None = None
    for row in text.splitlines():
        words = " ".join(row.split())
        if head := _HEAD.fullmatch(words):
            if record:
                yield record
            record = _Record(head["whose"] or "")
        elif record and words:
            _take(record, words)
    if record:
        yield record


def _take(record: _Record, words: str) -> None:
    """What one row says of the certificate: a value, a heading, or a part of what the last heading announced."""
    beginning = words[:_LONGEST].lower()
    for heading, taken in _ROWS.items():
        if beginning.startswith(heading):
            record.section = ""
            taken(record, words[len(heading) :].strip())
            return
    if record.section:
        _PARTS[record.section](record, words)


def _value(name: str, read: Callable[[str], object]) -> Callable[[_Record, str], None]:
    def take(record: _Record, text: str) -> None:
        record.fields[name] = read(text)

    return take


def _heading(name: str) -> Callable[[_Record, str], None]:
    def take(record: _Record, text: str) -> None:
        record.section = name

    return take


def _day(text: str) -> date | None:
    """`23:09:23 IST Nov 17 2021`, in the zone of the router; None where it is something else."""
    found = _DATE.match(text)
    if not found or found["month"] not in _MONTHS:
        return None
    try:
        return date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None


def _bits(text: str) -> int | None:
    found = _BITS.search(text)
    return number(found[0], 1, 65_536) if found else None


def _key_usage(text: str) -> tuple[str, ...] | None:
    if not _USES.fullmatch(text):
        return None
    word = int(text.ljust(8, "0"), 16)
    return tuple(use for bit, use in enumerate(KEY_USAGE) if word & 0x80000000 >> bit)


def _hexadecimal(text: str) -> str:
    return "".join(text.split()).upper()


def _status(record: _Record, text: str) -> None:
    record.available = text.lower() == "available"


def _extensions(record: _Record, text: str) -> None:
    record.verbose = True


def _fingerprint(record: _Record, text: str) -> None:
    record.fingerprints.append(_hexadecimal(text))


def _nothing(record: _Record, text: str) -> None:
    """The row ends what the last heading announced, and says nothing that is judged."""


def _name_part(parts: Callable[[_Record], list[str]]) -> Callable[[_Record, str], None]:
    def take(record: _Record, words: str) -> None:
        if found := _NAME_PART.fullmatch(words):
            parts(record).append(f"{found['key'].strip().lower()}={found['value'].strip()}")

    return take


def _use(record: _Record, words: str) -> None:
    use = words.lower()
    record.eku.append("any" if use.startswith("any") else use)


def _alternative(record: _Record, words: str) -> None:
    name = words.rpartition(" ")[2] if words.lower().startswith("ip address") else words
    if not name.endswith(":"):
        record.sans.append(name)


_ROWS: dict[str, Callable[[_Record, str], None]] = {
    "status:": _status,
    "certificate serial number (hex):": _value("serial", lambda text: text.upper().lstrip("0")),
    "certificate serial number: 0x": _value("serial", lambda text: text.upper().lstrip("0")),
    "certificate usage:": _nothing,
    "version:": _nothing,
    "issuer:": _heading("issuer"),
    "subject:": _heading("subject"),
    "crl distribution points:": _heading("revocation lists"),
    "validity date:": _nothing,
    "start date:": _value("not_before", _day),
    "end date:": _value("not_after", _day),
    "renew date:": _nothing,
    "subject key info:": _nothing,
    "public key algorithm:": _value("key_algorithm", lambda text: _ALGORITHMS.get(text.lower(), text.lower())),
    "rsa public key:": _value("key_bits", _bits),
    "ec public key:": _value("key_bits", _bits),
    "signature algorithm:": _value("signature_hash", lambda text: text.split(" ")[0].lower().replace("-", "")),
    "fingerprint md5:": _fingerprint,
    "fingerprint sha1:": _fingerprint,
    "fingerprint sha256:": _fingerprint,
    "x509v3 extensions:": _extensions,
    "x509v3 key usage:": _value("key_usage", _key_usage),
    "x509v3 subject key id:": _value("key_id", _hexadecimal),
    "x509v3 authority key id:": _value("authority_key_id", _hexadecimal),
    "ca:": _value("is_ca", lambda text: text.lower() == "true"),
    "x509v3 subject alternative name:": _heading("sans"),
    "x509v3 extended key usage:": _heading("eku"),
    "extended key usage:": _heading("eku"),
    "x509v3": _nothing,
    "authority info access:": _nothing,
    "cert install time:": _nothing,
    "associated trustpoints:": _value("trustpoints", lambda text: tuple(text.split())),
    "storage:": _nothing,
    "key label:": _nothing,
    "key storage device:": _nothing,
}
"""What the rows begin with, the longer beginning first; a row that stands here ends the part before it."""

_LONGEST = max(len(heading) for heading in _ROWS)

_PARTS: dict[str, Callable[[_Record, str], None]] = {
    "issuer": _name_part(lambda record: record.issuer),
    "subject": _name_part(lambda record: record.subject),
    "eku": _use,
    "sans": _alternative,
    "revocation lists": lambda record, words: record.revocation_lists.append(words),
}
