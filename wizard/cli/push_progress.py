"""What is said while a push is at work: what lasts, line below line, and what changes in place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from wizard.cli.output import shown_for_now, tell
from wizard.guide.push_words import proof_in_words
from wizard.push.onlooker import Nobody
from wizard.push.proof_rows import Proof
from wizard.sentence import Sentence


class Progress(Nobody):
    """Of one push: nothing is said twice, and of a proof only what changed; a line changes in place beside it."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._said: object = None

    def told(self, text: Sentence) -> None:
        """Something that lasts."""
        self._say(text, text)

    def proved(self, device: str, proof: Proof, goes_back_at: datetime | None, *, is_old: bool) -> None:
        """One round of a proof; what it says is said where other rows hold than in the round before."""
        text = proof_in_words(device, proof, goes_back_at - datetime.now(UTC) if goes_back_at else None)
        self._say(text, (device, [(row.name, row.device, row.is_good) for row in proof.rows]))
        if not proof.is_green:
            self._show(text)

    def clear(self) -> None:
        """Takes the line away that changes in place."""
        self._show("")

    def _say(self, text: Sentence, what: object) -> None:
        if what != self._said:
            self.clear()
            tell(text)
        self._said = what


@contextmanager
def progress() -> Iterator[Progress]:
    """What a push says until it is over."""
    with shown_for_now() as show:
        yield Progress(show)
