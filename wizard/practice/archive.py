"""The archive of configurations: where it stands, what is in it, one more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from wizard.model.literals import number
from wizard.practice.configuration_tree import Lines, find
from wizard.practice.file_names import FLASH, located
from wizard.practice.saved_text import configuration_text

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter

MOST = 10
"""So many files are kept where `maximum` says nothing [T G1]."""


def _setting(running: Lines, word: str) -> str:
    block = find(running, "archive")
    child = block and next((line for line in block.children if line.text.startswith(f"{word} ")), None)
    return child.text.split(" ", 1)[1] if child else ""


def archive_path(router: PracticeRouter) -> str:
    """What the names of its files begin with; empty where there is no archive."""
    return _setting(router.state.running, "path").replace("$h", router.hostname)


def archives_when_saving(running: Lines) -> bool:
    """Whether each `write memory` makes a copy."""
    block = find(running, "archive")
    return block is not None and find(block.children, "write-memory") is not None


def most_files(running: Lines) -> int:
    """How many are kept."""
    return number(_setting(running, "maximum"), 1, 14) or MOST


def next_name(router: PracticeRouter, now: datetime) -> str:
    """`flash:archive-Feb-15-15-56-38.517-1`, the day with a dash in the place of a blank."""
    day = f"{now.day:2}".replace(" ", "-")
    stamp = f"{now:%b}-{day}-{now:%H-%M-%S}.{now.microsecond // 1000:03}"
    return f"{archive_path(router)}-{stamp}-{router.state.archive_number}"


def archived(router: PracticeRouter) -> str | None:
    """The name of a copy of the running configuration that is made now; None where it cannot be written."""
    now = router.time
    file = next_name(router, now)
    system, name = located(file)
    if system != FLASH:
        return None
    state = router.state.with_file(name, configuration_text(router), now)
    if state is None:
        return None
    kept = (*state.archived, name)[-most_files(state.running) :]
    for gone in state.archived:
        if gone not in kept:
            state = state.without_file(gone)
    router.state = replace(state, archived=kept, archive_number=state.archive_number + 1)
    return file
