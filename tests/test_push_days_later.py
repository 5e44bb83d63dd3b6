"""Days behind a cut-over others have moved on: nobody misses then what was up before it and went away since."""

from pathlib import Path

import pytest

from tests.site_walks import PushedSite, there
from wizard.judge.answers.neighbours import Neighbour
from wizard.judge.push_proofs import neighbours_are_as_before, other_sessions_are_up
from wizard.judge.verdict import Judged
from wizard.model.stage import Stage
from wizard.model.step_facts import StepFacts
from wizard.push.journal_record import Verdict
from wizard.push.order import Order
from wizard.push.outcome import End
from wizard.push.site_order import orders

NEW_HUB, KIEL, BREMEN = "filialen-new-hub", "NW-KI-RTR01", "NW-HB-RTR01"


def site_of(path: Path) -> PushedSite:
    """A new hub beside its server, with two spokes that went through the server before."""
    path.mkdir()
    return PushedSite(case=NEW_HUB, path=path)


def test_a_site_with_a_new_hub_and_two_spokes_is_cleaned_up(tmp_path: Path) -> None:
    """Before the first cut-over the server had a session with the other spoke, too, which moved since."""
    site = site_of(tmp_path / "site")
    for command in there(site):
        site.push(command.orders)
        assert {outcome.end for _, outcome in site.ends} == {End.DONE}, site.told
    last = {order.device for order in orders(site.plan, last=Stage.CLEANUP)}

    assert {KIEL, BREMEN, "NW-HH-RTR01", "nw-flex-hub"} == last
    assert not any("crypto ipsec client ezvpn" in practice.startup for practice in site.site.all if practice.startup)


def test_one_spoke_goes_back_while_the_other_one_stays(tmp_path: Path) -> None:
    """The morning after: what its server had before the cut-over of both is no reason against it."""
    site = site_of(tmp_path / "site")
    site.push(orders(site.plan))
    site.push((Order(device=KIEL, is_revert=True),))

    ((name, outcome),) = site.ends
    assert (name, outcome.end, outcome.verdict) == (KIEL, End.DONE, Verdict.STAGED), (outcome.says, site.told)
    assert site.site.routers[BREMEN].state.revert is None
    assert "crypto ikev2 client flexvpn" in (site.site.routers[BREMEN].startup or "")


def test_a_hub_goes_on_back_from_the_middle_of_what_is_staged(tmp_path: Path) -> None:
    """Its clean-up would remove what the cut-over gave; that this is gone once it was taken back is no mix."""
    site = site_of(tmp_path / "site")
    site.push(orders(site.plan))
    site.push(site.taken_back())
    assert {outcome.verdict for _, outcome in site.ends} == {Verdict.STAGED}, site.told
    site.site.routers["nw-flex-hub"].suffer('at "no crypto ikev2 keyring FLEX" refuse')
    site.push(site.taken_back())
    name, outcome = site.ends[-1]

    assert (name, outcome.end, outcome.verdict) == ("nw-flex-hub", End.STOPPED, Verdict.PARTIAL), site.told
    site.push(site.taken_back())
    assert {outcome.end for _, outcome in site.ends} == {End.DONE}, site.told


SESSION = """\
Interface: Virtual-Access{number}
Session status: UP-ACTIVE
Peer: 203.0.113.{number} port 4500
  Session ID: 0
  IKEv1 SA: local 192.0.2.1/4500 remote 203.0.113.{number}/4500 Active
  IPSEC FLOW: permit ip 0.0.0.0/0.0.0.0 10.{number}.0.0/255.255.0.0
        Active SAs: 2, origin: dynamic crypto map

"""


def sessions(*numbers: int) -> bytes:
    """What `show crypto session` prints of so many."""
    text = "Crypto session current status\n\n" + "".join(SESSION.format(number=number) for number in numbers)
    return text.encode()


@pytest.mark.parametrize(
    ("before", "lately", "now", "is_good"),
    [
        ((1, 2), (1, 2), (1,), False),
        ((1, 2), (1,), (1,), True),
        ((1,), (1, 2), (1,), True),
        ((1, 2), None, (1,), False),
    ],
)
def test_a_way_back_misses_what_was_up_before_and_still_when_it_began(
    before: tuple[int, ...], lately: tuple[int, ...] | None, now: tuple[int, ...], *, is_good: bool
) -> None:
    """What somebody moved meanwhile, it cannot bring back; what came with the new configuration, it may end."""
    then = None if lately is None else sessions(*lately)
    found = other_sessions_are_up(sessions(*before), sessions(*now), moved=StepFacts(), lately=then)

    assert found.is_good is is_good, found.seen


def test_so_it_is_with_neighbors() -> None:
    """Each by its address."""
    one, two = (Neighbour(address=f"10.0.0.{number}", is_up=True) for number in (1, 2))

    def found(*lately: Neighbour) -> Judged:
        return neighbours_are_as_before((one, two), (one,), lately=lately)

    assert found(one).is_good
    assert not found(one, two).is_good
