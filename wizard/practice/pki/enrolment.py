"""The commands of configuration mode by which a router gets keys and certificates."""

from __future__ import annotations

from collections.abc import Generator
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography import x509

from wizard.model.literals import number
from wizard.model.release import Family
from wizard.practice import texts
from wizard.practice.configuration_grammar import ReadLine
from wizard.practice.dialogue import Dialogue, Question, Reads
from wizard.practice.pki import pki_texts
from wizard.practice.pki.certificates import belongs_to, certificate_of, fingerprint, is_issued_by, request
from wizard.practice.pki.trustpoints import Trustpoint, keep, key_of, new_key, own_label, trustpoint
from wizard.practice.session import Session

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

_DEFAULT_BITS = 512
_LEAST, _MOST = 360, 4096
_POLL = timedelta(minutes=1)
"""Between two questions whether the certificate is granted: the default of `enrollment retry period`."""
_FIRST_THAT_WANTS_A_FINGERPRINT = 26
"""The first IOS-XE that takes no certificate of an authority without a `fingerprint` line [T X1]."""


def _key_options(words: list[str]) -> dict[str, str]:
    """What stands behind `label` and `modulus`, which may be cut short, and the other words by themselves."""
    options: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name = next((name for name in ("label", "modulus") if name.startswith(word.lower())), "")
        options[name or word] = next(rest, "") if name else word
    return options


def generate_key(session: Session, read: ReadLine) -> Dialogue:
    """`crypto key generate rsa ...`; other `crypto key` lines are taken and keep nothing."""
    words = read.text.split(" ")
    if read.negation or words[2:4] != ["generate", "rsa"]:
        return
    router = session.router
    options = _key_options(words[4:])
    label = options.get("label") or own_label(router)
    bits = number(options.get("modulus", ""), _LEAST, _MOST)
    if key_of(router, label) is not None:
        yield pki_texts.KEY_IS_THERE.of(label=label)
        if bits is not None:
            yield pki_texts.KEY_REPLACED.text
        elif not _is_yes((yield Question(text=pki_texts.KEY_REPLACE.text))):
            return
    else:
        yield pki_texts.KEY_NAME.of(label=label)
    is_asked = bits is None
    while bits is None:
        answer = (yield Question(text=pki_texts.KEY_SIZE.text)).strip()
        bits = number(answer, _LEAST, _MOST) if answer else _DEFAULT_BITS
    is_exportable = "exportable" in options
    how = "exportable" if is_exportable else "non-exportable"
    new_key(router, label, bits, is_exportable=is_exportable)
    yield (pki_texts.KEY_MADE_WHEN_ASKED if is_asked else pki_texts.KEY_MADE).of(bits=bits, how=how)


def _is_yes(answer: str) -> bool:
    return answer.strip().lower() in ("y", "ye", "yes")


def _pasted() -> Generator[str | Question, str, list[str]]:
    """The rows up to a blank one or `quit`."""
    rows: list[str] = []
    while True:
        row = yield Question(text="", is_body=True)
        if row.strip().lower() == "quit" or (rows and not row.strip()):
            return rows
        if row.strip():
            rows.append(row)


def authenticate(session: Session, read: ReadLine) -> Dialogue:
    """`crypto pki authenticate T`."""
    name = read.text.split(" ")[-1]
    router = session.router
    point = trustpoint(router, name)
    if point is None:
        yield pki_texts.NO_TRUSTPOINT.text
        return
    if is_by_network(point):
        if router.authority is None:
            yield from _no_answer(session)
            return
        certificate: x509.Certificate | None = router.authority.certificate
    else:
        yield pki_texts.PASTE_AUTHORITY.text
        certificate = certificate_of((yield from _pasted()))
    if certificate is None:
        yield pki_texts.NO_CERTIFICATE.text
        return
    md5, sha1 = fingerprint(certificate, "md5"), fingerprint(certificate, "sha1")
    yield pki_texts.ATTRIBUTES.of(md5=md5, sha1=sha1)
    if (yield from _is_accepted(session, point, md5, sha1)):
        keep(router, name, certificate, of_authority=True)
        yield pki_texts.AUTHORITY_ACCEPTED.text


def is_by_network(point: Trustpoint) -> bool:
    """Whether it asks an authority that it reaches."""
    return not point.says("enrollment").startswith("terminal")


def _no_answer(session: Session) -> Dialogue:
    session.router.log(pki_texts.LOG_NO_ANSWER.text)
    yield pki_texts.NO_ANSWER_OF_THE_AUTHORITY.text


