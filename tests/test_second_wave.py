"""The next spoke of a hub that has FlexVPN already: the hub is joined, and gets nothing a second time."""

from collections.abc import Callable
from functools import cache

import pytest

from tests.applier import after, shape, tree_of
from tests.golden_cases import golden_cases, golden_plan
from tests.reading import CONFIGS
from tests.second_wave import after_first_wave, next_wave, objects_made, printed_source, with_open_answers_alone
from tests.with_authority import propose
from wizard.check import findings
from wizard.errors import AnswerError
from wizard.ios.list_entries import without_number
from wizard.model.finding import Severity
from wizard.model.plan import Answer, Plan, Source
from wizard.model.question import Origin
from wizard.model.stage import Stage
from wizard.parse.sources import read_source
from wizard.plan.answer import answer, open_answers
from wizard.plan.perspective import devices, hub_device, resolved
from wizard.render import outputs, stages
from wizard.site import folder_name
from wizard.situation.networks import collapsed, permitted_networks

WAVES: dict[str, Callable[[Plan], Plan]] = {
    "first wave's answers": next_wave,
    "open answers alone": lambda plan: with_open_answers_alone(next_wave(plan)),
}


@cache
def wave_of(case: str, wave: str) -> Plan:
    """The second wave of a golden case."""
    return WAVES[wave](golden_plan(case))


BY_WAVE = pytest.mark.parametrize(
    ("case", "wave"), [(case, wave) for case in golden_cases() for wave in WAVES], ids=lambda word: word.split(" ")[0]
)
BEFORE_CLEANUP = [stage for stage in Stage if stage is not Stage.CLEANUP]


@BY_WAVE
def test_the_hub_gets_no_object_a_second_time(case: str, wave: str) -> None:
    """Every section of an object that the hub is sent is one that it has."""
    assert objects_made(wave_of(case, wave)) == set()


@BY_WAVE
def test_the_next_spoke_brings_no_blocker_that_the_first_did_not_have(case: str, wave: str) -> None:
    """What stands on the hub is in nobody's way."""
    before = {found.code for found in findings(golden_plan(case)) if found.severity is Severity.BLOCKER}
    now = {found.code for found in findings(wave_of(case, wave)) if found.severity is Severity.BLOCKER}

    assert now - before <= WAITING.get((case, wave), set())


WAITING = {("guide", "open answers alone"): {"OPN001"}, **{("bank", wave): {"RTE083"} for wave in WAVES}}
"""The guide's hub names no way to the Internet, so that nobody can tell which of its addresses spokes call.

The filter of the bank's template lets its branches' range pass alone, and the next spoke of these tests has another.
"""


@BY_WAVE
def test_the_next_spoke_is_asked_nothing_that_the_hub_answers(case: str, wave: str) -> None:
    """Whatever is open is a matter of the spoke."""
    plan = wave_of(case, wave)

    assert {found.device for found in open_answers(plan)} <= {spoke.device for spoke in plan.spokes}


@BY_WAVE
def test_the_laws_hold_for_the_next_spoke(case: str, wave: str) -> None:
    """Stages 1 to 5 lead from the source to the target, and the inverses back to it."""
    plan = wave_of(case, wave)
    written = outputs(plan)
    for device in devices(plan):
        folder = folder_name(device)
        if f"{folder}/target.cfg" not in written:
            continue
        source = plan.source(device)
        assert source
        start = tree_of(source.configuration.text())
        tree = start
        for stage in BEFORE_CLEANUP:
            tree = after(tree, written.get(f"{folder}/{stage.filename}", ""))
        assert shape(tree) == shape(tree_of(written[f"{folder}/target.cfg"]))
        for stage in reversed(BEFORE_CLEANUP):
            tree = after(tree, written.get(f"{folder}/{stage.undo_filename}", ""))
        assert shape(tree) == shape(after(start, written.get(f"{folder}/{Stage.LOGIN.filename}", "")))


@pytest.mark.parametrize("case", golden_cases())
def test_the_same_spoke_again_changes_nothing_on_the_hub(case: str) -> None:
    """Every stage of the hub up to the cut-over is empty."""
    plan = after_first_wave(golden_plan(case))
    sent = [section.name for stage in stages(plan, hub_device(plan))[:5] for section in stage.sections]

    assert not sent


def test_what_the_hub_has_is_shown_as_settled_and_why() -> None:
    """The engineer sees which profile of the hub settles an answer."""
    plan = wave_of("guide-reuse", "open answers alone")

    found = resolved(plan, "name_ikev2_profile", hub_device(plan))

    assert (found.value, found.origin) == ("FLEX", Origin.SETTLED)
    assert found.why == "the hub has it: IKEv2 profile FLEX"


def test_an_answer_that_the_hub_contradicts_is_kept_and_overruled() -> None:
    """The spoke gets what the hub has, and the answer stands where it stood."""
    plan = wave_of("guide-reuse", "open answers alone").with_answer(Answer(key="pfs", value="group20"))

    found = resolved(plan, "pfs", "")

    assert (found.value, found.origin) == ("group19", Origin.SETTLED)
    assert "group20" in found.why


def test_an_answer_that_the_hub_contradicts_is_refused_with_the_way_out() -> None:
    """Nobody believes to have changed what stays as it is."""
    plan = wave_of("guide-reuse", "open answers alone")

    with pytest.raises(
        AnswerError, match="the hub has it: IKEv2 profile FLEX, which has group19; answer flexvpn_profile"
    ):
        answer(plan, "pfs", "group20")
    assert resolved(answer(plan, "pfs", "group19"), "pfs", "").value == "group19"


def test_own_makes_new_objects_beside_those_of_the_hub() -> None:
    """The engineer may have nothing in common with what the hub has."""
    plan = wave_of("guide-reuse", "open answers alone")
    own = plan.with_answer(Answer(device=hub_device(plan), key="flexvpn_profile", value="own"))

    assert resolved(own, "name_ikev2_profile", hub_device(own)).value == "FLEX-2"
    assert resolved(own, "pfs", "").origin is Origin.RECOMMENDED


def test_three_sites_one_after_the_other_leave_the_hub_as_three_at_once() -> None:
    """The hub is what one would have written for all of them."""
    names = ("guide-ezvpn-spoke1.cfg", "guide-ezvpn-spoke2-vti.cfg", "guide-ezvpn-spoke3.cfg")
    server, *spokes = (read_source((CONFIGS / name).read_bytes(), name) for name in ("guide-ezvpn-server.cfg", *names))
    hub = server
    for spoke in spokes:
        hub = printed_source(hub, answered(propose([hub, spoke])), hub.device)
    at_once = printed_source(server, answered(propose([server, *spokes])), server.device)

    assert tops(hub) == tops(at_once)


def answered(plan: Plan) -> Plan:
    """The plan with what no configuration says."""
    given = {"management_access": "outside", "spoke_to_spoke": "yes", "ezvpn_remains": "yes"}
    for key, value in given.items():
        plan = plan.with_answer(Answer(key=key, value=value))
    return plan


def tops(source: Source) -> dict[str, list[str]]:
    """The lines of each section in any order; the networks of a list as one set of addresses."""
    found = {}
    for line in source.configuration.lines:
        below = sorted(without_number(child.text) for child in line.walk() if child is not line)
        if line.text.startswith("ip access-list standard"):
            entries = source.router.access_list(line.text.split()[-1])
            below = [str(network) for network in collapsed(permitted_networks(entries))]
        found[line.text] = below
    return found
