"""docs/values.md: the values of the core and the words of which they are made, from their classes."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from importlib import import_module
from types import ModuleType

import wizard
from tests.page_table import code, codes, table

INTRODUCTION = """\
# The values of ez2flex

Made from the classes of `wizard/model/`: what a plan, a router and its IKEv2 objects, a question, a stage and a finding
hold; and from every list of words in `wizard/`, which JSON and TOML have as they stand here. A field without a default
must be given. "not compared": two values that differ in nothing else are equal. "not shown": a message about the value
leaves it out.
"""


def values_page() -> str:
    """The page."""
    modules = [import_module(module.name) for module in pkgutil.walk_packages(wizard.__path__, "wizard.")]
    model = [module for module in modules if module.__name__.startswith("wizard.model.")]
    return "\n".join((INTRODUCTION, *_words(modules), *(line for module in model for line in _values(module))))


def _words(modules: list[ModuleType]) -> Iterator[str]:
    listed = [one for module in modules for one in _own_classes(module) if issubclass(one, StrEnum)]
    yield from ("## Words", "")
    yield from table(
        ("list", "words", "what they say"),
        ((one.__name__, codes(word.value for word in one), inspect.getdoc(one) or "") for one in listed),
    )


def _values(module: ModuleType) -> Iterator[str]:
    classes = [one for one in _own_classes(module) if is_dataclass(one)]
    if classes:
        yield from (f"## {module.__name__.removeprefix('wizard.')}", "", inspect.getdoc(module) or "", "")
    for one in classes:
        yield from (f"### {one.__name__}", "", (inspect.getdoc(one) or "").replace("\n", " "), "")
        yield from table(
            ("field", "type", "default", ""),
            ((code(field.name), code(_type(one, field)), _default(field), _left_out(field)) for field in fields(one)),
        )


def _own_classes(module: ModuleType) -> Iterator[type]:
    return (one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__)


def _type(owner: type, field: "Field[object]") -> str:
    """The annotation as it is written."""
    written = ast.parse(inspect.cleandoc(inspect.getsource(owner))).body[0]
    assert isinstance(written, ast.ClassDef)
    found = (
        node for node in written.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == field.name
    )
    annotation = next(found).annotation
    return ast.unparse(annotation).strip("'")


def _default(field: "Field[object]") -> str:
    if field.default_factory is not MISSING:
        return code(f"{field.default_factory()!r}")
    if field.default is MISSING:
        return ""
    return "a rule" if callable(field.default) else code(f"{field.default!r}")


def _left_out(field: "Field[object]") -> str:
    return ", ".join(
        words
        for words, holds in (
            ("not given", not field.init),
            ("not compared", not field.compare),
            ("not shown", not field.repr),
        )
        if holds
    )
