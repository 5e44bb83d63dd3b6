"""docs/dependencies.md names every package of the locks, with a reason, and a licence that goes with ours."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev
from tests.locks import PROJECT, pins

PAGE = dev.ROOT / "docs" / "dependencies.md"
OURS = "ez2flex"

FIT = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "ISC",
    "LGPL-2.1",
    "LGPL-2.1-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "PSF-2.0",
}
"""The licences whose packages may be part of a whole under the GNU GPL, version 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """A row of the page."""

    package: str
    parents: tuple[str, ...]
    reason: str
    licence: str


def listed(heading: str) -> tuple[Dependency, ...]:
    """The rows below a heading of the page."""
    below = PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| (.+?) \| (.+?) \| (.+?) \|$", below, re.MULTILINE)
    return tuple(
        Dependency(package=package, parents=tuple(parents.split(", ")), reason=reason, licence=licence)
        for package, parents, reason, licence in rows
        if package != "package"
    )


RUNNING, DEVELOPING, LOCKING = listed("To run"), listed("To develop"), listed("To compile the locks")
EVERY = (*RUNNING, *DEVELOPING, *LOCKING)


def names(requirements: list[str]) -> set[str]:
    """The packages that are asked for, on any system and with any extra."""
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def asked_for(parent: str) -> set[str]:
    """The packages that a package asks for, or that pyproject.toml does."""
    if parent != OURS:
        return names(requires(parent) or [])
    groups = PROJECT["dependency-groups"].values()
    return names([*PROJECT["project"]["dependencies"], *(text for group in groups for text in group)])


@pytest.mark.parametrize(
    ("rows", "locked"),
    [
        (RUNNING, pins(dev.RUNTIME_LOCK).keys()),
        (DEVELOPING, pins(dev.DEVELOPMENT_LOCK).keys() - pins(dev.RUNTIME_LOCK).keys()),
        (LOCKING, pins(dev.UV_LOCK).keys()),
    ],
    ids=["run", "develop", "lock"],
)
def test_every_locked_package_has_one_row(rows: tuple[Dependency, ...], locked: set[str]) -> None:
    """A package that comes into a lock needs a reason; a reason goes with its package."""
    assert [row.package for row in rows] == sorted(locked)


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.package)
def test_a_package_is_asked_for_by_those_that_its_row_names(row: Dependency) -> None:
    """What a row says of where a package comes from is so."""
    assert not [parent for parent in row.parents if row.package not in asked_for(parent)]
    assert (OURS in row.parents) == (row.package in asked_for(OURS))


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.package)
def test_a_licence_may_be_part_of_the_whole(row: Dependency) -> None:
    """Whoever passes ez2flex on with its packages breaks the licence of none; of several one may be chosen."""
    assert FIT.intersection(row.licence.split(" OR "))


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row.package)
def test_a_licence_is_the_one_that_the_package_states(row: Dependency) -> None:
    """Where an installed package states its licence as an expression, the row has the same."""
    assert stated_licence(row.package) in (row.licence, None)


def stated_licence(package: str) -> str | None:
    """The licence expression of a package; None where it has none or is not installed, as those for Windows alone."""
    try:
        stated: list[str] = metadata(package).get_all("License-Expression", [])
    except PackageNotFoundError:
        return None
    return next(iter(stated), None)


@pytest.mark.parametrize("file", ["README.md", "docs/dependencies.md"])
def test_whoever_passes_the_whole_on_is_told_its_licence(file: str) -> None:
    """The package under version 3 only is named where the licence of ez2flex is."""
    text = " ".join((dev.ROOT / Path(file)).read_text("utf-8").split()).replace("*", "")

    assert "ciscoconfparse, is under version 3 only" in text or "ciscoconfparse is under version 3 only" in text
