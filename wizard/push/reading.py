"""What one router shows of itself before and after it is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from wizard.errors import CutOff, SourceError, Surprise
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
    return _NOTHING_SAVED in answer[:200] or answer.rsplit(None, 1)[-1:] == [b"end"]


@lru_cache(maxsize=64)
def _read(answer: bytes) -> Configuration:
    return read_back(answer, "the router")


def shown_by(session: RouterSession) -> Reading:
    """What a router runs and would start with now, each to its end.

    CutOff where it is not shown so: no line is missing in what nobody saw. Surprise where it is no configuration.
    """
    shown = {command: session.show(command) for command in (RUNNING, STARTUP)}
    for command, answer in shown.items():
        if not is_whole(answer):
            raise CutOff(f"did not answer `{command}` to its end", where=session.name)
    reading = Reading(name=session.name, shown=shown)
    try:
        _ = reading.running, reading.startup
    except SourceError as error:
        raise Surprise(f"what it shows is no configuration: {error.message}", where=session.name) from error
    return reading
