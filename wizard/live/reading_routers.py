"""Reading routers while a person is asked what it takes to trust them and to be let in."""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date

from wizard.errors import CredentialsNeeded, EnableNeeded, EzError, LegacySshNeeded, LoginRejected, PassphraseNeeded
from wizard.fetch.several_routers import Again, Finished, Logins, NotTried, Outcome, Way, read_routers
from wizard.live.person import Person
from wizard.live.router_logins import RouterLogins
from wizard.model.host import Host, LegacyConsent
from wizard.session.known_hosts import HostKeyUnknown, KnownHosts

Progress = Callable[[str, str], None]
"""Who is shown which router is asked what; "" where nothing is to be shown, since somebody is asked."""


class Reading:
    """Routers that are read until each is done with; what is done stays, whatever interrupts it."""

    def __init__(self, known: KnownHosts, logins: RouterLogins, person: Person) -> None:
        self.known = known
        self._logins = logins
        self._person = person
        self._finished = Finished()
        self._done: list[Outcome] = []
        self._is_asking = False

    @property
    def done(self) -> Sequence[Outcome]:
        """What became of the routers so far."""
        while not self._finished.empty():
            outcome = self._finished.get()
            if isinstance(outcome, Outcome):
                self._done.append(outcome)
        return self._done

    def read(self, ways: Sequence[Way], shown: Progress) -> None:
        """Reads them all, and asks on the way; what is read at the moment is shown, and nothing while it asks."""

        def progress(host: Host, command: str) -> None:
            if not self._is_asking:
                shown(host.name, command)

        outcomes = read_routers(ways, self.known, Logins(), progress, self._finished)
        with closing(outcomes), suppress(StopIteration):
            outcome = next(outcomes)
            while True:
                self._is_asking = True
                shown("", "")
                way = self._again(outcome)
                self._is_asking = False
                if way is None:
                    self._done.append(outcome)
                outcome = outcomes.send(Again(way=way, known=self.known) if way else None)

    def _again(self, outcome: Outcome) -> Way | None:
        """The way on which it is read once more, with what was lacking; nothing where it is done with."""
        answers: tuple[tuple[type[EzError], Callable[[Way, Outcome], Way | None]], ...] = (
            (HostKeyUnknown, self._trusted),
            (LegacySshNeeded, self._allowed),
            (EnableNeeded, self._enabled),
            (PassphraseNeeded, self._with_passphrase),
            (CredentialsNeeded, self._with_password),
            (LoginRejected, self._with_password),
            (NotTried, self._with_password_of_another),
        )
        answer = next((answer for kind, answer in answers if isinstance(outcome.error, kind)), None)
        return answer(outcome.way, outcome) if answer else None

    def _trusted(self, way: Way, outcome: Outcome) -> Way | None:
        error, host = outcome.error, _one(way, outcome).host
        assert isinstance(error, HostKeyUnknown)
        if error.key in self.known.keys(host.address, host.port):
            # It was accepted meanwhile: several routers have one jump host.
            return way
        if not self._person.trusts(error):
            return None
        self.known = self.known.with_key(host.address, host.port, error.key)
        return way

    def _allowed(self, way: Way, outcome: Outcome) -> Way | None:
        error, one = outcome.error, _one(way, outcome)
        assert isinstance(error, LegacySshNeeded)
        if one.host.legacy:
            return None
        reason = self._person.allows_legacy(error)
        if not reason:
            return None
        allowed = replace(one, host=replace(one.host, legacy=LegacyConsent(date=date.today(), reason=reason)))
        return replace(way, jump=allowed) if outcome.at_jump else allowed

    def _enabled(self, way: Way, _: Outcome) -> Way | None:
        enable = self._person.enable(way.host.name)
        return replace(way, enable=enable) if enable else None

    def _with_password(self, way: Way, outcome: Outcome) -> Way | None:
        return self._logins.password(way, at_jump=outcome.at_jump, instead_of_key=outcome.error)

    def _with_password_of_another(self, way: Way, _: Outcome) -> Way | None:
        return self._logins.password_instead(way)

    def _with_passphrase(self, way: Way, outcome: Outcome) -> Way | None:
        return self._logins.passphrase(way, at_jump=outcome.at_jump)


def _one(way: Way, outcome: Outcome) -> Way:
    """The router, or its jump host where the outcome is about that."""
    return way.jump if outcome.at_jump and way.jump else way
