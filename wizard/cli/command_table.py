"""Every command as one row: help, man page, completion and the way to its function are made of it.

Imported to tell a command from a file, before the first screen: keep it light.
"""

from wizard.cli.command_row import CONFIGURATIONS, JSON, SITE, STAGES, Argument, Command, Takes
from wizard.cli.commands_of_routers import FETCH, OF_A_PUSH

_ROWS = (
    Command(
        "inspect",
        "inspect:inspect",
        "Says what EzVPN is in the configurations, and what would become of each line.",
        ("ez2flex inspect server.cfg spoke1.cfg", "ez2flex inspect --json spoke1.cfg > ledger.json"),
        (CONFIGURATIONS, JSON),
    ),
    FETCH,
    Command(
        "plan",
        "plan:plan",
        "Makes a site folder with recommended answers, or plans an existing one anew and keeps its answers.",
        (
            "ez2flex plan server.cfg spoke1.cfg -o site",
            "ez2flex plan server.cfg spoke1.cfg --set strategy=new-hub --set spoke1.connect=manual -o site",
            "ez2flex plan server.cfg spoke1.cfg --answers choices.toml --secrets - -o site < secrets.toml",
            "ez2flex plan site --set spoke1.management_access=tunnel     # answer something in a site that is there",
            "ez2flex plan server-now.cfg spoke2.cfg --from site -o site-2     # the next spoke of the same hub",
        ),
        (
            CONFIGURATIONS,
            Argument(("-o", "--output"), "the site folder; a site that is planned anew needs none", Takes.SITE, "SITE"),
            Argument(("--new-hub",), "the present configuration of the new FlexVPN hub", Takes.FILE, "CONFIG"),
            Argument(
                ("--from",),
                "begin with what an earlier site of the same hub answered for the site, the server and the hub",
                Takes.SITE,
                "SITE",
                kept_as="earlier",
            ),
            Argument(
                ("--with-secrets",),
                "take keys and passwords of that site and its hub over as well; without it they are only named",
            ),
            Argument(("--answers",), "answers in TOML, as they stand in plan.toml", Takes.FILE, "FILE"),
            Argument(
                ("--secrets",),
                "keys and passwords in TOML, as in secrets.toml; - is standard input",
                Takes.FILE,
                "FILE",
            ),
            Argument(
                ("--set",),
                "one answer; DEVICE.KEY=VALUE for one device; BATCH.members=SPOKE,shop-* makes a batch of spokes and "
                "BATCH.KEY=VALUE answers for it; never a secret",
                Takes.ANSWER,
                "KEY=VALUE",
                repeated=True,
                kept_as="answered",
            ),
            JSON,
        ),
    ),
    Command(
        "questions",
        "questions:questions",
        "Lists every question: key, wording, choices, default, why; with a site, the lines that each answer gives too.",
        (
            "ez2flex questions",
            "ez2flex questions site",
            "ez2flex questions site --open",
            "ez2flex questions site pfs spoke1.identity",
            "ez2flex questions site --json",
        ),
        (
            SITE._replace(nargs="?"),
            Argument(("keys",), "only these questions, each with all of its lines", Takes.KEY, "KEY", nargs="*"),
            Argument(("--open",), "only the questions of the site that nothing answers yet"),
            JSON,
        ),
    ),
    Command(
        "render",
        "render:render",
        "Writes SITE/out: the stages of each router, their inverses, the whole configurations, steps and checklist.",
        (
            "ez2flex render site",
            "ez2flex render site --device spoke1 --stage cutover",
            "ez2flex render site --present hub-now.cfg     # the way back of a hub that other sites joined since",
        ),
        (
            SITE,
            Argument(("--device",), "with --stage: print that one text instead", Takes.DEVICE, "NAME"),
            Argument(("--stage",), "with --device: print that one text instead", choices=STAGES),
            Argument(
                ("--present",),
                "print what takes this migration back on the router that has this configuration now, and nothing that "
                "another site uses; of two hubs, give both; --device and --stage choose",
                Takes.FILE,
                "CONFIG",
                repeated=True,
            ),
        ),
    ),
    Command(
        "diff",
        "render:diff",
        "Shows a router's configuration before the migration beside the one after it; exit 2 where they differ.",
        ("ez2flex diff site --device spoke1", "ez2flex diff site --device spoke1 --stage cutover"),
        (
            SITE,
            Argument(("--device",), "the router", Takes.DEVICE, "NAME", needed=True),
            Argument(("--stage",), "only what that stage changes", choices=STAGES),
            Argument(("--all",), "every line, not only the changed ones with their surroundings"),
        ),
    ),
    Command(
        "check",
        "check:check",
        "Lists the findings, and what each hub and spoke would negotiate; exit 2 where a blocker is not accepted.",
        ("ez2flex check site", "ez2flex check site --json"),
        (SITE, JSON),
    ),
    Command(
        "explain",
        "explain:explain",
        "Says what a finding means, why it matters and what to do, or prints a page of the documentation; offline.",
        ("ez2flex explain LCK001", "ez2flex explain site-folder", "ez2flex explain     # lists the pages"),
        (Argument(("topic",), "the code of a finding, or the name of a page", Takes.TOPIC, "CODE | PAGE", nargs="?"),),
    ),
    Command(
        "rehearse",
        "rehearse:rehearse",
        "Brings hub and spokes up as two strongSwan daemons, beside what check predicts (Linux, root); exit 2 where it "
        "fails or differs, 3 where this machine cannot do it.",
        ("ez2flex rehearse site", "ez2flex rehearse site --json > rehearsal.json"),
        (SITE, JSON),
    ),
    Command(
        "demo",
        "demo:demo",
        "Opens the wizard on the practice site, with its routers behind it, SIMULATED, to be migrated to the end; what "
        "goes wrong on the way one chooses, and nothing real is touched; "
        "with --headless, carries that site through without asking.",
        ("ez2flex demo", "ez2flex demo --headless -o practice-site"),
        (
            Argument(("--headless",), "inspect, plan, render and check, without the wizard"),
            Argument(
                ("-o", "--output"),
                "with --headless: the site folder; a new temporary one without it",
                Takes.SITE,
                "SITE",
            ),
        ),
    ),
    Command(
        "bundle",
        "bundle:bundle",
        "Makes a copy of a site that may be mailed, without keys and passwords, and says what it took out.",
        ("ez2flex bundle site", "ez2flex bundle site -o for-support.zip"),
        (
            SITE,
            Argument(
                ("-o", "--output"),
                "the archive, which must not be there yet; SITE-bundle.zip here without it",
                Takes.FILE,
                "FILE",
            ),
            JSON,
        ),
    ),
    *OF_A_PUSH,
    Command(
        "practice",
        "practice:practice",
        "Serves the routers of the practice site, or of yours, over SSH on this machine alone, until interrupted.",
        (
            "ez2flex practice",
            "ez2flex practice store-0417     # your own routers, as they are in the site: try its push on them first",
            "ez2flex practice --port 2201     # the first router there, the others behind it",
            "ez2flex practice --belief nat-rule-in-use=asks",
            "ez2flex practice --fault 'practice-spoke1: at \"interface Tunnel0\" drop' --fault 'after 5min reboot'",
        ),
        (
            Argument(
                ("site",), "a site folder, whose routers are served as they were read", Takes.SITE, "SITE", nargs="?"
            ),
            Argument(("--port",), "the port of the first router; else ports that are free", Takes.NAME, "PORT"),
            Argument(
                ("--belief",),
                "let the routers do what nobody has seen one do; ez2flex explain beliefs lists what there is",
                Takes.NAME,
                "NAME=POSITION",
                repeated=True,
                kept_as="beliefs",
            ),
            Argument(
                ("--fault",),
                "let something go wrong, at one router (ROUTER: FAULT) or at each; ez2flex explain practice-faults has "
                "the words for it",
                Takes.NAME,
                "FAULT",
                repeated=True,
                kept_as="faults",
            ),
            Argument(("--end",), "end the practice routers that a wizard left running"),
        ),
    ),
    Command(
        "completion",
        "completion:completion",
        "Prints the completion of a shell: commands, options, files, codes of findings, keys of questions.",
        (
            'eval "$(ez2flex completion bash)"     # in ~/.bashrc',
            'eval "$(ez2flex completion zsh)"     # in ~/.zshrc, behind compinit',
        ),
        (Argument(("shell",), "the shell", metavar="SHELL", choices=("bash", "zsh")),),
    ),
)

COMMANDS = {row.name: row for row in _ROWS}
"""By name, in the order in which a migration uses them."""

OPTIONS_OF_THE_WIZARD = (
    Argument(
        ("--linear",),
        "the wizard as numbered text, for screen readers, slow lines and plain terminals; so it is where TERM is dumb "
        "or there is no terminal",
    ),
    Argument(("--brief",), "the same in few words, for whoever hears each of them; long, typed there, says all again"),
    Argument(("--ascii",), "plain characters only"),
    Argument(("--no-color",), "no colour; NO_COLOR in the environment does the same"),
    Argument(("-V", "--version"), "print the version"),
    Argument(("-h", "--help"), "print this; `ez2flex COMMAND --help` says more of a command"),
)

EXAMPLES = (
    ("ez2flex", "list the sites that are known, open one or start a new one"),
    ("ez2flex server.cfg spoke1.cfg", "open the wizard on these configurations"),
    ("ez2flex site-spoke1", "open the wizard on a site folder"),
    ("ez2flex demo", "try everything on a practice site"),
    ("ez2flex --linear demo", "the same as numbered text"),
    ("ez2flex demo --headless", "carry the practice site through without asking, from sources to files"),
)
"""How the wizard is opened, with what each does."""
