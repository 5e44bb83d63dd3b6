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

LACKING = {
    "wizard.model.secret.Secret": {"by name"},
    "wizard.plan.perspective.Perspective": {"by name"},
    "wizard.rehearse.objects.Block": {"by name"},
    "wizard.rehearse.authority.Authority": COMPUTING,
    "wizard.parse.captures.Capture": {"frozen"},
    "wizard.parse.access._Collected": COLLECTING,
    "wizard.parse.shown_certificates._Record": COLLECTING,
    "wizard.parse.captures._Part": COMPUTING,
    "wizard.check.inter_hub.InterHubView": ITSELF,
    "wizard.check.view.DeviceView": ITSELF,
    "wizard.check.pair.PairView": ITSELF,
    "wizard.check.pair.SiteView": ITSELF,
}
"""What each class lacks that every other one has."""


def classes() -> Iterator[type]:
    """Every dataclass of the core."""
    for module in pkgutil.walk_packages(wizard.__path__, "wizard."):
        for one in vars(import_module(module.name)).values():
            if inspect.isclass(one) and is_dataclass(one) and one.__module__ == module.name:
                yield one


def lacks(one: type) -> set[str]:
    """What a class lacks of a value that is frozen, has nothing but its fields, and is made by their names."""
    parameters = one.__dataclass_params__  # type: ignore[attr-defined]
    has = {
        "frozen": parameters.frozen,
        "compared": parameters.eq,
        "slots": "__slots__" in vars(one),
        "by name": all(field.kw_only for field in fields(one)),
    }
    return {name for name, there in has.items() if not there}


def test_what_the_core_hands_around_is_a_value() -> None:
    """A plan that was saved, drawn or compared is the same afterwards, and so is everything in it."""
    found = {f"{one.__module__}.{one.__qualname__}": lacking for one in classes() if (lacking := lacks(one))}

    assert found == LACKING