def _is_accepted(session: Session, point: Trustpoint, md5: str, sha1: str) -> Generator[str | Question, str, bool]:
    wanted = point.says("fingerprint").replace(" ", "").upper()
    release = session.router.release
    if wanted:
        fits = wanted in (md5.replace(" ", ""), sha1.replace(" ", ""))
        yield (pki_texts.FINGERPRINT_FITS if fits else pki_texts.FINGERPRINT_DIFFERS).of(wanted=wanted)
        return fits
    if release.family is Family.IOS_XE and release.major >= _FIRST_THAT_WANTS_A_FINGERPRINT:
        yield pki_texts.FINGERPRINT_MISSING.text
        return False
    return _is_yes((yield Question(text=pki_texts.ACCEPT.text)))


def enroll(session: Session, read: ReadLine) -> Dialogue:
    """`crypto pki enroll T`, to the terminal or to an authority in the network."""
    name = read.text.split(" ")[-1]
    router = session.router
    point = trustpoint(router, name)
    if point is None:
        yield pki_texts.NO_TRUSTPOINT.text
        return
    if point.authority is None:
        yield pki_texts.AUTHENTICATE_FIRST.text
        return
    subject, fqdn = _names(router, point)
    yield pki_texts.ENROLLING.text
    if is_by_network(point) and not point.says("password"):
        yield pki_texts.CHALLENGE.text
        yield Question(text=pki_texts.CHALLENGE_PASSWORD.text, reads=Reads.SECRET)
        yield Question(text=pki_texts.CHALLENGE_AGAIN.text, reads=Reads.SECRET)
    for included in filter(None, (subject, fqdn)):
        yield pki_texts.SUBJECT_INCLUDES.of(name=included)
    if not point.says("serial-number") and point.block.child("serial-number") is None:
        yield Question(text=pki_texts.INCLUDE_SERIAL.text)
    if not point.says("ip-address"):
        yield Question(text=pki_texts.INCLUDE_ADDRESS.text)
    if is_by_network(point) and router.authority is None:
        yield from _no_answer(session)
        return
    label = point.label or own_label(router)
    pair = key_of(router, label) or new_key(router, label, 2048)
    if is_by_network(point):
        if _is_yes((yield Question(text=pki_texts.REQUEST_FROM_AUTHORITY.text))):
            yield pki_texts.REQUEST_SENT.of(name=name)
            router.change(requested=_with(router, name), polls_at=router.clock.now + _POLL)
        return
    if not _is_yes((yield Question(text=pki_texts.DISPLAY_REQUEST.text))):
        return
    while True:
        yield pki_texts.REQUEST.of(rows=request(pair, subject, fqdn))
        if not _is_yes((yield Question(text=pki_texts.REDISPLAY.text))):
            break
    router.change(requested=_with(router, name))


def _names(router: PracticeRouter, point: Trustpoint) -> tuple[str, str]:
    """The subject and the name that a request has; the name is empty where the trustpoint wants none."""
    fqdn = point.says("fqdn") or own_label(router)
    return point.says("subject-name"), "" if fqdn == "none" else fqdn


def _with(router: PracticeRouter, name: str) -> tuple[str, ...]:
    return (*(other for other in router.state.requested if other != name), name)


def poll(router: PracticeRouter) -> None:
    """Asks the authority in the network for what was requested of it, and asks again where it did not grant that."""
    left: list[str] = []
    for name in router.state.requested:
        point = trustpoint(router, name)
        pair = key_of(router, point.label or own_label(router)) if point else None
        if point is None or pair is None or not is_by_network(point):
            continue
        if router.authority is None or not router.authority.is_granting:
            left.append(name)
            continue
        certificate = certificate_of(router.authority.issue(request(pair, *_names(router, point))).splitlines())
        if certificate is not None:
            keep(router, name, certificate, of_authority=False)
            router.change(requested=tuple(other for other in router.state.requested if other != name))
    router.change(polls_at=router.clock.now + _POLL if left else None)


def import_certificate(session: Session, read: ReadLine) -> Dialogue:
    """`crypto pki import T certificate`."""
    words = read.text.split(" ")
    router = session.router
    point = trustpoint(router, words[3]) if len(words) > 3 else None
    if point is None:
        yield pki_texts.NO_TRUSTPOINT.text
        return
    if words[4:] != ["certificate"]:
        yield texts.INCOMPLETE.text
        return
    yield pki_texts.PASTE_CERTIFICATE.text
    rows = yield from _pasted()
    certificate = certificate_of(rows)
    pair = key_of(router, point.label or own_label(router))
    fits = (
        certificate is not None
        and pair is not None
        and point.authority is not None
        and belongs_to(certificate, pair)
        and is_issued_by(certificate, point.authority)
    )
    if certificate is None or not fits:
        yield pki_texts.IMPORT_FAILED.text
        return
    keep(router, point.name, certificate, of_authority=False)
    router.change(requested=tuple(other for other in router.state.requested if other != point.name))
    yield pki_texts.IMPORTED.text
