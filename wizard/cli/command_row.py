"""What a row of the table of commands is.

Imported to tell a command from a file, before the first screen: keep it light.
"""

from enum import Enum
from typing import NamedTuple

from wizard.cli.exit_codes import NOTHING_SENT
from wizard.sentence import Sentence


class Takes(Enum):
    """What may stand at a place of the command line."""

    NOTHING = ""
    FILE = "file"
    SITE = "site"
    """A site folder."""
    DEVICE = "device"
    ANSWER = "answer"
    """KEY=VALUE."""
    KEY = "key"
    """Of a question."""
    NAME = "name"
    """Whatever somebody calls it; nothing can be offered."""
    TOPIC = "topic"
    """The code of a finding, or the name of a page."""


class Argument(NamedTuple):
    """An option, or a word that stands without one."""

    names: tuple[str, ...]
    help: Sentence
    takes: Takes = Takes.NOTHING
    metavar: str = ""
    choices: tuple[str, ...] = ()
    nargs: str = ""
    """`?`, `*` or `+` as argparse has it; empty for one."""
    needed: bool = False
    """Of an option: whether there is no command without it."""
    repeated: bool = False
    """Of an option: whether it may stand several times."""
    kept_as: str = ""
    """The attribute in which its function finds it, where its name is no name in Python."""

    @property
    def is_option(self) -> bool:
        """Whether it begins with a dash."""
        return self.names[0].startswith("-")

    @property
    def is_flag(self) -> bool:
        """Whether nothing stands behind it."""
        return self.is_option and self.takes is Takes.NOTHING and not self.choices


class Command(NamedTuple):
    """One command."""

    name: str
    function: str
    """`module:name` below wizard.cli.commands."""
    sentence: Sentence
    """What it does."""
    examples: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()
    holds: Sentence = NOTHING_SENT
    """What is true of routers however it ends; said to whoever interrupts it."""


STAGES = ("archive", "login", "pki", "stage", "cutover", "cleanup")

JSON = Argument(("--json",), "write it for a machine")
SITE = Argument(("site",), "a site folder", Takes.SITE, "SITE")
SITES = Argument(("sites",), "site folders", Takes.SITE, "SITE", nargs="+")
CONFIGURATIONS = Argument(
    ("configurations",),
    "a running configuration, one file a router, or a folder of them",
    Takes.FILE,
    "CONFIG",
    nargs="+",
)
