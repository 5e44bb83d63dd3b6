"""What is read and answered is held in values: nobody changes one, and every field is given by its name."""

import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module

import wizard

COLLECTING = {"frozen", "by name"}
"""Of what grows while a file is read; it leaves no function of its module but as a value."""
COMPUTING = {"slots"}
"""Of what keeps what it computed from its fields beside them."""
ITSELF = {"slots", "compared"}
"""Of what stands for itself in a cache: two of them are never compared."""

A_FORM = {"by name"}
"""Of what is written in a row of the questions: `Number(1, 65_535)` reads as well."""

LACKING = {
    **dict.fromkeys(("AddressBounds", "Number", "NumberedName", "OneOf", "OrEmpty", "OrNone", "TunnelSizes"), A_FORM),
    "BesideAnswers": {"by name"},
    "Secret": {"by name"},
    "Perspective": {"by name"},
    "Block": {"by name"},
    "Authority": COMPUTING,
    "Call": COMPUTING,
    "Plan": COMPUTING,
    "Capture": {"frozen"},
    "_Collected": COLLECTING,
    "_Record": COLLECTING,
    "_Part": COMPUTING,
    "InterHubView": ITSELF,
    "DeviceView": ITSELF,
    "PairView": ITSELF,
    "SiteView": ITSELF,
}
"""What each class lacks that every other one has, by its name: files move."""


def classes() -> Iterator[type]:
    """Every dataclass of the core."""
    for module in pkgutil.walk_packages(wizard.__path__, "wizard."):
        for var in vars(import_module(module.name)).values():
            if inspect.isclass(var) and is_dataclass(var) and var.__module__ == module.name:
                yield var


def lacks(value_class: type) -> set[str]:
    """What a class lacks of a value that is frozen, has nothing but its fields, and is made by their names."""
    parameters = value_class.__dataclass_params__  # type: ignore[attr-defined]
    has = {
        "frozen": parameters.frozen,
        "compared": parameters.eq,
        "slots": "__slots__" in vars(value_class),
        "by name": all(field.kw_only for field in fields(value_class)),
    }
    return {name for name, there in has.items() if not there}


def test_what_the_core_hands_around_is_a_value() -> None:
    """A plan that was saved, drawn or compared is the same afterwards, and so is everything in it."""
    found = {other_class.__qualname__: lacking for other_class in classes() if (lacking := lacks(other_class))}

    assert found == LACKING
