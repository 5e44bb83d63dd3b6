"""Certificates and copied cut-overs between practice routers: what is up follows from both ends."""

import pytest

from tests.practice_networks import CHAIN, CUTOVER, HUB_STAGE, SERVER, SPOKE, SPOKE_STAGE, enrol, named, up
from tests.practice_routers import received, router
from tests.test_practice_laws import type_in
from tests.test_practice_network import FLEXVPN, staged
from wizard.model.configuration import Line
from wizard.practice.network import PracticeNetwork


@pytest.mark.parametrize(
    ("position", "ends"),
    [pytest.param("goes-on", FLEXVPN, id="goes on"), pytest.param("dies", set(), id="dies")],
)
def test_a_cutover_copied_through_the_tunnel_that_it_cuts(position: str, ends: set[tuple[str, str, str]]) -> None:
    """The login is gone with EzVPN; whether the rest of the file is taken is what the belief says."""
    belief = {"copy-when-its-line-drops": position}
    hub, spoke = routers = (named(router(SERVER), "hub"), named(router(SPOKE, beliefs=belief), "spoke"))
    PracticeNetwork(routers)
    type_in(hub, HUB_STAGE)
    type_in(spoke, SPOKE_STAGE)
    stored = spoke.state.with_file("cut.cfg", CUTOVER, spoke.clock.now)
    assert stored is not None
    spoke.state = stored
    terminal = spoke.log_in("admin", source="10.10.0.50")

    terminal.send(b"copy flash:cut.cfg running-config\r\r")

    received(terminal)
    with pytest.raises(EOFError):
        received(terminal)
    assert up(routers) == ends
    again = spoke.log_in("admin", source="10.10.0.50")
    assert again.session.came_through_a_tunnel == bool(ends)


BY_CERTIFICATE = """\
crypto pki trustpoint T
 enrollment terminal
crypto ikev2 profile FLEX
 no authentication remote pre-share
 authentication remote rsa-sig
 authentication local rsa-sig
 pki trustpoint T
"""


def test_certificates_have_to_be_there_and_of_one_authority() -> None:
    """A trustpoint without certificates proves nothing, and one authority does not know what another signed."""
    _, spoke = routers = staged()
    type_in(spoke, CUTOVER)
    for practice in routers:
        type_in(practice, BY_CERTIFICATE)
    assert up(routers) == set()

    enrol(routers)
    assert up(routers) == FLEXVPN

    other = Line("certificate ca 02", verbatim=("  3083", "  quit"))
    chain = Line(f"{CHAIN}T", (Line("certificate 0B", verbatim=("  3084", "  quit")), other))
    spoke.change(running=tuple(chain if line.text == chain.text else line for line in spoke.state.running))
    assert up(routers) == set()
