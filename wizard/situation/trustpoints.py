"""The trustpoints of a router: those it has, those that FlexVPN takes over or makes."""

from wizard.model.configuration import Line
from wizard.model.question import Asking
from wizard.situation.authentication import SIGNATURES, method_of, uses_certificates
from wizard.situation.hub import gets_flexvpn

NONE, NEW = "none", "new"
"""Answers that name no trustpoint."""


BARE = "terminal-bare"
"""The answer by which a request is pasted as the release makes it: without the frame of PEM, and with its questions."""


def enrols(asking: Asking) -> bool:
    """Whether the device needs a certificate of its own."""
    return gets_flexvpn(asking) and method_of(asking) in SIGNATURES


def has_trustpoint(asking: Asking) -> bool:
    """Whether the device needs a trustpoint, for its own certificate or for the other side's."""
    return gets_flexvpn(asking) and uses_certificates(asking)


def makes_trustpoint(asking: Asking) -> bool:
    """Whether the device gets a new trustpoint of its own."""
    return has_trustpoint(asking) and not existing_trustpoint(asking)


def enrols_anew(asking: Asking) -> bool:
    """Whether the device gets a new trustpoint with a certificate of its own."""
    return enrols(asking) and makes_trustpoint(asking)


def existing_trustpoint(asking: Asking) -> str:
    """The trustpoint of the router that FlexVPN takes over, "" where it gets a new one."""
    return _named(asking.value("existing_trustpoint"))


def peer_trustpoint(asking: Asking) -> str:
    """The trustpoint that only proves the other side: its name, `new`, or "" where one serves both."""
    return _named(asking.value("peer_trustpoint"))


def _named(value: str) -> str:
    return "" if value == NONE else value


def standing_trustpoints(asking: Asking) -> dict[str, Line]:
    """The trustpoints in the router's configuration, by name."""
    source = asking.plan.source(asking.device)
    lines = source.configuration.all(_HEADER) if source else ()
    return {words[-1]: line for line in lines if len(words := line.text.split()) == len(_HEADER.split()) + 1}


_HEADER = "crypto pki trustpoint"
