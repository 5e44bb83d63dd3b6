"""Hostile names of a configuration give the verdict of check, with real daemons."""

from collections.abc import Iterator

import pytest

from tests.hostile import Attack, attacks
from tests.machine import LACKING
from tests.matrix import Cell
from tests.slips import TODAY
from tests.test_rehearse_settings import pair_of
from wizard.check.ikev2.negotiation import negotiate
from wizard.rehearse.laboratory import Laboratory, laboratory
from wizard.rehearse.rehearsal import configured, rehearsal

pytestmark = pytest.mark.skipif(bool(LACKING), reason=LACKING or "there are daemons")


@pytest.fixture(scope="module")
def place() -> Iterator[Laboratory]:
    """Two daemons that stay up from one pair to the next."""
    with laboratory() as made:
        yield made


@pytest.mark.parametrize("attack", list(attacks())[::24], ids=str)
def test_a_hostile_name_changes_no_verdict(place: Laboratory, attack: Attack) -> None:
    """Up where the two meet, and for the reason of check where they do not."""
    pair = attack.pair()
    rehearsed = rehearsal(place, configured(pair.hub), configured(pair.spoke), negotiate(pair), TODAY)

    assert [row for row in rehearsed.rows if row.differs] == [], rehearsed.lines
    assert rehearsed.is_good is attack.place.fits, rehearsed.lines
    assert all(line.isprintable() for line in (rehearsed.outcome.line, *rehearsed.lines))


KEYS = Cell(hub_method="pre-share", spoke_method="pre-share", hub_kind="fqdn", spoke_kind="key-id")
USER = Cell(hub_method="rsa-sig", spoke_method="eap mschapv2", hub_kind="fqdn", spoke_kind="email")
SIGNED = Cell(hub_method="rsa-sig", spoke_method="ecdsa-sig", hub_kind="dn", spoke_kind="dn")


@pytest.mark.parametrize(
    ("cell", "slip", "up"),
    [
        (KEYS, "hub: a second profile that takes the spoke, bound to EzVPN's template", False),
        (KEYS, "hub: a second profile for others, bound to EzVPN's template", True),
        (SIGNED, "hub: a second profile for others, bound to EzVPN's template", True),
        (KEYS, "spoke: another hub is expected before this one", True),
        (SIGNED, "hub: a map for a part of the unit", True),
        (SIGNED, "spoke: a map for a part of the unit", True),
        (SIGNED, "hub: a map for the unit alone", False),
        (SIGNED, "spoke: a map for the unit alone", False),
        (SIGNED, "spoke: a map for all but the unit", False),
        (USER, "hub: EAP without asking who it is", True),
    ],
)
def test_what_nearly_fits_is_judged_as_by_check(place: Laboratory, cell: Cell, slip: str, *, up: bool) -> None:
    """A second profile, a second identity, a map that a daemon would compare otherwise."""
    pair = pair_of(cell, slip)
    rehearsed = rehearsal(place, configured(pair.hub), configured(pair.spoke), negotiate(pair), TODAY)

    assert [row for row in rehearsed.rows if row.differs] == [], rehearsed.lines
    assert rehearsed.is_good is up, rehearsed.lines
