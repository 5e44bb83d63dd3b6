"""One login as the commands see it: who, from where, in which mode, with which settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.practice.beliefs import LONG_PROMPT
from wizard.practice.prompts import Opened, name_of, prompt

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

FULL_PRIVILEGE = 15
FIRST_VTY_LINE = 2
"""The absolute number of `line vty 0` on a router without modules."""


class Session:
    """What ends with the login."""

    def __init__(self, router: PracticeRouter, user: str, *, source: str, vty: int, privilege: int) -> None:
        self.router = router
        self.user = user
        self.source = source
        self.vty = vty
        self.privilege = privilege
        self.length = 24
        self.width = 80
        self.monitor = False
        self.opened: tuple[Opened, ...] | None = None
        """The modes of configuration that it is in, from the outermost; None outside of configuration mode."""
        self.holds_the_lock = False
        """Whether nobody else may configure while it does."""
        self.is_closed = False
        self.is_lost = False
        """Whether nothing reaches the other end any more."""
        way = router.network.way_from(router, source)
        self.came_through_a_tunnel = way is not None and bool(way.through)

    def lose(self) -> None:
        """The connection is gone; what was begun goes on."""
        self.is_closed = self.is_lost = True

    @property
    def line(self) -> int:
        """The absolute number of its line."""
        return FIRST_VTY_LINE + self.vty

    @property
    def is_privileged(self) -> bool:
        """Whether the prompt ends in `#`."""
        return self.privilege == FULL_PRIVILEGE

    @property
    def prompt(self) -> str:
        """What is printed when a line can be typed."""
        if self.opened is None:
            return self.router.hostname + ("#" if self.is_privileged else ">")
        return self.prompt_of(name_of(self.opened))

    def prompt_of(self, mode: str) -> str:
        """The prompt of configuration mode with those words in parentheses."""
        return prompt(self.router.hostname, mode, cuts_the_name=self.router.beliefs[LONG_PROMPT] == "20-of-the-name")

    @property
    def path(self) -> tuple[str, ...]:
        """The lines that opened the modes that it is in."""
        return tuple(opened.header for opened in self.opened or ())

    @property
    def who(self) -> str:
        """The user as messages name it: the console's user by the name alone, another one with the line."""
        return f"{self.user} on vty{self.vty} ({self.source})" if self.source else self.user
