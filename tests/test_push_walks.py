"""Faults at lines of a way back, and of a push whose certificate comes days later: all rules hold there, too."""

import sys
from zlib import crc32

import pytest

from tests.practice_routers import logged_in
from tests.push_sweep import Chosen, walked
from tests.push_walks import back, reference_of, with_certificates
from tests.test_push_enrolment import BY_TERMINAL
from tests.test_push_standing import before
from tests.test_push_sweep import WITH_A_CUT_OVER

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process is forked at each line")
BACK = WITH_A_CUT_OVER[::8]
ONE_IN_BACK, ONE_IN_CERTIFICATES = 40, 24
"""Drawn of those at every device; 1 takes all of them."""


def one_in(count: int, *place: str) -> Chosen:
    """One in so many of the faults, the same each time."""
    return lambda fork: crc32(repr((*place, fork)).encode()) % count == 0


@pytest.mark.parametrize(("case", "device"), BACK, ids=[f"{case}-{device}" for case, device in BACK])
def test_whatever_happens_on_the_way_back_the_router_is_old_or_new(case: str, device: str) -> None:
    """From what was saved, under a timer of its own; and from what is staged, line by line."""
    known = reference_of(back, case, device)
    ends = walked(case, device, one_in(ONE_IN_BACK, case, device), back, known)

    assert [(str(end.case), end.broken) for end in ends if end.broken] == []


def test_whatever_happens_while_a_router_gets_its_certificates_is_said_as_it_is() -> None:
    """At the CA's certificate, the request, the import days later, and all behind it; nothing is done twice."""
    known = reference_of(with_certificates, *BY_TERMINAL, enrols=True)
    chosen = one_in(ONE_IN_CERTIFICATES, *BY_TERMINAL)
    ends = list(walked(*BY_TERMINAL, chosen, with_certificates, known, enrols=True))

    assert len(ends) > 10
    assert [(str(end.case), end.broken) for end in ends if end.broken] == []


def test_a_line_that_is_lost_while_a_certificate_is_pasted_ends_the_command() -> None:
    """The practice router waited for its rows for ever, and with it every other router of the practice site."""
    practice = before(*BY_TERMINAL).fork()
    practice.suffer('at "crypto pki authenticate" after-apply drop')
    terminal = logged_in(practice)
    for line in ("configure terminal", "crypto pki trustpoint T", "enrollment terminal", "exit"):
        terminal.send(f"{line}\r".encode())
    terminal.send(b"crypto pki authenticate T\r")

    assert terminal.session.is_closed
