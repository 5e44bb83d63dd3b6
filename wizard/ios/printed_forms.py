"""What a router shows for what was sent: its configuration is compared with a predicted one through these rows."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network

from wizard.ios.equality import is_same, with_headers
from wizard.ios.list_entries import entry_of, in_sequence, is_access_list
from wizard.ios.masking import Hidden, secrets_apart
from wizard.model.configuration import Configuration, Line, has_prefix
from wizard.model.literals import ADDRESS, address, is_address


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedForm:
    """A line that a router shows otherwise than it was sent, or shows though nobody sent it."""

    within: str = ""
    """What the top line begins with under which it stands, at any depth; "" for a top line."""
    line: str
    """A regular expression of the whole line."""
    compared_as: str | Callable[[re.Match[str]], str]
    """What both forms are compared as; "" where the line, and what is below it, is not compared."""
    citation: str
    """A page of docs/facts with its section; "unconfirmed" where nobody has seen it on a router."""


NOT_COMPARED = ""


def _upper(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2].upper()}"


_CLASSES = (
    (IPv4Network("0.0.0.0/1"), IPv4Network("0.0.0.0/8")),
    (IPv4Network("128.0.0.0/2"), IPv4Network("0.0.0.0/16")),
    (IPv4Network("192.0.0.0/3"), IPv4Network("0.0.0.0/24")),
)
"""The addresses of each class, and a network of its size."""


def _without_classful_mask(found: re.Match[str]) -> str:
    """The network alone, where the mask or the wildcard is the one that its class means."""
    network = address(found["network"])
    size = next((size for addresses, size in _CLASSES if network in addresses), None)
    means_class = size and found["mask"] in {str(size.netmask), str(size.hostmask)}
    return f"network {network}" if means_class else found[0]


def _extended_entry(found: re.Match[str]) -> str:
    return " ".join(_addresses(found[0].split()))


def _standard_entry(found: re.Match[str]) -> str:
    return " ".join(words.removeprefix("host ") for words in _addresses(found[0].split()))


def _addresses(words: Sequence[str]) -> Iterator[str]:
    """The words of an entry, with `host` and `any` for the wildcards that mean so."""
    left = deque(words)
    while left:
        word = left.popleft()
        if not (is_address(word) and left and is_address(left[0])):
            yield f"host {left.popleft()}" if word == "host" and left else word
            continue
        wildcard = left.popleft()
        yield {"0.0.0.0": f"host {word}", "255.255.255.255": "any"}.get(wildcard, f"{word} {wildcard}")


_NETWORK = rf"network (?P<network>{ADDRESS})(?: mask)? (?P<mask>{ADDRESS})"
_PROTOCOLS_WITH_CLASSES = ("router eigrp", "router bgp", "router rip")

PRINTED_FORMS: tuple[PrintedForm, ...] = (
    PrintedForm(within="interface", line="no shutdown", compared_as=NOT_COMPARED, citation="printed-forms.md 1"),
    PrintedForm(
        within="interface",
        line="tunnel mode gre ip",
        compared_as=NOT_COMPARED,
        citation="printed-forms.md 1; flexvpn.md 1.12",
    ),
    PrintedForm(
        within="crypto isakmp policy",
        line="hash sha|authentication rsa-sig|group 1|lifetime 86400|encr(?:yption)? des",
        compared_as=NOT_COMPARED,
        citation="ezvpn.md 1.0",
    ),
    PrintedForm(
        within="crypto isakmp policy",
        line="encryption (.+)",
        compared_as=lambda found: f"encr {found[1]}",
        citation="ezvpn.md 1.0",
    ),
    PrintedForm(
        within="crypto ipsec transform-set",
        line="mode tunnel",
        compared_as=NOT_COMPARED,
        citation="ezvpn.md 1.6: hidden on older releases, printed on newer ones",
    ),
    PrintedForm(
        within="crypto ipsec profile",
        line="set security-association lifetime seconds 3600",
        compared_as=NOT_COMPARED,
        citation="flexvpn.md 1.11, unconfirmed",
    ),
    PrintedForm(
        within="crypto ikev2 profile",
        line="lifetime 86400|config-exchange request",
        compared_as=NOT_COMPARED,
        citation="flexvpn.md 1.5, unconfirmed",
    ),
    PrintedForm(
        within="crypto pki trustpoint",
        line="revocation-check crl",
        compared_as=NOT_COMPARED,
        citation="flexvpn.md 7 point 5, unconfirmed",
    ),
    PrintedForm(
        within="interface",
        line="ip virtual-reassembly(?: in| out)?",
        compared_as=NOT_COMPARED,
        citation="printed-forms.md 3",
    ),
    PrintedForm(line="aaa session-id common", compared_as=NOT_COMPARED, citation="printed-forms.md 3"),
    PrintedForm(line="interface Loopback10000", compared_as=NOT_COMPARED, citation="printed-forms.md 3"),
    PrintedForm(line=r"ntp clock-period \d+", compared_as=NOT_COMPARED, citation="printed-forms.md 3; push.md A4.2"),
    PrintedForm(
        within="ip access-list standard",
        line="(?:permit|deny) .+",
        compared_as=_standard_entry,
        citation="printed-forms.md 2",
    ),
    PrintedForm(
        within="ip access-list extended",
        line="(?:permit|deny) .+",
        compared_as=_extended_entry,
        citation="printed-forms.md 2",
    ),
    PrintedForm(
        within="ipv6 access-list",
        line=r"(.+) sequence \d+",
        compared_as=lambda found: found[1],
        citation="printed-forms.md 2, unconfirmed",
    ),
    *(
        PrintedForm(within=within, line=_NETWORK, compared_as=_without_classful_mask, citation="printed-forms.md 5")
        for within in _PROTOCOLS_WITH_CLASSES
    ),
    PrintedForm(
        within="crypto pki trustpoint",
        line="(fingerprint) ([0-9A-Fa-f]+)",
        compared_as=_upper,
        citation="printed-forms.md 5",
    ),
    PrintedForm(
        within="crypto pki certificate chain",
        line=r"(certificate .+) nvram:\S+",
        compared_as=lambda found: found[1],
        citation="printed-forms.md 6",
    ),
)
"""Sequence numbers, blanks at the end of a line and secrets have no row, since they are parts of many lines."""


def is_as_predicted(read: Configuration, predicted: Configuration) -> bool:
    """Whether a router shows a predicted configuration: the same lines through the printed forms.

    A secret that the router shows hashed or encrypted otherwise than it was sent counts as the same, since nobody
    can tell; so does a certificate of which one side has only the name of its file.
    """
    (read_lines, read_secrets), (predicted_lines, predicted_secrets) = (
        secrets_taken_out(read),
        secrets_taken_out(predicted),
    )
    return is_same(read_lines, predicted_lines) and all(
        _may_be_same(*pair) for pair in zip(sorted(read_secrets), sorted(predicted_secrets), strict=True)
    )


_MOST_KEPT = 20_000
"""Top lines whose forms are kept: a push compares the same ones again and again."""


def as_printed(top_lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines in the form in which two configurations are compared; no line of it can be sent."""
    return tuple(printed for top in with_headers(top_lines) for printed in _printed_top(top))


