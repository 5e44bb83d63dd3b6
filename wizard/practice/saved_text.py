"""A configuration as it is saved: its lines with what stands around them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from wizard.practice import texts
from wizard.practice.configuration_text import blocks

if TYPE_CHECKING:
    from wizard.practice.router import PracticeRouter


def long_time(moment: datetime) -> str:
    """`09:00:00 UTC Mon Mar 2 2026`."""
    return f"{moment:%H:%M:%S} UTC {moment:%a %b} {moment.day} {moment.year}"


def configuration_text(router: PracticeRouter) -> str:
    """The running configuration from the first `!` to `end`."""
    state = router.state
    header = "!\n" + texts.LAST_CHANGE.of(time=long_time(state.changed.at), by=_by(state.changed.by))
    if state.saved is not None:
        header += texts.NVRAM_UPDATED.of(time=long_time(state.saved.at), by=_by(state.saved.by))
    return header + "!\n" + "".join(f"{row}\n" for row in blocks(state.running)) + "!\nend\n"


def _by(user: str) -> str:
    return f" by {user}" if user else ""
