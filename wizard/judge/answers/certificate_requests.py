"""The requests that wait at a CA, and the fingerprints of the one that a router has sent."""

import re
from dataclasses import dataclass

from wizard.judge.answers.answer import Answer, NotRead

_REQUEST = re.compile(r"(?P<number>\d{1,9}) +(?P<state>[a-z]+) +(?P<fingerprint>[0-9A-F]{32,64}) +(?P<subject>\S.*)")
_PRINTED = re.compile(r".*\bFingerprint (?:MD5|SHA1|SHA256) ?: ?(?P<fingerprint>[0-9A-Fa-f ]{32,95})")


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRequest:
    """One request at the CA."""

    number: int
    state: str
    """`pending`, `granted` ..."""
    fingerprint: str


def certificate_requests(answer: Answer) -> tuple[CertificateRequest, ...]:
    """The requests in the order of the answer; NotRead where it is none of a CA."""
    rows = tuple(map(str.strip, answer.rows))
    if not any(row.startswith("Enrollment Request Database") for row in rows):
        raise NotRead("no requests of a CA")
    found = (_REQUEST.fullmatch(row) for row in rows)
    return tuple(
        CertificateRequest(number=int(row["number"]), state=row["state"], fingerprint=row["fingerprint"])
        for row in found
        if row
    )


def printed_fingerprints(answer: Answer) -> frozenset[str]:
    """The fingerprints that a router printed when it asked, in upper case and without blanks."""
    found = (_PRINTED.fullmatch(row.rstrip()) for row in answer.rows)
    return frozenset("".join(row["fingerprint"].split()).upper() for row in found if row)
