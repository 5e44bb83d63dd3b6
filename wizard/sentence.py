"""Text for people, as a type: it is made, carried and shown, and no code looks into it."""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

Sentence: TypeAlias = Annotated[str, "for people"]
"""What is written for a person; empty where there is nothing to say. What a program needs to know is a value beside it.

The tests put a hash in the place of every value that is declared so, and see that nothing but words changes.
"""


def so_many(number: int, what: str) -> str:
    """A number with the word for what is counted: `1 file`, `2 files`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


_FEW = 3


def listed(names: Sequence[str], few: int = _FEW) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - few
    return ", ".join(names[:few] if more > 0 else names) + (f" and {more} more" if more > 0 else "")
