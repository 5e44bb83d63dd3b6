"""Writing NVRAM: the five ways in which it ends."""

from __future__ import annotations

from wizard.practice import texts
from wizard.practice.archive import archive_path, archived, archives_when_saving
from wizard.practice.configuration_tree import find
from wizard.practice.dialogue import YES, Dialogue, Question, Reads
from wizard.practice.saved_text import configuration_text, version_of
from wizard.practice.session import Session
from wizard.practice.state import Touched

_PACKED = 3
"""A compressed configuration has a third of its size."""


def save(session: Session) -> Dialogue:
    """Writes the running configuration to NVRAM, asking what IOS asks."""
    router = session.router
    state = router.state
    if state.is_nvram_busy:
        yield texts.NVRAM_BUSY.text
        return
    text = configuration_text(router)
    is_of_another = version_of(state.startup or "") not in ("", version_of(text))
    if is_of_another and (yield Question(text=texts.OTHER_VERSION.text, reads=Reads.KEY)) != YES:
        return
    yield texts.BUILDING.text
    is_compressed = find(state.running, "service compress-config") is not None
    size = len(text) // _PACKED if is_compressed else len(text)
    if size > state.nvram_size:
        yield texts.TOO_LARGE.text
        if not (yield Question(text=texts.TRUNCATE.text)).lower().startswith("y"):
            return
        text = text[: state.nvram_size]
    router.change(startup=text, saved=Touched(at=router.time, by=session.user))
    yield texts.COMPRESSED.of(size=len(text), packed=size) if is_compressed else texts.OK.text
    if archives_when_saving(state.running) and archive_path(router):
        archived(router)
