"""The judges of keys, certificates and of the CA."""

from datetime import UTC, datetime, timedelta

from wizard.judge.answers.answer import Answer, NotRead, shown
from wizard.judge.answers.certificate_requests import certificate_requests, printed_fingerprints
from wizard.judge.answers.certificates import HeldCertificate, held_certificates
from wizard.judge.answers.clock import RouterTime
from wizard.judge.answers.key_pairs import key_labels
from wizard.judge.answers.trustpoints import trustpoint_states
from wizard.judge.verdict import Asked, Judged, bad, fact, good, named
from wizard.sentence import Sentence, listed, so_many

_FARTHEST_ZONE = timedelta(hours=14)
"""No zone is farther from UTC."""
_STRONG = ("sha256", "sha384", "sha512")
_USAGES = frozenset({"server-auth", "client-auth"})


@named
def key_label_is_free(asked: Asked) -> Judged:
    """No key pair of the router has the label."""
    label = fact(asked.facts.key_label, "how the key pair is called")
    labels = key_labels(asked.answer)
    # IOS takes a label in either letter case for the same one; that is unconfirmed, and the safe side.
    if label.casefold() in {other.casefold() for other in labels}:
        return bad(f"a key pair is named {label} already")
    return good(f"{so_many(len(labels), 'key pair')}, none of them {label}")


@named
def key_and_authority_are_there(asked: Asked) -> Judged:
    """The trustpoint's key pair is on the router, and its CA is authenticated."""
    name = fact(asked.facts.kept_trustpoint, "which trustpoint is taken over")
    states = [state for state in trustpoint_states(asked.answer) if state.name == name]
    if len(states) != 1:
        return bad(f"no trustpoint {name}")
    if not states[0].has_keys:
        return bad(f"the key pair of {name} is not on the router")
    return good(f"key pair and CA of {name}") if states[0].is_authenticated else bad(f"{name} has no CA")


@named
def trustpoint_is_complete(asked: Asked) -> Judged:
    """The CA's certificate and, where the router has one, its own are Available, within their dates."""
    if asked.now is None:
        raise NotRead("our own time is not known")
    current = [each for each in held_certificates(asked.answer) if not each.is_rollover]
    authorities = [each for each in current if each.whose == "CA"]
    own = [each for each in current if each.whose == ""]
    if not authorities:
        return bad("no certificate of the CA")
    if not own and asked.facts.has_own_certificate:
        return bad("no certificate of the router's own")
    wrong = [words for each in (*authorities, *own) if (words := _why_wrong(each, asked, asked.now))]
    if wrong:
        return bad(listed(wrong))
    return good("the CA's certificate" + (" and the router's own" if own else ""))


def _why_wrong(certificate: HeldCertificate, asked: Asked, now: datetime) -> Sentence:
    title = "the CA's certificate" if certificate.whose == "CA" else "the router's own certificate"
    if certificate.status != "Available":
        return f"{title} is {shown(certificate.status)}"
    if certificate.starts is None or certificate.ends is None:
        return f"{title} has no dates"
    if _earliest(certificate.starts, asked) > now:
        return f"{title} is not valid yet"
    return f"{title} is not valid any more" if _earliest(certificate.ends, asked) < now else ""


def _earliest(time: RouterTime, asked: Asked) -> datetime:
    """The moment; where nobody knows its zone the earliest that it may be, so that no end comes too late."""
    try:
        return time.as_utc(asked.zones) or time.wall.replace(tzinfo=UTC) - _FARTHEST_ZONE
    except OverflowError:
        return time.wall.replace(tzinfo=UTC)


@named
def ca_makes_what_is_needed(asked: Asked) -> Judged:
    """The CA signs with SHA-256 or better, gives both extended usages, and grants nothing by itself."""
    header = f"crypto pki server {fact(asked.facts.certificate_server, 'how the CA is called')}"
    lines = _section(asked.answer, header)
    if lines is None:
        return bad("the router is no CA of that name")
    words = [line.split() for line in lines]
    hashes = [line[1] for line in words if line[:1] == ["hash"] and len(line) > 1]
    usages = {word for line in words if line[:1] == ["eku"] for word in line[1:]}
    if hashes[-1:] != [found for found in hashes[-1:] if found in _STRONG] or not hashes:
        return bad(f"the CA signs with {shown(hashes[-1]) if hashes else 'what its release prefers'}")
    if not usages >= _USAGES:
        return bad(f"the CA does not give {listed(sorted(_USAGES - usages))}")
    if any(line[:2] == ["grant", "auto"] for line in words):
        return bad("the CA grants by itself")
    return good(f"{hashes[-1]}, {' '.join(sorted(_USAGES))}, granted by hand")


def _section(answer: Answer, header: str) -> tuple[str, ...] | None:
    """The lines below a line of the configuration; None where it is not there."""
    if header not in answer.rows:
        return None
    begins = answer.rows.index(header) + 1
    ends = next((place for place, row in enumerate(answer.rows) if place >= begins and row[:1] != " "), None)
    return tuple(row.strip() for row in answer.rows[begins:ends])


@named
def one_request_with_our_fingerprint(asked: Asked) -> Judged:
    """One request is pending, with the fingerprint that the router printed when it asked."""
    if asked.before is None:
        raise NotRead("what the router printed when it asked is not known")
    printed = printed_fingerprints(asked.before)
    if not printed:
        raise NotRead("the router printed no fingerprint when it asked")
    pending = [request for request in certificate_requests(asked.answer) if request.state == "pending"]
    ours = [request for request in pending if request.fingerprint in printed]
    if len(ours) != 1 or len(pending) != 1:
        return bad(f"{so_many(len(pending), 'request')} pending, {len(ours)} with the router's fingerprint")
    return good(f"request {ours[0].number} has the router's fingerprint")
