"""A command of tclsh is typed row by row, each where the router waits for it, and the shell is left in any case."""

from contextlib import suppress

import pytest

from tests.scripted_router import ScriptedRouter
from tests.test_router_session import at
from tests.test_session_push_commands import asked, believing, positions
from wizard.errors import RouterError, Surprise
from wizard.session.dialogue import Dialogue
from wizard.session.prompts import Mode
from wizard.session.router_session import log_in

ROWS = ('puts [open "flash:x" w+] {', "hostname R2", "interface Tunnel1", " no shutdown", "}")


@positions("tcl-goes-on")
def test_a_command_of_tcl_is_typed_in_several_rows(position: str) -> None:
    """The shell is left behind it, in both prompts that are published."""
    practice = believing(tcl_goes_on=position)
    session = at(practice)
    session.tcl(ROWS)

    assert practice.flash == {"x": "hostname R2\ninterface Tunnel1\n no shutdown\n"}
    assert session.show("show privilege") == b"Current privilege level is 15\r\n"


@positions("tcl-goes-on")
@pytest.mark.parametrize("place", range(len(ROWS)))
@pytest.mark.parametrize("fault", ['noise "x" at byte 1', "refuse", "deny"])
def test_the_shell_of_tcl_is_left_whatever_goes_wrong(position: str, place: int, fault: str) -> None:
    """No row is typed where it would be obeyed."""
    practice = believing(tcl_goes_on=position)
    practice.suffer(f'at "{ROWS[place].partition(chr(34))[0].strip()}" {fault}')
    session = at(practice)
    with suppress(RouterError):
        session.tcl(ROWS)

    assert session.recover() is Mode.PRIVILEGED
    assert practice.hostname == "R1"
    assert practice.state.reload is None


@pytest.mark.parametrize("shell", [b"", b"Tcl is not here\r\n"])
def test_no_row_is_typed_where_there_is_no_shell(shell: bytes) -> None:
    """A router that gives the prompt of exec mode would obey what is meant for a file."""
    wire, session = asked("tclsh", shell)

    with pytest.raises(Surprise):
        session.tcl(("puts [open", "reload", "}"))
    assert [line for line in wire.typed if line in (b"puts [open", b"reload", b"}")] == []


def test_the_prompt_of_the_shell_is_none_outside_of_it() -> None:
    """`+>` within what a command shows does not end it."""
    shown = b"first\r\n+>"
    wire = ScriptedRouter({"more flash:x": shown + b"\r\nlast\r\n"}, chunks=lambda sent: iter(sent.partition(shown)))
    session = log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)

    assert session.type("more flash:x") == ("first", "+>", "last")


class Shell(ScriptedRouter):
    """A router whose shell of Tcl waits, behind each row, at the prompt that it is told to."""

    def __init__(self, *modes: str) -> None:
        self._modes = list(modes)
        super().__init__()

    def _answer(self, line: str) -> bytes:
        if line == "tclquit":
            self.mode = "#"
        elif "show clock" not in line and self._modes and not line.startswith("terminal "):
            self.mode = self._modes.pop(0)
        return super()._answer(line)

    @property
    def prompt(self) -> bytes:
        return self.mode.encode() if self.mode.startswith("+>") else super().prompt


@pytest.mark.parametrize(
    "modes",
    [
        ("(tcl)#", "(tcl)#"),
        ("(tcl)#", "+>", "(tcl)#"),
        ("(tcl)#", "+>", "#"),
        ("(tcl)#", "#"),
        ("(tcl)#", "+>", "(config)#"),
        ("#",),
    ],
)
def test_a_row_is_typed_only_where_the_router_waits_for_it(modes: tuple[str, ...]) -> None:
    """Where it left the text too early, or the shell, the next row would be obeyed."""
    wire = Shell(*modes)
    session = log_in(Dialogue(wire, router="r1", now=lambda: wire.now), wire.close, router="r1", enable=None)

    with pytest.raises(Surprise):
        session.tcl(("puts [open", "hostname R2", "reload", "}"))
    assert b"reload" not in wire.typed
    assert b"tclquit" in wire.typed or wire.mode in ("#", "(config)#")
