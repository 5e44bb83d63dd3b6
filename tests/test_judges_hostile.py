"""Whatever a router prints, a judge says something: it never raises, hangs, or shows what a terminal would obey."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge_cases import BEFORE, FACTS, NOW
from tests.shown_answers import NAMES, answer
from tests.test_judges import named, step
from wizard.judge import NAMED_JUDGES, judged
from wizard.judge.push_proofs import ezvpn_is_up, no_revert_timer, packets_move, revert_timer
from wizard.model.router_step import Pattern

FUNCTIONS = sorted(NAMED_JUDGES)
SLIPS = 60
"""Mutations of each answer."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """An answer with a slip: cut off, a row lost, moved or told twice, bytes of any kind, wide numbers."""
    rows = data.split(b"\r\n")
    place = chance.randrange(len(rows))
    match chance.randrange(7):
        case 0:
            return data[: chance.randrange(len(data) + 1)]
        case 1:
            del rows[place]
        case 2:
            rows.insert(chance.randrange(len(rows)), rows[place])
        case 3:
            rows[place] = bytes(chance.randrange(256) for _ in range(20))
        case 4:
            return data.replace(b"1", b"9" * 30).replace(b"0", b"99")
        case 5:
            return data.replace(b" ", b"\t").replace(b":", "\u202e²".encode())
        case _:
            chance.shuffle(rows)
    return b"\r\n".join(rows)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_slip_in_an_answer_makes_a_judge_raise(function: str) -> None:
    """Of its own command and of every other one, in the answer and in that of before."""
    chance = random.Random(function)
    before = answer(BEFORE.get(function, "nothing"))
    for name in NAMES:
        for _ in range(SLIPS // 10):
            wrong = mutated(answer(name), chance)
            for found in (named(function, wrong, FACTS, before), named(function, answer(name), FACTS, wrong)):
                assert found.seen.isprintable()
                assert found.seen


@given(data=st.binary(max_size=400))
def test_no_bytes_make_a_judge_raise(data: bytes) -> None:
    """Neither those of the steps nor those of the push."""
    for function in FUNCTIONS:
        assert named(function, data, FACTS, data).seen.isprintable()
    assert revert_timer(data, data, user="admin", minutes=10).seen.isprintable()
    for found in (no_revert_timer(data), packets_move(data, data, interface="Tunnel0"), ezvpn_is_up(data, name="HQ")):
        assert found.seen.isprintable()
    assert judged(data, step(Pattern(regex="^ +hidekeys")), FACTS).seen.isprintable()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_long_answer_is_judged_in_time(function: str) -> None:
    """A router that does not stop printing holds nobody up."""
    name = BEFORE.get(function, "crypto-session-hub-before")
    long = (answer(name) * 2_000)[:900_000]
    started = time.thread_time()
    named(function, long, FACTS, long)
    named(function, b"x" * 900_000, FACTS)

    assert time.thread_time() - started < 5


def test_an_answer_without_an_end_is_not_read() -> None:
    """More than any command shows is no answer."""
    found = named("no_message", b"x" * 1_000_001)

    assert not found.is_good
    assert found.seen == "cannot be read: an answer of 1000001 bytes, which is too long to be read"


def test_what_was_seen_shows_no_secret() -> None:
    """A row that ends an answer may hold a key."""
    found = judged(b"crypto isakmp key s3cr3t-key address 0.0.0.0\r\n", step(Pattern(regex="x")), FACTS, now=NOW)

    assert "s3cr3t-key" not in found.seen
