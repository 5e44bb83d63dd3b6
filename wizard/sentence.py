"""Text for people, as a type: it is made, carried and shown, and no code looks into it."""

from typing import Annotated, TypeAlias

Sentence: TypeAlias = Annotated[str, "for people"]
"""What is written for a person; empty where there is nothing to say. What a program needs to know is a value beside it.

The tests put a hash in the place of every value that is declared so, and see that nothing but words changes.
"""
