"""Random damage to what passes between a router and the dialogue: bytes lost, put in, doubled, late or cut anywhere."""

from collections.abc import Iterator
from random import Random

from tests.scripted_router import ScriptedRouter
from wizard.errors import ConnectionLost, Surprise
from wizard.session.dialogue import PATIENCE, QUIET, Dialogue

LINE = "crypto ikev2 keyring FLEX-KEYS"
PIECES = (
    b"\r\n",
    b"store-0417-r1#",
    b"store-0417-r1(config)#",
    b"%SYS-5-CONFIG_I: Configured from console by admin on vty0\r\n",
    b"\x08\x08\x08   \x08\x08\x08",
    b" --More-- ",
    b"Proceed? [confirm]",
    b"% Invalid input detected at '^' marker.\r\n",
    LINE.encode(),
    LINE.encode()[:9],
    b"\x00\xff\x1b[K",
)
LONGEST = PATIENCE + 10 * QUIET
"""The seconds after which the dialogue has given up, whatever comes."""


def wrong(seed: int) -> str:
    """What the dialogue did wrong with the damage of that seed, in words; "" where it did nothing wrong."""
    draw = Random(seed)
    router = ScriptedRouter({LINE: draw.choice((b"", b"one\r\n", b"% Incomplete command.\r\n"))})
    talk = Dialogue(router, router="r1", now=lambda: router.now)
    talk.begin()
    router.typed.clear()
    router.chunks = lambda sent: _cut(sent, draw)
    router.change = lambda sent, _: _damaged(sent, draw)
    router.loses = draw.randrange(len(LINE)) if draw.random() < 0.3 else None
    begun = router.now
    try:
        talk.line(LINE)
    except (Surprise, ConnectionLost):
        pass
    else:
        if LINE.encode() not in router.typed:
            return f"seed {seed}: the line was taken as sent, and the router got {router.typed}"
    if router.now - begun > LONGEST:
        return f"seed {seed}: it took {router.now - begun:.0f} seconds"
    return ""


def _damaged(sent: bytes, draw: Random) -> bytes:
    for _ in range(draw.randrange(3)):
        place = draw.randrange(len(sent) + 1)
        match draw.randrange(4):
            case 0:
                sent = sent[:place] + draw.choice(PIECES) + sent[place:]
            case 1:
                sent = sent[:place] + sent[place + draw.randrange(6) :]
            case 2:
                sent = sent[:place] + sent[max(0, place - draw.randrange(20)) :]
            case _:
                sent = sent[:place]
    return sent


def _cut(sent: bytes, draw: Random) -> Iterator[bytes]:
    while sent:
        size = draw.randrange(1, 20)
        yield sent[:size]
        sent = sent[size:]
