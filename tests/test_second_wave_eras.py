"""Every era of releases with every other choice, once more for the next spoke that joins that hub."""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests import oracle
from tests.eras import ROWS, expected_blockers, hub_of, is_refused, loses_its_lines, named, planned
from tests.matrix import SPOKE
from tests.pairwise import Row
from tests.second_wave import next_wave, objects_made, with_open_answers_alone
from tests.test_eras import assert_laws
from wizard.check import findings, negotiations
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.plan.adoption import PROFILE
from wizard.plan.answer import open_answers
from wizard.plan.perspective import hub_device, resolved
from wizard.render import outputs

POSSIBLE = tuple(row for row in ROWS if not is_refused(row))
OF_A_ROW = pytest.mark.parametrize("row", POSSIBLE, ids=named)


FIRST_OF_ITS_KIND = {"ip access-list standard FLEX-SITES"}
"""The list by which a hub with BGP announces the sites to each other, where the first wave did not want that."""


def shares_one_key(row: Row) -> bool:
    """Whether the hub of a row has one key for everybody, which nobody joins."""
    return row["key_store"] == "wildcard" and "pre-share" in {row["hub_method"], row["spoke_method"]}


@cache
def wave_of(index: int) -> Plan:
    """The next spoke of the hub of one possible row, with nothing answered that the hub answers."""
    return with_open_answers_alone(next_wave(planned(POSSIBLE[index])))


@OF_A_ROW
def test_the_next_spoke_of_a_row_joins_and_brings_no_blocker(row: Row) -> None:
    """It comes up where the first did; a hub with one key for everybody keeps it, and gets a profile beside it."""
    plan = wave_of(POSSIBLE.index(row))
    blockers = {finding.code for finding in findings(plan) if finding.severity is Severity.BLOCKER}
    joins = resolved(plan, PROFILE, hub_device(plan)).value != "own"

    assert [open_answer.key for open_answer in open_answers(plan)] == []
    assert blockers - expected_blockers(row) <= (set() if joins else {"IDN002"})
    assert joins is not shares_one_key(row)
    assert not joins or objects_made(plan) <= FIRST_OF_ITS_KIND
    up = [negotiation.up for negotiation in negotiations(plan)]
    assert up == [not (joins and loses_its_lines(row))], [negotiation.why for negotiation in negotiations(plan)]


@pytest.mark.parametrize("row", POSSIBLE[::4], ids=named)
def test_the_laws_hold_for_the_next_spoke_of_a_row(row: Row) -> None:
    """The stages of each router lead to its target and its final configuration, and the inverses lead back."""
    assert_laws(wave_of(POSSIBLE.index(row)))


def test_the_oracle_takes_every_line_of_a_second_wave(tmp_path: Path) -> None:
    """An independent check of the syntax rejects no line that is written for a release."""
    checker = Path(os.environ.get("EZ2FLEX_ORACLE", "oracle/check.py"))
    if not checker.is_file():
        pytest.skip(f"there is no {checker}; EZ2FLEX_ORACLE names the independent checker of IOS-XE syntax")
    known = oracle.releases_of(checker)
    files: dict[str, list[Path]] = {}
    for index, row in enumerate(POSSIBLE):
        if loses_its_lines(row):
            continue
        for name, text in outputs(wave_of(index)).items():
            device, _, kind = name.partition("/")
            spoke = row["spoke_release"] if device == f"{SPOKE}-B" else "15.7"
            release = row["hub_release"] if device == hub_of(row) else spoke
            if kind.endswith(".cfg") and kind not in oracle.WHOLE:
                file = tmp_path / f"{index}-{device}-{kind}"
                file.write_text(text, encoding="utf-8")
                files.setdefault(oracle.judged_as(release, known), []).append(file)
    total: Counter[str] = Counter()
    for release, written in files.items():
        total += oracle.judged(checker, release, written)

    assert total["accepted"] > 1_000
    assert total["rejected"] == 0
