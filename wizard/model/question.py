"""A question as a row, the form of its answer, and what it resolves to for one plan."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, Protocol, TypeVar

from wizard.model.plan import Plan
from wizard.model.release import Release
from wizard.model.router import EzvpnClient, Group, Router
from wizard.model.secret import Secret
from wizard.sentence import Sentence

T = TypeVar("T")
Value_co = TypeVar("Value_co", covariant=True)
"""What an answer means: an address, networks, a number."""


class Kind(StrEnum):
    """What an answer looks like, in one word."""

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


class WizardStep(StrEnum):
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
    label: Sentence
    when: Sentence = ""
    """When to choose it."""
    forbidden: Callable[[Asking], Sentence] = lambda asking: ""
    """Why it cannot be chosen with what else is answered; "" where it can."""
    unfit: Callable[[Asking], Sentence] = lambda asking: ""
    """Why the routers as they are known cannot take it; "" where they can.

    It is not offered then. Where it stands already and the routers change, it stays and `check` judges it.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """What holds as long as nobody answered."""

    value: str | None
    """None where nothing is safe to assume: the question is open."""
    why: Sentence
    why_of_several: Sentence = ""
    """The same for several routers, where `why` names what only one of them has; else empty."""
    settled: bool = False
    """Whether the sources or earlier answers leave no real choice."""
    weighed: bool = False
    """Whether an engineer shall weigh this one, though most routers are asked for a detail."""


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

    def seen_from(self, device: str) -> Asking:
        """The same plan seen from another device."""
        ...

    def release(self, device: str) -> Release | None:
        """The release that a device runs, None where nobody knows it."""
        ...

    def release_named(self, text: str) -> Release | Refused:
        """The release that a text names, which may be what `show version` prints."""
        ...

    def value(self, key: str, device: str | None = None) -> str:
        """The value of another question, "" where it is open; for `device` unless another is named."""
        ...

    def known(self, form: Form[T], key: str, device: str | None = None) -> T | None:
        """The same in the type of its form; None where it is open or not asked."""
        ...

    def url(self, key: str, device: str | None = None) -> Secret:
        """A URL with the password in it; StillOpen where it is open."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why a text is no answer; read after what was typed."""

    reason: Sentence
    """`is no IPv4 address`."""
    hint: Sentence
    """What fits."""
    what: str | None = None
    """The part of the text that does not fit; None for the whole."""


class Form(ABC, Generic[Value_co]):
    """What an answer must look like, and what it means."""

    __slots__ = ()

    kind: ClassVar[Kind] = Kind.TEXT
    takes_lines: ClassVar[bool] = False
    """Whether a text of several lines is an answer, as what `show version` prints."""

    @property
    @abstractmethod
    def typed(self) -> str:
        """What may be typed, with an example."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is chosen from; empty where something is typed."""
        return ()

    @abstractmethod
    def read(self, text: str, asking: Asking) -> Value_co | Refused:
        """What the text means for the device that is asked, by its configuration and by no other answer."""


def written_answer(value: object) -> str:
    """The value of a form as it is kept and shown, in the one spelling that each has."""
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: what is asked, of whom, what is recommended and why."""

    key: str
    step: WizardStep
    scope: Scope
    form: Form[object]
    wording: Sentence
    why: Sentence
    otherwise: Sentence = ""
    """When to choose otherwise."""
    names: str = ""
    """What the answer is the name of, as a key says it; empty where it is no name of an object that the plan makes."""
    default: Callable[[Asking], Default]
    applies: Callable[[Asking], bool] = lambda asking: True
    refuses: Callable[[Asking, str], Sentence] = lambda asking, value: ""
    """Why an answer of the right form is none for that device; "" where it is one."""
    withholds: bool = True
    """Whether files wait for the answer while it is open; a question without that has a check of its own."""
    is_drawn: bool = False
    """Whether a secret that nobody gave is drawn when a plan is made."""
    is_own: bool = False
    """Whether each router has a secret of its own, so that nobody is asked for one for all of them."""
    unconfirmed: bool = False
    """Whether the recommendation rests on a fact that its citation does not confirm."""
    citation: Sentence
    """Where the facts behind it are written."""

    @property
    def kind(self) -> Kind:
        """What an answer looks like, in one word."""
        return self.form.kind

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is chosen from; empty where something is typed, and for yes and no."""
        return self.form.choices

    def forbids(self, value: str, asking: Asking) -> Sentence:
        """Why an answer of the right form cannot hold beside the other answers and the sources; "" where it can."""
        choice = next((choice for choice in self.choices if choice.value == value), None)
        return (choice.forbidden(asking) if choice else "") or self.refuses(asking, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A question with the value that holds for one device of one plan."""

    question: Question
    device: str
    """Empty for a question of the whole site."""
    value: str
    """"" where open; a secret is never in it, only `set` or "", and a URL without its password."""
    origin: Origin
    why: Sentence
    why_of_several: Sentence = ""
    """The same for several routers, where `why` names what only one of them has; else empty."""
    weighed: bool = False
    """Whether an engineer shall weigh the recommendation, though most routers are asked for a detail."""
    batch: str = ""
    """The batch whose answer stands for the device; empty where its own does, or that of every one."""

    @property
    def key(self) -> str:
        """The key as it is typed: `spoke3.pfs`, or `pfs` for the whole site; `shops.pfs` for a batch as a whole."""
        place = self.device or self.batch
        return f"{place}.{self.question.key}" if place else self.question.key
