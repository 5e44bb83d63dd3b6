"""Every message of the checks that a pair of cases does not show: a case of a check with a few words changed."""

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.checks.sites import CHECKS, STANDARD
from tests.test_check_families import found, rows

VARIATIONS = CHECKS / "variations"
"""One file for each check that has any.

`about` is a sentence of it, `of` the case that it begins with, `change` what is replaced in a router's configuration,
`answers` and `releases` what is known of the site, `hit` what the check says then: nothing where there is none.
"""


def variations() -> list[Any]:
    """Each of them, with the check that it belongs to."""
    return [
        pytest.param(path.stem, row, id=f"{path.stem}-{number}")
        for path in sorted(VARIATIONS.glob("*.toml"))
        for number, row in enumerate(rows_of(path), 1)
    ]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The variations in a file."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["variation"]
    return rows


def made(row: dict[str, Any], folder: Path) -> Path:
    """The site of a variation, in that folder."""
    case = CHECKS / row["of"]
    for path in case.iterdir():
        shutil.copy(path, folder)
    facts = tomllib.loads((case / "meta.toml").read_text("utf-8"))
    words = [f"read_on = {facts['read_on']}\n"] if "read_on" in facts else []
    for table in ("answers", "releases"):
        known = facts.get(table, {}) | row.get(table, {})
        words += [f"[{table}]\n", *(f"{json.dumps(key)} = {json.dumps(value)}\n" for key, value in known.items())]
    (folder / "meta.toml").write_text("".join(words), "utf-8")
    for change in row.get("change", ()):
        path = folder / f"{change['device']}.cfg"
        text = (path if path.exists() else STANDARD / path.name).read_text("utf-8")
        assert change["old"] in text, change["old"]
        path.write_text(text.replace(change["old"], change["new"], 1), "utf-8")
    return folder


@pytest.mark.parametrize(("code", "row"), variations())
def test_a_check_says_what_is_wrong_of_each_variation(code: str, row: dict[str, Any], tmp_path: Path) -> None:
    """One word more or less in a configuration, and the check says exactly what became of it."""
    said = rows([finding for finding in found(made(row, tmp_path)) if finding.code == code])

    assert said == row.get("hit", [])
