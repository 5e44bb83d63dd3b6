"""The overview, where the wizard begins."""

from pathlib import Path

import pytest

import wizard.guide
from screens.arriving import Arriving, SourcesArrived
from screens.widgets.keybar import KeyBar
from tests.conftest import WIDE
from tests.golden_cases import golden_plan
from tests.pilot import driven, site, sources
from tests.pilot import wizard as wizard_of
from wizard.guide import survey
from wizard.guide.opening import Opening
from wizard.guide.route import OVERVIEW
from wizard.guide.survey import Survey
from wizard.model.plan import Plan
from wizard.plan.perspective import Perspective, hub_device


async def test_a_site_opens_on_its_overview(tmp_path: Path) -> None:
    """Routers, tunnel, verdict and what needs somebody are on one screen, at 80 columns and at 120."""
    folder = site("guide-new-hub", tmp_path)
    for size in ((80, 24), WIDE):
        async with driven(wizard_of(Opening(folder=folder)), size, at=OVERVIEW) as driver:
            text = driver.screen_text()

            assert driver.step == OVERVIEW
            for word in ("flexserver", "ezvpn-spoke2-vti", "certificates, VTI", "nothing blocks", "Traffic stops once"):
                assert word in text
            assert driver.rows("#matters")[-1].startswith("= 13 answered")


async def test_enter_goes_to_what_needs_somebody_and_b_comes_back(tmp_path: Path) -> None:
    """A warning opens among the findings, and the cursor is where it was when one comes back."""
    async with driven(wizard_of(Opening(folder=site("guide-new-hub", tmp_path))), at=OVERVIEW) as driver:
        await driver.press("down", "enter")
        there, rows = driver.step, driver.rows("#findings")
        cursor = driver.searched_cursor
        await driver.press("b")

        assert there == "findings"
        assert "CRY010" in rows[cursor]
        assert (driver.step, driver.searched_cursor) == (OVERVIEW, 1)
        assert "No NTP" in driver.rows("#matters")[0]
        assert not any("which release" in row for row in driver.rows("#matters"))


async def test_the_tunnels_are_drawn_before_during_and_after(tmp_path: Path) -> None:
    """v goes round the three times."""
    async with driven(wizard_of(Opening(folder=site("guide-new-hub", tmp_path))), WIDE, at=OVERVIEW) as driver:
        seen = []
        for _ in range(3):
            await driver.press("v")
            seen.append(driver.text("#topology"))

        assert "flexserver" not in seen[0]
        assert "staged and shut" in seen[1]
        assert "FlexVPN carries the spokes" in seen[2]


@pytest.mark.parametrize("case", ["guide-new-hub", "guide-reuse", "bank", "provider"])
async def test_how_the_tunnel_is_protected_is_never_cut(case: str, tmp_path: Path) -> None:
    """Where columns are few, other words go: the transform stands there whole."""
    async with driven(wizard_of(Opening(folder=site(case, tmp_path))), at=OVERVIEW) as driver:
        transform = Perspective(driver.plan, hub_device(driver.plan)).value("transform")

        assert any(row.rstrip().endswith(transform) for row in driver.text("#topology").splitlines())


async def test_the_last_row_has_the_ways_on_and_out(tmp_path: Path) -> None:
    """Somebody who begins sees what goes to the next thing to do, and what leaves."""
    async with driven(wizard_of(Opening(folder=site("guide-new-hub", tmp_path))), at=OVERVIEW) as driver:
        bar = str(driver.one("#keys", KeyBar).render())

        assert "o next to do" in bar
        assert "q quit" in bar


async def test_the_overview_says_whether_the_files_are_those_of_the_plan(tmp_path: Path) -> None:
    """Nothing was written; then they are as the plan is; after an answer they are older."""
    async with driven(wizard_of(Opening(folder=site("guide-new-hub", tmp_path))), at=OVERVIEW) as driver:
        first = driver.text("#in-short")
        await driver.press("e")
        second = driver.text("#in-short")
        await driver.answer("pfs", "group20")
        await driver.press("h")

        assert "No file was written yet" in first
        assert "as the plan is" in second
        assert "OLDER THAN THE PLAN" in driver.text("#in-short")


async def test_the_last_row_lists_what_needs_nobody(tmp_path: Path) -> None:
    """Enter on the counts shows each value with its reason."""
    async with driven(wizard_of(Opening(folder=site("guide-new-hub", tmp_path))), at=OVERVIEW) as driver:
        await driver.press("G", "enter")

        assert "What needs nobody, and why" in driver.screen_text()


async def test_what_needs_somebody_is_one_key_away(tmp_path: Path) -> None:
    """o goes from step to step in which something needs a person, and says when nothing does."""
    async with driven(wizard_of(Opening(folder=site("guide-new-hub", tmp_path))), at=OVERVIEW) as driver:
        await driver.press("o")
        there = driver.step
        for key in "jjjjo":
            # A warning is read once the cursor rested on it.
            await driver.press(key)

        assert there == "findings"
        assert driver.text("#status") == "Nothing needs you."


async def test_the_routers_are_shown_while_the_rest_is_read(tmp_path: Path) -> None:
    """Each with what its configuration says of it; once there is a plan, what comes late changes nothing."""
    async with driven(wizard_of(Opening(folder=site("guide-new-hub", tmp_path))), at=OVERVIEW) as driver:
        late = SourcesArrived(driver.app.opening, driver.plan.sources[-1:])
        driver.app.screen.post_message(late)
        await driver.settle()
        after = driver.text("#topology")
        driver.app.reading = True
        driver.app.screen.post_message(late)
        await driver.settle()
        spoke, shown = late.sources[0], driver.text("#topology")

        assert "FlexVPN (IKEv2)" in after
        assert spoke.device in shown
        assert "LAN " in shown
        assert "FlexVPN" not in shown


def test_of_many_routers_it_is_told_now_and_then() -> None:
    """The first ones as they come: a screen that was drawn for each of a thousand would keep the reading waiting."""
    told: list[SourcesArrived] = []
    arriving = Arriving(Opening(), told.append)
    source = golden_plan("guide-new-hub").server
    for _ in range(1000):
        arriving(source)

    assert [len(event.sources) for event in told[:4]] == [1, 2, 3, 4]
    assert len(told) < 100


async def test_a_site_whose_keys_are_drawn_is_judged_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its keys; what came of it without them would be thrown away."""
    judged: list[Plan] = []

    def survey_of(plan: Plan, *others: frozenset[str]) -> Survey:
        judged.append(plan)
        return survey.survey_of(plan, *others)

    monkeypatch.setattr(wizard.guide, "survey_of", survey_of)
    async with driven(wizard_of(Opening(files=sources("guide-reuse"))), folder=tmp_path, at=OVERVIEW) as driver:
        assert driver.plan.secrets
        assert judged == [driver.plan]
