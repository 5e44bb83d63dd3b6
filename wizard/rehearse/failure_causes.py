"""Why a call failed: a daemon's own line, and what it means in the words of check."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wizard.rehearse.spoke_call import CallEnd
from wizard.rehearse.stand_ins import ANYBODY
from wizard.rehearse.swanctl_settings import Connection, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A line of a log and what it means."""

    pattern: str
    reason: str
    call_end: CallEnd | None = None
    """Whose line it must be; either's where None."""
    proof: bool = False
    """Whether it is about how one proves itself: where the methods differ, that is why."""


CAUSES: tuple[Cause, ...] = (
    Cause(pattern="no IKE config found for", reason="no-profile"),
    Cause(pattern="received NO_PROPOSAL_CHOSEN notify error", reason="no-proposal-chosen"),
    Cause(pattern="peer not responding|giving up after", reason="no-answer"),
    Cause(pattern="unable to install IPsec policies", reason="this-machine"),
    Cause(pattern="constraint check failed: identity .* required", reason="no-profile", call_end=CallEnd.HUB),
    Cause(pattern="constraint check failed: identity .* required", reason="identity-refused", call_end=CallEnd.SPOKE),
    Cause(pattern="constraint requires .* but .* was used", reason="authentication-method"),
    Cause(pattern="signature scheme .* not acceptable", reason="authentication-method"),
    Cause(pattern="no common hash algorithm found to create signature", reason="certificate-key", proof=True),
    Cause(pattern="(subject|issuer) certificate invalid", reason="certificate-dates", proof=True),
    Cause(pattern="no issuer certificate found for", reason="certificate-untrusted", proof=True),
    Cause(pattern="peer not authenticated by CA", reason="certificate-untrusted", proof=True),
    Cause(pattern="no private key found for", reason="certificate-key", proof=True),
    Cause(pattern="no trusted .* public key found for", reason="certificate-untrusted", proof=True),
    Cause(pattern="no shared key found for", reason="no-key", proof=True),
    Cause(pattern="but MAC mismatched", reason="key-differs", proof=True),
    Cause(pattern="EAP method .* failed|EAP_FAILURE|no EAP key found", reason="eap-refused", proof=True),
    Cause(pattern="no alternative config found", reason="authentication-method"),
    Cause(pattern="received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built", reason="no-transform"),
    Cause(pattern="INTERNAL_ADDRESS_FAILURE", reason="no-address"),
    Cause(pattern="received TS_UNACCEPTABLE notify, no CHILD_SA built", reason="encapsulation"),
)
"""The first row that any line of hub or spoke has holds."""


def cause(hub: tuple[str, ...], spoke: tuple[str, ...], told: tuple[Settings, Settings]) -> tuple[str, str]:
    """The reason and the line that says so; `unknown` where no row knows one.

    `told` is what hub and spoke were told.
    """
    refused = next((line for line in hub if "no matching peer config found" in line), "")
    if refused:
        return ("no-profile" if _asks_for(told) else "identity-refused"), refused
    for row in CAUSES:
        for call_end, lines in ((CallEnd.HUB, hub), (CallEnd.SPOKE, spoke)):
            for line in lines if row.call_end in {None, call_end} else ():
                if re.search(row.pattern, line):
                    return _meant(row, told, _answers(told[0], hub)), line
    return "unknown", (spoke or hub or ("",))[-1]


def _asks_for(told: tuple[Settings, Settings]) -> bool:
    """Whether the spoke asks for this hub, or does not say for whom: then the hub does not know the spoke."""
    hub, spoke = told
    asked = next((connection.remote.identity for connection in spoke.connections), ANYBODY)
    return "*" in asked or asked in {ANYBODY, *(connection.local.identity for connection in hub.connections)}


_CHOSEN = re.compile(r"(?:selected|switching to) peer config '(c\d+)'(?! unacceptable)")


def _answers(hub: Settings, lines: tuple[str, ...]) -> tuple[Connection, ...]:
    """The connection with which the hub answered, every one where it came to none."""
    names = [match[1] for line in lines if (match := _CHOSEN.search(line))]
    return tuple(connection for connection in hub.connections if connection.name in names[-1:]) or hub.connections


def _meant(row: Cause, told: tuple[Settings, Settings], answering: tuple[Connection, ...]) -> str:
    hub, spoke = told
    if row.proof and not (_meets(spoke, hub) and _meets(hub, spoke)):
        return "authentication-method"
    if row.reason == "encapsulation" and not any(connection.child for connection in answering):
        return "not-bound"
    return row.reason


def _meets(proving: Settings, judging: Settings) -> bool:
    """Whether some method with which one side proves itself is one that the other asks for."""
    return bool({connection.local.method for connection in proving.connections} & set(_asked(judging)))


def _asked(judging: Settings) -> Iterator[str]:
    return (connection.remote.method for connection in judging.connections)
