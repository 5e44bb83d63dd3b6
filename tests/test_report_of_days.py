"""What a report tells of several days: no alarm where nothing went wrong, and nothing unfinished that is done."""

from dataclasses import replace
from pathlib import Path

from tests.golden_cases import golden_plan
from tests.pushing import Pushed
from tests.test_push_standing import before
from tests.test_report import SPOKE, pushed, reported, site
from wizard.model.stage import Stage
from wizard.report.words import rows_in_words
from wizard.site import save_site

__all__ = ["site"]


def test_what_happened_alarms_nobody_where_nothing_went_wrong(site: Path) -> None:
    """Behind a timer that is set nothing is unknown, and a way back does not try the new configuration."""
    push = pushed(site)
    push.push(is_revert=True)
    run = reported(site).routers[1].runs[0]
    says = [moment.says for moment in run.moments]
    asked = says.index(next(row for row in says if "to take back what is there" in row))

    assert not [row for row in says if row.startswith("UNKNOWN")]
    assert len([row for row in says if row.startswith("the timer is set")]) == 2
    assert [row for row in says[:asked] if row.startswith("TRIAL")]
    assert not [row for row in says[asked:] if row.startswith("TRIAL")]


def test_a_stage_is_saved_when_it_was_first_and_rows_that_were_there_are_said(site: Path) -> None:
    """What is saved behind a way back is that, and no stage of days ago."""
    push = pushed(site)
    before_it = {each.stage: each.saved for each in reported(site).routers[1].runs[0].stages}
    push.practice.clock.go_on(86_400)
    push.push(is_revert=True)
    stages = reported(site).routers[1].runs[0].stages

    assert {each.stage: each.saved for each in stages}["4-stage.cfg"] == before_it["4-stage.cfg"]
    partly = replace(stages[0], rows=5, sent=4, taken_back=0)
    assert rows_in_words(partly) == "4 of 5; what is not counted was there"


def test_a_hub_without_a_cut_over_of_its_own_is_no_unfinished_one(tmp_path: Path) -> None:
    """A change manager read STAGED as something that was left undone; of a spoke it is."""
    case, hub, spoke = "vrf-spoke", "HUB6", "SP6"
    save_site(golden_plan(case), tmp_path / "site")
    for device in (hub, spoke):
        Pushed(case=case, device=device, practice=before(case, device).fork(), path=tmp_path / "site").push(Stage.STAGE)
    report = reported(tmp_path / "site", golden_plan(case))
    means = {router.device: router.means for router in report.routers}

    assert means[hub] == "all that is planned for it is there and saved; it needs no cut-over of its own"
    assert means[spoke].startswith("all that changes no traffic is there")


def test_a_back_out_the_morning_after_is_told_as_one(site: Path) -> None:
    """The whole site says so first; the way back is what was confirmed, and nothing of EzVPN is left to clean up."""
    push = pushed(site)
    assert "taken back" not in reported(site).stands
    push.push(is_revert=True)
    report = reported(site)
    router = report.routers[1]
    says = [moment.says for moment in router.runs[0].moments]

    assert f"The cut-over of {SPOKE} was taken back." in report.stands
    assert router.says[0].endswith("it runs the old configuration again")
    assert "undo-5-cutover.cfg is confirmed, and the timer is over" in says
    assert not [row for row in report.left if "--stage cleanup" in row.command]
    push.push()
    assert reported(site).routers[1].taken_back is None
