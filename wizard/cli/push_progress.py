"""What is said while a push is at work: what lasts, line below line, and what changes in place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from wizard.cli.output import shown_for_now, tell
from wizard.guide.push_words import proof_in_words
from wizard.live.push_seen import ProofSeen, PushSeen
from wizard.sentence import Sentence


class Progress:
    """Of one push: nothing is said twice, and of a proof only what changed; a line changes in place beside it."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._said: object = None
        self._proof: ProofSeen | None = None

    def told(self, text: Sentence) -> None:
        """Something that lasts."""
        self._say(text, text)

    def changed(self, seen: PushSeen) -> None:
        """The push as it stands; of that, each new round of a proof is said, and what is read before it begins."""
        if not seen.device and not seen.is_over:
            self._show(f"{seen.last_sent.device}: {seen.last_sent.text}" if seen.last_sent else "")
        router = seen.router(seen.device) if seen.device else None
        if router and router.proof and router.proof is not self._proof:
            self._proof = router.proof
            self.proved(router.device, router.proof, router.timer.deadline if router.timer else None)

    def proved(self, device: str, proof: ProofSeen, goes_back_at: datetime | None) -> None:
        """One round of a proof; what it says is said where other rows hold than in the round before."""
        left = goes_back_at - datetime.now(UTC) if goes_back_at else None
        text = proof_in_words(device, proof.rows, left)
        self._say(text, (device, [(row.name, row.device, row.holds) for row in proof.rows]))
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
