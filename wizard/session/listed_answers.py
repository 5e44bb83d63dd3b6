"""What a router may say to a line or a command: what rejects it, and what is said beside one that it took.

Any other answer is a surprise. Each row belongs to the command that it is said to.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from wizard.sentence import Sentence


class Meaning(Enum):
    """What an answer means for the line."""

    REFUSED = auto()
    DENIED = auto()
    """The user may not type it; what follows would be typed in the wrong mode."""
    BUSY = auto()
    """It cannot do that now; the same may be typed once more."""
    TAKEN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAnswer:
    """One answer, and what it means."""

    command: "re.Pattern[str]"
    """Begins the command, any `do` or `no` in front of it included."""
    answer: "re.Pattern[str]"
    """The whole answer, its lines parted by a line feed."""
    meaning: Meaning
    source: Sentence


def _row(command: str, answer: str, meaning: Meaning, source: Sentence) -> ListedAnswer:
    return ListedAnswer(
        command=re.compile(command), answer=re.compile(answer, re.MULTILINE), meaning=meaning, source=source
    )


_ROLLING = r"\ARollback Confirmed Change: rolling to: ?\S+\n"
_OTHER_VERSION = (
    r"(?:Warning: Attempting to overwrite an NVRAM configuration previously written[ \n]by a different version of the "
    r"system image\.\n+Overwrite the previous NVRAM configuration\? ?\[confirm\]\n+)?"
)
_BUILDING = r"(?:Building configuration\.\.\.\n+)?"

_SUBJECT = (
    r"(?:% The subject name in the certificate will include: .*\n+"
    r"|% The fully-qualified domain name in the certificate will be: .*\n+"
    r"|% The serial number in the certificate will be: .*\n+"
    r"|% Include the router serial number in the subject name\? \[yes/no\]:\n+"
    r"|% Include an IP address in the subject name\? \[no\]:\n+){0,9}"
)
_ATTRIBUTES = r"Certificate has the following attributes:\n+(?: *Fingerprint \w{3,7}: [0-9A-F ]{32,80}\n+){1,3}"

LISTED_ANSWERS = (
    # A rollback lists lines of configuration, in which anything may stand.
    _row(r"configure revert now", r"^Aborting Rollback\.?$", Meaning.REFUSED, "push.md finding 3"),
    _row(
        r"configure revert now",
        _ROLLING + r"[\s\S]*^Rollback (?:Done|aborted after 5 passes)$",
        Meaning.TAKEN,
        "push.md A2.1, A2.3: both are said of what is whole and of what is not, so that it is compared",
    ),
    _row(r"", r"^Command authorization failed\.?$", Meaning.DENIED, "push.md A3.4"),
    _row(r"", r"^% ?Authorization failed\.?$", Meaning.DENIED, "push.md A3.4"),
    _row(r"", r"^Configuration mode locked exclusively by ", Meaning.BUSY, "push.md A2.8 [C U3]"),
    _row(r"", r"^Config session is locked by process ", Meaning.BUSY, "push.md A2.8 [C U2]"),
    _row(r"", r"^Configuration mode is locked by process ", Meaning.BUSY, "push.md A2.8 [C E1]"),
    _row(r"", r"^% Invalid input detected at '\^' marker\.$", Meaning.REFUSED, "push.md A3.3"),
    _row(r"", r"^% Incomplete command\.$", Meaning.REFUSED, "push.md A3.3"),
    _row(r"", r"^% Ambiguous command:", Meaning.REFUSED, "push.md A3.3"),
    _row(r"", r"will be truncated to \d+ characters", Meaning.REFUSED, "push.md A3.3: silent damage"),
    _row(
        r"(?:no )?crypto ikev2 profile ",
        r"\AIKEv2 profile MUST have:\n(?:.+\n?){1,4}\Z",
        Meaning.TAKEN,
        "push.md A3.7",
    ),
    _row(
        r"crypto ikev2 proposal ",
        r"\AIKEv2 proposal MUST (?:either )?have.+(?:\n.+){0,2}\Z",
        Meaning.TAKEN,
        "push.md A3.7",
    ),
    _row(
        r"crypto ikev2 policy ",
        r"\AIKEv2 policy MUST have atleast one complete proposal attached\Z",
        Meaning.TAKEN,
        "push.md A3.7",
    ),
    _row(r"(?:proposal|match) ", r"\A% Policy already has same proposal set\Z", Meaning.TAKEN, "push.md A3.7"),
    _row(
        r"crypto key generate (?:rsa|ec) ",
        r"\AThe name for the keys will be: \S+\n+(?:% The key modulus size is \d+ bits\n)?% Generating \d+ bit "
        r"\w+ keys, keys will be (?:non-)?exportable\.\.\.\n?\[OK\](?: \(elapsed time was \d+ seconds?\))?\Z",
        Meaning.TAKEN,
        "push.md A3.6",
    ),
    _row(
        r"show archive config rollback timer",
        r"\A%No Rollback Confirmed Change pending\.?\Z",
        Meaning.TAKEN,
        "push.md A2.1",
    ),
    _row(r"show ntp (?:status|associations)", r"\A%NTP is not enabled\.\Z", Meaning.TAKEN, "unconfirmed"),
    _row(
        r"configure terminal",
        r"\AEnter configuration commands, one per line\.  End with CNTL/Z\.\Z",
        Meaning.TAKEN,
        "push.md A2.1",
    ),
    _row(
        r"configure terminal revert timer \d+$",
        r"\ARollback Confirmed Change: Backing up current running config to \S+\n+"
        r"Enter configuration commands, one per line\.  End with CNTL/Z\.\Z",
        Meaning.TAKEN,
        "push.md A2.1, two transcripts",
    ),
    _row(r"configure terminal revert timer ", r"^% ?Error ", Meaning.REFUSED, "push.md A3.5: its wording is memory"),
    _row(r"configure confirm$", r"\ARollback Confirmed Change: confirmed\Z", Meaning.TAKEN, "unconfirmed"),
    _row(
        r"write memory$",
        rf"\A{_BUILDING}{_OTHER_VERSION}{_BUILDING}(?: *Compressed configuration from \d+ bytes to \d+ bytes ?)?"
        r"\[OK\]\Z",
        Meaning.TAKEN,
        "push.md A3.5",
    ),
    _row(
        r"write memory$",
        r"^startup-config file open failed \(Device or resource busy\)$",
        Meaning.BUSY,
        "push.md A3.5",
    ),
    _row(
        r"write memory$",
        r"^(?:Compressed configuration is too large for nvram|Truncate config)",
        Meaning.REFUSED,
        "push.md A3.5",
    ),
    _row(r"write memory$", r"^% ?Error ", Meaning.REFUSED, "push.md A3.5: its wording is memory"),
    _row(
        r"reload in \d",
        r"\A(?:System configuration has been modified\. Save\? \[yes/no\]:\n+)?Reload scheduled (?:in|for) .+\n"
        r"(?:.*\n){0,6}(?:Proceed with reload\?|Do you wish to proceed with reload anyway) ?\[confirm\]\Z",
        Meaning.TAKEN,
        "push.md A2.5",
    ),
    _row(r"delete ", r"^% ?Error ", Meaning.REFUSED, "unconfirmed"),
    _row(
        r"delete ",
        r"\A(?:Delete filename \[\S+\]\?)?\n*(?:Delete \S+ ?\[confirm\])?\Z",
        Meaning.TAKEN,
        "unconfirmed",
    ),
    _row(
        r"no crypto pki trustpoint ",
        r"\A% Removing an enrolled trustpoint will destroy all certificates\nreceived from the related Certificate "
        r"Authority\.\n+Are you sure you want to do this\? \[yes/no\]:"
        r"(?:\n+% ?[Bb]e sure to ask the CA administrator to revoke your certificates\.)?\Z",
        Meaning.TAKEN,
        "push.md A3.6, A3.7",
    ),
    _row(
        r"crypto pki (?:authenticate|import) ",
        r"^(?:% ?Error in |% Failed |% Fingerprint mismatch|Trustpoint fingerprint must be supplied)",
        Meaning.REFUSED,
        "push.md A3.6, finding 9; the wording of a mismatch is unconfirmed",
    ),
    _row(
        r"crypto pki authenticate ",
        rf"\A{_ATTRIBUTES}(?:Trustpoint Fingerprint: [0-9A-F ]{{32,80}}\n+"
        r"Certificate validated - fingerprints matched\.\n+)?"
        r"(?:% Do you accept this certificate\? \[yes/no\]:\n+)?"
        r"Trustpoint CA certificate accepted\.(?:\n% Certificate successfully imported)?\Z",
        Meaning.TAKEN,
        "push.md A3.6; that no question comes where the fingerprint is pinned is finding 9, its wording unconfirmed",
    ),
    _row(
        r"crypto pki import ",
        r"\A% Router Certificate successfully imported\Z",
        Meaning.TAKEN,
        "push.md A3.6",
    ),
    _row(
        r"crypto pki enroll ",
        rf"\A% Start certificate enrollment \.{{2,4}}\n+{_SUBJECT}"
        r"Display Certificate Request to terminal\? \[yes/no\]:\n+Certificate Request follows:\n+"
        r"(?:[-A-Za-z0-9+/= ]{1,80}\n+){1,90}---End - This line not part of the certificate request---\n+"
        r"Redisplay enrollment request\? \[yes/no\]:\Z",
        Meaning.TAKEN,
        "push.md A3.6",
    ),
    _row(
        r"crypto pki enroll ",
        rf"\A% Start certificate enrollment \.{{2,4}}\n+{_SUBJECT}Request certificate from CA\? \[yes/no\]:\n+"
        r"% Certificate request sent to Certificate Authority\n*"
        r"(?:% The .{1,120} command ?will show the fingerprint\.)?\Z",
        Meaning.TAKEN,
        "push.md A3.6; the row behind it is unconfirmed",
    ),
    _row(r"tclsh$", r"^% Unknown command or computer name", Meaning.REFUSED, "push.md A3.3"),
)


def meaning_of(command: str, answer: str) -> Meaning | None:
    """What an answer means, nothing where it is on no list; no answer means that the line was taken."""
    if not answer:
        return Meaning.TAKEN
    fitting = (row for row in LISTED_ANSWERS if row.command.match(command) and row.answer.search(answer))
    found = next(fitting, None)
    if found is None and answer.startswith("%"):
        return Meaning.REFUSED
    return found.meaning if found else None
