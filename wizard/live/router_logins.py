"""With what each router is logged in to: what a file says, what ssh_config says, and what a person types."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from wizard.errors import EzError
from wizard.fetch.passwords import Passwords
from wizard.fetch.several_routers import Way
from wizard.live.person import Person
from wizard.model.host import Host
from wizard.model.secret import Secret
from wizard.sentence import Sentence
from wizard.session.host_word import CalledHost, called_host, named_host, ssh_config
from wizard.session.ssh_credentials import Credentials


class RouterLogins:
    """The passwords of one reading; each is asked once, and sent to those alone that the question names."""

    def __init__(self, said: Passwords | None, user: str, person: Person, *, told: Callable[[Sentence], None]) -> None:
        """`said` is what a file says of passwords; where there is none, the person is asked before anybody logs in."""
        self._said = said or Passwords()
        self._asks_first = said is None
        self._user = user
        self._person = person
        self._config = ssh_config(Path.home() / ".ssh" / "config", told)
        self._typed: dict[tuple[str, str], Secret | None] = {}
        """By the user, and the jump host where it is for that."""
        self._passphrases: dict[str, Secret | None] = {}
        self._ways: list[Way] = []

    def ways(self, named: Sequence[Host]) -> list[Way]:
        """How each is logged in to; a password is asked for none that has a key."""
        called = [called_host(host, self._config, user=self._user) for host in named]
        if self._asks_first:
            self._ask_for(named, called)
        self._ways = [self._way(host, there) for host, there in zip(named, called, strict=True)]
        return self._ways

    def _ask_for(self, named: Sequence[Host], called: Sequence[CalledHost]) -> None:
        users: dict[str, list[str]] = {}
        for host, there in zip(named, called, strict=True):
            if not there.key_file:
                users.setdefault(there.host.user, []).append(host.name)
        for user, names in users.items():
            if (user, "") in self._typed:
                continue
            self._typed[user, ""] = self._person.password(user, names, is_jump=False, instead_of_key=None)

    def _way(self, named: Host, called: CalledHost) -> Way:
        own = self._said.of(_names(named, called.host))
        password = own.password
        if password is None and not called.key_file:
            password = self._typed.get((called.host.user, ""))
        jump = self._jump(called.host.jump) if called.host.jump else None
        return Way(host=called.host, credentials=_credentials(called, own, password), enable=own.enable, jump=jump)

    def _jump(self, word: str) -> Way:
        """A jump host gets no password that was meant for routers: whoever stands there would see it."""
        named = named_host(word)
        called = called_host(named, self._config, user=self._user)
        own = self._said.of_only(_names(named, called.host))
        place = called.host.user, word
        if self._asks_first and not called.key_file and place not in self._typed:
            self._typed[place] = self._person.password(place[0], [named.name], is_jump=True, instead_of_key=None)
        password = own.password or self._typed.get(place)
        return Way(host=called.host, credentials=_credentials(called, own, password))

    def password(self, way: Way, *, at_jump: bool, instead_of_key: EzError | None) -> Way | None:
        """The same way with a password in the place of a key that was not taken; nothing where none is given."""
        one = _one(way, at_jump=at_jump)
        user, file = one.credentials.user, one.credentials.key_file
        if one.credentials.password is not None:
            return None
        place = _instead(one, at_jump=at_jump)
        if place not in self._typed and self._person.is_there:
            where = [one.host.name] if at_jump else self._with_key(user, file)
            self._typed[place] = self._person.password(user, where, is_jump=at_jump, instead_of_key=instead_of_key)
        password = self._typed.get(place)
        return with_credentials(way, replace(one.credentials, password=password), at_jump=at_jump) if password else None

    def password_instead(self, way: Way) -> Way | None:
        """The same way with a password that was given in the place of its key; nothing where none was."""
        for at_jump in (True, False):
            one = _one(way, at_jump=at_jump)
            password = self._typed.get(_instead(one, at_jump=at_jump)) if one.credentials.password is None else None
            if password:
                return with_credentials(way, replace(one.credentials, password=password), at_jump=at_jump)
        return None

    def _with_key(self, user: str, file: str) -> list[str]:
        """The routers to which a password goes if their key is not taken."""
        every = ((way.host.name, way.credentials) for way in self._ways)
        return [name for name, own in every if own.password is None and (own.user, own.key_file) == (user, file)]

    def passphrase(self, way: Way, *, at_jump: bool) -> Way | None:
        """The same way with the passphrase of its private key; nothing where none is given."""
        one = _one(way, at_jump=at_jump)
        file = one.credentials.key_file
        if file not in self._passphrases and self._person.is_there:
            self._passphrases[file] = self._person.passphrase(file)
        passphrase = self._passphrases.get(file)
        if passphrase is None or one.credentials.passphrase is not None:
            return None
        return with_credentials(way, replace(one.credentials, passphrase=passphrase), at_jump=at_jump)


def _names(named: Host, called: Host) -> tuple[str, ...]:
    """By which the router may stand in a file of passwords: its name may not have been known when that was written."""
    addresses = tuple(dict.fromkeys((named.address, called.address)))
    with_port = (f"[{one}]:{called.port}" if ":" in one else f"{one}:{called.port}" for one in addresses)
    return (named.name, *with_port, *addresses)


def _credentials(called: CalledHost, own: Passwords, password: Secret | None) -> Credentials:
    return Credentials(user=called.host.user, password=password, key_file=called.key_file, passphrase=own.passphrase)


def _one(way: Way, *, at_jump: bool) -> Way:
    return way.jump if at_jump and way.jump else way


def _instead(one: Way, *, at_jump: bool) -> tuple[str, str]:
    """The place of a password that was typed because a key was not taken."""
    return one.credentials.user, f"{one.host.name if at_jump else ''} instead of {one.credentials.key_file}"


def with_credentials(way: Way, credentials: Credentials, *, at_jump: bool) -> Way:
    """The way with other credentials, of the router or of its jump host."""
    if at_jump and way.jump:
        return replace(way, jump=replace(way.jump, credentials=credentials))
    return replace(way, credentials=credentials)
