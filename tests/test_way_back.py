"""The way back of a router that has more than the plan left on it: the migration's own lines go, and no others."""

from dataclasses import replace
from functools import cache

import pytest

from tests.applier import Node, after, shape, tree_of
from tests.golden_cases import golden_cases, golden_plan, output
from tests.printer import RELEASES, Release
from tests.test_second_wave import BY_WAVE, wave_of
from tests.ways_back import Routers, as_printed, hubs_of, present, read, taken_back
from wizard.check import findings
from wizard.model.finding import Severity
from wizard.model.plan import Answer, Plan
from wizard.model.secret import Secret
from wizard.model.stage import Stage
from wizard.plan.baseline import baseline
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.plan.perspective import devices, hub_device, resolved
from wizard.render import outputs, stages, way_back
from wizard.site import folder_name

BY_CASE = pytest.mark.parametrize("case", golden_cases())
SHOWN = [
    *((None, stage) for stage in Stage),
    *((release, stage) for release in RELEASES for stage in (Stage.CUTOVER, Stage.CLEANUP)),
]
"""How a router shows its configuration, as it was sent or as a release prints it, and how far the migration went."""
BEFORE_CLEANUP = [stage for stage in Stage if stage is not Stage.CLEANUP]

UNSEEN = {
    ("guide", "first wave's answers"),
    ("two-authorities", "first wave's answers"),
    ("two-authorities", "open answers alone"),
}
"""The next spokes that a hub takes without a line of theirs: by the domain of their names, or by their certificates."""


@cache
def plan_of(case: str) -> Plan:
    """The plan of a golden case."""
    return golden_plan(case)


@cache
def next_site(case: str, wave: str) -> Plan:
    """The plan of the next spoke of its hub, with the keys that `plan` draws for it."""
    return with_drawn_keys(wave_of(case, wave), lambda: Secret("Drawn-Key-1"))[0]


@cache
def after_each_stage(case: str, device: str) -> list[list[Node]]:
    """The tree of a router after each stage, in their order."""
    trees = [tree_of(baseline(plan_of(case), device).text())]
    for stage in Stage:
        trees.append(after(trees[-1], output(case, device, stage.filename)))
    return trees[1:]


@BY_CASE
@pytest.mark.parametrize(("release", "last"), SHOWN, ids=lambda value: getattr(value, "name", "as sent"))
def test_on_a_router_that_nobody_else_changed_it_is_the_undo_files(
    case: str, release: Release | None, last: Stage
) -> None:
    """However far the migration went, and however the router prints: the files of those stages, and nothing stays."""
    trees = {device: after_each_stage(case, device) for device in devices(plan_of(case))}
    now = present({device: every[last.number - 1] for device, every in trees.items()}, release)
    for device, every in trees.items():
        back = way_back(plan_of(case), device, now)
        # A stage that left the router as an earlier one had it cannot be seen there.
        seen = next(stage for stage in Stage if shape(every[stage.number - 1]) == shape(every[last.number - 1]))
        files = [(stage, output(case, device, stage.undo_filename)) for stage in reversed(Stage)]

        assert [(t.stage, t.text) for t in back.stages] == [(s, f) for s, f in files if f and s.number <= seen.number]
        assert not back.stays


@cache
def hubs_after_both(case: str, wave: str) -> Routers:
    """The hub and the server with what both sites wrote."""
    plan = next_site(case, wave)
    written = outputs(plan)
    return {device: tree_of(written[f"{folder_name(device)}/target.cfg"]) for device in hubs_of(plan)}


def planned_again(plan: Plan, routers: Routers) -> Plan:
    """The plan with what its hubs have by now."""
    read_again = {device: read(tree, device) for device, tree in routers.items()}
    return replace(
        plan,
        server=read_again[plan.server.device],
        new_hub=read_again[hub_device(plan)] if plan.new_hub else None,
    )


@BY_WAVE
def test_the_way_back_of_one_site_leaves_the_next_one_whole(case: str, wave: str) -> None:
    """Whatever the hub would be sent for the next site stands there, and no check blocks it more than before."""
    if (case, wave) in UNSEEN:
        return
    second = next_site(case, wave)
    routers, _ = taken_back(plan_of(case), hubs_after_both(case, wave))
    again = planned_again(second, routers)

    assert not [section for hub in routers for stage in stages(again, hub)[:5] for section in stage.sections]
    assert blockers(again) <= blockers(second)


