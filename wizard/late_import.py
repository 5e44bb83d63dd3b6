"""Names that a package gives and whose modules are imported when the names are first used (PEP 562)."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def late(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package that gives these names, each from the module beside it."""
    module = sys.modules[package]
    there = vars(module)

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=module)
        found: object = getattr(import_module(homes[name]), name)
        there[name] = found
        return found

    def names() -> list[str]:
        return sorted({*there, *homes})

    return get, names
