"""What is imported late is so by one way: a package that gives names whose modules it imports when they are used."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("wizard", "screens")


class Face(NamedTuple):
    """What stands in the file of a package that gives names late."""

    homes: dict[str, str]
    """As it gives them: name and module."""
    seen: dict[str, str]
    """As mypy and import-linter see them."""
    exported: list[str]


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def files() -> list[Path]:
    """Every file of ours that is not a test."""
    return [path for package in OURS for path in sorted((ROOT / package).rglob("*.py"))]


def dotted(path: Path) -> str:
    """The module that a file is."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def faces() -> dict[str, Face]:
    """The packages that give names late."""
    found = {}
    for path in files():
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        late = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "late"]
        if late:
            found[dotted(path)] = Face(ast.literal_eval(late[0].args[1]), seen(tree(path)), exported(tree(path)))
    return found


def seen(module: ast.Module) -> dict[str, str]:
    """The names that are imported for type checkers alone, with their modules."""
    blocks = [node for node in module.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    imports = [one for block in blocks for one in block.body if isinstance(one, ast.ImportFrom)]
    return {alias.name: one.module or "" for one in imports for alias in one.names}


def exported(module: ast.Module) -> list[str]:
    """The names in `__all__`."""
    texts = [node for node in module.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"]
    names: list[str] = ast.literal_eval(texts[0].value)
    return names


FACES = faces()
each_face = pytest.mark.parametrize("package", FACES)


@each_face
def test_what_is_given_late_is_what_the_tools_see(package: str) -> None:
    """The names that a package imports late, those that mypy reads there and those that it exports are the same."""
    face = FACES[package]
    own = set(face.exported) - set(face.homes)

    assert face.homes == face.seen
    assert set(face.homes) <= set(face.exported)
    assert own <= set(vars(import_module(package)))


@each_face
def test_a_name_is_what_its_module_has(package: str) -> None:
    """A name that a package gives late is the very thing of that name in its module, and stays it."""
    module = import_module(package)

    for name, home in FACES[package].homes.items():
        thing = getattr(import_module(home), name)
        assert getattr(module, name) is thing
        assert vars(module)[name] is thing


@each_face
def test_no_name_is_also_a_module(package: str) -> None:
    """A name that a package gives late is not that of a module in it, which would take its place once imported."""
    folder = ROOT.joinpath(*package.split("."))
    modules = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}

    assert not modules & set(FACES[package].homes)


@each_face
def test_a_name_that_is_not_there_is_missed_as_ever(package: str) -> None:
    """Whoever misspells a name is told so as by any other module."""
    with pytest.raises(AttributeError, match=rf"^module '{package}' has no attribute 'no_such_name'$"):
        import_module(package).no_such_name  # noqa: B018
    with pytest.raises(ImportError, match=rf"^cannot import name 'no_such_name' from '{package}'"):
        exec(f"from {package} import no_such_name")


@each_face
def test_every_name_is_listed(package: str) -> None:
    """`dir()` of a package names what it gives, whether that was used already or not."""
    assert set(FACES[package].exported) <= set(dir(import_module(package)))


def test_what_a_package_exports_is_there() -> None:
    """Every name of an `__all__` can be imported, and what a package imports for others is one of them."""
    for path in files():
        if exported_by(path):
            module = import_module(dotted(path))
            assert [name for name in exported_by(path) if not hasattr(module, name)] == []
            for node in tree(path).body:
                if path.name == "__init__.py" and isinstance(node, ast.ImportFrom) and node.module in sub_modules(path):
                    assert {alias.name for alias in node.names} <= set(exported_by(path))


def exported_by(path: Path) -> list[str]:
    """The names in the `__all__` of a file; none where it has no such list."""
    return list(getattr(import_module(dotted(path)), "__all__", ()))


def sub_modules(path: Path) -> set[str]:
    """The modules beside the file of a package."""
    return {dotted(beside) for beside in path.parent.glob("*.py")} - {dotted(path)}


def test_a_package_loads_nothing_before_it_is_asked() -> None:
    """Importing every package that gives names late imports none of the modules they come from; using one, only its."""
    homes = sorted({home for face in FACES.values() for home in face.homes.values()})
    code = (
        f"import sys, {', '.join(FACES)}; homes = {homes}; "
        "print([home for home in homes if home in sys.modules]); "
        "from wizard.plan import open_answers; "
        "print(open_answers.__module__ in sys.modules, 'wizard.plan.merge_edits' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\nTrue False\n"


def test_no_function_imports_a_module_of_ours() -> None:
    """What is imported late is seen at the top of its file, and in the package that gives it."""
    assert [f"{dotted(path)}:{node.lineno}" for path in files() for node in inner_imports(path)] == []


def inner_imports(path: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports of modules of ours inside functions."""
    for function in ast.walk(tree(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and is_ours(node):
                    yield node


def is_ours(node: ast.Import | ast.ImportFrom) -> bool:
    """Whether it imports a module of ours."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in OURS for alias in node.names)
    return bool(node.level) or (node.module or "").partition(".")[0] in OURS
