"""A key or a password that no repr, log line or traceback can show."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A key or password; only `reveal` gives its characters."""

    _characters: str = field(repr=False)

    def reveal(self) -> str:
        """The characters, for a rendered configuration and nothing else."""
        return self._characters

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__
