"""Whoever types in the wizard of numbered text, as a push asks: its thread waits until the answer is typed."""

from __future__ import annotations

from concurrent.futures import Future
from queue import Empty, Queue
from typing import TYPE_CHECKING, NamedTuple

from screens.linear.speech import Said, said
from wizard.model.secret import Secret
from wizard.sentence import Sentence, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wizard.errors import EzError, LegacySshNeeded
    from wizard.push.preflight import Refusal
    from wizard.session.known_hosts import HostKeyUnknown

RELOAD = "reload"


class PushQuestion(NamedTuple):
    """One thing that a push asks."""

    above: tuple[Said, ...]
    """What is said first."""
    wants: Sentence
    """The prompt."""
    answer: Future[str]
    is_hidden: bool = False


class TypingPerson:
    """Its questions are put to the thread that reads what is typed."""

    def __init__(self) -> None:
        self.is_there = True
        self._asked = Queue[PushQuestion]()

    def asked(self) -> PushQuestion | None:
        """What is asked now and was not answered yet; the thread that reads takes it."""
        try:
            return self._asked.get_nowait()
        except Empty:
            return None

    def leave(self) -> None:
        """Whatever is asked from now on gets no answer."""
        self.is_there = False
        while question := self.asked():
            question.answer.set_result("")

    def _answer(self, above: Iterator[Said], wants: Sentence, *, is_hidden: bool = False) -> str:
        if not self.is_there:
            return ""
        question = PushQuestion(tuple(above), wants, Future(), is_hidden)
        self._asked.put(question)
        if not self.is_there:
            self.leave()
        return question.answer.result()

    def _secret(self, above: Iterator[Said], wants: Sentence) -> Secret | None:
        typed = self._answer(above, wants, is_hidden=True)
        return Secret(typed) if typed else None

    def password(
        self, user: str, where: Sequence[str], *, is_jump: bool, instead_of_key: EzError | None
    ) -> Secret | None:
        """Of a user on routers, or on a jump host."""
        there = f"the jump host {listed(where)}" if is_jump else listed(where)
        otherwise = "leave it out" if instead_of_key else "a key of the agent"
        above = said("LOGIN", str(instead_of_key)) if instead_of_key else iter(())
        return self._secret(above, f"Password of {user} on {there} (empty: {otherwise}):")

    def passphrase(self, file: str) -> Secret | None:
        """Of a private key."""
        return self._secret(iter(()), f"Passphrase of {file} (empty: leave it out):")

    def enable(self, device: str) -> Secret | None:
        """Of one router."""
        return self._secret(iter(()), f"Enable password of {device} (empty: leave it out):")

    def trusts(self, unknown: HostKeyUnknown) -> bool:
        """Whether `yes`, or the fingerprint itself, is typed."""
        fingerprint = unknown.key.fingerprint
        above = said("HOST KEY", str(unknown))
        answer = self._answer(above, "Is it this router's key? yes, no or the fingerprint:").strip()
        while answer not in ("", "no", "yes", fingerprint):
            above = iter((Said("POSSIBLE", "yes, no, or the fingerprint."),))
            answer = self._answer(above, "Is it this router's key?").strip()
        return answer in ("yes", fingerprint)

    def allows_legacy(self, needed: LegacySshNeeded) -> Sentence:
        """The reason."""
        return self._answer(
            said("WEAK SSH", str(needed)), "Why are they allowed for this router? (empty: they are not):"
        ).strip()

    def name_of(self, device: str, *, is_second_try: bool) -> str:
        """As it is typed."""
        again = "That is another name. " if is_second_try else ""
        above = iter((Said("CHANGES", f"{again}{device} is changed by this push."),))
        return self._answer(above, "Type its name to go on (anything else sends nothing):").strip()

    def allows_reload(self, device: str) -> bool:
        """Whether the word is typed."""
        text = (
            f"The login stage of {device} can be taken back by a reload alone: it is scheduled before the first line, "
            "and cancelled once a fresh login works. Where that fails, the router restarts with what it has saved."
        )
        return (
            self._answer(said("RELOAD", text), f"Type {RELOAD} to allow it (empty: it is not sent):").strip() == RELOAD
        )

    def accepts(self, refusals: Sequence[Refusal]) -> dict[str, Sentence]:
        """One after the other, each with its reason; nothing where one is not accepted."""
        accepted: dict[str, Sentence] = {}
        for refusal in refusals:
            above = (Said("REFUSES", f"{refusal.device}, {refusal.row}: {refusal.says}"), Said("TO DO", refusal.to_do))
            reason = self._answer(iter(above), "Why does it go on all the same? (empty: it does not):").strip()
            if not reason:
                return {}
            accepted[refusal.accept_as] = reason
        return accepted
