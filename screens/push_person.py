"""Whoever sits in front of the wizard, as a push asks: its thread waits until the window is closed."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING

from screens.push_windows import PushQuestion, SecretQuestion
from wizard.model.secret import Secret
from wizard.sentence import Sentence, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wizard.errors import EzError, LegacySshNeeded
    from wizard.push.preflight import Refusal
    from wizard.session.known_hosts import HostKeyUnknown


class PersonAtScreen:
    """Answers in windows; gives nothing any more once the wizard is left."""

    is_there = True

    def __init__(self, ask: Callable[[PushQuestion, Callable[[str | None], None]], None]) -> None:
        self._ask = ask
        self._waits: Future[str | None] | None = None

    def leave(self) -> None:
        """Whatever is asked gets no answer."""
        self.is_there = False
        if self._waits:
            self._waits.cancel()

    def _answer(self, question: PushQuestion) -> str:
        """What was typed; "" for nothing."""
        if not self.is_there:
            return ""
        waits = Future[str | None]()
        self._waits = waits

        def take(answer: str | None) -> None:
            if not waits.done():
                waits.set_result(answer)

        try:
            self._ask(question, take)
            return waits.result() or ""
        except CancelledError:
            return ""

    def _secret(self, title: Sentence, text: Sentence) -> Secret | None:
        typed = self._answer(SecretQuestion(title, text, _EMPTY))
        return Secret(typed) if typed else None

    def password(
        self, user: str, where: Sequence[str], *, is_jump: bool, instead_of_key: EzError | None
    ) -> Secret | None:
        """Of a user on routers, or on a jump host."""
        of = f"the jump host {listed(where)}" if is_jump else listed(where)
        why = f"{instead_of_key!s}\n\n" if instead_of_key else ""
        return self._secret(f"Password of {user}", f"{why}{user} logs in to {of}.\nEmpty: a key of the agent, or none.")

    def passphrase(self, file: str) -> Secret | None:
        """Of a private key."""
        return self._secret("Passphrase", f"It opens the private key {file}.")

    def enable(self, device: str) -> Secret | None:
        """Of one router."""
        return self._secret(f"Enable password of {device}", f"{device} lets this user in without its privileges.")

    def trusts(self, unknown: HostKeyUnknown) -> bool:
        """Whether `yes`, or the fingerprint itself, is typed."""
        fingerprint = unknown.key.fingerprint

        def refusal(answer: str) -> Sentence:
            return "" if answer.strip() in ("", "no", "yes", fingerprint) else "Type yes, no, or the fingerprint."

        text = f"{unknown!s}\n\n  {fingerprint}\n\nIs it this router's key?"
        answer = self._answer(PushQuestion("Unknown host key", text, "yes, no, or the fingerprint.", refusal))
        return answer.strip() in ("yes", fingerprint)

    def allows_legacy(self, needed: LegacySshNeeded) -> Sentence:
        """The reason."""
        text = f"{needed!s}\n\nWhy are they allowed for this router?"
        return self._answer(PushQuestion("Weak algorithms", text, "Empty: they are not allowed.")).strip()

    def name_of(self, device: str, *, is_second_try: bool) -> str:
        """As it is typed."""
        again = "That is another name.\n" if is_second_try else ""
        text = f"{again}{device} is changed by this push.\nType its name to go on."
        return self._answer(PushQuestion("Which router is changed?", text, "Anything else sends nothing.")).strip()

    def allows_reload(self, device: str) -> bool:
        """Whether the name is typed once more."""
        text = (
            f"The login stage of {device} can be taken back by a reload alone: it is scheduled before the first line, "
            "and cancelled once a fresh login works. Where that fails, the router restarts with what it has saved.\n"
            f"Type {_RELOAD} to allow it."
        )
        question = PushQuestion(f"May {device} restart?", text, "Anything else: the stage is not sent.")
        return self._answer(question).strip() == _RELOAD

    def accepts(self, refusals: Sequence[Refusal]) -> dict[str, Sentence]:
        """One after the other, each with its reason; nothing where one is not accepted."""
        accepted: dict[str, Sentence] = {}
        for refusal in refusals:
            text = f"{refusal.says}.\n\n{refusal.to_do}\n\nWhy does the push go on all the same?"
            question = PushQuestion(f"{refusal.device}: {refusal.row}", text, "Empty: it is not accepted.")
            reason = self._answer(question).strip()
            if not reason:
                return {}
            accepted[refusal.accept_as] = reason
        return accepted


_EMPTY = "Enter takes it; empty leaves it out. It is drawn nowhere."
_RELOAD = "reload"
