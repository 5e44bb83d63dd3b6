"""The command line of one command, its examples first, and the help of the whole."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any, NoReturn

from wizard.cli.command_row import Argument, Command
from wizard.cli.command_table import COMMANDS, EXAMPLES, OPTIONS_OF_THE_WIZARD
from wizard.cli.exit_codes import MEANING, Exit
from wizard.cli.output import data, tell
from wizard.did_you_mean import did_you_mean
from wizard.sentence import Sentence

_WIDTH = 80


class _Parser(ArgumentParser):
    """A parser whose usage errors have the exit code of the house, and whose words go the way of all others."""

    color = False
    """Of Python 3.14: its own colours would be shown as the characters that they are."""

    def error(self, message: str) -> NoReturn:
        tell(f"{self.format_usage()}{self.prog}: {message}\n  See {self.prog} --help.")
        self.exit(Exit.USAGE)

    def _print_message(self, message: str, file: object = None) -> None:
        # Everything else that argparse says comes here, and is what was asked for: the help.
        data(message)


def arguments_of(command: Command, words: list[str]) -> Namespace:
    """What the words behind a command mean; SystemExit where they make no sense, or ask for its help."""
    parser = parser_of(command)
    arguments, unknown = parser.parse_known_args(words)
    if unknown:
        parser.error(_unknown(command, unknown))
    return arguments


def parser_of(command: Command) -> ArgumentParser:
    """The parser of one command."""
    examples = "".join(f"  {example}\n" for example in command.examples)
    parser = _Parser(
        prog=f"ez2flex {command.name}",
        formatter_class=RawDescriptionHelpFormatter,
        description=(f"examples:\n{examples}\n" if examples else "")
        + "\n".join(wrap(command.sentence, _WIDTH, break_on_hyphens=False)),
    )
    for argument in command.arguments:
        parser.add_argument(*argument.names, **_settings(argument))
    return parser


def _settings(argument: Argument) -> dict[str, Any]:
    """One row as argparse takes it."""
    settings: dict[str, Any] = {"help": argument.help}
    if argument.is_flag:
        return {**settings, "action": "store_true"}
    if argument.metavar:
        settings["metavar"] = argument.metavar
    if argument.choices:
        settings["choices"] = argument.choices
    if argument.nargs:
        settings["nargs"] = argument.nargs
    if argument.kept_as:
        settings["dest"] = argument.kept_as
    if argument.needed:
        settings["required"] = True
    if argument.repeated:
        settings |= {"action": "append", "default": []}
    return settings


def _unknown(command: Command, words: list[str]) -> Sentence:
    """What is wrong with the words that nothing takes."""
    known = [name for argument in command.arguments if argument.is_option for name in argument.names]
    option = next((word.partition("=")[0] for word in words if word.startswith("-")), "")
    if not option:
        return f"too many words: {' '.join(words)}"
    return f"there is no option {option}. {did_you_mean(option, known)}".rstrip()


def overview() -> str:
    """What `ez2flex --help` says."""
    options = [(", ".join(option.names), option.help) for option in OPTIONS_OF_THE_WIZARD]
    return "\n".join(
        (
            "examples:",
            *_rows(EXAMPLES, 31),
            "",
            "ez2flex [--linear] [--ascii] [--no-color] [SITE | CONFIG... | demo]   the wizard",
            "ez2flex COMMAND [WORD...]                                             a command",
            "",
            "commands:",
            *_rows(((command.name, command.sentence) for command in COMMANDS.values()), 12),
            "",
            "options of the wizard:",
            *_rows(options, 15),
            "",
            "exit codes:",
            *_rows(((str(int(code)), meaning) for code, meaning in MEANING.items()), 4),
            "",
            "More, offline: `ez2flex explain` lists the pages.",
        )
    )


def _rows(pairs: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """Pairs in two columns."""
    for name, text in pairs:
        first, *others = wrap(text, _WIDTH - width - 4, break_on_hyphens=False)
        yield f"  {name:{width}}  {first}"
        yield from (f"{'':{width + 4}}{other}" for other in others)
