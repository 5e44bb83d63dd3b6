"""Prompts: the name of the host, and in which mode it is."""

from dataclasses import dataclass

from wizard.practice.mode_row import Mode

NAME_IN_CONFIGURATION = 20
"""So many characters of a host's name stand in a prompt of configuration mode [C K1]."""
PROMPT_IN_ALL = 30
"""Or so many stand in the whole prompt, and the words in parentheses are cut."""

_KINDS = {"standard": "std", "extended": "ext"}
"""What stands in a prompt for a word of the line that opened the mode; another word stands for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A mode that a login is in, and the line that opened it."""

    mode: Mode
    header: str


def name_of(opened: tuple[Opened, ...]) -> str:
    """What stands in parentheses."""
    if not opened:
        return "config"
    last = opened[-1]
    if "{" not in last.mode.prompt:
        return last.mode.prompt
    kind = last.header.split(" ")[-2]
    return last.mode.prompt.format(kind=_KINDS.get(kind, kind))


def prompt(hostname: str, mode: str, *, cuts_the_name: bool) -> str:
    """The prompt of configuration mode with those words in parentheses."""
    if cuts_the_name:
        return f"{hostname[:NAME_IN_CONFIGURATION]}({mode})#"
    room = max(PROMPT_IN_ALL - len(hostname) - 3, 0)
    return f"{hostname}({mode[:room]})#"
