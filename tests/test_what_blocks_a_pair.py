"""What hub and spoke agree on beside what blocks them: 'up' is never said of a pair that something blocks."""

from pathlib import Path

import pytest

from tests.commands import ez2flex
from tests.conftest import NARROW, WIDE
from tests.golden_cases import GOLDEN, golden_plan
from tests.pilot import driven, site, wizard
from tests.test_one_answer_for_many import MANY, planned, written
from wizard.check import finding_rows, negotiations
from wizard.check.same_cause import blockers_of, blocking, with_row_accepted
from wizard.cli.commands.check import verdict
from wizard.guide.opening import Opening
from wizard.guide.pair_words import pair_rows, verdict_in_words
from wizard.model.plan import Plan
from wizard.site import read_site


def blocked_by(plan: Plan) -> dict[str, list[str]]:
    """By spoke the codes of what blocks it and its hub."""
    return {pair.spoke: [row.first.code for row in blockers_of(plan, pair)] for pair in negotiations(plan)}


def accepted(plan: Plan) -> Plan:
    """The plan in which everything that blocks is accepted."""
    for row in blocking(plan):
        plan = with_row_accepted(plan, row, "a laboratory")
    return plan


def test_a_pair_that_something_blocks_agrees_and_is_not_up(capsys: pytest.CaptureFixture[str]) -> None:
    """The words count what blocks, JSON names the codes, and the verdict stays that of IKE."""
    folder = GOLDEN / "branches-present-hub" / "site"
    text, data = ez2flex(capsys, "check", folder), ez2flex(capsys, "check", folder, "--json")
    rows = {pair["spoke"]: (pair["verdict"], pair["blocked_by"]) for pair in data.json["negotiations"]}

    assert "hq-vpn2 <-> br-york: they agree; 1 thing blocks\n" in text.out
    assert "hq-vpn2 <-> br-leeds, br-hull: up\n" in text.out
    assert rows == {"br-leeds": ("up", []), "br-york": ("up", ["RTE034"]), "br-hull": ("up", [])}


def test_a_blocker_of_one_spoke_blocks_no_other() -> None:
    """What was found of the hub and one spoke concerns these two; what is of the hub alone, every pair."""
    plan = planned(3)
    codes = blocked_by(plan)

    assert codes == {"spoke-01": ["LCK004"], "spoke-02": ["LCK004"], "spoke-03": ["LCK004"]}
    assert blocked_by(golden_plan("branches-present-hub")) == {"br-leeds": [], "br-york": ["RTE034"], "br-hull": []}


def test_what_is_accepted_blocks_no_pair() -> None:
    """With a reason for each blocker the pair is up again."""
    plan = accepted(golden_plan("branches-present-hub"))

    assert {tuple(codes) for codes in blocked_by(plan).values()} == {()}
    assert {verdict_in_words(row) for row in pair_rows(plan)} == {"they agree"}


def test_pairs_alike_are_one_row_with_its_spokes() -> None:
    """25 spokes of one kind are one row; the one that something blocks stands before the others."""
    many = planned(MANY)
    present = pair_rows(golden_plan("branches-present-hub"))

    assert [len(row.spokes) for row in pair_rows(many)] == [MANY]
    assert [row.spokes for row in present] == [("br-york",), ("br-leeds", "br-hull")]


def test_check_tells_pairs_alike_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """One line with the verdict, one with the spokes, and the networks that differ with the spoke of each."""
    folder = GOLDEN / "filialen-mixed" / "site"
    out = ez2flex(capsys, "check", folder).out

    assert out.count("<->") == 1
    assert "    routes: hub_learns " in out
    assert " (NW-KI-RTR01), " in out


EVERYBODY = """\
crypto ikev2 profile EVERYBODY
 match identity remote fqdn domain bench.example
 authentication remote pre-share
 authentication local pre-share
 virtual-template 9
"""
"""A profile of the hub that takes each of the new spokes as well."""


def overlapping(capsys: pytest.CaptureFixture[str], folder: Path) -> Path:
    """A site of two spokes whose hub has that profile."""
    files = written(folder, 2)
    hub = next(path for path in files if "crypto isakmp client configuration group" in path.read_text("utf-8"))
    hub.write_text(hub.read_text("utf-8") + EVERYBODY, "utf-8")
    ez2flex(capsys, "plan", *files, "--set", "management_access=outside", "-o", folder / "site")
    return folder / "site"


def test_what_follows_stands_below_its_cause(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """check lists a consequence under its cause, and counts it apart."""
    folder = overlapping(capsys, tmp_path)
    text, data = ez2flex(capsys, "check", folder), ez2flex(capsys, "check", folder, "--json")
    follows = {row["code"]: row["follows_from"] for row in data.json["findings"] if row["follows_from"]}
    lines = [line for line in text.out.splitlines() if not line.startswith(("    fix", "    source", "    line"))]
    start = next(place for place, line in enumerate(lines) if line.startswith("blocker IDN002 2 routers: "))

    assert follows == {"IDN010": "IDN002"}
    assert lines[start + 2].startswith("    follows: warning IDN010 hub-bench: ")
    assert text.err.startswith("1 blocker, 0 warnings, 1 note; 1 more follows from these. ")
    assert text.code == 2


def test_what_follows_from_what_is_accepted_is_a_row_of_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Once the cause is accepted, its consequence is to be read for its own sake."""
    plan = read_site(overlapping(capsys, tmp_path))
    before, after = (
        next(row for row in finding_rows(each) if row.first.code == "IDN010") for each in (plan, accepted(plan))
    )

    assert (before.follows, after.follows) == (True, False)
    assert "follow" not in verdict(accepted(plan))


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_the_wizard_shows_what_follows_below_its_cause(
    size: tuple[int, int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The row behind the cause is marked, says what it follows from, and is not accepted by itself."""
    async with driven(wizard(Opening(folder=overlapping(capsys, tmp_path))), size) as driver:
        await driver.press("7")
        await driver.go_to("#findings", "IDN010")
        cursor, rows = driver.searched_cursor, driver.rows("#findings")
        told = driver.text("#finding-text")
        await driver.press("a")

        assert [rows[place].split()[:3] for place in (cursor - 1, cursor)] == [
            ["!", "blocker", "IDN002"],
            ["-", "warning", "IDN010"],
        ]
        assert "It follows from IDN002 above it" in told
        assert "they agree; 1 thing blocks (IDN002)" in driver.text("#pairs-text")


async def test_the_pairs_of_many_spokes_take_four_rows_at_most(tmp_path: Path) -> None:
    """At 80x24 the findings are seen, however many spokes there are and of however many kinds."""
    async with driven(wizard(Opening(folder=site("branches-present-hub", tmp_path))), NARROW) as driver:
        await driver.press("7")

        assert driver.app.screen.query_one("#pairs").size.height <= 4
