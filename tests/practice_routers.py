"""Practice routers for tests, and what one types at them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from wizard.model.release import Family, Release
from wizard.model.secret import Secret
from wizard.practice import Account, PracticeRouter, Terminal, VirtualClock

CONFIGS = Path(__file__).parent / "configs"

IOS = Release(family=Family.IOS, major=15, minor=2, maintenance=4, train="M", rebuild=6)
USERS = (Account(name="admin", password=Secret("letmein")), Account(name="guest", password=Secret("x"), privilege=1))

SMALL = """\
version 15.2
hostname R1
!
interface GigabitEthernet0/0
 description to the Internet
 ip address 192.0.2.1 255.255.255.0
!
interface GigabitEthernet0/1
 ip address 10.1.0.1 255.255.255.0
!
ip route 0.0.0.0 0.0.0.0 192.0.2.254
!
line vty 0 4
 login local
!
end
"""

ARCHIVING = SMALL.replace("!\nend", "!\narchive\n path flash:ez2flex\n!\nend")
"""SMALL with an archive on flash."""


def router(
    running: str = SMALL,
    *,
    startup: str | None = None,
    clock: VirtualClock | None = None,
    beliefs: Mapping[str, str] = MappingProxyType({}),
) -> PracticeRouter:
    """A router with that configuration, which `admin` and `guest` may log in to."""
    return PracticeRouter(
        "r1",
        running,
        release=IOS,
        serial="FTX1234A5BC",
        users=USERS,
        enable=Secret("secret"),
        startup=startup,
        clock=clock,
        beliefs=beliefs,
    )


def logged_in(practice: PracticeRouter, user: str = "admin", *, length: int = 0, width: int = 0) -> Terminal:
    """A login behind its first prompt, without pages and scrolling unless they are asked for."""
    terminal = practice.log_in(user)
    if length != 24:
        told(terminal, f"terminal length {length}")
    if width != 80:
        told(terminal, f"terminal width {width}")
    return terminal


def received(terminal: Terminal) -> str:
    """All that came, byte for byte."""
    return terminal.receive(0).decode("utf-8", "surrogateescape")


def told(terminal: Terminal, line: str) -> str:
    """What comes when a line is typed: behind its echo and before the prompt."""
    received(terminal)
    terminal.send(f"{line}\r".encode())
    text = received(terminal).replace("\r\n", "\n")
    return text.removeprefix(f"{line}\n").rpartition("\n")[0]


def prompt_of(terminal: Terminal) -> str:
    """The prompt that a line is typed at."""
    received(terminal)
    terminal.send(b"\r")
    return received(terminal).rpartition("\r\n")[2]


def typed(terminal: Terminal, keys: str) -> str:
    """All that comes for some keys, as text."""
    received(terminal)
    terminal.send(keys.encode())
    return received(terminal).replace("\r\n", "\n")


def change(terminal: Terminal, *lines: str) -> None:
    """Types lines in configuration mode and leaves it."""
    told(terminal, "configure terminal")
    for line in lines:
        told(terminal, line)
    told(terminal, "end")
