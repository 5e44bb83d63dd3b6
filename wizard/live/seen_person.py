"""A person who is seen to be waited for, for as long as each question stands."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from wizard.errors import EzError, LegacySshNeeded
from wizard.live.person import Person
from wizard.live.push_seen import Asks
from wizard.model.secret import Secret
from wizard.push.preflight import Refusal
from wizard.sentence import Sentence
from wizard.session.known_hosts import HostKeyUnknown

_T = TypeVar("_T")
Waits = Callable[[Asks | None, str], None]
"""Who is told what a router waits for; None once it does no more."""


class SeenPerson:
    """Asks the person, and says what is waited for."""

    def __init__(self, person: Person, waits: Waits) -> None:
        self._person, self._waits = person, waits

    @property
    def is_there(self) -> bool:
        """Whether somebody is there who can be asked at all."""
        return self._person.is_there

    def password(
        self, user: str, where: Sequence[str], *, is_jump: bool, instead_of_key: EzError | None
    ) -> Secret | None:
        """The password of the user."""
        return self._asked(
            Asks.PASSWORD,
            where[0] if where else "",
            lambda: self._person.password(user, where, is_jump=is_jump, instead_of_key=instead_of_key),
        )

    def passphrase(self, file: str) -> Secret | None:
        """The passphrase of a private key."""
        return self._asked(Asks.PASSPHRASE, "", lambda: self._person.passphrase(file))

    def enable(self, device: str) -> Secret | None:
        """The enable password of a router."""
        return self._asked(Asks.ENABLE, device, lambda: self._person.enable(device))

    def trusts(self, unknown: HostKeyUnknown) -> bool:
        """Whether an unknown host key is that router's."""
        return self._asked(Asks.HOST_KEY, unknown.where, lambda: self._person.trusts(unknown))

    def allows_legacy(self, needed: LegacySshNeeded) -> Sentence:
        """Why weak algorithms are allowed for a router."""
        return self._asked(Asks.LEGACY, needed.where, lambda: self._person.allows_legacy(needed))

    def name_of(self, device: str, *, is_second_try: bool) -> str:
        """The name of the router that is changed."""
        return self._asked(Asks.NAME, device, lambda: self._person.name_of(device, is_second_try=is_second_try))

    def allows_reload(self, device: str) -> bool:
        """Whether a router may restart to go back."""
        return self._asked(Asks.RELOAD, device, lambda: self._person.allows_reload(device))

    def accepts(self, refusals: Sequence[Refusal]) -> dict[str, Sentence]:
        """What of the pre-flight is accepted."""
        device = refusals[0].device if refusals else ""
        return self._asked(Asks.PREFLIGHT, device, lambda: self._person.accepts(refusals))

    def _asked(self, what: Asks, device: str, ask: Callable[[], _T]) -> _T:
        self._waits(what, device)
        try:
            return ask()
        finally:
            self._waits(None, device)
