"""The dialogue: a line is sent, its echo comes back, then an answer and the prompt, and nothing else."""

from collections.abc import Callable, Iterator

import pytest

from tests.scripted_router import ScriptedRouter
from tests.session_fuzz import wrong
from wizard.errors import ConnectionLost, Surprise
from wizard.session.dialogue import Dialogue
from wizard.session.prompts import Mode

SYSLOG = b"\r\n*Nov 29 21:30:00.123: %LINEPROTO-5-UPDOWN: Line protocol on Interface Tunnel1, changed state to down\r\n"
ROLLBACK = (
    b"Rollback Confirmed Change: Rollback will begin in one minute.\r\n"
    b'Enter "configure confirm" if you wish to keep what you\'ve configured\r\n'
)
SHUTDOWN = b"\r\n\r\n\r\n\x07***\r\n*** --- SHUTDOWN in 0:05:00 ---\r\n***\r\n"


def dialogue(router: ScriptedRouter) -> Dialogue:
    """A dialogue that has found the router's prompt."""
    talk = Dialogue(router, router="store-0417-r1", now=lambda: router.now)
    talk.begin()
    return talk


def bytewise(sent: bytes) -> Iterator[bytes]:
    """A line that carries one byte at a time."""
    return (bytes([byte]) for byte in sent)


def put_into(text: bytes, place: int, where: bytes = b"") -> Callable[[bytes, int], bytes]:
    """What a router sends with a text at that place, where it holds those bytes."""
    return lambda sent, _: sent[:place] + text + sent[place:] if where in sent else sent


def test_the_name_is_learnt_from_the_prompt_behind_the_banner() -> None:
    """A banner may say what looks like a prompt, or ask for a password."""
    router = ScriptedRouter(greeting=b"\r\n # All commands are logged #\r\ncore-rtr#\r\nPassword: none\r\n")

    assert dialogue(router).name == "store-0417-r1"


@pytest.mark.parametrize("chunks", [lambda sent: iter([sent]), bytewise], ids=["at-once", "byte-by-byte"])
def test_what_a_command_shows_is_what_stands_between_echo_and_prompt(chunks: object) -> None:
    """However the bytes come."""
    router = ScriptedRouter({"show version": b"Cisco IOS Software\r\n"}, chunks=chunks)  # type: ignore[arg-type]

    assert dialogue(router).shown("show version") == b"Cisco IOS Software\r\n"


def test_a_prompt_within_a_text_does_not_end_it() -> None:
    """A stored log shows the prompt of the very router, and the text goes on behind it."""
    log = b"first\r\nstore-0417-r1#"
    router = ScriptedRouter({"more flash:log": log + b"\r\nlast\r\n"}, chunks=lambda sent: _parted(sent, log))

    assert dialogue(router).shown("more flash:log") == log + b"\r\nlast\r\n"


def _parted(sent: bytes, log: bytes) -> Iterator[bytes]:
    before, middle, after = sent.partition(log)
    return iter([before + middle, after])


@pytest.mark.parametrize("unasked", [SYSLOG, SHUTDOWN, b"\r\n" + ROLLBACK], ids=["syslog", "shutdown", "rollback"])
def test_what_comes_unasked_in_the_middle_of_an_echo_is_heard_and_does_not_disturb(unasked: bytes) -> None:
    """At every byte of the echo."""
    line = "no ip route 10.0.0.0 255.0.0.0 10.1.2.3"
    for place in range(len(line)):
        router = ScriptedRouter(change=put_into(unasked, place, b"route"))
        talk = dialogue(router)

        assert talk.line(line).text == b""
        assert len(talk.heard) == 1


def test_a_prompt_that_is_shown_again_behind_a_message_starts_the_echo_again() -> None:
    """`logging synchronous` shows the prompt and what had been typed once more."""
    again = SYSLOG + b"store-0417-r1#ip ro"
    router = ScriptedRouter(change=lambda sent, _: sent[:5] + again + sent[5:] if b"route" in sent else sent)

    assert dialogue(router).line("ip route 10.0.0.0 255.0.0.0 10.1.2.3").text == b""


