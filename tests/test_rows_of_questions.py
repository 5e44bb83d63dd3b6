"""A question is its row: everything that lists, shows, stores or asks questions reads the rows."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.golden_cases import golden_plan
from wizard.plan.answer import asked
from wizard.questions import QUESTION, QUESTIONS

ROOT = Path(__file__).parents[1]
FRONT_ENDS = ("screens", "wizard/cli", "wizard/guide", "wizard/site")
NAMED_BY_A_FRONT_END = {
    "hub_name": "it renames a device, and with it the answers below it",
    "wan_interface": "a fact of a router in the JSON of `inspect`",
    "management_access": "told of the routers of the practice site, which nobody else can tell",
    "ezvpn_remains": "whether the server keeps its EzVPN, in the drawing of the site",
    "hub_networks": "the networks at the head of that drawing",
    "tunnel_everything": "what the tunnel carries there",
    "tunnel_source": "the interface by which a spoke leaves there",
    "lan_networks": "what lies behind a spoke there",
}
"""The questions that a front end names, and why."""


@cache
def trees(folder: str) -> tuple[ast.Module, ...]:
    """Every file below a folder."""
    return tuple(ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / folder).rglob("*.py")))


def keys_of_rows(tree: ast.AST) -> Iterator[ast.Constant]:
    """The keys of the rows that stand in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Question":
            yield from (
                word.value for word in node.keywords if word.arg == "key" if isinstance(word.value, ast.Constant)
            )


def texts(folder: str) -> set[str]:
    """Every text that stands in a file below a folder, but for the keys of the rows."""
    found = set()
    for tree in trees(folder):
        own = {id(key) for key in keys_of_rows(tree)}
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in own)
        found |= {node.value for node in constants if isinstance(node.value, str)}
    return found


def test_every_row_is_a_question_of_the_wizard() -> None:
    """A row that stands in a file of rows is asked, once, under a key of its own."""
    keys = [key.value for tree in trees("wizard/questions") for key in keys_of_rows(tree)]

    assert len(QUESTION) == len(QUESTIONS)
    assert set(keys) <= set(QUESTION)
    assert len(keys) == len(set(keys))


def test_no_front_end_and_no_file_names_a_question() -> None:
    """A question that is added is listed, asked, shown and stored without a word about it anywhere but in its row.

    Only a key of several words is looked for: `pool` and `group` are words of other things, too.
    """
    named = set().union(*map(texts, FRONT_ENDS))

    assert {key for key in QUESTION if "_" in key} & named == set(NAMED_BY_A_FRONT_END)


def test_the_answer_of_every_question_is_read() -> None:
    """No engineer is asked what nothing looks at: a section, a check or another row reads each answer by its key."""
    assert set(QUESTION) - texts("wizard") == set()


def test_questions_are_asked_in_the_order_of_the_rows() -> None:
    """The place of a row is its place on the screen and in the list of the command."""
    order = list(QUESTION)
    places = [order.index(one.question.key) for one in asked(golden_plan("guide-new-hub"))]

    assert places == sorted(places)
