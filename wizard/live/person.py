"""What must be asked of somebody in a push, whoever asks it: at a terminal, in a window, by numbers.

Each question is put in the thread of the push, which waits for the answer. Whoever answers nothing gives what stands in
the docstring for that; nothing goes on without an answer where one is needed.
"""

from collections.abc import Sequence
from typing import Protocol

from wizard.errors import EzError, LegacySshNeeded
from wizard.model.secret import Secret
from wizard.push.preflight import Refusal
from wizard.sentence import Sentence
from wizard.session.known_hosts import HostKeyUnknown


class Person(Protocol):
    """Whoever answers for a push."""

    @property
    def is_there(self) -> bool:
        """Whether somebody is there who can be asked at all."""

    def password(
        self, user: str, where: Sequence[str], *, is_jump: bool, instead_of_key: EzError | None
    ) -> Secret | None:
        """The password of the user on these routers, or on a jump host; None for none, a key of the agent then.

        Where a key was not taken, it says so: a password is asked for in its place.
        """

    def passphrase(self, file: str) -> Secret | None:
        """The passphrase of a private key; None for none."""

    def enable(self, device: str) -> Secret | None:
        """The enable password of a router; None for none."""

    def trusts(self, unknown: HostKeyUnknown) -> bool:
        """Whether an unknown host key is that router's, by its fingerprint; of a changed one nobody is asked."""

    def allows_legacy(self, needed: LegacySshNeeded) -> Sentence:
        """Why weak algorithms are allowed for a router, "" where they are not."""

    def name_of(self, device: str, *, is_second_try: bool) -> str:
        """The name of the router that is changed, typed out by the person; it is compared, and may be mended once."""

    def allows_reload(self, device: str) -> bool:
        """Whether a router may restart to go back; asked only where a stage cannot go back otherwise."""

    def accepts(self, refusals: Sequence[Refusal]) -> dict[str, Sentence]:
        """What of the pre-flight is accepted, each `accept_as` with the reason; {} for nothing, and nothing is sent."""
