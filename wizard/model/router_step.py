"""A command beside the stages: where it is typed, by whom, and how its answer is judged."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.model.stage import Stage
from wizard.sentence import Sentence


class When(StrEnum):
    """On which side of its stage a command is typed."""

    BEFORE = "before"
    AFTER = "after"
    UNDO = "undo"
    """Before the stage is taken back."""
    UNDONE = "undone"
    """After the stage was taken back."""


class PromptMode(StrEnum):
    """Where a command is typed."""

    EXEC = "exec"
    CONFIGURATION = "configuration"


class By(StrEnum):
    """Who types a command."""

    EZ2FLEX = "ez2flex"
    PERSON = "person"
    """It is on a router that is not ours, or needs somebody who looks and decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """The answer is right where the regular expression is found in it, its `^` and `$` at the ends of lines."""

    regex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The answer is right where the function of that name in wizard/judge says so."""

    function: str


Judge = Pattern | Named


@dataclass(frozen=True, slots=True, kw_only=True)
class RouterStep:
    """One command beside the stages; never part of a configuration file, and never one that saves."""

    id: str
    """Of its row; no other step of the same device's file has it."""
    device: str
    """On which router it is typed."""
    stage: Stage
    when: When
    mode: PromptMode
    by: By
    command: str
    needs: tuple[str, ...]
    """The facts of the site that it rests on, by their names."""
    judge: Judge
    words: Sentence
    """What the router must answer, for people."""
    why: Sentence