def blockers(plan: Plan) -> set[str]:
    """The codes of what blocks a plan."""
    return {found.code for found in findings(plan) if found.severity is Severity.BLOCKER}


@BY_WAVE
def test_the_way_back_takes_every_line_of_its_own_spokes(case: str, wave: str) -> None:
    """No peer and no identity of the site is left on its hub."""
    plan = plan_of(case)
    routers, _ = taken_back(plan, hubs_after_both(case, wave))
    hub = hub_device(plan)
    source = plan.source(hub)
    before = {line.text for line in source.configuration.walk()} if source else set()
    spokes = {f"peer {spoke.device}" for spoke in plan.spokes}
    spokes |= {resolved(plan, "identity", spoke.device).value for spoke in plan.spokes} - {""}
    lines = {node.text for top in routers[hub] for node in top.walk()} - before

    assert not {line for line in lines if line in spokes or line.split()[-1] in spokes}


@BY_WAVE
@pytest.mark.parametrize("by", ["its files", "its way back"])
def test_once_the_next_site_went_back_as_well_the_hub_is_as_it_was(case: str, wave: str, by: str) -> None:
    """The rest goes with the same command: then every line is as before the first migration, but for the login."""
    first, second = plan_of(case), next_site(case, wave)
    routers, _ = taken_back(first, hubs_after_both(case, wave))
    if by == "its way back":
        routers, _ = taken_back(second, routers)
    else:
        written = outputs(second)
        for device in routers:
            for stage in reversed(BEFORE_CLEANUP):
                routers[device] = after(
                    routers[device], written.get(f"{folder_name(device)}/{stage.undo_filename}", "")
                )
    routers, _ = taken_back(first, routers)

    assert_as_before(case, routers)


@BY_WAVE
def test_the_next_site_may_go_back_first(case: str, wave: str) -> None:
    """Each takes its own lines, in either order."""
    routers, _ = taken_back(next_site(case, wave), hubs_after_both(case, wave))
    routers, backs = taken_back(plan_of(case), routers)

    assert not [stays for back in backs.values() for stays in back.stays]
    assert_as_before(case, routers)


def assert_as_before(case: str, routers: Routers) -> None:
    """Each router has what it had before the first migration, and the login that it got."""
    for device, tree in routers.items():
        start = tree_of(baseline(plan_of(case), device).text())

        assert as_printed(tree) == as_printed(after(start, output(case, device, Stage.LOGIN.filename)))


@BY_WAVE
def test_only_a_next_spoke_that_no_line_names_is_not_seen(case: str, wave: str) -> None:
    """Then the way back says by which lines others may have joined."""
    hub = hub_device(plan_of(case))
    _, backs = taken_back(plan_of(case), hubs_after_both(case, wave))
    wrote = any(stage.sections for device in backs for stage in stages(next_site(case, wave), device)[:5])

    assert wrote == ((case, wave) not in UNSEEN)
    if not wrote:
        assert backs[hub].admits


def test_a_next_site_with_objects_of_its_own_keeps_what_all_of_ikev2_shares() -> None:
    """Its profile meets the policy that the first site made; the first site's own profile goes."""
    first = plan_of("guide-reuse")
    second = next_site("guide-reuse", "open answers alone")
    hub = hub_device(second)
    second = second.with_answer(Answer(device=hub, key="flexvpn_profile", value="own"))
    routers, _ = taken_back(first, {hub: tree_of(outputs(second)[f"{folder_name(hub)}/target.cfg"])})
    tops = {node.text for node in routers[hub]}

    joined = planned_again(second, routers).with_answer(Answer(device=hub, key="flexvpn_profile", value="FLEX-2"))

    assert {"crypto ikev2 policy FLEX", "crypto ikev2 proposal FLEX", "crypto ikev2 profile FLEX-2"} <= tops
    assert "crypto ikev2 profile FLEX" not in tops
    assert not [section.name for stage in stages(joined, hub)[:5] for section in stage.sections]
    assert blockers(joined) <= blockers(second)