def test_what_is_glued_to_the_prompt_is_heard() -> None:
    """The warning of a timer stands behind the prompt, and no prompt follows it."""
    router = ScriptedRouter(change=lambda sent, _: sent + ROLLBACK if sent.startswith(b"interface") else sent)
    talk = dialogue(router)
    talk.line("interface Tunnel1")

    assert talk.line("no shutdown").text == b""
    assert [unasked.name for unasked in talk.heard] == ["rollback-in-one-minute"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda sent: sent.replace(b"shutdown", b"shutdwn"), "did not give back what was typed"),
        (lambda sent: sent[:4], "nothing more came in time"),
        (lambda sent: sent.replace(b"store-0417-r1#", b"other-router#"), "nothing more came in time"),
        (lambda sent: sent.replace(b"store-0417-r1#", b"Continue? [yes/no]: "), "asks what is on no list"),
    ],
    ids=["another-echo", "half-an-echo", "another-prompt", "a-question"],
)
def test_anything_else_is_a_surprise_that_says_what_came(change: object, sentence: str) -> None:
    """It names what was expected and the last that came."""
    router = ScriptedRouter(change=lambda sent, _: change(sent) if b"shutdown" in sent else sent)  # type: ignore[operator]
    talk = dialogue(router)

    with pytest.raises(Surprise, match=sentence) as surprise:
        talk.line("no shutdown")
    assert "Expected was" in surprise.value.hint


def test_nothing_is_typed_behind_a_surprise_but_what_finds_the_prompt() -> None:
    """A pending question is broken off, and a command that changes nothing comes back."""
    router = ScriptedRouter({"reload": b"Proceed with reload? [confirm]"})
    router.change = lambda sent, _: sent.removesuffix(router.prompt) if sent.startswith(b"reload") else sent
    talk = dialogue(router)
    with pytest.raises(Surprise):
        talk.line("reload")
    typed = len(router.typed)

    assert talk.find_prompt().mode is Mode.PRIVILEGED
    assert all(b"show clock | include ez2flex-" in line for line in router.typed[typed:])


def test_a_long_name_that_is_cut_in_configuration_mode_is_the_same_router() -> None:
    """IOS cuts its prompt; the whole name is known from exec mode."""
    router = ScriptedRouter(name="branch-office-of-the-north-sea-0417")
    talk = dialogue(router)
    router.name = router.name[:20]
    talk.line("configure terminal")

    assert talk.prompt.mode is Mode.CONFIGURATION
    assert talk.name == "branch-office-of-the-north-sea-0417"


def test_a_connection_that_ends_is_told_from_a_silence() -> None:
    """What the router did with the line is not known then."""
    router = ScriptedRouter({"no shutdown": b"DROP"})
    talk = dialogue(router)
    talk.line("interface Tunnel1")
    router.close()

    with pytest.raises(ConnectionLost):
        talk.line("no shutdown")


@pytest.mark.parametrize("line", ["a" * 255, "key caf\u00e9", "two\rlines", "what?", "bell\x07"])
def test_what_cannot_be_typed_as_one_line_is_not_sent(line: str) -> None:
    """A line end or a question mark within it would be obeyed."""
    router = ScriptedRouter()
    talk = dialogue(router)
    typed = len(router.typed)

    with pytest.raises(Surprise, match="cannot be typed"):
        talk.line(line)
    assert len(router.typed) == typed


def test_pages_are_turned_where_the_router_keeps_its_length() -> None:
    """What the router prints to rub the word out is no part of the text."""
    pages = Pages()
    talk = Dialogue(pages, router="store-0417-r1", now=lambda: pages.now)
    talk.begin()

    assert talk.shown("show users") == b"one\r\ntwo\r\nthree\r\n"


class Pages(ScriptedRouter):
    """It shows a line a page."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        super().__init__(change=lambda sent, _: sent.removesuffix(self.prompt) if b"--More--" in sent else sent)

    def _take(self, byte: bytes) -> None:
        if byte == b" " and self._rest:
            self._print(self._rest.pop(0))
        else:
            super()._take(byte)

    def _answer(self, line: str) -> bytes:
        if line != "show users":
            return super()._answer(line)
        rub = b"\x08" * 9 + b" " * 8 + b"\x08" * 9
        self._rest = [rub + b"two\r\n --More-- ", rub + b"three\r\n" + self.prompt]
        return b"one\r\n --More-- "


class Slow(ScriptedRouter):
    """It is at the end of a slow line: what it prints takes its time."""

    def receive(self, seconds: float) -> bytes:
        self.now += min(seconds, 0.1)
        return super().receive(0.0)


def test_an_answer_may_take_longer_than_one_waits_for_a_sign_of_it() -> None:
    """A long configuration over a console of 9600 baud takes minutes, and something of it comes all the time."""
    text = b"".join(b"access-list 101 permit ip host 10.0.0.%d any\r\n" % (line % 250) for line in range(800))
    router = Slow(
        {"show running-config": text}, chunks=lambda sent: (sent[at : at + 50] for at in range(0, len(sent), 50))
    )

    assert dialogue(router).shown("show running-config") == text
    assert router.now > 60


def test_no_damage_hangs_the_dialogue_or_makes_a_line_pass_for_sent_that_was_not() -> None:
    """A surprise in time, or the router has the line."""
    assert [found for seed in range(2000) if (found := wrong(seed))] == []
