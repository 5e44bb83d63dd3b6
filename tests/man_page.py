"""docs/ez2flex.1: the man page, made of the rows of the commands."""

from collections.abc import Iterable, Iterator

from wizard import __version__
from wizard.cli import COMMANDS, OPTIONS_OF_THE_WIZARD
from wizard.cli.command_row import Argument, Command
from wizard.cli.command_table import EXAMPLES
from wizard.cli.exit_codes import MEANING

_FILES = (
    ("SITE/plan.toml", "what was answered; to be read and edited"),
    ("SITE/secrets.toml", "answered keys and passwords"),
    ("SITE/sources/", "the configurations as they were read"),
    ("SITE/certificates/", "certificates of the routers, where you put them"),
    ("SITE/out/DEVICE/", "what render writes"),
)
_ENVIRONMENT = (
    ("NO_COLOR", "where it is set to anything, the wizard draws without any colour or grey"),
    (
        "EZ2FLEX_STATE",
        "the folder that keeps known sites, what they need, and the theme, in the place of the system's own",
    ),
    ("EZ2FLEX_DEBUG", "where it is set to anything, a bug of ez2flex shows its traceback"),
)
_WIZARD = "\\fBez2flex\\fR [\\fB\\-\\-ascii\\fR] [\\fB\\-\\-no\\-color\\fR]"


def man_page() -> str:
    """The page in the macros of man(7)."""
    return "\n".join(
        (
            '.\\" Made by python -m tests.write_docs of the rows in wizard/cli/command_table.py.',
            f'.TH EZ2FLEX 1 "" "ez2flex {__version__}" "User Commands"',
            ".SH NAME",
            "ez2flex \\- move one site from Cisco EzVPN (IKEv1) to FlexVPN (IKEv2)",
            ".SH SYNOPSIS",
            ".nf",
            f"{_WIZARD} [\\fISITE\\fR | \\fICONFIG\\fR... | \\fBdemo\\fR]",
            "\\fBez2flex\\fR \\fICOMMAND\\fR ...",
            ".fi",
            ".SH DESCRIPTION",
            "ez2flex reads the running configuration of an EzVPN server and of its spokes, asks what they do not say,",
            "and writes the FlexVPN configuration of every router, cut into stages that can each be undone. Without a",
            "command it is a wizard in the terminal. It sends nothing anywhere.",
            ".SH EXAMPLES",
            *_pairs(EXAMPLES),
            ".SH COMMANDS",
            *(line for command in COMMANDS.values() for line in _command(command)),
            ".SH OPTIONS OF THE WIZARD",
            *_pairs((", ".join(option.names), option.help) for option in OPTIONS_OF_THE_WIZARD),
            ".SH EXIT STATUS",
            *_pairs((str(int(code)), meaning) for code, meaning in MEANING.items()),
            ".SH FILES",
            *_pairs(_FILES),
            ".SH ENVIRONMENT",
            *_pairs(_ENVIRONMENT),
            ".SH SEE ALSO",
            _roff("`ez2flex COMMAND --help`; `ez2flex explain` lists the pages of the documentation, and prints them."),
            "",
        )
    )


def _command(command: Command) -> Iterator[str]:
    yield f".SS {_roff(command.name)}"
    yield f"\\fBez2flex {_roff(command.name)}\\fR {' '.join(map(_shown, _in_order(command.arguments)))}".rstrip()
    yield ".PP"
    yield _roff(command.sentence)
    yield from _pairs((_called(argument), argument.help) for argument in command.arguments)
    yield ".PP"
    yield ".nf"
    yield from (f"    {_roff(example)}" for example in command.examples)
    yield ".fi"


def _in_order(arguments: Iterable[Argument]) -> list[Argument]:
    """Words first, then options that are needed, then the others."""
    return sorted(arguments, key=lambda argument: (argument.is_option, not argument.needed))


def _shown(argument: Argument) -> str:
    """An argument in the line that shows them all."""
    value = _value(argument)
    if not argument.is_option:
        many = "..." if argument.nargs in {"+", "*"} else ""
        return f"[{value}]{many}" if argument.nargs in {"?", "*"} else f"{value}{many}"
    shown = f"\\fB{_roff(argument.names[0])}\\fR{f' {value}' if value else ''}"
    return shown if argument.needed else f"[{shown}]{'...' if argument.repeated else ''}"


def _value(argument: Argument) -> str:
    if argument.metavar:
        return f"\\fI{_roff(argument.metavar)}\\fR"
    return "|".join(map(_roff, argument.choices))


def _called(argument: Argument) -> str:
    """An argument where it is explained."""
    if not argument.is_option:
        return argument.metavar
    value = argument.metavar or "|".join(argument.choices)
    return ", ".join(argument.names) + (f" {value}" if value else "")


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in pairs:
        yield ".TP"
        yield f"\\fB{_roff(name)}\\fR"
        yield _roff(text)


def _roff(text: str) -> str:
    """A text that roff prints as it stands."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{plain}" if plain.startswith(".") else plain
