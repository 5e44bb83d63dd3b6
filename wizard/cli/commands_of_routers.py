"""The commands that reach routers, as rows.

Imported to tell a command from a file, before the first screen: keep it light.
"""

from wizard.cli.command_row import JSON, SITE, SITES, STAGES, Argument, Command, Takes
from wizard.cli.exit_codes import GUARDED_BY_A_TIMER

_DEVICES = Argument(
    ("--device",), "a router alone; may be given again", Takes.DEVICE, "NAME", repeated=True, kept_as="devices"
)
_TO_LOG_IN = (
    Argument(("--user",), "who logs in where nothing else says it", Takes.NAME, "USER"),
    Argument(
        ("--passwords",),
        "a TOML file, or - for standard input: password, enable and passphrase, for all routers or below "
        '["HOST"]; a jump host has its own; without it, asked',
        Takes.FILE,
        "FILE",
    ),
    Argument(
        ("--host-key",),
        "a fingerprint that is accepted from a router that is not known yet; else it is asked",
        Takes.NAME,
        "SHA256:...",
        repeated=True,
        kept_as="host_keys",
    ),
    Argument(
        ("--allow-legacy",),
        "allow weak SSH algorithms to routers that have no other, for this reason, which hosts.toml keeps",
        Takes.NAME,
        "REASON",
    ),
)
_OF_A_PUSH = (
    Argument(
        ("--confirm-host",),
        "the name of a router that is changed; else it is asked",
        Takes.DEVICE,
        "NAME",
        repeated=True,
        kept_as="confirm_hosts",
    ),
    Argument(
        ("--allow-reload",),
        "a router that may be reloaded to go back, where no timer does it",
        Takes.DEVICE,
        "NAME",
        repeated=True,
        kept_as="allow_reload",
    ),
    Argument(
        ("--accept",),
        "go on although this row of the pre-flight refuses, of those that a person can accept",
        Takes.NAME,
        "ROW",
        repeated=True,
        kept_as="accept",
    ),
    Argument(
        ("--until",),
        "behind which nothing may still be on trial: a time with date and zone, at most twelve hours ahead",
        Takes.NAME,
        "WHEN",
    ),
    Argument(("--no-input",), "ask nothing, also where somebody is there to be asked"),
    Argument(
        ("--certificate",),
        "a certificate that a router waits for, its own or its CA's: PEM or DER; may be given again",
        Takes.NAME,
        "ROUTER=FILE",
        repeated=True,
        kept_as="certificates",
    ),
    Argument(
        ("--accept-residue",),
        "a file with rows of residue, as a push prints them, that are accepted",
        Takes.FILE,
        "FILE",
    ),
    Argument(("--reason",), "why all of that is accepted; it stands in the report", Takes.NAME, "TEXT"),
    Argument(("--ticket",), "the number of the change; it stands in the journals and in the report", Takes.NAME, "ID"),
    *_TO_LOG_IN,
    JSON,
)


FETCH, *OF_A_PUSH = (
    Command(
        "fetch",
        "fetch:fetch",
        "Reads configurations and the state of routers over SSH, changes nothing on them, and makes a site of it.",
        (
            "ez2flex fetch admin@192.0.2.1 admin@10.20.0.1 -o store-0417",
            "ez2flex fetch hq-vpn01 store-0417-r1 -o store-0417     # hosts of ~/.ssh/config",
            "ez2flex fetch 10.20.0.1 --user admin --jump me@jump.example.net -o store-0417",
            "ez2flex fetch store-0417     # read its routers again, and say what changed",
        ),
        (
            Argument(
                ("hosts",),
                "a router, as [USER@]ADDRESS[:PORT] or a Host of ssh_config; or a site, whose routers are read again",
                Takes.SITE,
                "HOST",
                nargs="+",
            ),
            Argument(("-o", "--output"), "the site folder", Takes.SITE, "SITE"),
            Argument(("--jump",), "the host through which all of them are reached", Takes.NAME, "[USER@]HOST[:PORT]"),
            *_TO_LOG_IN,
            Argument(("--take",), "of a site that is read again: plan it anew from what its routers show now"),
        ),
        "nothing was changed on any router",
    ),
    Command(
        "push",
        "push:push",
        "Sends the stages to the routers over SSH, behind a timer on each, and proves what they bring.",
        (
            "ez2flex push store-0417 --dry-run     # exactly what would be sent, secrets masked",
            "ez2flex push store-0417 --device hq-vpn01",
            "ez2flex push store-0417 --stage stage     # everything that changes no traffic",
            "ez2flex push store-0417 --device store-0417-r1 --confirm-host store-0417-r1 --passwords passwords.toml",
        ),
        (
            SITE,
            _DEVICES,
            Argument(("--stage",), "the last stage that is sent; the cut-over where it is left out", choices=STAGES),
            Argument(("--spokes",), "not more than so many spokes, the first of the site", Takes.NAME, "N"),
            Argument(("--dry-run",), "print what would be sent, and send nothing"),
            *_OF_A_PUSH,
        ),
        holds=GUARDED_BY_A_TIMER,
    ),
    Command(
        "status",
        "status:status",
        "Says where each router of sites stands, as its journal has it, and which command comes next; no router is "
        "asked, and the exit code is that of the worst.",
        ("ez2flex status store-0417", "ez2flex status store-*", "ez2flex status store-0417 --json"),
        (SITES, JSON),
    ),
    Command(
        "resume",
        "push:resume",
        "Goes on with a push from wherever its routers stand: after a lost line, a crash, or a person's part.",
        ("ez2flex resume store-0417",),
        (SITE, _DEVICES, *_OF_A_PUSH),
        holds=GUARDED_BY_A_TIMER,
    ),
    Command(
        "revert",
        "push:revert",
        "Takes back what is on trial, and what is staged, line by line.",
        ("ez2flex revert store-0417 --device store-0417-r1",),
        (SITE, _DEVICES, *_OF_A_PUSH),
        holds=GUARDED_BY_A_TIMER,
    ),
    Command(
        "report",
        "report:report",
        "Writes report.md, report.html and report.json into a site, without secrets, for a change ticket: what was "
        "found, answered, changed and proved, and what is left to clean up.",
        ("ez2flex report store-0417", "ez2flex report store-0417 --ticket CHG0031337"),
        (
            SITE,
            Argument(
                ("--ticket",), "the number of the change; else the report names those of the pushes", Takes.NAME, "ID"
            ),
        ),
    ),
    Command(
        "purge",
        "purge:purge",
        "Removes the keys and configurations that pushes froze in a site, once everything is done and saved, and says "
        "what it removed.",
        ("ez2flex purge store-0417", "ez2flex purge store-0417 --now", "ez2flex purge store-0417 --all"),
        (
            SITE,
            Argument(("--now",), "although something is left to do: `resume` and `revert` of those runs end with it"),
            Argument(
                ("--all",), "secrets.toml, sources/ and out/ too: the folder is then a record, and no site any more"
            ),
            JSON,
        ),
    ),
)
"""`fetch`, and then what changes routers."""
