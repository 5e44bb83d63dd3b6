"""What somebody asks of the push of one router."""

from dataclasses import dataclass

from wizard.model.stage import Stage

REVERT = "revert"
"""How a journal has it that what runs is to be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of a push of one router."""

    device: str
    last: Stage = Stage.CUTOVER
    """The last stage that is sent."""
    is_revert: bool = False
    """Whether what runs is to be taken back, and nothing sent."""

    @property
    def in_a_word(self) -> str:
        """As a journal has it: the last stage, or that it is taken back."""
        return REVERT if self.is_revert else self.last.value
