"""A command beside a stage, as a row."""

from dataclasses import dataclass

from wizard.model.router_step import By, Judge, PromptMode, When
from wizard.model.stage import Stage
from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One command; words in braces are facts of the device, and a row whose command lacks one is left out."""

    id: str
    stage: Stage
    when: When
    mode: PromptMode = PromptMode.EXEC
    by: By = By.EZ2FLEX
    needs: tuple[str, ...] = ()
    """More facts without which the row is left out: those that only its sentences name are among them."""
    on: str = "self"
    """`self`, or `server`, `hub` and `ca` where the command belongs on that router."""
    each: str = ""
    """The fact with several values for each of which the command is typed; "" where it is typed once."""
    command: str
    judge: Judge
    """A pattern names facts in braces, too."""
    words: Sentence
    """What the answer must be, for people."""
    why: Sentence
    citation: Sentence
