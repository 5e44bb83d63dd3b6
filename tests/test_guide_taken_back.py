"""What takes a line of a difference back: lines of the rendered undo files, of every golden site, and nothing else."""

import pytest

from tests.golden_cases import golden_cases, golden_outputs, golden_plan
from wizard.difference import RowChange
from wizard.guide.comparison import FINAL, TARGET, compared_parts, comparison
from wizard.guide.taken_back import way_back, why_none
from wizard.ios.command_forms import MODES_WITHOUT_OBJECT
from wizard.model.stage import Stage
from wizard.plan.perspective import devices


@pytest.mark.parametrize("case", golden_cases())
def test_every_changed_line_has_its_way_back_in_an_undo_file(case: str) -> None:
    """The row that is named stands in the written file; only what the login stage does has no way back."""
    plan, written = golden_plan(case), golden_outputs(case)
    met = 0
    for device in devices(plan):
        of_login = written.get(f"{device}/{Stage.LOGIN.filename}", "")
        for part in compared_parts(plan, device):
            rows = comparison(plan, device, part.key).rows
            for index, row in enumerate(rows):
                way = way_back(plan, device, part.key, index)
                if row.change is RowChange.SAME:
                    assert way is None
                elif way:
                    undo = written[f"{device}/{way.stage.undo_filename}"].splitlines()
                    assert undo[way.row - 1].strip() == way.path[-1]
                    assert part.key in {TARGET, FINAL, way.stage}
                    met += 1
                else:
                    is_login = row.new.strip() in of_login if row.new else row.old.strip() in LOGIN_REMOVES
                    assert is_login or row.new in MODES_WITHOUT_OBJECT, row.new or row.old

    assert met > 20


LOGIN_REMOVES = {"login", "login local", "no aaa new-model"}
"""The lines that go when `aaa new-model` comes."""


@pytest.mark.parametrize("case", golden_cases())
def test_every_line_of_an_undo_file_takes_some_line_back(case: str) -> None:
    """No inverse is left over that one would look for in vain, but what belongs to a block that is written again."""
    plan, written = golden_plan(case), golden_outputs(case)
    for device in devices(plan):
        for part in compared_parts(plan, device):
            name = f"{device}/undo-{part.label.replace(' ', '-')}.cfg"
            if name not in written:
                continue
            rows = comparison(plan, device, part.key).rows
            ways = {way_back(plan, device, part.key, index) for index in range(len(rows))} - {None}

            assert ways, name


def test_a_new_line_inside_a_new_block_goes_with_the_block() -> None:
    """Its way back is that of the nearest header that has one."""
    plan = golden_plan("guide-reuse")
    device = plan.spokes[0].device
    rows = comparison(plan, device, TARGET).rows
    inside = next(index for index, row in enumerate(rows) if row.new.strip() == "route set interface")
    way = way_back(plan, device, TARGET, inside)

    assert way is not None
    assert way.in_words.endswith("  no crypto ikev2 authorization policy FLEX")


def test_a_line_that_is_taken_away_comes_back_by_the_same_line() -> None:
    """The undo file of the cut-over writes it again, below its header."""
    plan = golden_plan("guide-reuse")
    device = plan.spokes[0].device
    rows = comparison(plan, device, "cutover").rows
    gone = next(index for index, row in enumerate(rows) if "crypto ipsec client ezvpn" in row.old and not row.new)
    way = way_back(plan, device, "cutover", gone)

    assert way is not None
    assert way.path[-1] == rows[gone].old.strip()
    assert way.path[0].startswith("interface ")


def test_an_entry_of_a_numbered_list_finds_its_way_back() -> None:
    """It is sent below the header of its list, and stands at the left margin of the configuration."""
    plan = golden_plan("branches-keep-server")
    rows = comparison(plan, "hq-vpn1", TARGET).rows
    entry = next(index for index, row in enumerate(rows) if row.new.startswith("access-list 120 ") and not row.old)
    way = way_back(plan, "hq-vpn1", TARGET, entry)

    assert way is not None
    assert way.path == ("ip access-list extended 120", f"no {rows[entry].new.removeprefix('access-list 120 ')}")


def test_no_secret_stands_in_the_way_back() -> None:
    """A line with a key that is written again is shown without it."""
    plan = golden_plan("guide-reuse")
    for device in devices(plan):
        for part in compared_parts(plan, device):
            rows = comparison(plan, device, part.key).rows
            for index in range(len(rows)):
                way = way_back(plan, device, part.key, index)
                assert way is None or "cisco123" not in way.in_words


def test_why_nothing_takes_a_line_back_is_said() -> None:
    """A line that stays, a header that goes with its last line, the login stage."""
    plan = golden_plan("guide-new-hub")
    device = plan.spokes[0].device
    rows = comparison(plan, device, TARGET).rows
    said = {
        row.new: why_none(plan, device, row)
        for row in rows
        if row.new in {"archive", "aaa new-model"} or row.change is RowChange.SAME
    }

    assert said["archive"] == "it goes with the last line below it"
    assert said["aaa new-model"] == "nothing takes it back: stage 2, login, has no inverse"
    assert set(said.values()) == {"it stays as it is", said["archive"], said["aaa new-model"]}
