"""What somebody published of a router, the practice router prints too, text for text."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.practice_networks import CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, network_of
from tests.practice_page import named_texts
from tests.practice_routers import IOS, received
from tests.test_practice_laws import type_in
from tests.test_practice_translations import RULE, WITHOUT_EZVPN
from tests.transcripts import (
    ANYTHING,
    BEGUN,
    SILENT,
    TYPED,
    WAIT,
    Transcript,
    filled,
    not_printed,
    on_screen,
    transcripts,
)
from wizard.model.literals import number
from wizard.model.release import Family, Release
from wizard.model.secret import Secret
from wizard.practice import Account, PracticeRouter, Terminal, VirtualClock, read_beliefs
from wizard.practice.beliefs import Beliefs
from wizard.practice.pki.authority import PracticeAuthority

ALL = transcripts()
SETTINGS = {
    "source",
    "clock",
    "user",
    "privilege",
    "release",
    "belief",
    "fault",
    "before",
    "width",
    "nvram",
    "begun",
    "network",
}
USERS = tuple(Account(name=name, password=Secret("x")) for name in ("console", "bob"))
ENABLE = Secret("letmein")

TYPED_FOR: dict[str, Callable[[PracticeRouter, PracticeRouter], tuple[tuple[PracticeRouter, str], ...]]] = {
    "ezvpn": lambda hub, spoke: (),
    "flexvpn": lambda hub, spoke: ((hub, HUB_STAGE), (spoke, SPOKE_STAGE + CUTOVER)),
    "nat": lambda hub, spoke: ((spoke, RULE),),
}
"""By the name of a network, what is typed at which of its routers."""


def router_of(transcript: Transcript) -> PracticeRouter:
    """The router that stands in a transcript: by itself, or the spoke of a network."""
    if network := transcript.of("network"):
        hub, spoke = network_of(hub=SERVER, spoke=WITHOUT_EZVPN if network == "nat" else SPOKE)
        for practice, lines in TYPED_FOR[network](hub, spoke):
            type_in(practice, lines)
        spoke.users, spoke.beliefs = USERS, Beliefs(read_beliefs(transcript.all_of("belief")))
        return spoke
    release = IOS
    if major := number(transcript.of("release")):
        release = Release(family=Family.IOS_XE, major=major, minor=2, maintenance=1)
    clock = VirtualClock()
    if time := transcript.of("clock"):
        clock = VirtualClock(datetime.fromisoformat(time).replace(tzinfo=UTC))
    return PracticeRouter(
        "router",
        transcript.configuration,
        release=release,
        serial="FTX1234A5BC",
        users=USERS,
        enable=ENABLE if transcript.of("privilege") == "with secret" else None,
        clock=clock,
        beliefs=read_beliefs(transcript.all_of("belief")),
    )


def terminal_of(transcript: Transcript, practice: PracticeRouter, authority: PracticeAuthority) -> Terminal:
    """A login at it: at the console, or of the user who is named, from the address behind the name."""
    user, _, source = transcript.of("user", "console").partition(" from ")
    terminal = practice.log_in(user, source=source)
    terminal.session.length, terminal.session.width = 0, number(transcript.of("width", "0")) or 0
    for keys in transcript.all_of("before"):
        terminal.send(f"{with_certificates(keys, authority)}\r".replace("\n", "\r").encode())
    if transcript.of("privilege"):
        terminal.session.privilege = 1
        terminal.send(b"\r")
    practice.suffer(*transcript.all_of("fault"))
    if size := number(transcript.of("nvram")):
        practice.change(nvram_size=size)
    prompt = received(terminal).rpartition("\r\n")[2]
    assert transcript.screen.startswith(prompt)
    return terminal


@pytest.mark.parametrize("transcript", ALL, ids=lambda each: f"{each.section}: {each.title}")
def test_a_published_transcript_is_printed_text_for_text(transcript: Transcript) -> None:
    """What was typed at the router is typed at the practice router, and what comes is what came."""
    practice = router_of(transcript)
    authority = PracticeAuthority("Practice CA", practice.clock.now)
    terminal = terminal_of(transcript, practice, authority)
    came, expected = terminal.session.prompt, ""
    for piece in transcript.pieces:
        if piece.kind == WAIT:
            practice.clock.go_on(number(piece.text.removesuffix(" s")) or 0)
        elif piece.kind == BEGUN:
            expected += piece.text
            terminal.send(piece.text.encode())
        elif piece.kind in (TYPED, SILENT):
            keys = with_certificates(piece.text, authority, came)
            expected += keys if piece.kind == TYPED else ""
            terminal.send(f"{keys}\r".replace("\n", "\r").encode())
        else:
            expected += piece.text.replace("␇", "\a")
        came += received(terminal).replace("\r\n", "\n")
    if begun := transcript.of("begun"):
        terminal.send(begun.strip('"').encode())
        came = on_screen(came + received(terminal))

    came, expected = came.rstrip("\n"), expected.rstrip("\n")

    assert came == filled(expected, came)


def with_certificates(keys: str, authority: PracticeAuthority, came: str = "") -> str:
    """What is typed, with the certificates that a person pastes."""
    if "{authority}" in keys:
        return keys.replace("{authority}", authority.pem.strip())
    if "{certificate}" in keys:
        request = came.rpartition("Certificate Request follows:\n")[2].partition("\n---End")[0]
        return keys.replace("{certificate}", authority.issue(request).strip())
    return keys


@pytest.mark.parametrize("transcript", ALL, ids=lambda each: f"{each.section}: {each.title}")
def test_every_transcript_says_where_it_was_read(transcript: Transcript) -> None:
    """Its source has the section and a tag, and nothing is set that nobody looks at."""
    assert {key for key, _ in transcript.settings} <= SETTINGS
    assert transcript.of("source").startswith(transcript.section)
    assert transcript.screen


def test_what_the_practice_router_does_not_print_is_no_text_of_it() -> None:
    """The list of what was published and is not printed holds nothing that is."""
    printed = [text.text for _, text in named_texts()]

    assert [row.text for row in not_printed() if any(row.text.strip() in text for text in printed)] == []
    assert all(row.source.startswith(("A2.", "A3.")) and row.why for row in not_printed())


def test_what_differs_stands_for_anything_and_what_does_not_for_itself() -> None:
    """A sign in a transcript is no way around the comparison."""
    assert filled(f"a {ANYTHING} c", "a b c") == "a b c"
    assert filled(f"a {ANYTHING} c", "a b d") == f"a {ANYTHING} c"
    assert filled(f"a{ANYTHING}a", "a") == f"a{ANYTHING}a"
    assert filled("a", "a") == filled("a", "b") == "a"


def test_the_sections_of_the_notes_have_their_transcripts() -> None:
    """Those in which a router prints something."""
    assert {transcript.section for transcript in ALL} == {
        "A0.3",
        *(f"A2.{number}" for number in (1, 2, 3, 4, 5, 7)),
        *(f"A3.{number}" for number in range(1, 11)),
    }
