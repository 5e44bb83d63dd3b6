"""What a certificate map says of a certificate, or of the one that a trustpoint will ask for."""

from collections.abc import Callable, Iterable

from wizard.model.certificate import Certificate, DistinguishedName
from wizard.model.configuration import Configuration, Line
from wizard.model.ikev2 import Trustpoint

_COMPARISONS: dict[str, tuple[Callable[[str, str], bool], bool]] = {
    "co": (lambda have, want: want in have, False),
    "nc": (lambda have, want: want in have, True),
    "eq": (lambda have, want: have == want, False),
    "ne": (lambda have, want: have == want, True),
}
"""How a word compares, and whether it then takes what does not compare so."""


def map_takes(
    configuration: Configuration, name: str, trustpoint: Trustpoint | None, certificates: Iterable[Certificate] = ()
) -> bool:
    """Whether a certificate map takes one of the certificates that a peer shows.

    Before enrolment only the subject name and the host name of its trustpoint are known; every other field counts as
    fitting.
    """
    known = tuple(certificates)
    if not known:
        asked = _asked_for(trustpoint)
        return any(all(_fits(line, asked) for line in entry.children) for entry in _entries(configuration, name))
    return bool(_entries(configuration, name)) and any(
        not refusals(configuration, name, certificate) for certificate in known
    )


def refusals(configuration: Configuration, name: str, certificate: Certificate) -> tuple[Line, ...]:
    """The lines of a certificate map that the certificate does not fit: those of the entry that comes nearest."""
    texts = _texts_of(certificate)
    entries = [
        tuple(line for line in entry.children if not _fits(line, texts)) for entry in _entries(configuration, name)
    ]
    return min(entries, key=len, default=())


def _entries(configuration: Configuration, name: str) -> tuple[Line, ...]:
    return configuration.all(f"crypto pki certificate map {name}")


_Texts = dict[str, tuple[str, ...]]
"""By field, in lower case: each form in which IOS may see it; a field that is not known is absent."""


def _asked_for(trustpoint: Trustpoint | None) -> _Texts:
    if trustpoint is None:
        return {}
    texts = {"subject-name": _spaced_out(trustpoint.subject_name), "alt-subject-name": trustpoint.fqdn.lower()}
    return {field: (text,) for field, text in texts.items() if text}


def _texts_of(certificate: Certificate) -> _Texts:
    texts = {"subject-name": _orders(certificate.subject), "issuer-name": _orders(certificate.issuer)}
    if certificate.serial:
        texts["serial-number"] = (certificate.serial.lower(),)
    # Without `verbose` a router does not print the alternative names.
    if certificate.eku is not None:
        texts["alt-subject-name"] = tuple(san.lower() for san in certificate.sans)
    return texts


def _orders(name: DistinguishedName) -> tuple[str, ...]:
    """A name from either end: in which order IOS compares its parts is unconfirmed."""
    parts = tuple(_spaced_out(part) for part in name)
    return (",".join(parts), ",".join(reversed(parts)))


def _fits(line: Line, texts: _Texts) -> bool:
    field, _, rest = line.text.partition(" ")
    word, _, wanted = rest.partition(" ")
    if field not in texts or word not in _COMPARISONS:
        return True
    compare, inverted = _COMPARISONS[word]
    want = wanted.replace(" ", "").lower().lstrip("0") if field == "serial-number" else _spaced_out(wanted)
    return any(compare(text, want) for text in texts[field]) is not inverted


def _spaced_out(name: str) -> str:
    """A name without the blanks around `=` and `,`, in lower case."""
    parts = ("=".join(word.strip() for word in part.split("=")) for part in name.lower().split(","))
    return ",".join(part.strip() for part in parts)
