"""A question as a row, and what it resolves to for one plan."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from wizard.model.ezvpn import EzvpnClient, Group, Router
from wizard.model.plan import Plan
from wizard.model.release import Release
from wizard.model.secret import Secret


class Kind(StrEnum):
    """What an answer must look like."""

    CHOICE = "choice"
    YES_NO = "yes-no"
    TEXT = "text"
    NAME = "name"
    """One word that IOS takes as the name of an object."""
    NUMBER = "number"
    ADDRESS = "address"
    INTERFACE_ADDRESS = "interface-address"
    """`10.0.0.2/24`."""
    INTERFACE = "interface"
    NETWORKS = "networks"
    """`10.1.0.0/24, 10.2.0.0/24`; empty is none."""
    IPV6_NETWORKS = "ipv6-networks"
    """`2001:db8:1::/64, 2001:db8:2::/64`; empty is none."""
    ADDRESSES = "addresses"
    """Addresses or host names in order, joined by `, `."""
    WORDS = "words"
    """Words joined by `, `; empty is none."""
    URL = "url"
    """With a password or a token in it, it is a secret: kept in secrets.toml, and shown without."""
    SECRET = "secret"


class Scope(StrEnum):
    """For which device a question is asked."""

    SITE = "site"
    SERVER = "server"
    HUB = "hub"
    SPOKE = "spoke"
    DEVICE = "device"
    """Every device: server, hub and spokes."""


class Step(StrEnum):
    """The step of the wizard in which a question stands."""

    STRATEGY = "strategy"
    IDENTITY = "identity"
    CRYPTO = "crypto"
    ADDRESSES = "addresses"


class Origin(StrEnum):
    """Where the value of a question comes from."""

    ANSWERED = "answered"
    SETTLED = "settled"
    """By the sources or by earlier answers; it can be reopened by answering it."""
    RECOMMENDED = "recommended"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers that a question offers."""

    value: str
    label: str
    when: str = ""
    """When to choose it."""
    produces: str = ""
    """The lines that it gives, as they are typed."""
    forbidden: Callable[["Asking"], str] = lambda asking: ""
    """Why it cannot be chosen with what else is answered; "" where it can."""
    unfit: Callable[["Asking"], str] = lambda asking: ""
    """Why the routers as they are known cannot take it; "" where they can.

    It is not offered then. Where it stands already and the routers change, it stays and `check` judges it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """What holds as long as nobody answered."""

    value: str | None
    """None where nothing is safe to assume: the question is open."""
    why: str
    settled: bool = False
    """Whether the sources or earlier answers leave no real choice."""


class Asking(Protocol):
    """One plan seen from one device, as the rules of a question see it."""

    @property
    def plan(self) -> Plan: ...

    @property
    def device(self) -> str: ...

    @property
    def hub(self) -> str:
        """The device that becomes or is the FlexVPN hub."""
        ...

    @property
    def router(self) -> Router:
        """The facts of `device`; empty ones for a new hub without a configuration."""
        ...

    @property
    def server(self) -> Router:
        """The facts of the EzVPN server."""
        ...

    @property
    def client(self) -> EzvpnClient:
        """The EzVPN client of `device`; only for a spoke."""
        ...

    @property
    def backup_client(self) -> EzvpnClient | None:
        """The EzVPN client that takes over where tracking says so."""
        ...

    @property
    def group(self) -> Group | None:
        """The EzVPN group that moves; None where no configuration holds it."""
        ...

    def seen_from(self, device: str) -> "Asking":
        """The same plan seen from another device."""
        ...

    def release(self, device: str) -> Release | None:
        """The release that a device runs, None where nobody knows it."""
        ...

    def value(self, key: str, device: str | None = None) -> str:
        """The value of another question, "" where it is open; for `device` unless another is named."""
        ...

    def url(self, key: str, device: str | None = None) -> Secret:
        """A URL with the password in it; StillOpen where it is open."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what is asked, of whom, what is recommended and why."""

    key: str
    step: Step
    scope: Scope
    kind: Kind
    wording: str
    why: str
    otherwise: str = ""
    """When to choose otherwise."""
    produces: str = ""
    """The lines that the answer gives, as they are typed."""
    names: str = ""
    """What the answer is the name of, as a key says it; empty where it is no name of an object that the plan makes."""
    choices: tuple[Choice, ...] = ()
    default: Callable[[Asking], Default]
    applies: Callable[[Asking], bool] = lambda asking: True
    refuses: Callable[[Asking, str], str] = lambda asking, value: ""
    """Why an answer of the right form is none for that device; "" where it is one."""
    unconfirmed: bool = False
    """Whether the recommendation rests on a fact that its source does not confirm."""
    source: str
    """Where the facts behind it are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A question with the value that holds for one device of one plan."""

    question: Question
    device: str
    """Empty for a question of the whole site."""
    value: str
    """"" where open; a secret is never in it, only `set` or "", and a URL without its password."""
    origin: Origin
    why: str

    @property
    def key(self) -> str:
        """The key as it is typed: `spoke3.pfs`, or `pfs` for the whole site."""
        return f"{self.device}.{self.question.key}" if self.device else self.question.key
