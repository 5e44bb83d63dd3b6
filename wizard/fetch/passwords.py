"""Passwords as a TOML file gives them: for every router, or below the name of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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

    def of(self, host: str) -> "Passwords":
        """Those of one router: its own, and what it lacks of those for all."""
        own = self.of_host.get(host, Passwords())
        return Passwords(
            password=own.password or self.password,
            enable=own.enable or self.enable,
            passphrase=own.passphrase or self.passphrase,
        )


def passwords_of(table: Mapping[str, object], where: str) -> Passwords:
    """The passwords in a table; AnswerError for what is none, which is never shown."""
    for key, value in table.items():
        if not isinstance(value, str | Mapping) or (isinstance(value, str) and key not in _KEYS):
            raise AnswerError(
                f"{key} is no password", hint=f"Write {', '.join(_KEYS)}, for all or below [HOST].", where=where
            )
    own = {key: Secret(str(table[key])) for key in _KEYS if table.get(key)}
    hosts = {
        name: passwords_of(value, f"{where}: [{name}]") for name, value in table.items() if isinstance(value, Mapping)
    }
    return Passwords(**own, of_host=hosts)
