"""How long keys live, and what else EzVPN settled for its sessions, goes on unless somebody answers otherwise."""

from tests.ledger_form import FOLDER, MAP_SERVER, PAIRS, SERVER, added
from tests.reading import source
from tests.with_authority import propose
from wizard.check import findings
from wizard.model.configuration import Configuration
from wizard.model.plan import Plan
from wizard.model.question import Origin
from wizard.parse.sources import read_sources
from wizard.plan.answer import answer
from wizard.plan.perspective import hub_device, resolved
from wizard.render import target


def plan_with(server: str, *additions: tuple[str, str]) -> Plan:
    """The plan of a server and its spoke, with lines added to the server below their headers."""
    files = {name: (FOLDER / name).read_text("utf-8").splitlines() for name in PAIRS[server]}
    for under, text in additions:
        files[server] = added(files[server], under, text, "")[0]
    return propose(read_sources([(name, "\n".join(rows).encode()) for name, rows in files.items()]))


def below(configuration: Configuration, header: str) -> list[str]:
    """The lines of a section."""
    section = configuration.exact(header)
    assert section is not None
    return [line.text for line in section.children]


def test_lifetimes_of_ios_are_not_written() -> None:
    """A day for the IKE keys and an hour for those of the traffic need no line."""
    plan = plan_with(SERVER)
    for device in (plan.server.device, plan.spokes[0].device):
        configuration = target(plan, device)

        assert not [line for line in below(configuration, "crypto ikev2 profile FLEX") if "lifetime" in line]
        assert not [line for line in below(configuration, "crypto ipsec profile FLEX") if "lifetime" in line]


def test_lifetimes_of_ezvpn_are_taken_over_on_both_ends() -> None:
    """What the EzVPN server stated holds for the hub and for its spokes, and both ends agree."""
    plan = plan_with(
        MAP_SERVER,
        ("crypto isakmp policy 10", "lifetime 43200"),
        ("crypto dynamic-map KIOSKS 10", "set security-association lifetime seconds 28800"),
    )
    for device in (plan.server.device, plan.spokes[0].device):
        assert "lifetime 43200" in below(target(plan, device), "crypto ikev2 profile FLEX")
        assert "set security-association lifetime seconds 28800" in below(
            target(plan, device), "crypto ipsec profile FLEX"
        )
    assert [finding for finding in findings(plan) if finding.code == "CRY020"] == []
    assert resolved(plan, "ike_lifetime", hub_device(plan)).origin is Origin.SETTLED


def test_a_lifetime_of_the_whole_router_is_stated_only_where_it_does_not_hold() -> None:
    """The server's global lifetime reaches its FlexVPN by itself; the spoke needs a line for it."""
    plan = plan_with(SERVER, ("", "crypto ipsec security-association lifetime seconds 28800"))
    hub, spoke = (target(plan, device) for device in (plan.server.device, plan.spokes[0].device))

    assert not [line for line in below(hub, "crypto ipsec profile FLEX") if "lifetime" in line]
    assert "set security-association lifetime seconds 28800" in below(spoke, "crypto ipsec profile FLEX")
    assert [finding for finding in findings(plan) if finding.code == "CRY020"] == []


def test_one_end_answered_otherwise_is_noted() -> None:
    """Where the ends differ, the tunnel works and the engineer is told."""
    plan = plan_with(SERVER)
    plan = answer(plan, "ike_lifetime", "7200", plan.spokes[0].device)
    noted = [finding for finding in findings(plan) if finding.code == "CRY020"]

    assert [(finding.severity.value, finding.question) for finding in noted] == [("note", "ike_lifetime")]


def test_the_longest_lifetime_of_ikev1_that_ikev2_refuses_is_raised() -> None:
    """IKEv1 takes a minute and IKEv2 no less than two."""
    plan = plan_with(SERVER, ("crypto isakmp policy 10", "lifetime 60"))

    assert "lifetime 120" in below(target(plan, plan.server.device), "crypto ikev2 profile FLEX")


def test_settings_of_the_ezvpn_profile_are_kept_or_left_out_as_answered() -> None:
    """The anti-replay window moves along; who leaves it out gets none."""
    plan = plan_with(SERVER, ("crypto ipsec profile SHOPS", "set security-association replay window-size 512"))
    line = "set security-association replay window-size 512"

    assert line in below(target(plan, plan.server.device), "crypto ipsec profile FLEX")
    without = answer(plan, "ipsec_options", "")
    assert line not in below(target(without, plan.server.device), "crypto ipsec profile FLEX")


def test_sessions_go_on_being_counted() -> None:
    """The list by which EzVPN counts its sessions counts those of FlexVPN, where the hub has it."""
    plan = plan_with(SERVER, ("crypto isakmp profile SHOPS", "accounting SESSIONS"))
    counted = plan_with(
        SERVER,
        ("crypto isakmp profile SHOPS", "accounting SESSIONS"),
        ("", "aaa accounting network SESSIONS start-stop group radius"),
    )
    profile = "crypto ikev2 profile FLEX"

    assert "aaa accounting cert SESSIONS" in below(target(counted, counted.server.device), profile)
    assert not [line for line in below(target(plan, plan.server.device), profile) if "accounting" in line]


def test_a_setting_of_another_group_stays_where_it_is() -> None:
    """Only the profile of the group that moves gives its settings to FlexVPN."""
    plan = plan_with(SERVER, ("crypto ipsec profile STAFF", "set security-association replay disable"))

    assert not [
        line for line in below(target(plan, plan.server.device), "crypto ipsec profile FLEX") if "replay" in line
    ]


def test_policies_that_differ_leave_the_day() -> None:
    """Which of several IKE policies EzVPN used is unknown, so none of their lifetimes is taken over."""
    plan = propose([source("server-dvti.cfg"), source("spoke-nem-classic.cfg")])

    assert resolved(plan, "ike_lifetime", hub_device(plan)).value == "86400"