@lru_cache(maxsize=_MOST_KEPT)
def _printed_top(top: Line) -> tuple[Line, ...]:
    return tuple(_printed(top, _TOP_ROWS, _rows_below(top.text)))


_Row = tuple[Callable[[str], "re.Match[str] | None"], str | Callable[[re.Match[str]], str]]


def _compiled(rows: Iterable[PrintedForm]) -> tuple[_Row, ...]:
    return tuple((re.compile(row.line).fullmatch, row.compared_as) for row in rows)


_TOP_ROWS = _compiled(row for row in PRINTED_FORMS if not row.within)
_ROWS_WITHIN = {
    within: _compiled(row for row in PRINTED_FORMS if row.within == within)
    for within in {row.within for row in PRINTED_FORMS if row.within}
}


_BEGINNINGS = tuple(_ROWS_WITHIN)


def _rows_below(header: str) -> tuple[_Row, ...]:
    if not header.startswith(_BEGINNINGS):
        return ()
    return tuple(row for within, rows in _ROWS_WITHIN.items() if has_prefix(header, within) for row in rows)


def _printed(line: Line, rows: Sequence[_Row], below: Sequence[_Row]) -> Iterator[Line]:
    text = _compared(line.text.rstrip(), rows)
    if text == NOT_COMPARED:
        return
    children = in_sequence(line.children) if is_access_list(line.text) else line.children
    yield Line(
        text,
        tuple(printed for child in children for printed in _printed(child, below, below)),
        verbatim=tuple(row.rstrip() for row in line.verbatim),
    )


def _compared(text: str, rows: Sequence[_Row]) -> str:
    for fits, compared_as in rows:
        if found := fits(text):
            return compared_as if isinstance(compared_as, str) else compared_as(found)
    return text


def compared_text(text: str, within: str = "") -> str:
    """What one line is compared as, "" where it is not compared; `within` is the top line under which it stands."""
    entry = entry_of(text) if is_access_list(within) else text.rstrip()
    return _compared(entry, _rows_below(within) if within else _TOP_ROWS)


Secret = tuple[str, Hidden]
"""The lines from the top one down, without secrets, and what stood there."""


def secrets_taken_out(configuration: Configuration) -> tuple[tuple[Line, ...], list[Secret]]:
    """The lines in the form in which they are compared, without secrets, and the secrets with the lines they are of."""
    parted = [parted_from_secrets(line) for line in as_printed(configuration)]
    return tuple(line for line, _ in parted), [secret for _, secrets in parted for secret in secrets]


@lru_cache(maxsize=_MOST_KEPT)
def parted_from_secrets(top: Line) -> tuple[Line, tuple[Secret, ...]]:
    """A line in the form in which it is compared, without its secrets, and these with the lines they are of."""
    secrets: list[Secret] = []
    line = _without_secrets(top, "", secrets)
    return line, tuple(secrets)


def _without_secrets(line: Line, above: str, secrets: list[Secret]) -> Line:
    text, hidden = secrets_apart(line.text)
    path = f"{above} / {text}"
    secrets += [(path, secret) for secret in hidden]
    verbatim = line.verbatim
    if text.startswith("certificate "):
        body = "".join(row.strip() for row in verbatim).replace(" ", "").removesuffix("quit")
        secrets.append((path, Hidden("body" if body else "file", body)))
        verbatim = ()
    children = tuple(_without_secrets(child, path, secrets) for child in line.children)
    return Line(text, children, verbatim=verbatim)


def _may_be_same(read: Secret, predicted: Secret) -> bool:
    """Whether two secrets of one line can be one."""
    return may_be_same_secret(read[1], predicted[1])


def may_be_same_secret(read: Hidden, known: Hidden) -> bool:
    """Whether a router may show one secret as the other; of two forms, only the same can be compared."""
    forms = {secret.form or "0" for secret in (read, known)}
    return len(forms) > 1 or read.secret == known.secret
