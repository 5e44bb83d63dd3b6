"""Each example is a migration that can be planned, rendered and checked as its first lines say."""

import re
from pathlib import Path

import pytest

from tests.applier import shape, tree_of
from tests.with_authority import propose
from wizard.check import findings, negotiations
from wizard.model.finding import Severity
from wizard.model.plan import Plan
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer, open_answers, withdraw
from wizard.plan.drawn_keys import with_drawn_keys
from wizard.render import final, withheld
from wizard.site import add_answers, add_secrets

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NAMES = ("guide", "keys", "new-hub", "reuse")


def sources_of(name: str) -> list[str]:
    """The configurations that the example's own command names."""
    command = re.search(r"ez2flex plan (.*) --answers", (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))

    assert command is not None, f"{name}.toml says how it is planned"
    return command[1].split()


def example(name: str) -> Plan:
    """The plan that the example's own command makes."""
    files = [(file, (EXAMPLES / "guide" / file).read_bytes()) for file in sources_of(name)]
    return with_drawn_keys(add_answers(propose(read_sources(files)), EXAMPLES / f"{name}.toml"))[0]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_answers_everything(name: str) -> None:
    """Nothing is open, and every stage can be written."""
    plan = example(name)

    assert open_answers(plan) == ()
    assert withheld(plan) == ()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_checked_without_an_unaccepted_blocker(name: str) -> None:
    """Every blocker is accepted with a reason, and every acceptance has its blocker."""
    plan = example(name)
    blockers = [finding for finding in findings(plan) if finding.severity is Severity.BLOCKER]

    assert {(blocker.code, blocker.device) for blocker in blockers} == {
        (acceptance.code, acceptance.device) for acceptance in plan.accepted
    }
    assert all(blocker.accepted for blocker in blockers)


@pytest.mark.parametrize("name", NAMES)
def test_hub_and_spokes_of_an_example_understand_each_other(name: str) -> None:
    """Each spoke comes up with the hub."""
    pairs = negotiations(example(name))

    assert [(pair.spoke, pair.up) for pair in pairs] == [(spoke.device, True) for spoke in example(name).spokes]


@pytest.mark.parametrize("name", ["new-hub", "reuse"])
def test_a_user_and_login_lists_need_no_acceptance(name: str) -> None:
    """With the login that the example recommends and its password among the secrets, nothing is left to accept."""
    plan = answer(answer(example(name), "login", "full"), "login_username", "netadmin")
    for accepted in plan.accepted:
        plan = withdraw(plan, accepted.code, accepted.device)
    plan = add_secrets(plan, EXAMPLES / "secrets.toml")

    assert open_answers(plan) == ()
    assert [finding for finding in findings(plan) if finding.severity is Severity.BLOCKER] == []


@pytest.mark.parametrize(
    ("device", "printed"),
    [("flexserver", "guide-flexvpn-server.cfg"), ("ezvpn-spoke3", "guide-flexvpn-spoke3.cfg")],
    ids=["hub", "spoke"],
)
def test_the_guides_choices_give_the_guides_result(device: str, printed: str, configs: Path) -> None:
    """With the choices and names of Cisco's guide, what stands on the router in the end is what the guide prints."""
    written = final(example("guide"), device).text()

    assert shape(tree_of(written)) == shape(tree_of((configs / printed).read_text(encoding="utf-8")))
