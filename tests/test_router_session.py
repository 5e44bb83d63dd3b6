"""A session types lines and judges what the router says: taken, refused or a surprise; nothing follows the last two."""

from pathlib import Path

import pytest

from tests.practice_routers import router
from tests.scripted_router import ScriptedRouter
from wizard.errors import EnableNeeded, EnableRejected, Refused, RouterError, Surprise
from wizard.model.secret import Secret
from wizard.practice import PracticeRouter
from wizard.session.dialogue import Dialogue
from wizard.session.prompts import Mode
from wizard.session.router_session import Login, log_in

STAGE = Path(__file__).parent / "golden" / "clinics-new-hub" / "out" / "flexvpn-hub" / "4-stage.cfg"


def at(practice: PracticeRouter, user: str = "admin", enable: str = "") -> Login:
    """A session with a practice router in process."""
    terminal = practice.log_in(user)
    dialogue = Dialogue(terminal, router="r1", now=lambda: practice.clock.now.timestamp())
    return log_in(dialogue, terminal.close, router="r1", enable=Secret(enable) if enable else None)


def scripted(answers: dict[str, bytes]) -> tuple[ScriptedRouter, Login]:
    """A session with a router that answers so."""
    wire = ScriptedRouter(answers)
    return wire, log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)


def test_a_whole_stage_is_taken_line_by_line() -> None:
    """What the router has behind it is what was sent."""
    practice = router()
    session = at(practice)
    session.configure()
    lines = [row.strip() for row in STAGE.read_text("utf-8").splitlines() if row.strip(" !")]
    for line in lines:
        session.send(line)
    session.end()

    assert "crypto ikev2 profile" in practice.running
    assert session.show("show privilege").startswith(b"Current privilege level is 15")


@pytest.mark.parametrize(
    ("answer", "error", "sentence"),
    [
        (b"        ^\r\n% Invalid input detected at '^' marker.\r\n\r\n", Refused, "is rejected"),
        (b"% Incomplete command.\r\n\r\n", Refused, "is rejected"),
        (b'% Ambiguous command:  "cry"\r\n', Refused, "is rejected"),
        (b"% 10.0.0.0 overlaps with Loopback0\r\n", Refused, "is rejected"),
        (b"Command authorization failed.\r\n\r\n", Refused, "may not be typed by this user"),
        (b"password/key will be truncated to 8 characters\r\n", Refused, "is rejected"),
        (b"This has never been seen before\r\n", Surprise, "says what is on no list"),
    ],
)
def test_what_a_router_says_to_a_line_is_judged(answer: bytes, error: type[RouterError], sentence: str) -> None:
    """By the table of answers; what is on none is no success."""
    _, session = scripted({"crypto ikev2 proposal P": answer})
    session.configure()

    with pytest.raises(error, match=sentence):
        session.send("crypto ikev2 proposal P")


def test_what_is_said_beside_a_line_that_is_taken_is_no_error() -> None:
    """IOS reminds of what a profile must have when one begins it."""
    reminder = (
        b"IKEv2 profile MUST have:\r\n   1. A local and a remote authentication method.\r\n"
        b"   2. A match identity or a match certificate or match any statement.\r\n"
    )
    wire, session = scripted({"crypto ikev2 profile FLEX": reminder})
    session.configure()
    session.send("crypto ikev2 profile FLEX")
    session.send("match identity remote any")

    assert wire.typed[-2:] == [b"crypto ikev2 profile FLEX", b"match identity remote any"]


def test_the_same_words_behind_another_command_are_a_surprise() -> None:
    """A list of answers for all commands would once hide an error."""
    _, session = scripted({"interface Tunnel1": b"% Policy already has same proposal set\r\n"})
    session.configure()

    with pytest.raises(RouterError):
        session.send("interface Tunnel1")


def test_an_error_shows_no_key() -> None:
    """Neither in the line that was typed nor in what the router says of it."""
    line = "pre-shared-key local hunter2-of-the-branch"
    _, session = scripted({line: b"% Invalid key: pre-shared-key local hunter2-of-the-branch\r\n"})
    session.configure()

    with pytest.raises(Refused) as refused:
        session.send(line)
    assert "hunter2" not in str(refused.value)


def test_a_line_of_configuration_is_not_typed_in_exec_mode() -> None:
    """`reload` would be another thing there."""
    wire, session = scripted({})
    typed = len(wire.typed)

    with pytest.raises(Surprise, match="is not typed"):
        session.send("no shutdown")
    assert len(wire.typed) == typed


def test_behind_a_surprise_the_prompt_is_found_again() -> None:
    """And the session can leave configuration mode."""
    practice = router()
    session = at(practice)
    session.configure()
    with pytest.raises(Refused):
        session.send("no such command")

    assert session.recover() is Mode.CONFIGURATION
    session.end()
    assert session.recover() is Mode.PRIVILEGED


def test_a_user_who_needs_enable_gets_there_with_the_password() -> None:
    """And with a wrong one is told so; it is tried once."""
    assert at(router(), "guest", "secret").recover() is Mode.PRIVILEGED
    with pytest.raises(EnableNeeded):
        at(router(), "guest")
    with pytest.raises(EnableRejected, match="does not let this user into privileged mode"):
        at(router(), "guest", "wrong")


def test_an_enable_secret_may_hold_a_question_mark() -> None:
    """At the question for a password it asks for no help."""
    wire = ScriptedRouter({"enable": b"Password: "}, mode=">")

    def opened(sent: bytes, _: int) -> bytes:
        if b"Password" in sent:
            return sent.removesuffix(wire.prompt)
        if sent.startswith(b"what?is?it"):
            wire.mode = "#"
            return b"\r\n" + wire.prompt
        return sent

    wire.change = opened
    log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=Secret("what?is?it"))

    assert b"what?is?it" in wire.typed


@pytest.mark.parametrize("secret", ["caf\u00e9", "two\nlines", "x" * 300])
def test_a_password_that_cannot_be_typed_is_said_to_be_one(secret: str) -> None:
    """Nothing of it is shown."""
    wire = ScriptedRouter({"enable": b"Password: "}, mode=">")
    wire.change = lambda sent, _: sent.removesuffix(wire.prompt) if b"Password" in sent else sent

    with pytest.raises(RouterError, match="the password cannot be typed") as error:
        log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=Secret(secret))
    assert secret not in str(error.value)


@pytest.mark.parametrize("answer", [b"hunter2-enable", b"% you typed hunter2-enable\r\nProceed? [confirm]"])
def test_no_error_shows_the_enable_secret(answer: bytes) -> None:
    """A router that gives it back, in whatever words."""
    wire = ScriptedRouter({"enable": b"Password: "}, mode=">")
    wire.change = lambda sent, _: (
        sent.removesuffix(wire.prompt) if b"Password" in sent else sent.replace(b"hunter2-enable\r\n", answer)
    )

    with pytest.raises(RouterError) as error:
        log_in(
            Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=Secret("hunter2-enable")
        )
    assert "hunter2" not in str(error.value)
