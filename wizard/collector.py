"""The one switch of Python's garbage collector: off while much is made, and none of it is garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def pause_collector() -> None:
    """For the start of the wizard, which would take a tenth longer until its first screen."""
    gc.disable()


def resume_collector() -> None:
    """Look for garbage from now on, not among what is there: that stays, and a key would wait while it is looked at."""
    gc.freeze()
    gc.enable()


def thaw() -> None:
    """Look for garbage among everything again, since what was there is left."""
    gc.unfreeze()


@contextmanager
def collector_paused() -> Iterator[None]:
    """While thousands of lines are read and judged, of which the collector would take a tenth."""
    was_enabled = gc.isenabled()
    pause_collector()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
