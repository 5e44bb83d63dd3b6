"""Puts a hash in the place of everything that is declared a Sentence, in an interpreter that has not imported us yet.

Fields of dataclasses, parameters and results of functions are found by their annotations, so that a new one needs no
word here. Text of another type that is in English is noted: it is a sentence that nobody declared.
"""

import ast
import dataclasses
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial, wraps
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from typing import Any

OURS = ("wizard", "screens")
ENGLISH = re.compile(r"(?:^|(?<= ))(?:the|an?|is|are|of|and|that|its?|which|has|with|for|to|nothing|only|whose) ")
"""Words that no line of a configuration needs."""

undeclared: dict[str, str] = {}
"""Fields that hold English and are not declared as sentences, `Class.field`, with an example."""


class Hashed(str):
    """A sentence of which nothing can be read."""

    __slots__ = ()


def hashed(value: Any) -> Any:
    """The value with each sentence in it as a hash, those included that a function gives; "" stays empty."""
    if isinstance(value, Hashed) or value == "":
        return value
    if isinstance(value, str):
        return Hashed(sha256(value.encode("utf-8", "surrogatepass")).hexdigest())
    if isinstance(value, tuple):
        return tuple(map(hashed, value))
    if isinstance(value, Iterator):
        return map(hashed, value)
    return with_hashed_result(value) if callable(value) else value


def with_hashed_result(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function whose sentences nobody can read."""

    @wraps(function)
    def hashing(*arguments: object, **named: object) -> object:
        return hashed(function(*arguments, **named))

    return hashing


def install() -> None:
    """Hashes what modules that are imported from now on declare."""
    sys.dont_write_bytecode = True
    sys.pycache_prefix = "nowhere"  # What was compiled before is not hashed.
    dataclasses.dataclass = _dataclass
    SourceFileLoader.source_to_code = _compiled  # type: ignore[method-assign, assignment]  # the hook that importlib has


_real_dataclass: Any = dataclasses.dataclass


def _dataclass(cls: Any = None, /, **options: Any) -> Any:
    """`dataclass`, with the sentences of each value hashed when it is made."""
    if cls is None:
        return partial(_dataclass, **options)
    made = _real_dataclass(cls, **options)
    if not made.__module__.startswith(OURS):
        return made
    every = {field.name: "Sentence" in f"{field.type}" or "for people" in repr(field.type) for field in _fields(made)}
    real_init = made.__init__

    def init(self: object, *arguments: object, **named: object) -> None:
        real_init(self, *arguments, **named)
        for name, is_sentence in every.items():
            value = getattr(self, name)
            if is_sentence:
                object.__setattr__(self, name, hashed(value))
            else:
                _note(f"{made.__qualname__}.{name}", value)

    made.__init__ = init
    return made


def _fields(made: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(made)


def _note(where: str, value: object) -> None:
    for text in value if type(value) is tuple else (value,):
        if type(text) is str and ENGLISH.search(text):
            undeclared.setdefault(where, text)


def _compiled(loader: SourceFileLoader, data: Any, path: Any, *, _optimize: int = -1) -> Any:
    tree = ast.parse(data, path)
    if loader.name.startswith(OURS):
        tree = ast.fix_missing_locations(_Hashing().visit(tree))
    return compile(tree, path, "exec", dont_inherit=True, optimize=_optimize)


def _says(annotation: ast.expr | None) -> bool:
    """Whether a sentence is in what is annotated so."""
    return annotation is not None and "Sentence" in ast.unparse(annotation)


class _Hashing(ast.NodeTransformer):
    """Functions that get or give a sentence, with it hashed."""

    def visit_Module(self, node: ast.Module) -> ast.Module:
        self.generic_visit(node)
        place = next((index for index, statement in enumerate(node.body) if not _is_first(statement)), len(node.body))
        node.body.insert(place, ast.parse(f"from {__name__} import hashed, with_hashed_result").body[0])
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        got = [arg.arg for arg in (*node.args.args, *node.args.kwonlyargs) if _says(arg.annotation)]
        place = 1 if ast.get_docstring(node, clean=False) is not None else 0
        node.body[place:place] = [ast.parse(f"{name} = hashed({name})").body[0] for name in got]
        if _says(node.returns):
            node.decorator_list.append(ast.Name("with_hashed_result", ast.Load()))
        return node


def _is_first(node: ast.stmt) -> bool:
    """Whether it must stand before everything else: the docstring of a module, and what it wants of the future."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
