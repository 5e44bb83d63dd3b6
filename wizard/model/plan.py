"""A plan: what was read and what was answered, and nothing that can be computed from them."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cached_property

from wizard.model.certificate import Certificate
from wizard.model.configuration import Configuration
from wizard.model.router import Router
from wizard.model.secret import Secret

SCHEMA = 1
"""Of plan.toml."""


class Strategy(StrEnum):
    """Where the FlexVPN hub lives; the value is the answer to the question `strategy`."""

    REUSE = "reuse"
    NEW_HUB = "new-hub"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCommands:
    """What other show commands in the file of a configuration tell."""

    release: str = ""
    """Of `show version`; empty without it."""
    platform: str = ""
    """The product identifier of `show version`; empty without it."""
    peer_ports: tuple[tuple[str, int], ...] = ()
    """(address of the peer, port) of each session that was up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One configuration as it was read; equal and hashed by device, file and SHA-256."""

    device: str
    """The host name in its own spelling, or the file's stem."""
    filename: str
    sha256: str
    data: bytes = field(compare=False, repr=False)
    """The file, byte for byte."""
    configuration: Configuration = field(compare=False, repr=False)
    router: Router = field(compare=False, repr=False)
    show_commands: ShowCommands = field(default=ShowCommands(), compare=False, repr=False)
    captured_besides: tuple[int, ...] = field(default=(), compare=False)
    """The numbers of the lines of other captures of this router in the file, such as its startup configuration."""
    skipped: tuple[int, ...] = field(default=(), compare=False)
    """Numbers of the file's lines that are no configuration: blanks, `!`, prompts, `show` headers."""
    lacks_end: bool = field(default=False, compare=False)
    """Whether a router showed it and the line `end` is not there: it may be cut off."""
    encoding: str = field(default="utf-8", compare=False)
    """What makes the router's bytes of the text that is written for it [wizard.encoding]."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Answer:
    """One answer of the engineer."""

    device: str = ""
    """Empty for the whole site and for a batch."""
    batch: str = ""
    """The batch of spokes that it is for; empty for the whole site and for one device."""
    key: str
    value: str
    """As the form of the question spells it, several joined by `, `; what is no answer stands as it was given."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Batch:
    """Spokes of the site under a name of the engineer's, which are answered together."""

    name: str
    members: tuple[str, ...]
    """Names of spokes, or patterns of them as in a shell: `shop-*`."""

    def takes(self, spoke: str) -> bool:
        """Whether a spoke of that name is in it."""
        return any(fits(member, spoke) for member in self.members)


def fits(member: str, spoke: str) -> bool:
    """Whether a member of a batch stands for the spoke of that name."""
    return member == spoke or fnmatchcase(spoke, member)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EarlierSpoke:
    """A spoke of an earlier site of the same hub, as that site planned it."""

    device: str
    identity: str = ""
    """As `match identity remote` would name it alone; empty where it was not settled."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SecretAnswer:
    """One key or password of the engineer."""

    device: str = ""
    key: str
    value: Secret = field(compare=True)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Acceptance:
    """A blocker that the engineer accepts."""

    code: str
    device: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One migration: sources, releases, answers. Everything else is a function of it."""

    server: Source
    spokes: tuple[Source, ...]
    new_hub: Source | None = None
    """The present configuration of the new FlexVPN hub, where it has one."""
    answers: tuple[Answer, ...] = ()
    batches: tuple[Batch, ...] = ()
    """In the order of their names."""
    secrets: tuple[SecretAnswer, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    earlier_spokes: tuple[EarlierSpoke, ...] = ()
    """Of the sites that were planned for the same hub before, the last one first."""
    certificates: tuple[Certificate, ...] = ()
    """Those that were given beside the configurations; what a configuration holds is read from it."""
    read_on: date | None = None
    """The day by which dates are judged; None where they are not."""

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Computed once: all that is known of a plan is found by it."""
        held = (self.server, self.spokes, self.new_hub, self.answers, self.batches, self.secrets, self.accepted)
        return hash((held, self.earlier_spokes, self.certificates, self.read_on))

    @cached_property
    def read_from(self) -> tuple[object, ...]:
        """All that was read, and the day: equal for plans that differ in answers alone."""
        return (self.server, self.spokes, self.new_hub, self.earlier_spokes, self.certificates, self.read_on)

    @cached_property
    def _by_device(self) -> dict[str, Source]:
        return {source.device: source for source in reversed(self.sources)}

    @cached_property
    def spoke_devices(self) -> frozenset[str]:
        """The host names of the spokes."""
        return frozenset(spoke.device for spoke in self.spokes)

    @cached_property
    def stored_answers(self) -> dict[tuple[str, str], str]:
        """Each answer by its device, "" for the whole site, and its key."""
        given = (answer for answer in reversed(self.answers) if not answer.batch)
        return {(answer.device, answer.key): answer.value for answer in given}

    @cached_property
    def stored_answers_of_batches(self) -> dict[tuple[str, str], str]:
        """Each answer that was given for a batch, by its batch and its key."""
        given = (answer for answer in reversed(self.answers) if answer.batch)
        return {(answer.batch, answer.key): answer.value for answer in given}

    @cached_property
    def batches_of_spokes(self) -> dict[str, tuple[str, ...]]:
        """The names of the batches that each spoke is in."""
        return {
            spoke: tuple(batch.name for batch in self.batches if batch.takes(spoke)) for spoke in self.spoke_devices
        }

    @cached_property
    def stored_secrets(self) -> dict[tuple[str, str], Secret]:
        """Each secret by its device, "" for the whole site, and its key."""
        return {(secret.device, secret.key): secret.value for secret in reversed(self.secrets)}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every configuration that was read: the server, the new hub if it has one, the spokes."""
        new_hub = (self.new_hub,) if self.new_hub else ()
        return (self.server, *new_hub, *self.spokes)

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered, accepted or gave a secret; a folder that was read alone holds nothing of that."""
        return bool(self.answers or self.batches or self.secrets or self.accepted)

    def source(self, device: str) -> Source | None:
        """The configuration of that device, None for a new hub without one."""
        return self._by_device.get(device)

    def encoding(self, device: str) -> str:
        """What makes that router's bytes of the text that is written for it."""
        source = self.source(device)
        return source.encoding if source else "utf-8"

    def with_answer(self, answer: Answer) -> "Plan":
        """The plan with that answer in place of an earlier one to the same question."""
        plan = self.without_answer(answer.key, answer.device, answer.batch)
        return replace(plan, answers=tuple(sorted((*plan.answers, answer))))

    def without_answer(self, key: str, device: str = "", batch: str = "") -> "Plan":
        """The plan in which that question is open again."""
        kept = tuple(old for old in self.answers if (old.key, old.device, old.batch) != (key, device, batch))
        secrets = tuple(old for old in self.secrets if batch or (old.key, old.device) != (key, device))
        return replace(self, answers=kept, secrets=secrets)

    def with_secret(self, secret: SecretAnswer) -> "Plan":
        """The plan with that secret in place of an earlier answer to the same question."""
        plan = self.without_answer(secret.key, secret.device)
        ordered = sorted((*plan.secrets, secret), key=lambda given: (given.device, given.key))
        return replace(plan, secrets=tuple(ordered))
