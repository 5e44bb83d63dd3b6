"""How a router is reached."""

from dataclasses import dataclass
from datetime import date

SSH_PORT = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyConsent:
    """That somebody allowed one router the weak algorithms which it alone has."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One router as hosts.toml names it."""

    name: str
    address: str
    """A name or an address that this machine, or the jump host, can resolve."""
    port: int = SSH_PORT
    user: str = ""
    """Empty where ssh_config, or the name of whoever is logged in here, says it."""
    jump: str = ""
    """The host through which it is reached, as ssh takes it: `[USER@]NAME[:PORT]`; empty without one."""
    alternate: tuple[str, ...] = ()
    """Other addresses of the same router, once the first one does not answer any more."""
    serial: str = ""
    """Of its chassis, once it was read."""
    legacy: LegacyConsent | None = None
