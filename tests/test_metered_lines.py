"""Lines that are paid by use: how often a dead hub is asked for, and what says that a line is one."""

import pytest

from tests.reading import CONFIGS, read, source
from tests.with_authority import propose
from wizard.plan.answer import answer
from wizard.plan.perspective import resolved
from wizard.render import outputs
from wizard.situation.metered_lines import hangs_up, metered_line

LINES = """\
hostname x
interface Cellular0/1/0
 ip address negotiated
 dialer in-band
 dialer idle-timeout 0
interface BRI0
 dialer pool-member 2
interface Ethernet0
 pppoe-client dial-pool-number 1
 dialer pool-member 1
interface Dialer1
 dialer pool 1
interface Dialer2
 dialer pool 2
 dialer idle-timeout 90
interface Async1
 dialer in-band
 dialer string 5551234
interface GigabitEthernet0
 description 4G modem of the provider
interface GigabitEthernet1
 description B-SIMPLE-4GB LAN
interface GigabitEthernet2
 description VSAT terminal
"""


@pytest.mark.parametrize(
    ("name", "why", "seconds"),
    [
        ("Cellular0/1/0", "a cellular or dialled line", 0),
        ("Dialer1", "", 0),
        ("Dialer2", "a cellular or dialled line", 90),
        ("Async1", "a cellular or dialled line", 120),
        ("GigabitEthernet0", "a line that is described by 4G", 0),
        ("GigabitEthernet1", "", 0),
        ("GigabitEthernet2", "a line that is described by VSAT", 0),
    ],
)
def test_a_line_that_is_paid_by_use_is_told_from_others(name: str, why: str, seconds: int) -> None:
    """By what it is, by what it dials over, or by what somebody wrote about it; PPPoE dials over a flat rate."""
    configuration = read(LINES).configuration
    found = hangs_up(configuration, name)

    assert metered_line(configuration, name) == why
    assert (found[0] if found else 0) == seconds


def test_a_modem_behind_a_port_is_asked_about_as_a_cellular_line_is() -> None:
    """The description says what the name of the port does not."""
    server = read((CONFIGS / "server-dvti.cfg").read_text("utf-8"), "server.cfg")
    text = (CONFIGS / "spoke-nem-classic.cfg").read_text("utf-8")
    outside = read(text).router.clients[0].outside[0]
    spoke = read(text.replace(f"interface {outside}\n", f"interface {outside}\n description LTE router\n"), "spoke.cfg")
    plan = propose([server, spoke])
    settled = resolved(plan, "dpd", spoke.device)

    assert settled.value == "60 5 periodic"
    assert "a line that is described by LTE" in settled.why


def test_the_keepalive_of_a_groups_profile_goes_before_that_of_the_router() -> None:
    """For its clients the isakmp profile says how often a dead one is asked for."""
    text = (CONFIGS / "server-dvti.cfg").read_text("utf-8")
    server = read(text.replace("keepalive 20 retry 5", "keepalive 25 retry 4"), "server.cfg")
    plan = propose([server, read((CONFIGS / "spoke-nem-classic.cfg").read_text("utf-8"), "spoke.cfg")])

    assert resolved(plan, "dpd", server.device).value == "25 4 periodic"


def test_the_hub_asks_nothing_by_itself_of_spokes_whose_lines_are_paid_by_use() -> None:
    """Each question of the hub crosses the cellular line as well; on demand it asks where it has something to send."""
    plan = propose([source("server-of-cash-machines.cfg"), source("spoke-cash-machine.cfg")])

    assert resolved(plan, "dpd", "DC-ASR1").value == "10 2 on-demand"
    assert resolved(plan, "dpd", "atm0417").value == "60 5 periodic"


def test_the_segment_fits_into_the_mtu_that_a_tunnel_takes_over() -> None:
    """EzVPN's template says 1372 bytes; the headers of a TCP segment go off that, not off what others may send."""
    plan = propose([source("server-of-cash-machines.cfg"), source("spoke-cash-machine.cfg")])
    for key, value in {"login_username": "netops", "management_access": "outside"}.items():
        plan = answer(plan, key, value, "atm0417")
    stage = outputs(plan)["atm0417/4-stage.cfg"]

    assert " ip mtu 1372\n ip tcp adjust-mss 1332\n" in stage
