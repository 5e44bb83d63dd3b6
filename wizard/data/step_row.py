"""An exec command beside a stage, as a row."""

from dataclasses import dataclass

from wizard.model.document import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One command; words in braces are facts of the device, and a row of which one is missing is left out."""

    stage: Stage
    when: str
    """`before` or `after` the stage, or `undo` before it is taken back."""
    needs: tuple[str, ...] = ()
    """More facts without which the row is left out."""
    on: str = "self"
    """`self`, or `server`, `hub` and `ca` where the command belongs on that router."""
    command: str
    expect: str
    why: str
    source: str
