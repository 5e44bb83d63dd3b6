"""What must hold before anything leaves that changes a router: each guard is a row, and all of them are asked."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from wizard.model.stage import Stage
from wizard.push.frozen_text import FrozenText
from wizard.push.journal_record import Kind, Record
from wizard.sentence import Sentence


class Change(StrEnum):
    """What changes a router."""

    LINES = "lines"
    """A row of a stage, typed in configuration mode."""
    COPY = "copy"
    """A stage that lies on flash, started by one command."""
    FILE = "file"
    """A file that is written to flash, or deleted there."""
    ARM = "arm"
    EXTEND = "extend"
    """The timer that runs, which begins anew."""
    CONFIRM = "confirm"
    REVERT = "revert"
    RELOAD_IN = "reload-in"
    RELOAD_CANCEL = "reload-cancel"
    SAVE = "save"
    CLEAR = "clear"
    """Translations of the trial, which would outlive it."""
    CONNECT = "connect"
    """EzVPN, which waits for somebody to connect it."""
    AUTHENTICATE = "authenticate"
    """The certificate of a CA, which the router takes."""
    ENROLL = "enroll"
    """The router's request for a certificate."""
    IMPORT = "import"
    """The certificate that was made of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the router itself showed on this login; a change of the router makes unknown what it may have changed."""

    serial: str = ""
    armed_until: float | None = None
    """In seconds of our clock that nobody sets; None where no timer of ours was shown."""
    is_nothing_pending: bool = False
    """Whether it was shown that no timer and no reload is pending."""
    has_backup: bool = False
    """Whether the copy of the configuration is there to which the timer goes back."""
    is_as_predicted: bool = False
    """Whether it runs what was predicted, line by line, but for what a person accepted."""
    is_saved_as_running: bool = False
    """Whether it would start with what it runs."""
    is_startup_untouched: bool = False
    """Whether it would start with what it had before the timer was set."""
    is_fresh: bool = False
    """Whether the login was made since the last change."""
    is_proved: bool = False
    """Whether what the stage brings was proved, and stayed so."""
    rides_tunnel: bool = True
    """Whether our own session may go through the tunnel that is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What is known when something is about to leave."""

    change: Change
    stage: Stage
    text: FrozenText | None
    """Of lines and copies."""
    header: Record
    """Of this run."""
    records: tuple[Record, ...]
    """Of this run."""
    hostname: str
    """As the router's prompt has it now."""
    known: Known
    now: float
    """Seconds of our clock that nobody sets."""
    is_surprised: bool
    """Whether the router answered something that is on no list, or rejected a line, on this login."""

    def fact(self, name: str) -> str:
        """What the header says."""
        return dict(self.header.facts).get(name, "")

    @property
    def is_armed(self) -> bool:
        """Whether the timer that the router showed is still running."""
        return self.known.armed_until is not None and self.now < self.known.armed_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """One thing that must hold."""

    name: str
    of: frozenset[Change]
    holds: Callable[[Walk], bool]
    says: Sentence
    """Why nothing was sent, where it does not hold."""
    source: Sentence
    stages: frozenset[Stage] = frozenset(Stage)


DANGEROUS = frozenset({Stage.CUTOVER, Stage.CLEANUP})
"""The stages whose lines change traffic: without a timer on the router none of them leaves."""
_LAST_SECONDS = 60.0
"""Of a timer, in which it is not extended: it may fire meanwhile."""
_ALL = frozenset(Change)
_LINES = frozenset({Change.LINES, Change.COPY})
ENROLMENT = frozenset({Change.AUTHENTICATE, Change.ENROLL, Change.IMPORT})
"""The dialogues by which a router gets its certificates."""

