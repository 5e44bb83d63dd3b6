"""What is read from a router over a session is what a person would have captured from it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice_routers import CONFIGS, router
from tests.scripted_router import ScriptedRouter
from wizard.errors import RouterError, SourceError
from wizard.fetch.shown_commands import SHOWN_COMMANDS
from wizard.fetch.transcript import LONGEST, Transcript, transcript
from wizard.ios.equality import is_same
from wizard.parse.sources import read_source
from wizard.session.dialogue import LONGEST_ANSWER, Dialogue
from wizard.session.router_session import Login, log_in

CONFIGURATIONS = [
    path
    for path in sorted(CONFIGS.glob("*.cfg"))
    if "#" not in path.read_text("utf-8") and "\nhostname " in path.read_text("utf-8")
]
"""Those that are no log of a terminal themselves, with the name that every router shows."""


def session(text: str) -> Login:
    """A login to a practice router with that configuration, in process."""
    practice = router(text)
    terminal = practice.log_in("admin")
    dialogue = Dialogue(terminal, router="r1", now=lambda: practice.clock.now.timestamp())
    return log_in(dialogue, terminal.close, router="r1", enable=None)


def shown(text: str) -> Transcript:
    """All that the router shows."""
    return transcript(session(text), lambda _: None)


@pytest.mark.parametrize("path", CONFIGURATIONS, ids=lambda path: path.stem)
def test_a_configuration_that_is_fetched_is_read_as_the_file_that_it_was(path: Path) -> None:
    """Prompts, other commands and page breaks around it notwithstanding."""
    given = read_source(path.read_bytes(), path.name)
    text = path.read_text("utf-8")
    fetched = read_source(shown(text).data, path.name)

    assert fetched.device == given.device
    assert is_same(given.configuration.lines, fetched.configuration.lines)


def test_what_the_router_says_beside_its_configuration_is_read_too() -> None:
    """The release of `show version` decides which algorithms it has."""
    read = read_source(shown((CONFIGS / "spoke-clinic.cfg").read_text("utf-8")).data, "spoke-clinic.cfg")

    assert read.show_commands.release == "15.2(4)M6"


def test_the_serial_number_and_our_own_address_are_noted() -> None:
    """By the one it is known again, by the other one sees whether the way there is the tunnel's."""
    read = shown((CONFIGS / "spoke-clinic.cfg").read_text("utf-8"))

    assert (read.serial, read.own_address) == ("FTX1234A5BC", "192.0.2.10")


def test_that_no_timer_runs_is_an_answer_and_no_command_that_is_lacking() -> None:
    """It begins with a percent sign, as a refusal does."""
    read = shown((CONFIGS / "spoke-clinic.cfg").read_text("utf-8"))

    assert b"%No Rollback Confirmed Change pending" in read.data
    assert "show archive config rollback timer" not in read.refused


def test_a_command_that_the_router_lacks_is_noted_and_the_next_one_asked() -> None:
    """An old release has no `show crypto ikev2 session`."""
    read = shown((CONFIGS / "spoke-clinic.cfg").read_text("utf-8"))
    asked = [row.command for row in SHOWN_COMMANDS]

    assert set(read.refused) < set(asked)
    assert read.data.count(b"#show ") + read.data.count(b"#dir") == len(asked)


def test_a_user_who_may_not_see_the_configuration_is_told_so() -> None:
    """There is nothing to plan from."""
    refused = ScriptedRouter({"show running-config": b"Command authorization failed.\r\n"})
    dialogue = Dialogue(refused, router="r1", now=lambda: refused.now)

    with pytest.raises(SourceError, match="does not let this user see `show running-config`"):
        transcript(log_in(dialogue, refused.close, router="r1", enable=None), lambda _: None)


def test_nothing_is_typed_that_could_change_the_router() -> None:
    """Reading is showing, and what belongs to the session alone."""
    practice = ScriptedRouter({"show running-config": b"hostname r1\r\nend\r\n"})
    dialogue = Dialogue(practice, router="r1", now=lambda: practice.now)
    transcript(log_in(dialogue, practice.close, router="r1", enable=None), lambda _: None)

    assert all(re.match(rb"(show |dir$|terminal (length 0|width 0|no monitor)$|$)", line) for line in practice.typed)


def test_an_answer_that_no_site_could_hold_is_left_out_and_named() -> None:
    """The configuration is kept all the same; one that is too long itself is refused."""
    wire = ScriptedRouter(
        {"show running-config": b"hostname r1\r\nend\r\n", "show ip route": b"B  10.0.0.0/8\r\n" * 99}
    )
    login = log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)
    read = transcript(login, lambda _: None, most=1_000)

    assert read.too_long == ("show ip route",)
    assert b"hostname r1" in read.data
    assert len(read.data) < 4_000

    with pytest.raises(SourceError, match="shows more than 5 bytes"):
        transcript(login, lambda _: None, most=5)


class DrippingRouter(ScriptedRouter):
    """Gives back what is typed at once, and lets each byte behind that wait for longer and longer."""

    seconds = 0.0

    def receive(self, seconds: float) -> bytes:
        """What came; each byte of an answer comes within the patience for one."""
        came = super().receive(seconds)
        self.now += self.seconds if len(came) == 1 else 0.0
        return came


def drips(sent: bytes) -> Iterator[bytes]:
    """The echo as a whole, and what follows byte by byte."""
    echo, end, answer = sent.partition(b"\r\n")
    yield echo + end
    yield from (bytes([byte]) for byte in answer)


def test_a_router_that_drips_for_ever_ends_the_reading() -> None:
    """No answer takes as long as one may; all of them together do, and what is told names the one that came so."""
    wire = DrippingRouter({"show running-config": b"hostname r1\r\nend\r\n"}, name="r1", chunks=drips)
    login = log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)
    wire.seconds, begun = 25.0, wire.now

    with pytest.raises(RouterError, match=r"longer than 60 minutes for \d+ of \d+ commands") as raised:
        transcript(login, lambda _: None, now=lambda: wire.now)

    assert raised.value.where == "r1"
    assert LONGEST < wire.now - begun < LONGEST + LONGEST_ANSWER


def test_a_router_on_a_slow_line_is_read_to_its_end() -> None:
    """A tenth of a second a byte is slower than any console."""
    wire = DrippingRouter({"show running-config": b"hostname r1\r\nend\r\n"}, name="r1", chunks=drips)
    login = log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)
    wire.seconds = 0.1

    assert b"hostname r1" in transcript(login, lambda _: None, now=lambda: wire.now).data


@pytest.mark.parametrize("rest", [b"", b" (revision 1.0)", b", with hardware revision 0000"])
def test_a_serial_number_is_read_whatever_stands_behind_it(rest: bytes) -> None:
    """Older platforms name a revision in the same line."""
    shown_version = b"Processor board ID FTX1234A5BC" + rest + b"\r\n"
    wire = ScriptedRouter({"show running-config": b"hostname r1\r\nend\r\n", "show version": shown_version})
    login = log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)

    assert transcript(login, lambda _: None).serial == "FTX1234A5BC"


def test_a_router_that_puts_the_time_before_each_answer_is_read_without_it() -> None:
    """`exec prompt timestamp` is of the line, not of the configuration."""
    text = (CONFIGS / "spoke-clinic.cfg").read_text("utf-8")
    stamped = shown(re.sub(r"(?m)^(line vty .*)$", r"\1\n exec prompt timestamp", text))

    assert stamped.data.count(b"Load for five secs") == 0
    assert b"exec prompt timestamp" in stamped.data
    assert stamped.refused == shown(text).refused
    assert stamped.own_address == "192.0.2.10"
