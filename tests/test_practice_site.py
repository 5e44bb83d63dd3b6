"""The practice site is a whole migration: nothing is open, nothing blocks, everything is written."""

import pytest

from wizard.check import findings, negotiations
from wizard.data.practice_site import files
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.model.stage import Stage
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer, open_answers
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.propose import propose
from wizard.render import documents, withheld

SPOKES = ("practice-spoke1", "practice-spoke2")


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The practice site with every recommended answer, its keys drawn, and the way to its spokes told."""
    return with_drawn_keys(answer(propose(read_sources(files())), "management_access", "outside"))[0]


def test_the_practice_site_is_one_server_and_two_spokes(plan: Plan) -> None:
    """The first configuration is the server's, and every router says its name and release."""
    assert plan.server.device == "practice-hub"
    assert tuple(spoke.device for spoke in plan.spokes) == SPOKES
    assert {source.router.version for source in plan.sources} == {"15.7"}


def test_the_practice_site_leaves_nothing_open(plan: Plan) -> None:
    """The practice site is planned by telling how its spokes are managed, and every stage can be written."""
    assert open_answers(plan) == ()
    assert withheld(plan) == ()


def test_nothing_blocks_the_practice_site(plan: Plan) -> None:
    """The checks find no blocker."""
    assert [finding for finding in findings(plan) if finding.severity is Severity.BLOCKER] == []


def test_hub_and_spokes_of_the_practice_site_understand_each_other(plan: Plan) -> None:
    """Each spoke comes up with the hub, and the hub learns its LAN."""
    pairs = negotiations(plan)

    assert [(pair.spoke, pair.up, pair.hub_learns) for pair in pairs] == [
        ("practice-spoke1", True, ("10.10.1.0/24",)),
        ("practice-spoke2", True, ("10.10.2.0/24",)),
    ]


def test_the_practice_site_comes_up_with_certificates_too(plan: Plan) -> None:
    """One answer makes the site of keys one of certificates, and nothing blocks it."""
    certified = answer(plan, "certificate_authority", "yes")

    assert [pair.up for pair in negotiations(certified)] == [True, True]
    assert [finding for finding in findings(certified) if finding.severity is Severity.BLOCKER] == []


def test_the_practice_site_shows_every_stage(plan: Plan) -> None:
    """With an authority the spoke without `aaa new-model` has all six stages, the other one no login stage.

    With keys nobody has a pki stage; the hub is never cut over.
    """
    assert stages(answer(plan, "certificate_authority", "yes")) == {
        "practice-hub": [Stage.ARCHIVE, Stage.PKI, Stage.STAGE],
        "practice-spoke1": list(Stage),
        "practice-spoke2": [stage for stage in Stage if stage is not Stage.LOGIN],
    }
    assert stages(plan) == {
        "practice-hub": [Stage.ARCHIVE, Stage.STAGE],
        "practice-spoke1": [stage for stage in Stage if stage is not Stage.PKI],
        "practice-spoke2": [stage for stage in Stage if stage not in {Stage.LOGIN, Stage.PKI}],
    }


def stages(plan: Plan) -> dict[str, list[Stage]]:
    """The stages that are written, by device."""
    return {
        device: [document.stage for document in documents(plan) if document.device == device]
        for device in ("practice-hub", *SPOKES)
    }
