"""One mode of configuration as a row."""

from dataclasses import dataclass

MEMORY = "memory"
"""The source of a prompt that nobody has checked on a router."""
PUBLISHED = "A3.1 [T U2][T L1][T L2][C P1]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """One mode of configuration."""

    name: str
    inside: str = "global"
    opened_by: str
    prompt: str
    """What stands in parentheses between the name of the host and `#`."""
    source: str = PUBLISHED
    commands: str
