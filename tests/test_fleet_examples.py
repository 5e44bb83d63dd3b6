"""The playbook and the script for a fleet use commands, options, exit codes and keys that there are."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from tests.commands import ez2flex, planned
from wizard.cli.arguments import arguments_of
from wizard.cli.command_table import COMMANDS
from wizard.cli.exit_codes import OF_ROUTERS, Exit

FLEET = Path(__file__).resolve().parents[1] / "examples" / "fleet"
PLAYBOOK, SCRIPT = "push-sites.yml", "push_sites.py"
EVERY = ["push", "status", "report"]


def text_of(name: str) -> str:
    """A file of the fleet."""
    return (FLEET / name).read_text("utf-8")


def commands_of_script() -> list[list[str]]:
    """The words of each call of ez2flex; what is no text is a word, and what is a list two of them."""
    calls = (node for node in ast.walk(ast.parse(text_of(SCRIPT))) if isinstance(node, ast.Call))
    return [
        [word for argument in call.args for word in _words_of(argument)]
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "ez2flex"
    ]


def _words_of(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.Constant):
        return [str(argument.value)]
    return [] if isinstance(argument, ast.Starred) else ["word"]


def playbook() -> Any:
    """The playbook as Ansible reads it."""
    return pytest.importorskip("yaml").safe_load(text_of(PLAYBOOK))[0]


def commands_of_playbook() -> list[list[str]]:
    """The words of each command of its block; what Ansible fills in is a word."""
    block = playbook()["tasks"][1]
    given = [task.get("ansible.builtin.command", {}).get("argv") for task in (*block["block"], *block["always"])]
    return [_filled_in(argv)[1:] for argv in given if argv]


def _filled_in(argv: Any) -> list[str]:
    if isinstance(argv, list):
        return ["word" if "{{" in word else word for word in argv]
    first = argv[argv.index("[") + 1 : argv.index("]")]
    return [word.strip().strip("'") if "'" in word else "word" for word in first.split(",")]


def parsed(words: list[str]) -> object:
    """The words as the command itself takes them; a stage that Ansible or the script fills in is one."""
    at = words.index("--stage") + 1 if "--stage" in words else None
    filled = [*words[:at], "stage", *words[at + 1 :]] if at else words
    return arguments_of(COMMANDS[filled[0]], filled[1:])


def test_the_script_types_commands_that_there_are() -> None:
    """Push, status and report, with options that each of them has."""
    every = commands_of_script()

    assert [words[0] for words in every] == EVERY
    assert all(parsed(words) for words in every)


def test_the_playbook_types_commands_that_there_are() -> None:
    """The same three."""
    every = commands_of_playbook()

    assert [words[0] for words in every] == EVERY
    assert all(parsed(words) for words in every)


@pytest.mark.parametrize("name", [PLAYBOOK, SCRIPT, "../README.md"])
def test_every_option_that_a_file_names_is_one(name: str) -> None:
    """Those that are made of lists as well: the names of routers are given, and nothing is asked."""
    there = {option for command in COMMANDS.values() for argument in command.arguments for option in argument.names}
    named = set(re.findall(r"--[a-z][a-z-]+", text_of(name)))

    assert named <= there | {"--help"}
    assert named >= {"--confirm-host", "--no-input", "--json"}


def meanings() -> tuple[dict[int, str], dict[int, str]]:
    """What each exit code means, in the script and in the playbook."""
    tree = ast.parse(text_of(SCRIPT))
    tables = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
    of_playbook = playbook()["vars"]["meaning"]
    return ast.literal_eval(tables["MEANING"]), {int(code): words for code, words in of_playbook.items()}


def test_every_end_of_a_push_has_a_meaning_in_both() -> None:
    """The same in both, and no code that no push ends with."""
    of_script, of_playbook = meanings()

    assert of_script == of_playbook
    assert of_script.keys() == {Exit.DONE, Exit.REFUSED, *OF_ROUTERS}


@pytest.mark.parametrize(("name", "form"), [(PLAYBOOK, r"row\.(\w+)"), (SCRIPT, r"row\['(\w+)'\]|row\[\"(\w+)\"\]")])
def test_the_keys_that_are_read_are_those_of_status(
    name: str, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a router that no push has begun, too, the verdict is there."""
    rows = ez2flex(capsys, "status", planned(capsys, tmp_path / "site"), "--json").json
    read = {key for found in re.finditer(form, text_of(name)) for key in found.groups() if key}

    assert read == {"device", "verdict", "deadline", "next"}
    assert all(read <= row.keys() for row in rows)


def test_the_sites_of_both_inventories_are_the_same() -> None:
    """A folder, and the names of the routers that are changed."""
    yaml = pytest.importorskip("yaml")
    of_ansible = yaml.safe_load(text_of("sites.yml"))["sites"]["hosts"]
    of_nornir = {name: host["data"] for name, host in yaml.safe_load(text_of("hosts.yaml")).items()}

    assert of_ansible == of_nornir
    assert all(set(site) == {"site", "routers"} for site in of_ansible.values())
