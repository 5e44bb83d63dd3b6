"""Small changes to the core, drawn at random, and whether the tests that run the changed line notice them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change to one file."""

    path: str
    """Below the checkout."""
    line: int
    what: str
    """`x < y becomes x <= y`."""
    start: int
    end: int
    """Where in the text of the file the change is."""
    old: str
    text: str
    """What stands there, and what stands there then."""
    function: int
    """The line where the function begins that it is in; 0 where it is carried out on import."""
    function_ends: int
    """Its last line."""
    says: tuple[str, ...]
    """The longer texts of its line, by which a test that is about it can be told."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def mutants(count: int, seed: int) -> list[Mutant]:
    """So many changes, each to another place, the same for the same seed."""
    every = [mutant for path in sorted((ROOT / "wizard").rglob("*.py")) for mutant in changes(path)]
    return Random(seed).sample(every, min(count, len(every)))


def changes(path: Path) -> Iterator[Mutant]:
    """Every change that may be made to a file."""
    source = path.read_text("utf-8")
    starts = _line_starts(source)
    for node, function, (start, end, text) in _replacements(ast.parse(source), source, starts):
        old = source[start:end]
        if "\n" not in old and old != text:
            yield Mutant(
                path=path.relative_to(ROOT).as_posix(),
                line=node.lineno,
                what=f"`{old}` becomes `{text}` in `{source.splitlines()[node.lineno - 1].strip()[:90]}`",
                start=start,
                end=end,
                old=old,
                text=text,
                function=function[0],
                function_ends=function[1],
                says=texts_in(source.splitlines()[node.lineno - 1]),
            )


def texts_in(line: str) -> tuple[str, ...]:
    """What the texts of a line of code say word for word, between what is put into them."""
    quoted = (match[2] for match in re.finditer(r"([\"'])(.*?)\1", line))
    return tuple(part.strip() for text in quoted for part in re.split(r"\{.*?\}", text) if len(part.strip()) >= SAYING)


SAYING = 6
"""The letters of a text that says something."""

Replaced = tuple[int, int, str]
"""Where a text begins and ends, and what comes in its place."""


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


_COMPARED = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
_COMPUTED = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "//"), ast.BitOr: ("|", "&")}


Node = ast.expr | ast.stmt


Lines = tuple[int, int]
"""The first and the last line of a function, (0, 0) outside of any."""


def _replacements(tree: ast.Module, source: str, starts: list[int]) -> Iterator[tuple[Node, Lines, Replaced]]:
    """Each node that can be changed, with the lines of its function and its change."""
    rows = [line.encode() for line in source.splitlines()]

    def place(node: Node) -> tuple[int, int]:
        begin = len(rows[node.lineno - 1][: node.col_offset].decode())
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        finish = len(rows[end_line - 1][:end_column].decode())
        return starts[node.lineno - 1] + begin, starts[end_line - 1] + finish

    def between(left: ast.expr, right: ast.expr, old: str, new: str) -> Replaced | None:
        begin, end = place(left)[1], place(right)[0]
        found = source.find(old, begin, end)
        return (found, found + len(old), new) if found >= 0 else None

    for node, function in _code(tree):
        found: Replaced | None = None
        match node:
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                found = between(left, right, *_COMPARED[type(operator)])
            case ast.BoolOp(op=operator, values=[first, second, *_]):
                words = ("and", "or") if isinstance(operator, ast.And) else ("or", "and")
                found = between(first, second, *words)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _COMPUTED:
                found = between(left, right, *_COMPUTED[type(operator)])
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                begin, end = place(node)
                found = (begin, end, f"({source[slice(*place(operand))]})")
            case ast.Constant(value=bool(value)):
                found = (*place(node), str(not value))
            case ast.Constant(value=int(value)):
                found = (*place(node), str(value + 1))
            case ast.Constant(value=str(value)) if value and " " not in value and source[place(node)[0]] in "\"'":
                found = (*place(node), repr(f"{value}x"))
            case ast.IfExp(test=test) | ast.If(test=test) if not isinstance(test, ast.UnaryOp):
                found = (*place(test), f"not ({source[slice(*place(test))]})")
            case ast.Return(value=ast.Constant(value="") as value):
                # None would be as empty: nobody who asks whether there is a text sees that.
                found = (*place(value), "'x'")
            case ast.Return(value=ast.expr() as value):
                found = (*place(value), "None")
            case ast.Expr(value=ast.Call()):
                found = (*place(node), "pass")
            case _:
                continue
        if found:
            yield node, function, found


def _code(tree: ast.Module) -> Iterator[tuple[Node, Lines]]:
    """The nodes that are carried out, each with the lines of its function; no annotation, nothing for type checkers."""
    waiting: list[tuple[ast.AST, Lines]] = [(tree, (0, 0))]
    while waiting:
        node, function = waiting.pop()
        if isinstance(node, Node):
            yield node, function
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "bases"} or _is_for_a_type_checker(node):
                continue
            # What stands in front of a function or in its head is carried out with the `def`.
            inside = function
            if isinstance(node, ast.FunctionDef | ast.Lambda) and name == "body":
                inside = node.lineno, node.end_lineno or node.lineno
            below = value if isinstance(value, list) else [value]
            waiting += [
                (child, inside) for child in below if isinstance(child, ast.AST) and not _is_documentation(child)
            ]


def _is_for_a_type_checker(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "TypeVar"
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
