"""The laws of the stage files, proved with a router of the tests' own over every golden case."""

import re

import pytest

from tests.applier import Node, after, shape, translates, tree_of
from tests.golden_cases import golden_cases, golden_outputs, golden_plan, output
from wizard.model.stage import Stage
from wizard.plan.baseline import baseline
from wizard.plan.perspective import devices
from wizard.render import outputs

CASES = [(case, device) for case in golden_cases() for device in devices(golden_plan(case))]
BY_DEVICE = pytest.mark.parametrize(("case", "device"), CASES, ids=[f"{case}-{device}" for case, device in CASES])
BEFORE_CLEANUP = [stage for stage in Stage if stage is not Stage.CLEANUP]


def source_tree(case: str, device: str) -> list[Node]:
    """What is on the router before the migration."""
    return tree_of(baseline(golden_plan(case), device).text())


@pytest.mark.parametrize("case", golden_cases())
def test_render_writes_the_golden_files(case: str) -> None:
    """What render writes for a site is what was read and accepted."""
    written = outputs(golden_plan(case))

    assert written == golden_outputs(case)


@pytest.mark.parametrize("case", golden_cases())
def test_rendering_twice_gives_the_same_bytes(case: str) -> None:
    """Two renders of one folder are the same."""
    again = [outputs(golden_plan(case)) for _ in range(2)]

    assert again[0] == again[1]


@BY_DEVICE
def test_the_stages_lead_from_the_source_to_the_target(case: str, device: str) -> None:
    """A router that takes stages 1 to 5 has the configuration of target.cfg."""
    tree = source_tree(case, device)
    for stage in BEFORE_CLEANUP:
        tree = after(tree, output(case, device, stage.filename))

    assert shape(tree) == shape(tree_of(output(case, device, "target.cfg")))


@BY_DEVICE
def test_the_cleanup_leads_from_the_target_to_the_final_configuration(case: str, device: str) -> None:
    """A router that takes the clean-up as well has the configuration of final.cfg, and no line names what is gone."""
    tree = after(tree_of(output(case, device, "target.cfg")), output(case, device, Stage.CLEANUP.filename))

    assert shape(tree) == shape(tree_of(output(case, device, "final.cfg")))


@BY_DEVICE
def test_the_inverses_lead_back_to_the_source(case: str, device: str) -> None:
    """A router that takes every inverse has its old configuration, and the login that it got."""
    tree = tree_of(output(case, device, "final.cfg"))
    for stage in reversed(Stage):
        tree = after(tree, output(case, device, stage.undo_filename))

    assert shape(tree) == shape(after(source_tree(case, device), output(case, device, Stage.LOGIN.filename)))


@BY_DEVICE
def test_no_cutover_and_no_way_back_from_one_removes_a_translation(case: str, device: str) -> None:
    """IOS keeps or asks about a rule in use, and nobody answers under a timer."""
    texts = output(case, device, Stage.CUTOVER.filename), output(case, device, Stage.CUTOVER.undo_filename)

    assert not [line for text in texts for line in text.splitlines() if line.startswith("no ip nat ")]


@BY_DEVICE
def test_a_staged_translation_takes_no_packet(case: str, device: str) -> None:
    """The rules of stage 4 are there, and nothing meets them before the cut-over."""
    tree = source_tree(case, device)
    for stage in BEFORE_CLEANUP[:-1]:
        tree = after(tree, output(case, device, stage.filename))
    staged = output(case, device, Stage.STAGE.filename)
    rules = [line for line in staged.splitlines() if line.startswith("ip nat inside source ")]

    assert not [rule for rule in rules if translates(rule, tree)]
    cut_over = after(tree, output(case, device, Stage.CUTOVER.filename))
    assert all(translates(rule, cut_over) for rule in rules)


@BY_DEVICE
def test_only_the_pki_stage_makes_certificate_objects(case: str, device: str) -> None:
    """A line that makes or changes a `crypto pki` or `crypto key` object stands in the pki stage and nowhere else.

    Only how a certificate is renewed stands behind it: written before the certificate is there, IOS enrols by itself.
    """
    others = [output(case, device, stage.filename) for stage in Stage if stage is not Stage.PKI]
    made = [node for text in others for node in tree_of(text) if re.match(r"(no )?crypto (pki|key) ", node.text)]

    assert not [node.text for node in made if [below.text.split()[0] for below in node.below] != ["auto-enroll"]]


@BY_DEVICE
def test_the_stage_creates_only_objects_that_the_source_does_not_name(case: str, device: str) -> None:
    """Stage 4 touches no line that the source has; only a keyring that the hub has gets peers more."""
    sent = [node.text for node in tree_of(output(case, device, Stage.STAGE.filename))]
    stage = [text for text in sent if not text.startswith("crypto ikev2 keyring ")]
    read = golden_plan(case).source(device) is not None
    source_lines = {node.text for node in source_tree(case, device)} if read else set()

    assert not source_lines.intersection(stage)
    assert not [line for line in stage if line.startswith("no ")]


@BY_DEVICE
def test_a_cutover_of_a_spoke_is_short(case: str, device: str) -> None:
    """The cut-over of a spoke has few lines, so that a rollback has few as well."""
    plan = golden_plan(case)
    if all(spoke.device != device for spoke in plan.spokes):
        return
    lines = [node for top in tree_of(output(case, device, Stage.CUTOVER.filename)) for node in top.walk()]

    assert 5 <= len(lines) <= 26


@BY_DEVICE
def test_the_login_has_no_inverse_and_nothing_takes_aaa_away(case: str, device: str) -> None:
    """No inverse and no clean-up removes `aaa new-model`, a default list or a user."""
    texts = [output(case, device, name) for stage in Stage for name in (stage.filename, stage.undo_filename)]
    forbidden = re.compile(
        r"no (aaa new-model|aaa \S+ \S+ default|username|crypto isakmp enable)|crypto key zeroize|default "
    )

    assert not output(case, device, Stage.LOGIN.undo_filename)
    assert not [line for text in texts for line in text.splitlines() if forbidden.match(line.strip())]
