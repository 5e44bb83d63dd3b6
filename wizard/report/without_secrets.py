"""A report without secrets, in which no text does anything to whoever reads it."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from wizard.bundle import KnownSecrets
from wizard.model.plan import Plan
from wizard.printable import printable
from wizard.report.report import Report

_T = TypeVar("_T")


def without_secrets(report: Report, plan: Plan) -> Report:
    """The report with each key and password of the plan masked wherever it stands, and every text printable."""
    known = KnownSecrets(plan)
    return _each_text(report, lambda text: printable(known.masked(text)))


def _each_text(value: _T, change: Callable[[str], str]) -> _T:
    """The same value with every text in it changed, at any depth."""
    told: Any = value
    if type(told) is str:
        return change(told)  # type: ignore[return-value]
    if isinstance(told, tuple):
        return tuple(_each_text(part, change) for part in told)  # type: ignore[return-value]
    if is_dataclass(told) and not isinstance(told, type):
        changed = {field.name: _each_text(getattr(told, field.name), change) for field in fields(told)}
        return replace(told, **changed)  # type: ignore[return-value]
    return value
