"""`show crypto pki certificates`: what a router has of its trustpoints, whatever state that is in."""

import re
from dataclasses import dataclass, replace

from wizard.judge.answers.answer import Answer, NotRead, behind
from wizard.judge.answers.clock import RouterTime, router_time

_HEAD = re.compile(r"(?:(?P<whose>[A-Z][\w-]*(?: [\w-]+){0,4}) )?Certificate(?: \([\w ]{1,40}\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCertificate:
    """One certificate, or one that is asked for."""

    whose: str
    """`CA`, `Router Self-Signed`, `RA Signature` ...; "" of the router's own."""
    status: str = ""
    """`Available`, `Pending`, `Not Set` ..."""
    starts: RouterTime | None = None
    ends: RouterTime | None = None
    trustpoints: tuple[str, ...] = ()
    is_rollover: bool = False


def held_certificates(answer: Answer) -> tuple[HeldCertificate, ...]:
    """The certificates in the order of the answer; none where it is empty, NotRead where it is another one."""
    found: list[HeldCertificate] = []
    for row in (" ".join(row.split()) for row in answer.rows):
        head = _HEAD.fullmatch(row)
        if head:
            found.append(HeldCertificate(whose=head["whose"] or "", is_rollover="(Rollover)" in row))
        elif found:
            found[-1] = _with(found[-1], row)
    if any(not certificate.status for certificate in found) or not (found or answer.is_empty):
        raise NotRead("no certificate, or one without its status")
    return tuple(found)


def _with(certificate: HeldCertificate, row: str) -> HeldCertificate:
    status = behind(row, "Status:")
    if status is not None and not certificate.status:
        return replace(certificate, status=status)
    starts, ends = behind(row, "start date:"), behind(row, "end date:")
    if starts is not None:
        return replace(certificate, starts=router_time(starts))
    if ends is not None:
        return replace(certificate, ends=router_time(ends))
    names = behind(row, "Associated Trustpoints:")
    return certificate if names is None else replace(certificate, trustpoints=tuple(names.split()))
