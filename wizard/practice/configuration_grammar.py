"""What each mode of configuration reads, and how a line finds its mode: inside first, then outwards."""

from dataclasses import dataclass

from wizard.practice.command_line import Command, Grammar, Misread, words_of
from wizard.practice.configuration_text import EXIT_FAMILY
from wizard.practice.global_commands import GLOBAL_COMMANDS
from wizard.practice.mode_row import Mode
from wizard.practice.modes import MODES
from wizard.practice.prompts import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a line of configuration is for."""

    opens: Mode | None = None
    """The mode that it opens."""
    leaves: str = ""
    """`exit` or `end`, where it is one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line of configuration that was read."""

    text: str
    """Written out, without `no` or `default`."""
    opened: tuple[Opened, ...]
    """The modes in which it stands; fewer than those in which it was typed where it belongs further out."""
    meaning: Meaning
    negation: str = ""
    """`no` or `default`, where it begins so."""

    @property
    def mode(self) -> str:
        """The name of the mode in which it stands."""
        return self.opened[-1].mode.name if self.opened else "global"


_PLAIN = Meaning()
_LEAVING = tuple((word, Meaning(leaves=word)) for word in ("exit", "end"))


def _grammar(name: str, commands: str) -> Grammar[Meaning]:
    forms = [(form.strip(), _PLAIN) for form in commands.split(",") if form.strip()]
    openers = [
        (form.strip(), Meaning(opens=mode))
        for mode in MODES
        if mode.inside == name
        for form in mode.opened_by.split(",")
    ]
    own_word = [(EXIT_FAMILY, Meaning(leaves="exit"))] if name.endswith("address family") else []
    return Grammar((*forms, *openers, *_LEAVING, *own_word))


GRAMMARS: dict[str, Grammar[Meaning]] = {
    "global": _grammar("global", GLOBAL_COMMANDS),
    **{mode.name: _grammar(mode.name, mode.commands) for mode in MODES},
}
"""By the name of the mode."""

_NEGATIONS = ("no", "default")


def read_line(opened: tuple[Opened, ...], line: str) -> ReadLine | Misread:
    """The line in the mode in which it is known: whole words first, inside first."""
    start, negation = 0, ""
    for offset, word in words_of(line):
        if word.lower() in _NEGATIONS and not negation:
            negation = word.lower()
        else:
            start = offset
            break
    else:
        start = len(line)
    wrong: list[Misread] = []
    abbreviated: ReadLine | None = None
    for depth in range(len(opened), -1, -1):
        within = opened[:depth]
        grammar = GRAMMARS[within[-1].mode.name if within else "global"]
        read = grammar.read(line, start, may_end_early=bool(negation))
        if isinstance(read, Misread):
            wrong.append(read)
            continue
        found = _found(read, within, negation)
        if read.is_exact:
            return found
        abbreviated = abbreviated or found
    return abbreviated or max(wrong, key=lambda misread: misread.offset)


def _found(command: Command[Meaning], opened: tuple[Opened, ...], negation: str) -> ReadLine:
    return ReadLine(text=command.text, opened=opened, meaning=command.meaning, negation=negation)
