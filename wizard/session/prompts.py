"""The prompts of a router: in which mode it waits, and how its name is cut in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

KEPT_OF_NAME = 10
"""The letters of a long name that are left of it in every prompt at the least; how many are kept is unconfirmed.

IOS cuts the prompt of configuration mode at 20 characters, and tools count on 16 of the name (push.md A3.1).
"""


class Mode(StrEnum):
    """In which mode a router waits for a line."""

    USER = ">"
    PRIVILEGED = "#"
    CONFIGURATION = "(config)#"
    """Also in every mode below it."""
    TCL = "(tcl)#"
    """Waits for a command of `tclsh`, which takes commands of exec mode as well."""
    TCL_GOES_ON = "+>"
    """Waits for the rest of a command of `tclsh`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What stands at the end of what a router has printed while it waits for a line."""

    text: str
    """As it stands there."""
    mode: Mode
    below: str = ""
    """The name of the mode in parentheses, such as `config-if`; empty outside of configuration mode."""


_EXEC = re.compile(rb"(?:\A|[\r\n])(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,62})(?P<end>[>#])\Z")


def first_prompt(received: bytes) -> tuple[str, Mode] | None:
    """The name and the mode of a prompt of exec mode at the end of what came behind a login."""
    found = _EXEC.search(received[-80:])
    if found is None or b"(" in found["name"]:
        return None
    return found["name"].decode("ascii"), Mode(found["end"].decode("ascii"))


_TCL = "tcl"
"""What stands in parentheses in the prompt of `tclsh`."""
_GOES_ON = rb"(?P<goes_on>\+>(?:\(tcl\)#)?)"
"""Published with and without the mode behind it; it holds no name."""
_NEVER = rb"(?P<goes_on>(?!))"


class Prompts:
    """The prompts of one router, once its name is known; that of a command of `tclsh` which goes on only inside of it.

    It could stand in what a command shows.
    """

    def __init__(self, name: str, *, inside_tcl: bool = False) -> None:
        self.name = name
        self._inside_tcl = inside_tcl
        whole = re.escape(name.encode("ascii"))
        cut = [re.escape(name[:kept].encode("ascii")) for kept in range(len(name) - 1, KEPT_OF_NAME - 1, -1)]
        names = b"|".join([whole, *cut])
        inside = rb"(?:%s)\((?P<below>[a-z0-9-]{1,40})\)#|%s" % (names, _GOES_ON if inside_tcl else _NEVER)
        self.ends = re.compile(rb"(?:\A|[\r\n])(?P<prompt>%s(?P<exec>[>#])|%s) ?\Z" % (whole, inside))
        self.begins = re.compile(rb"(?P<prompt>%s(?P<exec>[>#])|%s) ?" % (whole, inside))
        self.within = re.compile(rb"[\r\n](?P<prompt>%s(?P<exec>[>#])|%s) ?" % (whole, inside))

    def behind(self, prompt: Prompt) -> "Prompts":
        """Those that may follow that one."""
        inside_tcl = prompt.mode in (Mode.TCL, Mode.TCL_GOES_ON)
        return self if inside_tcl == self._inside_tcl else Prompts(self.name, inside_tcl=inside_tcl)

    def at_end(self, received: bytes) -> tuple[Prompt, int] | None:
        """The prompt at the end of what was received, and where it begins."""
        found = self.ends.search(received, max(0, len(received) - 130))
        return (_prompt(found), found.start("prompt")) if found else None

    def at(self, received: bytes, place: int) -> tuple[Prompt, int] | None:
        """The prompt that begins at a place of what was received, and where it ends."""
        found = self.begins.match(received, place)
        return (_prompt(found), found.end()) if found else None

    def ends_within(self, received: bytes) -> Iterator[int]:
        """Where each prompt ends that begins a row of what was received."""
        return (found.end() - 1 for found in self.within.finditer(b"\n" + received))


def _prompt(found: "re.Match[bytes]") -> Prompt:
    text = found["prompt"].decode("ascii")
    if found["exec"]:
        return Prompt(text=text, mode=Mode(found["exec"].decode("ascii")))
    if found["goes_on"]:
        return Prompt(text=text, mode=Mode.TCL_GOES_ON)
    if found["below"].decode("ascii") == _TCL:
        return Prompt(text=text, mode=Mode.TCL)
    return Prompt(text=text, mode=Mode.CONFIGURATION, below=found["below"].decode("ascii"))
