"""What a person may begin at a site follows from the plan and from what the journals of its routers say."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.golden_cases import GOLDEN, golden_plan
from tests.test_push_journal import FACTS, Clock
from wizard.live.what_may_begin import Offer, offers, taken_up
from wizard.model.stage import Stage
from wizard.plan.perspective import devices
from wizard.push.journal import Journal, journal_name
from wizard.push.journal_record import WAITING, Kind, Verdict
from wizard.push.order import Order
from wizard.site.folder import Folder

CASE, HUB, SPOKE = "branches-eigrp", "hq-vpn1", "br-hull"
EVERYTHING = "Everything, in the order of the run sheet"
INERT = "Only what changes no traffic, on every router"
EVERYTHING_LEFT = "Everything that is left, in the order of the run sheet"
INERT_LEFT = "Only what is left that changes no traffic, on every router"
ALONE = f"{SPOKE} alone"
CLEAN_UP = f"Clean up {SPOKE}: remove what nothing uses any more"
TAKE_BACK = f"Take back what is on {SPOKE}"
GO_ON = "Go on with what was begun, to the end of {}"

Said = tuple[Stage | None, Verdict, str]
"""The stage that was begun, the verdict behind it and what the router answered."""


def offered(folder: Path, device: str, journals: dict[str, Said]) -> tuple[Offer, ...]:
    """What may be begun where the journals of some routers end with that."""
    shutil.copytree(GOLDEN / CASE / "site", folder / "site")
    for name, (stage, verdict, answer) in journals.items():
        with Folder(folder / "site") as site, Journal(site, journal_name(name), now=Clock()) as journal:
            journal.begin(FACTS | {"hostname": name})
            if stage:
                journal.add(Kind.INTENT, stage=stage, line=f"{stage.filename.partition('.')[0]}:1", sha256="cd" * 32)
            journal.add(Kind.VERDICT, stage=stage, verdict=verdict, answer=answer, line=Stage.CUTOVER if answer else "")
    with Folder(folder / "site") as site:
        assert taken_up(site, golden_plan(CASE)) == ()
        return offers(site, golden_plan(CASE), device)


@pytest.mark.parametrize(
    ("journals", "device", "says"),
    [
        ({}, "", [EVERYTHING, INERT]),
        ({}, SPOKE, [EVERYTHING, INERT, ALONE]),
        ({SPOKE: (None, Verdict.OLD, "")}, SPOKE, [EVERYTHING_LEFT, INERT_LEFT, ALONE, TAKE_BACK]),
        ({SPOKE: (Stage.STAGE, Verdict.STAGED, "")}, SPOKE, [EVERYTHING_LEFT, INERT_LEFT, ALONE, TAKE_BACK]),
        (
            {SPOKE: (Stage.CUTOVER, Verdict.NEW_SAVED, "")},
            SPOKE,
            [EVERYTHING_LEFT, INERT_LEFT, ALONE, CLEAN_UP, TAKE_BACK],
        ),
        # What is offered of a router is offered of that one alone.
        ({SPOKE: (Stage.CUTOVER, Verdict.NEW_SAVED, "")}, "", [EVERYTHING_LEFT, INERT_LEFT]),
        ({HUB: (Stage.CUTOVER, Verdict.NEW_SAVED, "")}, SPOKE, [EVERYTHING_LEFT, INERT_LEFT, ALONE]),
        # What was begun and is inert goes on with everything; what needs somebody, or has come, stands first.
        (
            {SPOKE: (Stage.STAGE, Verdict.PARTIAL, "")},
            "",
            [EVERYTHING_LEFT, INERT_LEFT, GO_ON.format(f"4-stage of {SPOKE}")],
        ),
        (
            {SPOKE: (Stage.STAGE, Verdict.MIX, "")},
            SPOKE,
            [GO_ON.format(f"4-stage of {SPOKE}"), EVERYTHING_LEFT, INERT_LEFT, ALONE, TAKE_BACK],
        ),
        (
            {HUB: (Stage.STAGE, Verdict.PARTIAL, ""), SPOKE: (Stage.STAGE, Verdict.PARTIAL, "")},
            "",
            [EVERYTHING_LEFT, INERT_LEFT, GO_ON.format(f"4-stage of {HUB}, 4-stage of {SPOKE}")],
        ),
        (
            {SPOKE: (Stage.PKI, Verdict.STAGED, WAITING)},
            "",
            [GO_ON.format(f"4-stage of {SPOKE}"), EVERYTHING_LEFT, INERT_LEFT],
        ),
    ],
)
def test_what_may_be_begun_follows_from_the_journals(
    tmp_path: Path, journals: dict[str, Said], device: str, says: Sequence[str]
) -> None:
    """Only a router that is new and saved is cleaned up, and only one that has a journal is taken back."""
    assert [offer.says for offer in offered(tmp_path, device, journals)] == list(says)


def test_each_offer_orders_what_it_says(tmp_path: Path) -> None:
    """Every router, or one; as far as the stage that is named, or back."""
    found = {
        str(offer.says): offer.orders
        for offer in offered(tmp_path, SPOKE, {SPOKE: (Stage.CUTOVER, Verdict.NEW_SAVED, "")})
    }

    assert {order.device for order in found[EVERYTHING_LEFT]} == set(devices(golden_plan(CASE)))
    assert {order.device for order in found[ALONE]} == {order.device for order in found[CLEAN_UP]} == {SPOKE}
    assert all(order.last.number <= Stage.STAGE.number for order in found[INERT_LEFT] if order.last)
    assert [order.last for order in found[CLEAN_UP]][-1] is Stage.CLEANUP
    assert found[TAKE_BACK] == (Order(device=SPOKE, is_revert=True),)
    assert not any(order.is_revert for says, orders in found.items() if says != TAKE_BACK for order in orders)


def test_what_was_begun_goes_on_to_the_end_of_its_stage(tmp_path: Path) -> None:
    """And never into a new trial."""
    *_, offer = offered(tmp_path, "", {SPOKE: (Stage.STAGE, Verdict.PARTIAL, "")})

    assert offer.orders == (Order(device=SPOKE, last=Stage.STAGE),)
