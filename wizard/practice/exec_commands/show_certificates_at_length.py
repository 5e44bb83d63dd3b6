"""`show crypto pki certificates verbose`: also keys, fingerprints and what a certificate is for."""

from collections.abc import Iterator

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.exec_commands.show_pki import asked_for
from wizard.practice.pki import pki_texts
from wizard.practice.pki.certificates import fingerprint, key_size, serial_of, shown_name
from wizard.practice.saved_text import long_time
from wizard.practice.session import Session

_USAGES = {ExtendedKeyUsageOID.CLIENT_AUTH: "Client Auth", ExtendedKeyUsageOID.SERVER_AUTH: "Server Auth"}


def _certificates(session: Session, arguments: Arguments) -> Dialogue:
    rows = [
        _certificate(title, certificate, point.name)
        for point in asked_for(session, arguments)
        for title, certificate in (("Certificate", point.own), ("CA Certificate", point.authority))
        if certificate is not None
    ]
    return said("".join(rows))


def _certificate(title: str, certificate: x509.Certificate, name: str) -> str:
    hashed = certificate.signature_hash_algorithm
    usages = "".join(pki_texts.EXTENDED_USAGE.of(usage=usage) for usage in _usages(certificate))
    algorithm, bits = key_size(certificate)
    return pki_texts.CERTIFICATE_AT_LENGTH.of(
        title=title,
        serial=serial_of(certificate),
        issuer=shown_name(certificate.issuer),
        subject=shown_name(certificate.subject),
        start=long_time(certificate.not_valid_before_utc),
        end=long_time(certificate.not_valid_after_utc),
        algorithm=algorithm,
        bits=bits,
        signature=f"{hashed.name.upper() if hashed is not None else 'Unknown'} with {algorithm}",
        md5=fingerprint(certificate, "md5"),
        sha1=fingerprint(certificate, "sha1"),
        usages=pki_texts.EXTENDED_USAGES.of(rows=usages) if usages else "",
        name=name,
    )


def _usages(certificate: x509.Certificate) -> Iterator[str]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except (x509.ExtensionNotFound, ValueError):
        return
    yield from (_USAGES.get(each, each.dotted_string) for each in found.value)


SHOW_CERTIFICATES_AT_LENGTH: tuple[ExecCommand, ...] = (
    ExecCommand(form="show crypto pki certificates verbose", run=_certificates),
    ExecCommand(form="show crypto pki certificates verbose NAME", run=_certificates),
)
