"""Every era of releases on either side, with every other choice, is planned, rendered and fits, or is refused."""

import os
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from tests import oracle
from tests.applier import after, shape, tree_of
from tests.eras import (
    ERAS,
    FACTORS,
    ROWS,
    answers,
    every_two_releases,
    expected_blockers,
    hub_of,
    is_refused,
    loses_its_lines,
    named,
    planned,
)
from tests.matrix import SPOKE
from tests.pairwise import Row, pairs_of, pairwise
from wizard.check import findings, negotiations
from wizard.errors import AnswerError
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.plan.answer import open_answers
from wizard.plan.baseline import baseline
from wizard.plan.perspective import devices
from wizard.render import final, outputs, target

POSSIBLE = tuple(row for row in ROWS if not is_refused(row))
OF_A_ROW = pytest.mark.parametrize("row", POSSIBLE, ids=named)

ONE_OF_EACH_ERA = {era: release for release, era in reversed(ERAS.items())}
"""The first release of each."""

PLAIN = {
    **dict.fromkeys(("hub_kind", "spoke_kind"), "fqdn"),
    **dict.fromkeys(("hub_method", "spoke_method"), "rsa-sig"),
    "strategy": "reuse",
    "tunnel_address": "unnumbered",
    "authorization_store": "local",
    "routing": "ikev2",
}

CROSSED = tuple(
    {
        **POSSIBLE[0],
        "hub_release": hub,
        "spoke_release": spoke,
        "crypto": crypto,
        "hub_kind": "fqdn",
        "spoke_kind": "fqdn",
    }
    | {"hub_method": "rsa-sig", "spoke_method": "rsa-sig", "strategy": "reuse", "tunnel_address": "unnumbered"}
    for hub, spoke, crypto in product(ONE_OF_EACH_ERA.values(), ONE_OF_EACH_ERA.values(), FACTORS["crypto"])
)
"""Each choice of algorithms with one release of each era at the hub and at the spoke."""


@cache
def plan_of(index: int) -> Plan:
    """The plan of one possible row, made once for all that is tested of it."""
    return planned(POSSIBLE[index])


def blockers(plan: Plan) -> set[str]:
    """The codes of what blocks a plan."""
    return {finding.code for finding in findings(plan) if finding.severity is Severity.BLOCKER}


@pytest.mark.parametrize("row", [row for row in (*ROWS, *CROSSED) if is_refused(row)], ids=named)
def test_smart_defaults_that_share_nothing_are_refused(row: Row) -> None:
    """Where two releases share no suite, or nobody knows one, the smart defaults cannot be chosen."""
    with pytest.raises(AnswerError, match="crypto cannot be smart-defaults: "):
        planned(row)


@OF_A_ROW
def test_hub_and_spoke_come_up_or_check_says_why_not(row: Row) -> None:
    """Each row comes up with nothing that blocks; where a release drops a weak proposal, check says so."""
    plan = plan_of(POSSIBLE.index(row))
    assert [open_answer.key for open_answer in open_answers(plan)] == []

    up = [negotiation.up for negotiation in negotiations(plan)]
    assert up == [not loses_its_lines(row)], [negotiation.why for negotiation in negotiations(plan)]
    assert blockers(plan) == expected_blockers(row)


@pytest.mark.parametrize("row", [row for row in CROSSED if not is_refused(row)], ids=named)
def test_each_choice_of_algorithms_meets_each_two_eras(row: Row) -> None:
    """Of every two eras and every choice of algorithms it is known whether the tunnel comes up."""
    plan = planned(row)

    assert [negotiation.up for negotiation in negotiations(plan)] == [not loses_its_lines(row)]
    assert blockers(plan) == expected_blockers(row)


@OF_A_ROW
def test_the_laws_hold_for_each_row(row: Row) -> None:
    """The stages of each device lead to its target and its final configuration, and the inverses lead back."""
    assert_laws(plan_of(POSSIBLE.index(row)))


def assert_laws(plan: Plan) -> None:
    """The stages of each device of the plan lead where they shall, and back."""
    written = outputs(plan)
    for device in devices(plan):
        texts = {name.rpartition("/")[2]: text for name, text in written.items() if name.startswith(f"{device}/")}
        source = tree_of(baseline(plan, device).text())
        tree = source
        for stage in Stage:
            if stage is Stage.CLEANUP:
                assert shape(tree) == shape(tree_of(target(plan, device).text()))
            tree = after(tree, texts.get(stage.filename, ""))
        assert shape(tree) == shape(tree_of(final(plan, device).text()))
        for stage in reversed(Stage):
            tree = after(tree, texts.get(stage.undo_filename, ""))
        assert shape(tree) == shape(after(source, texts.get(Stage.LOGIN.filename, "")))


def test_the_oracle_takes_every_line_for_the_release_of_its_router(tmp_path: Path) -> None:
    """An independent check of the syntax rejects no line that is written for a release."""
    checker = Path(os.environ.get("EZ2FLEX_ORACLE", "oracle/check.py"))
    if not checker.is_file():
        pytest.skip(f"there is no {checker}; EZ2FLEX_ORACLE names the independent checker of IOS-XE syntax")
    known = oracle.releases_of(checker)
    files: dict[str, list[Path]] = {}
    for index, row in enumerate(POSSIBLE):
        if loses_its_lines(row):
            continue
        for name, text in outputs(plan_of(index)).items():
            device, _, kind = name.partition("/")
            release = {hub_of(row): row["hub_release"], SPOKE: row["spoke_release"]}.get(device, "15.7")
            if kind.endswith(".cfg") and kind not in oracle.WHOLE:
                file = tmp_path / f"{index}-{device}-{kind}"
                file.write_text(text, encoding="utf-8")
                files.setdefault(oracle.judged_as(release, known), []).append(file)
    total: Counter[str] = Counter()
    for release, written in files.items():
        total += oracle.judged(checker, release, written)

    assert total["accepted"] > 1_000
    assert total["rejected"] == 0


def test_every_two_values_meet_in_a_row() -> None:
    """The table holds each two values of different factors that some cell of the matrix allows."""
    met = {pair for row in ROWS for pair in pairs_of(row)}

    assert {(row["hub_release"], row["spoke_release"]) for row in ROWS} == every_two_releases()
    for one, other in (("hub_release", "hub_method"), ("spoke_release", "spoke_method"), ("crypto", "strategy")):
        for mine, theirs in product(FACTORS[one], FACTORS[other]):
            assert frozenset({(one, mine), (other, theirs)}) in met
    assert all(answers(row) for row in ROWS)


def test_a_table_of_pairs_is_small_and_leaves_out_what_cannot_be() -> None:
    """Three factors of three values need nine rows and not twenty-seven; a forbidden pair is in none of them."""
    letters = {"one": ("a", "b", "c"), "two": ("d", "e", "f"), "three": ("g", "h", "i")}
    all_pairs = pairwise(letters, lambda row: True)
    without = pairwise(letters, lambda row: not (row.get("one") == "a" and row.get("two") == "d"))

    assert len(all_pairs) <= 11
    assert {pair for row in all_pairs for pair in pairs_of(row)} == {
        frozenset({(one, mine), (other, theirs)})
        for one, other in (("one", "two"), ("one", "three"), ("two", "three"))
        for mine, theirs in product(letters[one], letters[other])
    }
    assert not [row for row in without if (row["one"], row["two"]) == ("a", "d")]
