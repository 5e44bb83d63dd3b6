"""Whole pairs of routers, each with something beside EzVPN that decides where packets go."""

import tomllib
from typing import Any

import pytest

from tests.reading import CONFIGS
from tests.with_authority import propose
from wizard.check.all_findings import findings
from wizard.model.finding import Severity
from wizard.model.plan import Answer
from wizard.parse.sources import read_source
from wizard.plan.answer import answer_all
from wizard.render import outputs

FOLDER = CONFIGS.parent / "beside"
SITES: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "sites.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", SITES)
def test_what_stands_beside_ezvpn_is_seen_and_nothing_else_is_blocked(name: str) -> None:
    """Neither a packet goes astray unsaid, nor is a packet missed that arrives."""
    known = SITES[name]
    sources = [read_source((FOLDER / name / file).read_bytes(), file) for file in ("server.cfg", "spoke.cfg")]
    plan = propose(sources)
    plan = answer_all(plan, (Answer(key="management_access", value="outside"),))
    # What is said of the authority of the tests is no matter of packets.
    found = [(row.severity, row.code) for row in findings(plan) if not row.code.startswith("PKI")]

    assert sorted({code for severity, code in found if severity is Severity.BLOCKER}) == known["blockers"]
    assert sorted({code for severity, code in found if severity is Severity.WARNING}) == known["warnings"]
    written = outputs(plan)
    assert all(text in written[file] for file, text in known.get("has", {}).items())
    assert not any(text in written[file] for file, text in known.get("lacks", {}).items())


def test_every_pair_says_what_it_is_about() -> None:
    """No folder without a row, and no row without a sentence."""
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(SITES)
    assert all(row["about"].endswith(".") for row in SITES.values())
