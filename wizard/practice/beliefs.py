"""What nobody has seen a router do: each behaviour is a switch, and with its experiment a router can settle it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.errors import PracticeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """One behaviour of IOS that is not confirmed, and what it may be."""

    name: str
    about: str
    """What is not known, as a question."""
    positions: tuple[str, ...]
    """What may be true, what is believed first."""
    experiment: str
    """What to type at a router to know, in a minute."""
    source: str


NAT_RULE_IN_USE = Belief(
    name="nat-rule-in-use",
    about="What does `no ip nat inside source ...` do while translations of the rule live?",
    positions=("refused", "removed", "asks"),
    experiment="Ping through a rule from the inside, then type `no` in front of it.",
    source="A0.3, Cisco 13779",
)
EZVPN_NAT_COEXISTS = Belief(
    name="ezvpn-nat-coexists",
    about="Does EzVPN go on translating by itself beside a rule of `ip nat inside source` that takes nothing yet?",
    positions=("coexists", "gives-way"),
    experiment="With EzVPN up, write a rule whose list denies all; `show ip nat statistics`, ping the Internet.",
    source="A0.3",
)
DENY_CLAUSE_STOPS = Belief(
    name="deny-clause-stops",
    about="Does a packet that one rule of NAT denies, by its list or its route-map, come to the next rule?",
    positions=("goes-on", "stops"),
    experiment="Two rules, the list of the first denies a host; ping from that host, `show ip nat translations`.",
    source="A0.3",
)
OBJECT_IN_USE = Belief(
    name="object-in-use",
    about="What does the `no` of a crypto object do that another line names?",
    positions=("refused", "removed"),
    experiment="`no crypto ipsec profile P` while a tunnel has `tunnel protection ipsec profile P`.",
    source="A3.8 [C E3][C Z1]",
)
FLEXVPN_CLIENT_IN_USE = Belief(
    name="flexvpn-client-in-use",
    about="Is `no crypto ikev2 client flexvpn` taken while its tunnel is up?",
    positions=("removed", "refused"),
    experiment="Type it at a spoke whose tunnel is not shut.",
    source="A0.5",
)
ROLLBACK_RESIDUE = Belief(
    name="rollback-residue",
    about="Does a rollback put the `crypto ipsec client ezvpn` lines of interfaces back?",
    positions=("none", "ezvpn-stays-away"),
    experiment="Arm a timer, take EzVPN off an interface, `configure revert now`, look at the interface.",
    source="A0.5, D.4",
)
ROLLBACK_OF_CERTIFICATES = Belief(
    name="rollback-of-certificates",
    about="Does a rollback get past a certificate chain that it has to change?",
    positions=("done", "aborts"),
    experiment="Arm a timer, `no crypto pki certificate chain T`, `configure revert now`.",
    source="finding 3 [I N7], D.4",
)
ROLLBACK_OF_LISTS = Belief(
    name="rollback-of-lists",
    about="Does a rollback number the entries of access lists anew?",
    positions=("kept", "renumbered"),
    experiment="Enter an entry 5, arm, change the host's name, `configure revert now`, `show ip access-lists`.",
    source="A0.5",
)
TIMER_AND_RELOAD = Belief(
    name="timer-and-reload",
    about="Does the timer of a confirmed change survive a reload?",
    positions=("lost", "survives"),
    experiment="Arm with 10 minutes, reload, `show archive config rollback timer`.",
    source="A0.5, D.3",
)
COPY_WHEN_ITS_LINE_DROPS = Belief(
    name="copy-when-its-line-drops",
    about="Does `copy flash:x running-config` take its last lines when the login that typed it is gone?",
    positions=("goes-on", "dies"),
    experiment="Copy a file that shuts the interface of your own login and then changes the host's name.",
    source="A0.5",
)
HIDDEN_DEFAULTS = Belief(
    name="hidden-defaults",
    about="Is a line shown that says what holds without it?",
    positions=("hidden", "shown"),
    experiment="`lifetime 86400` in an IKEv2 profile, then `show running-config`.",
    source="A0.5, A0.7",
)
VIRTUAL_REASSEMBLY = Belief(
    name="virtual-reassembly",
    about="Does `no ip nat inside` take `ip virtual-reassembly in` with it?",
    positions=("goes", "stays"),
    experiment="`ip nat inside`, `no ip nat inside`, `show running-config interface`.",
    source="A0.7",
)
CONFIRM_SAYS = Belief(
    name="confirm-says",
    about="Does `configure confirm` print anything?",
    positions=("nothing", "a-line"),
    experiment="Arm and confirm.",
    source="D.8",
)
ARCHIVE_IS_OFF = Belief(
    name="archive-is-off",
    about="How does a router without an archive refuse the timer?",
    positions=("turn", "please-turn"),
    experiment="`configure terminal revert timer 1` without `archive`.",
    source="A2.1 [C E1][C N1], D.11",
)
COPY_OVER_A_FILE = Belief(
    name="copy-over-a-file",
    about="Does `copy` ask before it writes over a file?",
    positions=("asks", "overwrites"),
    experiment="`copy running-config flash:x` twice.",
    source="A2.4 [M], D.5",
)
TYPED_CARET_C = Belief(
    name="typed-caret-c",
    about="Is a `^C` that is typed as two characters the end sign of a banner, or a caret and a C?",
    positions=("caret", "end-sign"),
    experiment="Paste `banner motd ^CHello^C` and look: published configurations have `banner motd ^CC`.",
    source="published configurations",
)
LONG_PROMPT = Belief(
    name="long-prompt",
    about="How is a long host name cut in a prompt of configuration mode?",
    positions=("20-of-the-name", "30-in-all"),
    experiment="`hostname` with 30 letters, then `interface`.",
    source="A3.1 [C K1]; Cisco's command reference of `hostname` has the other one",
)
CARRIAGE_RETURN_LINE_FEED = Belief(
    name="carriage-return-line-feed",
    about="Are CR and LF behind one another one Enter or two?",
    positions=("one", "two"),
    experiment="Send `show clock` with both, count the prompts.",
    source="memory",
)
MARK_OF_THE_CLOCK = Belief(
    name="mark-of-the-clock",
    about="Does `show clock` begin with `*` where no time server was heard?",
    positions=("star", "none"),
    experiment="`show clock` on a router without NTP.",
    source="A3.10, D.9",
)

AAA_AT_ROLLBACK = Belief(
    name="aaa-at-rollback",
    about="Is command authorization asked for the commands of a rollback?",
    positions=("not-asked", "asked"),
    experiment="Deny `hostname` in TACACS, arm, change the name at the console, let the timer fire.",
    source="A0.5",
)
TERMINAL_UNDER_AAA = Belief(
    name="terminal-under-aaa",
    about="Is command authorization asked for `terminal ...`?",
    positions=("asked", "not-asked"),
    experiment="Deny `terminal` in TACACS and type `terminal length 0`.",
    source="D.10",
)
TCL_GOES_ON = Belief(
    name="tcl-goes-on",
    about="How does `tclsh` ask for the rest of a command?",
    positions=("bare", "with-the-mode"),
    experiment="`tclsh`, then `puts {`: the next row begins with `+>` or with `+>(tcl)#`.",
    source="A3.1 [C P1]; published transcripts have the other one",
)
TCL_EMPTY_ROWS = Belief(
    name="tcl-empty-rows",
    about="Does a file begin and end with an empty row that `puts` writes in `tclsh`, from a text in braces?",
    positions=("none", "both"),
    experiment="Write a file of two rows between the braces, then `more` and `dir`.",
    source="A2.4 [C P1]; Tcl itself keeps what stands in braces",
)
COPY_SHOWS_THE_LINE = Belief(
    name="copy-shows-the-line",
    about="Does `copy flash:x running-config` print a line that it rejects above the caret?",
    positions=("no", "yes"),
    experiment="Copy a file with the line `frobnicate`.",
    source="memory",
)
BELIEFS: tuple[Belief, ...] = (
    NAT_RULE_IN_USE,
    EZVPN_NAT_COEXISTS,
    DENY_CLAUSE_STOPS,
    OBJECT_IN_USE,
    FLEXVPN_CLIENT_IN_USE,
    ROLLBACK_RESIDUE,
    ROLLBACK_OF_CERTIFICATES,
    ROLLBACK_OF_LISTS,
    AAA_AT_ROLLBACK,
    TIMER_AND_RELOAD,
    COPY_WHEN_ITS_LINE_DROPS,
    HIDDEN_DEFAULTS,
    VIRTUAL_REASSEMBLY,
    CONFIRM_SAYS,
    ARCHIVE_IS_OFF,
    COPY_OVER_A_FILE,
    TYPED_CARET_C,
    LONG_PROMPT,
    CARRIAGE_RETURN_LINE_FEED,
    MARK_OF_THE_CLOCK,
    TERMINAL_UNDER_AAA,
    TCL_GOES_ON,
    TCL_EMPTY_ROWS,
    COPY_SHOWS_THE_LINE,
)

_BY_NAME = {belief.name: belief for belief in BELIEFS}


class Beliefs:
    """What one router believes; of what is not said, the first position."""

    def __init__(self, held: Mapping[str, str]) -> None:
        for name, position in held.items():
            if name not in _BY_NAME:
                raise PracticeError(f"no belief '{name}'", hint=f"There are {', '.join(_BY_NAME)}.")
            if position not in _BY_NAME[name].positions:
                positions = " or ".join(_BY_NAME[name].positions)
                raise PracticeError(f"{name} cannot be '{position}'", hint=f"It is {positions}.")
        self.held = dict(held)

    def __getitem__(self, belief: Belief) -> str:
        return self.held.get(belief.name, belief.positions[0])


def read_beliefs(rows: Iterable[str]) -> dict[str, str]:
    """`NAME=POSITION`, one a row."""
    held: dict[str, str] = {}
    for row in rows:
        name, sign, position = row.partition("=")
        if not sign:
            raise PracticeError(f"'{row}' is no NAME=POSITION", hint=f"There are {', '.join(_BY_NAME)}.")
        held[name.strip()] = position.strip()
    Beliefs(held)
    return held
