"""What a push asks of a person, whoever asks it: names, consent to a reload, what refuses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live_pushes import LiveSite
from tests.steered_pushes import DEVICE, HUB
from wizard.live.live_push import Asked
from wizard.live.push_seen import Asks, PushSeen, RowState
from wizard.model.stage import Stage
from wizard.push.journal_record import Verdict
from wizard.push.outcome import End
from wizard.push.preflight import Preflight, Row
from wizard.push.preflight_rows.row import Fault
from wizard.push.site_order import orders
from wizard.push.site_push import Allowed


def never_quiet(preflight: Preflight) -> Iterator[Fault]:
    """Something that always speaks against a run."""
    yield Fault(says="somebody else is logged in", mark="jdoe")


ROWS = (
    Row(name="calm", holds="Nothing is heard.", faults=lambda _: (), to_do="", source="a test"),
    Row(
        name="others",
        holds="Nobody else is logged in.",
        faults=never_quiet,
        to_do="Ask them.",
        source="a test",
        is_acceptable=True,
    ),
)


@pytest.fixture
def site(tmp_path: Path) -> LiveSite:
    """A site before its push."""
    return LiveSite("two-groups", tmp_path)


def test_the_name_of_each_router_that_is_changed_is_typed(site: LiveSite) -> None:
    """Once each; that somebody is waited for is seen meanwhile."""
    frames: list[PushSeen] = []
    push = site.push(changed=lambda: frames.append(push.seen))
    push.run()

    assert site.typist.asked == [f"name of {HUB}", f"name of {DEVICE}"]
    waits = {(each.waits_for.what, each.waits_for.device) for each in frames if each.waits_for}
    assert waits == {(Asks.NAME, HUB), (Asks.NAME, DEVICE)}


def test_a_name_that_was_given_is_not_asked_for(site: LiveSite) -> None:
    """As with --confirm-host."""
    named = Allowed(names=frozenset({HUB, DEVICE}))
    site.push_of(Asked(orders=orders(site.site.plan), allowed=named)).run()
    assert site.typist.asked == []


def test_another_name_sends_nothing(site: LiveSite) -> None:
    """Nor to the routers whose name was typed rightly; a slip may be mended once."""
    site.typist.names = {DEVICE: "SP99"}
    before = [router.running for router in site.site.all]
    ends = site.push().run()

    assert [(device, outcome.end) for device, outcome in ends] == [(DEVICE, End.REFUSED)]
    assert site.typist.asked == [f"name of {HUB}", f"name of {DEVICE}", f"name of {DEVICE}"]
    assert [router.running for router in site.site.all] == before


def test_where_nobody_is_there_names_are_given_beforehand(site: LiveSite) -> None:
    """Else nobody logs in."""
    site.typist.is_there = False
    push = site.push()
    assert {outcome.end for _, outcome in push.run()} == {End.REFUSED}
    assert (
        push.seen.told
        == f"Nothing was sent: name the routers that are changed: --confirm-host {HUB} --confirm-host {DEVICE}."
    )


def test_what_refuses_is_accepted_with_its_own_reason(site: LiveSite, tmp_path: Path) -> None:
    """It is seen as accepted, by which word, and the reason stays with the run."""
    site.rows = ROWS
    site.typist.accepted = {"others:jdoe": "it is the monitoring"}
    push = site.push()
    assert push.run()[-1][1].verdict is Verdict.NEW_SAVED

    seen = {row.name: row for row in push.seen.router(DEVICE).preflight}
    assert (seen["calm"].state, seen["others"].state) == (RowState.HOLDS, RowState.ACCEPTED)
    assert seen["others"].accept_as == "others:jdoe"
    assert seen["others"].at
    assert any("it is the monitoring" in path.read_text("utf-8") for path in tmp_path.rglob("consents.json"))


def test_what_is_not_accepted_sends_nothing(site: LiveSite) -> None:
    """The refusal says what to do."""
    site.rows = ROWS
    push = site.push()
    ends = push.run()

    assert [(device, outcome.end) for device, outcome in ends] == [(HUB, End.REFUSED), (DEVICE, End.REFUSED)]
    row = next(row for row in push.seen.router(HUB).preflight if row.name == "others")
    assert (row.state, row.says) == (RowState.REFUSES, "somebody else is logged in")
    assert all(router.state.revert is None for router in site.site.all)


def test_the_list_of_the_preflight_is_there_before_it_is_asked(site: LiveSite) -> None:
    """And fills: each row with what it demands."""
    rows = site.push().seen.router(DEVICE).preflight
    assert len(rows) > 20
    assert {row.state for row in rows} == {RowState.NOT_ASKED}
    assert all(row.demands for row in rows)


@pytest.mark.parametrize("allows", [True, False])
def test_a_reload_is_asked_for_only_where_a_stage_goes_back_by_one(*, allows: bool, tmp_path: Path) -> None:
    """The login stage is sent, or the push stops before it."""
    site = LiveSite("shared-lists", tmp_path)
    site.typist.reload = allows
    push = site.push("SP3", last=Stage.LOGIN)
    push.run()

    assert [asked for asked in site.typist.asked if asked.startswith("reload")] == ["reload of SP3"]
    outcome = push.seen.router("SP3").outcome
    assert outcome
    assert outcome.end is (End.DONE if allows else End.STOPPED), outcome.says
