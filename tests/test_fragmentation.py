"""Messages of IKE with certificates fit no datagram: both ends cut them, where that harms nobody."""

import re

import pytest

from tests.ledger_form import SERVER
from tests.test_session_answers import plan_with
from wizard.model.plan import Plan
from wizard.plan.answer import answer
from wizard.plan.perspective import hub_device, resolved
from wizard.render import outputs, target

_STAGE = re.compile(r"/\d-")
LINE = "crypto ikev2 fragmentation mtu 1280"


def files_with(plan: Plan) -> list[str]:
    """The stage files with the line."""
    return sorted(name for name, text in outputs(plan).items() if _STAGE.search(name) and LINE in text.splitlines())


def test_both_ends_cut_long_messages_where_certificates_prove_them() -> None:
    """A router without IKEv2 peers gets the line before the cut-over."""
    assert files_with(plan_with(SERVER)) == ["hq/4-stage.cfg", "shop1/4-stage.cfg"]


def test_a_router_with_other_ikev2_peers_gets_it_in_the_cut_over() -> None:
    """The line holds for its other peers too."""
    plan = plan_with(SERVER, ("", "crypto ikev2 profile PARTNER\n match identity remote address 192.0.2.9"))

    assert files_with(plan) == ["hq/5-cutover.cfg", "shop1/4-stage.cfg"]


@pytest.mark.parametrize("present", ["crypto ikev2 fragmentation", "crypto ikev2 fragmentation mtu 1400"])
def test_a_value_that_the_router_has_stays(present: str) -> None:
    """Whatever the hub cuts by already is good enough, what EzVPN had for IKEv1 or not."""
    plan = plan_with(SERVER, ("", present), ("", "crypto isakmp fragmentation"))

    assert files_with(plan) == ["shop1/4-stage.cfg"]
    assert [line.text for line in target(plan, "hq").all("crypto ikev2 fragmentation")] == [present]


def test_it_is_recommended_with_keys_too_and_an_answer_does_without_it() -> None:
    """Keys fit a datagram today; a message that grows is cut by IKE then. The answer decides."""
    plan = plan_with(SERVER)
    by_key = answer(answer(plan, "hub_authentication", "pre-share"), "spoke_authentication", "pre-share")

    assert files_with(answer(plan, "ike_fragmentation", "no")) == []
    assert resolved(by_key, "ike_fragmentation", "").value == "yes"
    assert files_with(answer(by_key, "ike_fragmentation", "no")) == []


@pytest.mark.parametrize(("release", "recommended"), [("15.0(1)M10", "no"), ("15.7(3)M8", "yes"), ("17.9.4a", "yes")])
def test_an_old_release_is_not_told_to(release: str, recommended: str) -> None:
    """A release that does not know the line would refuse it."""
    plan = answer(plan_with(SERVER), "release", release, hub_device(plan_with(SERVER)))

    assert resolved(plan, "ike_fragmentation", hub_device(plan)).value == recommended
