"""What one router shows of itself before and after it is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wizard.model.configuration import Configuration
from wizard.parse.sources import read_back
from wizard.session.router_session import RouterSession

RUNNING, STARTUP = "show running-config", "show startup-config"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The answers of one router to commands that change nothing."""

    name: str
    """The router's, as its prompt has it."""
    shown: Mapping[str, bytes] = field(repr=False)
    """Each answer by its command, as the session gives it."""

    def answer(self, command: str) -> bytes:
        """What it answered, nothing where it was not asked."""
        return self.shown.get(command, b"")

    @property
    def running(self) -> Configuration:
        """What it runs; SourceError where the answer is no configuration."""
        return configuration_of(self.answer(RUNNING))

    @property
    def startup(self) -> Configuration:
        """What it would start with; an empty NVRAM is an empty configuration."""
        return startup_of(self.answer(STARTUP))


def configuration_of(answer: bytes) -> Configuration:
    """The configuration in an answer; SourceError where there is none."""
    return _read(answer)


def startup_of(answer: bytes) -> Configuration:
    """The configuration in NVRAM; an empty NVRAM is an empty configuration."""
    if _NOTHING_SAVED in answer[:200]:
        return Configuration(())
    return _read(answer)


_NOTHING_SAVED = b"startup-config is not present"


def is_whole(answer: bytes) -> bool:
    """Whether an answer is a configuration to its end: a router closes each with `end`; an empty NVRAM is whole."""
    return _NOTHING_SAVED in answer[:200] or answer.split()[-1:] == [b"end"]


@lru_cache(maxsize=64)
def _read(answer: bytes) -> Configuration:
    return read_back(answer, "the router")


def saved_of(session: RouterSession) -> Configuration:
    """What the router would start with now."""
    return startup_of(session.show(STARTUP))
