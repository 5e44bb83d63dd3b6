"""Passwords as a TOML file gives them: for every router, or below the name of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wizard.errors import AnswerError
from wizard.model.secret import Secret

_KEYS = ("password", "enable", "passphrase")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passwords:
    """What is typed at a login and behind it."""

    password: Secret | None = None
    enable: Secret | None = None
    passphrase: Secret | None = None
    """Of the private key."""
    of_host: Mapping[str, "Passwords"] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> "Passwords":
        """Those of one router, by the first of its names that has any: its own, and what it lacks of those for all."""
        own = self.of_only(names)
        return Passwords(
            password=own.password or self.password,
            enable=own.enable or self.enable,
            passphrase=own.passphrase or self.passphrase,
        )

    def of_only(self, names: Iterable[str]) -> "Passwords":
        """Those that stand below one of the names, and nothing of those for all."""
        return next((self.of_host[name] for name in names if name in self.of_host), Passwords())


def passwords_of(table: Mapping[str, object], where: str) -> Passwords:
    """The passwords in a table; AnswerError for what is none, of which nothing is shown: it may be one."""
    of_host: dict[str, Passwords] = {}
    for place, (key, value) in enumerate(table.items(), start=1):
        if isinstance(value, Mapping):
            of_host[key] = _own(value, f"{where}: in entry {place}")
        elif key not in _KEYS or not isinstance(value, str):
            raise _no_password(place, where)
    return replace(_own({key: table[key] for key in _KEYS if key in table}, where), of_host=of_host)


def _own(table: Mapping[str, object], where: str) -> Passwords:
    for place, (key, value) in enumerate(table.items(), start=1):
        if key not in _KEYS or not isinstance(value, str):
            raise _no_password(place, where)
    given = {key: Secret(str(value)) for key, value in table.items() if value}
    return Passwords(password=given.get("password"), enable=given.get("enable"), passphrase=given.get("passphrase"))


def _no_password(place: int, where: str) -> AnswerError:
    return AnswerError(
        f"entry {place} is no password",
        hint=f'Write {", ".join(_KEYS)} = "...", for all or below ["HOST"].',
        where=where,
    )
