"""Every regular expression of the code, and the texts that are dearest to it: made from the expression itself."""

import ast
import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
METHODS = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})


@dataclass(frozen=True, kw_only=True)
class Use:
    """One regular expression and how the code applies it."""

    where: str
    pattern: str
    flags: int
    method: str
    of_bytes: bool = False

    def __str__(self) -> str:
        return f"{self.where} {self.method}"

    def on(self, text: str) -> None:
        """Applies it as the code does."""
        data: Any = text.encode("latin-1", "replace") if self.of_bytes else text
        pattern: Any = re.compile(self.pattern.encode() if self.of_bytes else self.pattern, self.flags)
        apply = getattr(pattern, self.method)
        if self.method in {"sub", "subn"}:
            apply(b"" if self.of_bytes else "", data)
        elif self.method == "finditer":
            list(apply(data))
        else:
            apply(data)


def uses(packages: Iterable[str]) -> Iterator[Use | str]:
    """Each use in those packages; where an expression is made at run time, the place of that in words."""
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            if any(isinstance(node, ast.Import) and node.names[0].name == "re" for node in ast.walk(tree)):
                yield from _uses_in(tree, path)


def _uses_in(tree: ast.Module, path: Path) -> Iterator[Use | str]:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    names = vars(import_module(name))
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    for call in called:
        function = call.func
        assert isinstance(function, ast.Attribute)
        if not isinstance(function.value, ast.Name) or function.value.id != "re" or function.attr == "escape":
            continue
        try:
            pattern = _evaluated(call.args[0], names)
            flags = sum(_evaluated(flag, names) for flag in _flags(call, function.attr))
        except (NameError, TypeError):
            yield f"{name}: {ast.unparse(call.args[0])}"
            continue
        of_bytes = isinstance(pattern, bytes)
        text = pattern.decode("latin-1") if of_bytes else pattern
        methods = {function.attr} if function.attr != "compile" else _methods_of(pattern, names, called)
        for method in sorted(methods):
            where = f"{name}:{call.lineno}"
            yield Use(where=where, pattern=text, flags=int(flags), method=method, of_bytes=of_bytes)


def _flags(call: ast.Call, function: str) -> list[ast.expr]:
    """The flags behind the expression, and behind what it is applied to."""
    place = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(function, 2)
    return [*call.args[place : place + 1], *(keyword.value for keyword in call.keywords if keyword.arg == "flags")]


def _evaluated(node: ast.expr, names: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(node), "<pattern>", "eval"), names)


def _methods_of(pattern: object, names: dict[str, Any], called: Iterable[ast.Call]) -> set[str]:
    """How the module applies the compiled expression: by its name, or, from a table, as it applies any of them."""
    kept = {name for name, value in names.items() if isinstance(value, re.Pattern) and value.pattern == pattern}
    functions = [call.func for call in called if isinstance(call.func, ast.Attribute)]
    by_name = {
        function.attr for function in functions if isinstance(function.value, ast.Name) and function.value.id in kept
    } & METHODS
    return by_name or {function.attr for function in functions} & {"search", "match", "fullmatch"} or {"search"}


_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
_CATEGORIES: dict[object, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdigit,
    codes.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdigit(),
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    codes.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    codes.CATEGORY_NOT_WORD: lambda letter: not letter.isalnum() and letter != "_",
}
_TRIED = f"a0 A.-:x{string.printable}\x1b\b\x0e"


def hostile_texts(use: Use, length: int) -> Iterator[str]:
    """A piece that the expression may take again and again, behind each beginning and before each end."""
    tree = list(parser.parse(use.pattern, use.flags))
    repeated: list[tuple[str, str]] = []
    _collect(tree, "", repeated)
    whole = _sample(tree)
    pieces = {piece for _, piece in repeated} | {whole, f"{whole} ", " ", "\t", "a", "0", "a ", "\r", "\n"}
    pieces |= {whole[:end] for end in range(1, min(len(whole), 25))}
    for head in sorted({head for head, _ in repeated} | {""}):
        for piece in sorted(pieces - {""}):
            for tail in ("", "\x00", " ?"):
                yield head + piece * (length // len(piece)) + tail


def _collect(tree: Iterable[tuple[Any, Any]], before: str, repeated: list[tuple[str, str]]) -> None:
    """Every repeat of the expression: what stands before it, and what it repeats."""
    for code, value in tree:
        if code in _REPEATS:
            repeated.append((before, _sample(value[2])))
            _collect(value[2], before, repeated)
        elif code is codes.BRANCH:
            for branch in value[1]:
                _collect(branch, before, repeated)
        elif code is codes.SUBPATTERN:
            _collect(value[3], before, repeated)
        elif code is codes.ATOMIC_GROUP:
            _collect(value, before, repeated)
        before += _sample([(code, value)])


def _sample(tree: Iterable[tuple[Any, Any]]) -> str:
    """A text that the expression takes."""
    return "".join(_sample_of(code, value) for code, value in tree)


def _sample_of(code: object, value: Any) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if code is codes.ANY:
        return "a"
    if code is codes.IN:
        return next(letter for letter in chain(_TRIED, map(chr, range(128, 0x11_0000))) if _is_in(value, letter))
    if code is codes.BRANCH:
        return _sample(value[1][0])
    if code is codes.SUBPATTERN:
        return _sample(value[3])
    if code is codes.ATOMIC_GROUP:
        return _sample(value)
    return _sample(value[2]) * max(value[0], 1) if code in _REPEATS else ""


def _is_in(items: Iterable[tuple[Any, Any]], letter: str) -> bool:
    negated = found = False
    for code, value in items:
        if code is codes.NEGATE:
            negated = True
        elif code is codes.LITERAL:
            found |= ord(letter) == value
        elif code is codes.RANGE:
            found |= value[0] <= ord(letter) <= value[1]
        else:
            found |= _CATEGORIES[value](letter)
    return found != negated
