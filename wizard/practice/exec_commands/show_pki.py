"""`show` of keys, trustpoints and certificates."""

from datetime import datetime

from cryptography import x509

from wizard.practice.dialogue import Dialogue, said
from wizard.practice.exec_commands.row import Arguments, ExecCommand
from wizard.practice.pki import pki_texts
from wizard.practice.pki.certificates import fingerprint, rows_of_key, serial_of, shown_name
from wizard.practice.pki.trustpoints import Trustpoint, key_of, own_label, trustpoints
from wizard.practice.saved_text import long_time
from wizard.practice.session import Session


def _status(session: Session, arguments: Arguments) -> Dialogue:
    return said("".join(_of_trustpoint(session, point) for point in asked_for(session, arguments)))


def asked_for(session: Session, arguments: Arguments) -> tuple[Trustpoint, ...]:
    """The trustpoints that a command is about: all where it names none."""
    return tuple(point for point in trustpoints(session.router) if not arguments or point.name == arguments[0])


def _of_trustpoint(session: Session, point: Trustpoint) -> str:
    router = session.router
    pair = key_of(router, point.label or own_label(router))
    kind = "exportable" if pair and pair.is_exportable else "non-exportable"
    rows = [pki_texts.TRUSTPOINT.of(name=point.name)]
    for title, certificate in (("Issuing CA", point.authority), ("Router General Purpose", point.own)):
        if certificate is not None:
            rows.append(pki_texts.TRUSTPOINT_CERTIFICATE.of(title=title, **_facts(certificate)))
    rows.append(
        pki_texts.TRUSTPOINT_STATE.of(
            keys=f"Yes (General Purpose, {kind})" if pair else "No",
            authenticated="Yes" if point.authority else "No",
            requests="Yes" if point.own else "Pending" if point.name in router.state.requested else "None",
        )
    )
    return "".join(rows)


def _facts(certificate: x509.Certificate) -> dict[str, str]:
    return {
        "subject": shown_name(certificate.subject),
        "md5": fingerprint(certificate, "md5"),
        "sha1": fingerprint(certificate, "sha1"),
    }


def _certificates(session: Session, arguments: Arguments) -> Dialogue:
    rows = [
        pki_texts.CERTIFICATE.of(
            title=title,
            serial=serial_of(certificate),
            issuer=shown_name(certificate.issuer),
            subject=shown_name(certificate.subject),
            start=_time(certificate.not_valid_before_utc),
            end=_time(certificate.not_valid_after_utc),
            name=point.name,
        )
        for point in asked_for(session, arguments)
        for title, certificate in (("Certificate", point.own), ("CA Certificate", point.authority))
        if certificate is not None
    ]
    return said("".join(rows))


def _time(moment: datetime) -> str:
    return long_time(moment)


def _keys(session: Session, arguments: Arguments) -> Dialogue:
    return said(
        "".join(
            pki_texts.KEY_SHOWN.of(
                time=long_time(pair.made_at),
                label=pair.label,
                how="" if pair.is_exportable else "not ",
                rows="".join(f"{row}\n" for row in rows_of_key(pair)),
            )
            for pair in session.router.state.keys
        )
    )


def _other_keys(session: Session, arguments: Arguments) -> Dialogue:
    """Keys on elliptic curves, of which there are none here."""
    return said("")


SHOW_PKI: tuple[ExecCommand, ...] = (
    ExecCommand(form="show crypto pki trustpoints status", run=_status),
    ExecCommand(form="show crypto pki trustpoints NAME status", run=_status),
    ExecCommand(form="show crypto pki certificates", run=_certificates),
    ExecCommand(form="show crypto pki certificates NAME", run=_certificates),
    ExecCommand(form="show crypto key mypubkey rsa", run=_keys),
    ExecCommand(form="show crypto key mypubkey ec", run=_other_keys),
)