GUARDS = (
    Guard(
        name="header",
        of=_ALL,
        holds=lambda walk: walk.header.kind is Kind.HEADER and walk.header in walk.records,
        says="the journal has no header of this run",
        source="push.md A4.3",
    ),
    Guard(
        name="right-name",
        of=_ALL,
        holds=lambda walk: bool(walk.hostname) and walk.hostname == walk.fact("hostname"),
        says="the router has another name than the one that the run began with",
        source="push.md A4.2, I6",
    ),
    Guard(
        name="right-serial",
        of=_ALL,
        holds=lambda walk: walk.known.serial == walk.fact("serial"),
        says="the router has another serial number than the one that the run began with",
        source="push.md A4.2, I6",
    ),
    Guard(
        name="frozen",
        of=_LINES,
        holds=lambda walk: walk.text is not None and walk.text.sha256 == walk.fact(walk.text.fact),
        says="the text of the stage is not the one that was frozen when the run began",
        source="push.md A0 item 10",
    ),
    Guard(
        name="no-surprise",
        of=_ALL - {Change.REVERT},
        holds=lambda walk: not walk.is_surprised,
        says="the router rejected a line of the stage, or answered what is on no list",
        source="push.md A4.2, I4",
    ),
    Guard(
        name="armed",
        of=_LINES,
        stages=DANGEROUS | {Stage.LOGIN},
        holds=lambda walk: walk.is_armed,
        says="the router did not show a timer of ours that is still running",
        source="push.md A4.2, I2",
    ),
    Guard(
        name="time-to-extend",
        of=frozenset({Change.EXTEND}),
        holds=lambda walk: walk.known.armed_until is not None and walk.known.armed_until - walk.now > _LAST_SECONDS,
        says="the router did not show a timer of ours that runs for more than a minute yet",
        source="push.md A5, timer sizing",
    ),
    Guard(
        name="backup",
        of=_LINES | {Change.REVERT, Change.EXTEND},
        stages=DANGEROUS,
        holds=lambda walk: walk.known.has_backup,
        says="the router did not show the copy of its configuration to which it would go back",
        source="push.md A5 item 25",
    ),
    Guard(
        name="not-through-the-tunnel",
        of=frozenset({Change.LINES}),
        stages=DANGEROUS,
        holds=lambda walk: not walk.known.rides_tunnel,
        says="our own session may go through the tunnel, so that the first line would end it",
        source="push.md finding 5, A0 item 9",
    ),
    Guard(
        name="safe-startup",
        of=frozenset({Change.ARM, Change.RELOAD_IN}),
        holds=lambda walk: walk.known.is_saved_as_running,
        says="the router would not start with what it runs, so that a power cycle would bring something else",
        source="push.md A4.2, I3",
    ),
    Guard(
        name="nothing-pending",
        of=frozenset({Change.ARM, Change.RELOAD_IN, Change.SAVE, Change.CLEAR}) | ENROLMENT,
        holds=lambda walk: walk.known.is_nothing_pending,
        says="the router did not show that no timer and no reload is pending",
        source="push.md A4.2, I3; A5 item 22",
    ),
    Guard(
        name="as-predicted",
        of=frozenset({Change.ARM, Change.CONFIRM, Change.RELOAD_IN, Change.RELOAD_CANCEL, Change.SAVE}) | ENROLMENT,
        holds=lambda walk: walk.known.is_as_predicted,
        says="the router does not run what was predicted",
        source="push.md A0 item 7",
    ),
    Guard(
        name="proved",
        of=frozenset({Change.CONFIRM, Change.SAVE}),
        stages=DANGEROUS,
        holds=lambda walk: walk.known.is_proved,
        says="what the cut-over brings was not proved",
        source="push.md A4.2, I3",
    ),
    Guard(
        name="fresh-login",
        of=frozenset({Change.CONFIRM, Change.RELOAD_CANCEL}),
        holds=lambda walk: walk.known.is_fresh,
        says="nobody logged in anew since the change",
        source="push.md A5 item 43",
    ),
    Guard(
        name="startup-untouched",
        of=frozenset({Change.CONFIRM, Change.RELOAD_CANCEL}),
        holds=lambda walk: walk.known.is_startup_untouched,
        says="somebody saved the configuration while the timer ran",
        source="push.md A0 item 8",
    ),
)
"""In the order in which they are asked."""


def refused_by(walk: Walk, guards: tuple[Guard, ...] = GUARDS) -> Guard | None:
    """The first guard that does not hold."""
    asked = (guard for guard in guards if walk.change in guard.of and walk.stage in guard.stages)
    return next((guard for guard in asked if not guard.holds(walk)), None)
