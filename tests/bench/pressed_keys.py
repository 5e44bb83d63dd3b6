"""Random keys pressed in the wizard, in process and in a terminal: whether they do harm."""

import asyncio
from concurrent.futures import ProcessPoolExecutor

from tests.bench.measure import NotHere

KEYS = 20_000
KEYS_OF_A_SESSION = 200
KEYS_IN_A_TERMINAL = 0.1


def keys(count: int, seed: int) -> int:
    """Press so many random keys, and print what each harm takes to be seen again; 1 where there is any."""
    sessions = -(-count // KEYS_OF_A_SESSION)
    seeds = range(seed, seed + sessions)
    with ProcessPoolExecutor() as pool:
        harms = []
        for done, harm in enumerate(pool.map(_pressed, seeds), 1):
            harms += [harm] if harm else []
            print(f"{done} of {sessions} sessions, {len(harms)} did harm", flush=True)
    try:
        harms += [harm for harm in [_pressed_in_terminal(round(count * KEYS_IN_A_TERMINAL), seed)] if harm]
    except NotHere as reason:
        print(f"left out the terminal: {reason}", flush=True)
    for harm in harms:
        print(f"HARM {harm}", flush=True)
    pressed = f"{sessions * KEYS_OF_A_SESSION} in {sessions} sessions"
    print(f"{'random keys':20} {pressed} from seed {seed}; {len(harms)} did harm")
    return 1 if harms else 0


def _pressed(seed: int) -> str:
    """What harm the keys of that seed do, "" where they do none."""
    from tests.random_keys import BEGINNINGS, SITES, Harm, press_at_random

    try:
        asyncio.run(
            press_at_random(seed, KEYS_OF_A_SESSION, BEGINNINGS[seed % len(BEGINNINGS)], SITES[seed % len(SITES)])
        )
    except Harm as harm:
        return str(harm)
    return ""


def _pressed_in_terminal(count: int, seed: int) -> str:
    from tests.bench.random_terminal import press_in_terminal
    from tests.random_keys import Harm

    try:
        press_in_terminal(seed, count)
    except Harm as harm:
        return str(harm)
    return ""
