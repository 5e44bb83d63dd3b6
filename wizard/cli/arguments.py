"""The command line: every command with its examples first."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import NoReturn, Protocol

from wizard import __version__
from wizard.cli.exit_codes import Exit
from wizard.cli.output import data, tell

_STAGES = ("archive", "login", "pki", "stage", "cutover", "cleanup")


class _Parser(ArgumentParser):
    """A parser whose usage errors have the exit code of the house, and whose words go the way of all others."""

    color = False
    """Of Python 3.14: its own colours would be shown as the characters that they are."""

    def error(self, message: str) -> NoReturn:
        tell(f"{self.format_usage()}{self.prog}: {message}\n  See {self.prog} --help.")
        self.exit(Exit.USAGE)

    def _print_message(self, message: str, file: object = None) -> None:
        # Everything else that argparse says comes here, and is what was asked for: the help, the version.
        data(message)


class _Maker(Protocol):
    """Makes one command of its name, its function, its sentence and its examples."""

    def __call__(self, name: str, function: str, sentence: str, *examples: str) -> ArgumentParser: ...


def parser() -> ArgumentParser:
    """The parser of every command; `function` of what it gives is `module:name` below wizard.cli.commands."""
    whole = _Parser(prog="ez2flex", description="Moves one site from EzVPN to FlexVPN.")
    whole.add_argument("--version", action="version", version=f"ez2flex {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, function: str, sentence: str, *examples: str) -> ArgumentParser:
        made = commands.add_parser(
            name,
            help=sentence,
            formatter_class=RawDescriptionHelpFormatter,
            description="examples:\n" + "".join(f"  {example}\n" for example in examples) + f"\n{sentence}",
        )
        made.set_defaults(function=function)
        return made

    _reading(command)
    _planning(command)
    _writing(command)
    _judging(command)
    return whole


def _json(argument_parser: ArgumentParser) -> None:
    argument_parser.add_argument("--json", action="store_true", help="write it for a machine")


def _configurations(argument_parser: ArgumentParser) -> None:
    argument_parser.add_argument(
        "configurations", nargs="+", metavar="CONFIG", help="a running configuration, one file a router"
    )


def _site(argument_parser: ArgumentParser, *, needed: bool = True) -> None:
    argument_parser.add_argument("site", metavar="SITE", nargs=None if needed else "?", help="a site folder")


def _reading(command: _Maker) -> None:
    parser = command(
        "inspect",
        "inspect:inspect",
        "What EzVPN is in the configurations, and what would become of each line.",
        "ez2flex inspect server.cfg spoke1.cfg",
        "ez2flex inspect --json spoke1.cfg > ledger.json",
    )
    _configurations(parser)
    _json(parser)


def _planning(command: _Maker) -> None:
    parser = command(
        "plan",
        "plan:plan",
        "Makes a site folder with recommended answers, or plans an existing one anew and keeps its answers.",
        "ez2flex plan server.cfg spoke1.cfg -o site",
        "ez2flex plan server.cfg spoke1.cfg --set strategy=new-hub --set spoke1.connect=manual -o site",
        "ez2flex plan server.cfg spoke1.cfg --answers choices.toml --secrets - -o site < secrets.toml",
        "ez2flex plan server-now.cfg spoke2.cfg --from site -o site-2     # the next spoke of the same hub",
    )
    _configurations(parser)
    parser.add_argument("-o", "--output", required=True, metavar="SITE", help="the site folder")
    parser.add_argument("--new-hub", metavar="CONFIG", help="the present configuration of the new FlexVPN hub")
    parser.add_argument(
        "--from",
        metavar="SITE",
        dest="earlier",
        help="begin with what an earlier site of the same hub answered for the site, the server and the hub",
    )
    parser.add_argument(
        "--with-secrets",
        action="store_true",
        help="take keys and passwords of that site and its hub over as well; without it they are only named",
    )
    parser.add_argument("--answers", metavar="FILE", help="answers in TOML, as they stand in plan.toml")
    parser.add_argument(
        "--secrets", metavar="FILE", help="keys and passwords in TOML, as in secrets.toml; - is standard input"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        dest="answered",
        help="one answer; DEVICE.KEY=VALUE for one device; BATCH.members=SPOKE,shop-* makes a batch of spokes and "
        "BATCH.KEY=VALUE answers for it; never a secret",
    )
    _json(parser)
    parser = command(
        "questions",
        "questions:questions",
        "Every question: key, wording, choices, default, why; with a site, the lines that each answer gives as well.",
        "ez2flex questions",
        "ez2flex questions site",
        "ez2flex questions site pfs spoke1.identity",
        "ez2flex questions site --json",
    )
    _site(parser, needed=False)
    parser.add_argument("keys", nargs="*", metavar="KEY", help="only these questions, each with all of its lines")
    _json(parser)


def _writing(command: _Maker) -> None:
    parser = command(
        "render",
        "render:render",
        "Writes SITE/out: the stages of each router, their inverses, the whole configurations, steps and checklist.",
        "ez2flex render site",
        "ez2flex render site --device spoke1 --stage cutover",
    )
    _site(parser)
    parser.add_argument("--device", metavar="NAME", help="with --stage: print that one text instead")
    parser.add_argument("--stage", choices=_STAGES, help="with --device: print that one text instead")
    parser = command(
        "diff",
        "render:diff",
        "The router's configuration before the migration beside the one after it; exit 2 where they differ.",
        "ez2flex diff site --device spoke1",
        "ez2flex diff site --device spoke1 --stage cutover",
    )
    _site(parser)
    parser.add_argument("--device", required=True, metavar="NAME", help="the router")
    parser.add_argument("--stage", choices=_STAGES, help="only what that stage changes")
    parser.add_argument(
        "--all", action="store_true", help="every line, not only the changed ones with their surroundings"
    )


def _judging(command: _Maker) -> None:
    parser = command(
        "check",
        "check:check",
        "Findings, and what each hub and spoke would negotiate; exit 2 where a blocker is not accepted.",
        "ez2flex check site",
        "ez2flex check site --json",
    )
    _site(parser)
    _json(parser)
    parser = command(
        "explain", "check:explain", "What a finding means, why it matters, and what to do.", "ez2flex explain IDN001"
    )
    parser.add_argument("code", metavar="CODE", help="the code of a finding")
    parser = command(
        "rehearse",
        "rehearse:rehearse",
        "Brings hub and spokes up as two strongSwan daemons, beside what check predicts (Linux, root); exit 2 where it "
        "fails or differs, 3 where this machine cannot do it.",
        "ez2flex rehearse site",
        "ez2flex rehearse site --json > rehearsal.json",
    )
    _site(parser)
    _json(parser)
    parser = command(
        "demo",
        "demo:demo",
        "Carries the practice site through without asking: inspect, plan, render, check.",
        "ez2flex demo",
        "ez2flex demo --headless",
    )
    parser.add_argument("--headless", action="store_true", help="without the wizard")
    parser.add_argument("-o", "--output", metavar="SITE", help="the site folder; a new temporary one without it")
