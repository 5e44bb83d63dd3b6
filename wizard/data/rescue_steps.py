"""What the person beside a router looks at and types, and what about it nobody has seen."""

from dataclasses import dataclass
from enum import StrEnum

from wizard.sentence import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RescueStep:
    """One thing to do; words in braces are facts of the router, and a row that lacks one is left out."""

    needs: tuple[str, ...] = ()
    words: Sentence
    notes: tuple[str, ...] = ()
    citation: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One thing to look at, and what each answer says."""

    needs: tuple[str, ...] = ()
    command: str
    answers: tuple[tuple[str, Sentence], ...]
    """What the router prints, and what that means."""
    citation: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class RescueNote:
    """What is said once below, with a mark wherever it counts."""

    id: str
    needs: tuple[str, ...] = ()
    is_confirmed: bool = False
    words: Sentence
    citation: Sentence


FIRST: tuple[RescueStep, ...] = (
    RescueStep(
        words="Call first. Read out what you see. Type only what stands here, and only when told.",
        citation="design of ez2flex: the rescue card",
    ),
    RescueStep(
        needs=("spoke", "cut_over"),
        words="Until S5, switching this router off and on brings EzVPN back. From S5 on it does not.",
        notes=("connects-by-hand", "asks-password"),
        citation="push.md A4.2, A6",
    ),
    RescueStep(
        needs=("serves",),
        words="Switching this router off cuts every site that works over it: only when told.",
        citation="design of ez2flex: the rescue card",
    ),
    RescueStep(
        words="As long as a timer runs, nobody types `write memory`: it would save what is only tried.",
        citation="push.md I3, A0 item 8",
    ),
)

OFF_AND_ON: tuple[RescueStep, ...] = (
    RescueStep(
        words="Switch the router off, wait ten seconds, switch it on. Give it ten minutes, some models more.",
        citation="design of ez2flex: the rescue card",
    ),
    RescueStep(
        words="Or at the console: `reload`; answer `no` where it asks whether to save, and Enter at `[confirm]`.",
        citation="push.md A2.5",
    ),
    RescueStep(
        needs=("cut_over",),
        words="While the timer runs, its own user can type `configure revert now` instead. Others cannot.",
        notes=("rollback-residue",),
        citation="push.md 0 item 2, A2.1 (Cisco IOS Configuration Rollback Confirmed Change)",
    ),
)
"""Way A."""

BEFORE_LINES: tuple[RescueStep, ...] = (
    RescueStep(
        words="Console cable, {speed} bit/s, 8 data bits, no parity, 1 stop bit, no flow control. Enter, log in, "
        "`enable`: the prompt ends with `#`.",
        citation="Cisco tech note Applying Correct Terminal Emulator Settings for Console Connections",
    ),
    RescueStep(
        needs=("serves",),
        words="Only once every spoke that moved is back on EzVPN.",
        citation="push.md A6; design of ez2flex: the whole way back",
    ),
    RescueStep(
        words="`show archive config rollback timer` shows a timer: stop, that is way A.",
        citation="push.md A2.1",
    ),
)
"""Way B, before its lines."""

LINES_ARE_TYPED: RescueStep = RescueStep(
    words="`configure terminal`, these lines one by one, and `end`. Where the router answers with `%`, read it out:",
    notes=("flexvpn-client-in-use",),
    citation="push.md A2.1, A3.3",
)

AFTER_LINES: tuple[RescueStep, ...] = (
    RescueStep(
        needs=("ezvpn_client",),
        words="Once `show crypto ipsec client ezvpn` says `IPSEC_ACTIVE`, the site works and you are told: `write "
        "memory`, which ends with `[OK]`. Until then, off and on brings back what was saved before.",
        notes=("connects-by-hand", "asks-password"),
        citation="push.md A0 items 6 and 17, A3.5",
    ),
    RescueStep(
        needs=("serves",),
        words="Once the sites work and you are told: `write memory`, which ends with `[OK]`. Until then, off and on "
        "brings back what was saved before.",
        citation="push.md A3.5",
    ),
)
"""Way B, behind its lines and what is typed after them."""

CLEANED: tuple[RescueStep, ...] = (
    RescueStep(
        needs=("cleaned_up",),
        words="`undo-6-cleanup.cfg` first, then way B. It may hold EzVPN's key and is therefore not printed: whoever "
        "sends the stages has it in `out/{folder}/`.",
        citation="push.md A6; design of ez2flex: the whole way back",
    ),
    RescueStep(
        needs=("cleaned_up", "server_cleaned_up"),
        words="Before that the same on {server}, which lets no EzVPN in any more.",
        citation="ezvpn.md 4.5",
    ),
)
"""Way C."""


class NoLines(StrEnum):
    """Why the lines of the way back are not on the card."""

    NONE = "none"
    WITHHELD = "withheld"
    SECRET = "secret"
    UNTYPED = "untyped"
    LONG = "long"


WHY_NO_LINES: dict[NoLines, Sentence] = {
    NoLines.NONE: "Nothing is cut over on this router, so that no line is to be typed here.",
    NoLines.WITHHELD: "NOT READY: `5-cutover.cfg` is written once an open question is answered ({open}). Render then, "
    "and print this card anew.",
    NoLines.SECRET: "The lines hold a secret and are not printed: whoever sends the stages has them in `{undo}`.",
    NoLines.UNTYPED: "The lines hold signs that no keyboard has: whoever sends the stages has them in `{undo}`.",
    NoLines.LONG: "The lines are too many to be typed: whoever sends the stages has them in `{undo}`.",
}

LOOKS: tuple[Look, ...] = (
    Look(
        needs=("cut_over",),
        command="show archive config rollback timer",
        answers=(
            ("Timer type, Timer value, User", "the timer runs: S3 or S6"),
            ("No Rollback Confirmed Change", "no timer runs"),
        ),
        citation="push.md A2.1",
    ),
    Look(
        command="show reload",
        answers=(("Reload scheduled", "it restarts by itself: LOGIN, or S3"),),
        citation="push.md A2.5, A0 item 2",
    ),
    Look(
        needs=("ezvpn_client",),
        command="show crypto ipsec client ezvpn",
        answers=(
            ("IPSEC_ACTIVE", "EzVPN carries the site: S0 to S2"),
            ("CONNECT_REQUIRED", "type `crypto ipsec client ezvpn connect {ezvpn_client}`"),
        ),
        citation="push.md A3.10; ezvpn.md 2.1",
    ),
    Look(
        needs=("tunnel",),
        command="show interfaces {tunnel}",
        answers=(
            ("% Invalid input", "FlexVPN is not there yet: S0 or S1"),
            ("administratively down", "FlexVPN is shut: S2"),
            ("is up", "FlexVPN is open: S3 or later"),
        ),
        citation="push.md A3.3, A4.2",
    ),
    Look(
        needs=("flexvpn_client",),
        command="show crypto ikev2 client flexvpn {flexvpn_client}",
        answers=(("Current state:ACTIVE", "FlexVPN is connected"),),
        citation="flexvpn.md 6.4 (other states than ACTIVE unconfirmed)",
    ),
    Look(
        needs=("tunnel",),
        command="show startup-config | section interface {tunnel}",
        answers=(
            ("nothing, or a line shutdown", "off and on brings EzVPN"),
            ("lines, but no shutdown", "off and on brings FlexVPN: S5 or later"),
        ),
        citation="push.md A4.2",
    ),
    Look(
        needs=("serves",),
        command="show crypto session",
        answers=(("UP-ACTIVE", "a site is connected: say how many there are"),),
        citation="push.md A3.10, A0 item 19",
    ),
    Look(
        needs=("serves",),
        command="show running-config | include Last configuration|last updated",
        answers=(("NVRAM config last updated", "where this is the later one, all is saved"),),
        citation="push.md A2.7",
    ),
    Look(
        command="show version",
        answers=(("register is 0x2102", "off and on uses what is saved; else keep it on"),),
        citation="push.md A0 item 15",
    ),
)
"""What tells the states apart."""

NOTES: tuple[RescueNote, ...] = (
    RescueNote(
        id="connects-by-hand",
        needs=("connects_by_hand",),
        is_confirmed=True,
        words="On this router EzVPN connects only after `crypto ipsec client ezvpn connect {ezvpn_client}`.",
        citation="ezvpn.md 2.1; push.md A3.10",
    ),
    RescueNote(
        id="asks-password",
        needs=("asks_password",),
        is_confirmed=True,
        words="On this router EzVPN waits for `crypto ipsec client ezvpn xauth {ezvpn_client}`, with a user and a "
        "password: whoever you call has them.",
        citation="ezvpn.md 2.1; push.md A3.10",
    ),
    RescueNote(
        id="timer-and-restart",
        needs=("cut_over",),
        words="whether the timer outlives a restart. Either way the router comes back with what was saved before it.",
        citation="push.md A0 item 5, D.3",
    ),
    RescueNote(
        id="rollback-residue",
        needs=("cut_over",),
        words="that the router brings back every line by itself. Is the site not back five minutes after the time: way "
        "A, unless it was S5 before.",
        citation="push.md A0 item 5, A5 row 35, D.4",
    ),
    RescueNote(
        id="flexvpn-client-in-use",
        needs=("flexvpn_client",),
        words="that `no crypto ikev2 client flexvpn` is taken at once. Refused: go on with the other lines, "
        "then type it again.",
        citation="push.md A0 item 5",
    ),
    RescueNote(
        id="old-translations",
        needs=("spoke",),
        words="what old translations hold up. To clear them breaks each connection to the Internet once.",
        citation="push.md A0 item 3",
    ),
)
