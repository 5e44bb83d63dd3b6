"""Prompts: the name of the host, and in which mode it is."""

from dataclasses import dataclass

from wizard.practice.mode_row import Mode

NAME_IN_CONFIGURATION = 20
"""So many characters of a host's name stand in a prompt of configuration mode [C K1]."""

_KINDS = {"standard": "std", "extended": "ext"}
"""What stands in a prompt for a word of the line that opened the mode; another word stands for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A mode that a login is in, and the line that opened it."""

    mode: Mode
    header: str


def prompt(hostname: str, opened: tuple[Opened, ...] | None, *, is_privileged: bool) -> str:
    """What is printed when a line can be typed; `opened` is None outside of configuration mode."""
    if opened is None:
        return hostname + ("#" if is_privileged else ">")
    return prompt_in(hostname, _named(opened[-1]) if opened else "config")


def prompt_in(hostname: str, mode: str) -> str:
    """The prompt of configuration mode with those words in parentheses."""
    return f"{hostname[:NAME_IN_CONFIGURATION]}({mode})#"


def _named(opened: Opened) -> str:
    if "{" not in opened.mode.prompt:
        return opened.mode.prompt
    kind = opened.header.split(" ")[-2]
    return opened.mode.prompt.format(kind=_KINDS.get(kind, kind))
