"""One round of questions to the routers of a proof: each command is typed once, and no router makes it raise."""

from collections.abc import Callable, Mapping
from math import inf

from wizard.errors import RouterError, Surprise
from wizard.sentence import Sentence
from wizard.session.router_session import RouterSession


class NotAnswered(Exception):
    """Nobody knows what the router would say; it says why."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(why)
        self.why = why


class QuestionRound:
    """The answers of one round, until its time is over."""

    def __init__(
        self,
        sessions: Mapping[str, RouterSession],
        *,
        seconds: Callable[[], float] = lambda: 0.0,
        until: float = inf,
        hurries: Callable[[], bool] = lambda: False,
    ) -> None:
        self._sessions = sessions
        self._seconds = seconds
        self._until = until
        self._hurries = hurries
        self._answers: dict[tuple[str, str], tuple[bytes, float]] = {}
        self._failures: dict[tuple[str, str], Sentence] = {}
        self._lost: dict[str, Sentence] = {}
        self._left_out: dict[str, Sentence] = {}

    @property
    def lost(self) -> tuple[str, ...]:
        """The routers whose session ended in this round."""
        return tuple(self._lost)

    @property
    def answers(self) -> dict[tuple[str, str], bytes]:
        """What came, by router and command."""
        return {asked: answer for asked, (answer, _) in self._answers.items()}

    def leave_out(self, beginning: str, why: Sentence) -> None:
        """Asks no command any more that begins so: packets that cannot arrive are waited for, each of them."""
        self._left_out[beginning] = why

    def answer(self, device: str, command: str) -> bytes:
        """What the router says in this round; NotAnswered where it cannot be asked or does not answer."""
        if (device, command) not in self._answers:
            self._ask(device, command)
        return self._answers[device, command][0]

    def answer_now(self, device: str, command: str) -> bytes:
        """What it says when it is asked once more."""
        self._answers.pop((device, command), None)
        return self.answer(device, command)

    def asked_at(self, device: str, command: str) -> float:
        """When it answered, in seconds of our clock."""
        return self._answers[device, command][1]

    def _ask(self, device: str, command: str) -> None:
        session = self._sessions.get(device)
        if session is None:
            raise NotAnswered("nobody is logged in there")
        if device in self._lost:
            raise NotAnswered(self._lost[device])
        if (device, command) in self._failures:
            raise NotAnswered(self._failures[device, command])
        for beginning, why in self._left_out.items():
            if command.startswith(beginning):
                raise NotAnswered(why)
        if self._seconds() >= self._until:
            raise NotAnswered("not asked: the time for the proof is over")
        if self._hurries():
            raise NotAnswered("not asked: a person wants it back")
        try:
            self._answers[device, command] = (session.show(command), self._seconds())
        except RouterError as error:
            self._fails(device, command, session, error)
            raise NotAnswered(error.message) from error

    def _fails(self, device: str, command: str, session: RouterSession, error: RouterError) -> None:
        """Finds the prompt again behind a surprise; behind anything else the session is over."""
        self._failures[device, command] = error.message
        if not isinstance(error, Surprise):
            self._lost[device] = error.message
            return
        try:
            session.recover()
        except RouterError as lost:
            self._lost[device] = lost.message
