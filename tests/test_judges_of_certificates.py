"""A certificate holds from its first second to its last, and a CA is judged by all of its lines and no others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.judge_cases import FACTS
from tests.shown_answers import answer
from tests.test_judges import named, step
from wizard.judge import StepFacts, judged
from wizard.model.router_step import Named

COMPLETE = answer("certificates-complete")
"""From 10:00 CET on 29 November 2026, for two years; CET is an hour before UTC."""
BEGINS, ENDS = (datetime(year, 11, 29, 9, tzinfo=UTC) for year in (2026, 2028))
SECOND = timedelta(seconds=1)
NOT_YET = "the router's own certificate is not valid yet"
NO_MORE = "the router's own certificate is not valid any more"
GOOD = "the CA's certificate and the router's own"


def seen_at(now: datetime, facts: StepFacts = FACTS, given: bytes = COMPLETE) -> str:
    """What is said of a trustpoint at a time."""
    return judged(given, step(Named(function="trustpoint_is_complete")), facts, before=None, now=now).seen


@pytest.mark.parametrize(
    ("now", "seen"),
    [
        (BEGINS - SECOND, NOT_YET),
        (BEGINS, GOOD),
        (BEGINS + SECOND, GOOD),
        (ENDS - SECOND, GOOD),
        (ENDS, GOOD),
        (ENDS + SECOND, NO_MORE),
    ],
)
def test_a_certificate_is_valid_from_its_first_second_to_its_last_both_of_them_included(
    now: datetime, seen: str
) -> None:
    """RFC 5280 4.1.2.5 includes both."""
    assert seen_at(now) == seen


def test_a_certificate_of_which_nobody_knows_the_zone_ends_as_early_as_it_may() -> None:
    """Nobody is fourteen hours before UTC: it may have ended that long before what is written."""
    unknown = replace(FACTS, zones=())
    written = ENDS + timedelta(hours=1)

    assert seen_at(written - timedelta(hours=14), unknown) == GOOD
    assert seen_at(written - timedelta(hours=14) + SECOND, unknown) == NO_MORE


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        (b"Certificate\r\n  Status: Available", b"Certificate\r\n  Status: Pending", "certificate is Pending"),
        (b"    start date: 10:00:00 CET Nov 29 2026\r\n", b"", "the router's own certificate has no dates"),
        (b"    end   date: 10:00:00 CET Nov 29 2028\r\n", b"", "the router's own certificate has no dates"),
    ],
)
def test_a_certificate_that_waits_or_has_no_dates_is_wrong(old: bytes, new: bytes, seen: str) -> None:
    """What cannot be read is not taken for right."""
    assert COMPLETE.count(old) >= 1
    assert seen in seen_at(BEGINS + SECOND, given=COMPLETE.replace(old, new, 1))


HEAD = "crypto pki server FENN-CA\n"
WHOLE = " hash sha256\n eku server-auth client-auth\n"
STRONG = "{}, client-auth server-auth, granted by hand"


@pytest.mark.parametrize(
    ("shows", "seen"),
    [
        (f"{HEAD}{WHOLE}", STRONG.format("sha256")),
        (f"{HEAD}{WHOLE}".replace("sha256", "sha384"), STRONG.format("sha384")),
        (f"{HEAD}{WHOLE}".replace("sha256", "sha512"), STRONG.format("sha512")),
        (f"{HEAD}{WHOLE}".replace("sha256", "sha1"), "the CA signs with sha1"),
        (f"{HEAD}{WHOLE}".replace("sha256", "md5"), "the CA signs with md5"),
        # The last line of a command holds.
        (f"{HEAD} hash sha1\n{WHOLE}", STRONG.format("sha256")),
        (f"{HEAD}{WHOLE} hash sha1\n", "the CA signs with sha1"),
        # A line that is cut off says nothing.
        (f"{HEAD} hash\n eku server-auth client-auth\n", "the CA signs with what its release prefers"),
        (f"{HEAD} hash sha256\n eku\n", "the CA does not give client-auth, server-auth"),
        (f"{HEAD} hash sha256\n eku server-auth\n eku client-auth\n", STRONG.format("sha256")),
        (f"{HEAD} hash sha256\n eku client-auth\n", "the CA does not give server-auth"),
        (f"{HEAD}{WHOLE} grant auto\n", "the CA grants by itself"),
        (f"{HEAD}{WHOLE} grant auto trustpoint OTHER\n", "the CA grants by itself"),
        (f"{HEAD}{WHOLE} grant none\n", STRONG.format("sha256")),
        # The section ends where the next line begins in the first column.
        (f"{HEAD}{WHOLE}!\n grant auto\n", STRONG.format("sha256")),
        (f"{HEAD}crypto pki server OTHER\n{WHOLE}", "the CA signs with what its release prefers"),
        (f"crypto pki server OTHER\n grant auto\n{HEAD}{WHOLE}", STRONG.format("sha256")),
        (f"crypto pki server OTHER\n{WHOLE}", "the router is no CA of that name"),
    ],
)
def test_a_certificate_authority_is_judged_by_its_own_lines(shows: str, seen: str) -> None:
    """It signs with SHA-256 or better, gives both usages, and grants nothing by itself."""
    said = named("ca_makes_what_is_needed", shows.replace("\n", "\r\n").encode())

    assert (said.seen, said.is_good) == (seen, "granted by hand" in seen)


@pytest.mark.parametrize("label", ["FLEX", "flex", "Flex"])
def test_a_label_is_taken_in_either_letter_case(label: str) -> None:
    """IOS may take both for the same one."""
    said = named("key_label_is_free", answer("key-pairs-15"), replace(FACTS, key_label=label))

    assert (said.seen, said.is_good) == (f"a key pair is named {label} already", False)
