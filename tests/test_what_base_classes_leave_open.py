"""A method that raises NotImplementedError belongs to a base class, and every class that is made has its own."""

import ast
import inspect
from importlib import import_module
from pathlib import Path

from screens.messages import StepPlace
from screens.steps.sources import SourcesStep

ROOT = Path(__file__).parents[1]
FILES = [path for folder in ("screens", "wizard") for path in sorted((ROOT / folder).rglob("*.py"))]
MODULES = [import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in FILES]
CLASSES = {
    value
    for module in MODULES
    for value in vars(module).values()
    if inspect.isclass(value) and value.__module__.startswith(("screens.", "wizard."))
}
MADE = [made for made in CLASSES if not any(other is not made and made in other.__mro__ for other in CLASSES)]


def left_open() -> set[str]:
    """The methods that raise it, as Class.method."""
    trees = (ast.parse(path.read_text("utf-8")) for path in FILES)
    classes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return {
        f"{node.name}.{method.name}"
        for node in classes
        for method in node.body
        if isinstance(method, ast.FunctionDef) and "NotImplementedError" in ast.unparse(method)
    }


def test_nothing_that_is_made_leaves_a_method_open() -> None:
    """The end of each line of classes has what its beginnings leave to it."""
    every = left_open()
    names = {name.partition(".")[2] for name in every}
    unfinished = {
        f"{made.__name__}: {method.__qualname__}"
        for made in MADE
        for name in names
        if (method := inspect.getattr_static(made, name, None)) and getattr(method, "__qualname__", "") in every
    }

    assert every
    assert unfinished == set()


def test_a_step_that_is_not_laid_out_is_where_it_was_to_open() -> None:
    """Back, pressed while it opens, finds no cursor in it yet."""
    assert SourcesStep("sources", StepPlace(cursor=3)).place == StepPlace(cursor=3)
