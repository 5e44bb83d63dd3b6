"""A configuration as it is saved: its lines with what stands around them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from wizard.practice import texts
from wizard.practice.configuration_text import blocks, read_configuration
from wizard.practice.configuration_tree import Lines
from wizard.practice.file_names import FLASH, NVRAM, RUNNING, STARTUP, SYSTEM, located
from wizard.practice.list_numbering import as_blocks, as_shown
from wizard.practice.printed_forms import GONE_WHEN_EMPTY
from wizard.practice.state import RouterState

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter


def long_time(moment: datetime) -> str:
    """`09:00:00 UTC Mon Mar 2 2026`."""
    return f"{moment:%H:%M:%S} UTC {moment:%a %b} {moment.day} {moment.year}"


def time_with_milliseconds(moment: datetime) -> str:
    """`09:00:00.000 UTC Mon Mar 2 2026`."""
    return long_time(moment).replace(" ", f".{moment.microsecond // 1000:03} ", 1)


def log_time(moment: datetime) -> str:
    """`*Mar  2 09:00:00.000`, as a message of the log begins."""
    return f"*{moment:%b} {moment.day:2} {moment:%H:%M:%S}.{moment.microsecond // 1000:03}"


def shown_text(state: RouterState) -> str:
    """The lines of the running configuration as they are shown."""
    return _text(state.running, with_numbers=state.shows_numbers, with_exits=state.shows_exits)


@lru_cache(maxsize=8)
def _text(running: Lines, *, with_numbers: bool, with_exits: bool) -> str:
    """Kept, since it is shown more often than it changes."""
    lines = as_shown(running, with_numbers=with_numbers)
    shown = (line for line in lines if line.children or line.text not in GONE_WHEN_EMPTY)
    return "".join(f"{row}\n" for row in blocks(shown, with_exits=with_exits))


def configuration_text(router: PracticeRouter) -> str:
    """The running configuration from the first `!` to `end`."""
    state = router.state
    header = "!\n" + texts.LAST_CHANGE.of(time=long_time(state.changed.at), by=_by(state.changed.by))
    if state.saved is not None:
        header += texts.NVRAM_UPDATED.of(time=long_time(state.saved.at), by=_by(state.saved.by))
    return header + "!\n" + shown_text(state) + "!\nend\n"


def _by(user: str) -> str:
    return f" by {user}" if user else ""


def version_of(text: str) -> str:
    """What the `version` line of a configuration says, empty without one."""
    return next((row.split(" ", 1)[1] for row in text.split("\n") if row.startswith("version ")), "")


def is_saved(router: PracticeRouter) -> bool:
    """Whether NVRAM holds the lines of the running configuration."""
    startup = router.state.startup
    return startup is not None and as_blocks(read_configuration(startup)) == as_blocks(
        read_configuration(shown_text(router.state))
    )


def text_of(router: PracticeRouter, source: str) -> str | None:
    """What stands in a file, or in what is called as the running or the startup configuration; None without one."""
    system, name = located(source)
    if source == RUNNING or (system, name) == (SYSTEM, RUNNING):
        return configuration_text(router)
    if source == STARTUP or (system, name) == (NVRAM, STARTUP):
        return router.state.startup
    file = router.state.file(name)
    return file.text if file is not None and system == FLASH else None
