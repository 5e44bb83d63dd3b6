"""What the clean-up leaves alone: whatever some remaining line still names, in whichever words it does."""

from pathlib import Path

import pytest

from tests.commands import configurations, ez2flex
from tests.test_what_a_site_lacks import HUB, fennmark
from wizard.plan.answer import answer
from wizard.render import outputs


def cleanup(lines: str = "", changes: dict[str, str] | None = None) -> list[str]:
    """The clean-up of the server whose last EzVPN client moves, with lines more in its configuration."""
    more = {"\naccess-list 15 remark": f"\n{lines}\naccess-list 15 remark"} if lines else {}
    plan = answer(fennmark(server=more | (changes or {})), "ezvpn_remains", "no")
    return outputs(plan)[f"{HUB}/6-cleanup.cfg"].splitlines()


LIST = "no access-list 120"
AES = "no crypto ipsec transform-set FENN-AES"
PROFILE = "no crypto isakmp profile FENN-BRANCH-PROFILE"
KEEPING = (
    (LIST, "interface GigabitEthernet0/3\n ip access-group 120 in"),
    (LIST, "interface GigabitEthernet0/3\n rate-limit input access-group 120 8000 1500 2000 conform-action drop"),
    (LIST, "line vty 5 15\n access-class 120 in"),
    (LIST, "crypto map OTHER 10 ipsec-isakmp\n match address 120"),
    (LIST, "route-map OTHER permit 10\n match ip address 7 120"),
    (LIST, "ip nat inside source list 120 interface GigabitEthernet0/1 overload"),
    (LIST, "snmp-server tftp-server-list 120"),
    (LIST, "ntp access-group serve-only 120"),
    (LIST, "ntp access-group query-only 120"),
    (LIST, "ntp access-group serve 120"),
    (LIST, "ntp access-group peer 120"),
    (LIST, "ip pim rp-address 10.20.0.1 120"),
    (LIST, "ip pim send-rp-announce Loopback0 scope 16 group-list 120"),
    (LIST, "ip http access-class 120"),
    (LIST, "snmp-server community readers RO 120"),
    (LIST, "class-map match-any VOICE\n match access-group 120"),
    (AES, "crypto map OTHER 10 ipsec-isakmp\n set transform-set FENN-AES"),
    (AES, "crypto ipsec profile OTHER\n set transform-set SOME FENN-AES"),
    (
        "no crypto ipsec profile FENN-BRANCH-IPSEC",
        "interface Tunnel9\n tunnel protection ipsec profile FENN-BRANCH-IPSEC",
    ),
    (PROFILE, "crypto map OTHER 10 ipsec-isakmp\n set isakmp-profile FENN-BRANCH-PROFILE"),
    ("no aaa authentication login FENN-XAUTH", "line vty 5 15\n login authentication FENN-XAUTH"),
    (
        "no aaa authorization network FENN-GROUPS",
        "crypto ikev2 profile OTHER\n aaa authorization group psk list FENN-GROUPS X",
    ),
    *(
        ("no crypto isakmp policy 10", line)
        for line in (
            "crypto isakmp key Other-1 address 192.0.2.99",
            "crypto isakmp peer address 192.0.2.99",
            "crypto isakmp profile OTHER",
            "crypto keyring OTHER",
            "crypto map OTHER 10 ipsec-isakmp",
            "crypto ipsec client ezvpn OTHER",
            "crypto gdoi group OTHER",
        )
    ),
)


@pytest.mark.parametrize(("removal", "lines"), KEEPING, ids=[lines for _, lines in KEEPING])
def test_what_another_line_names_stays(removal: str, lines: str) -> None:
    """The object is removed where EzVPN alone used it, and not where this line does too."""
    assert removal in cleanup()
    assert removal not in cleanup(lines)


@pytest.mark.parametrize(
    "lines",
    [
        "logging buffered 120",
        "frobnicate 120",
        "ip route 10.120.0.0 255.255.0.0 10.20.0.9 120",
        "interface GigabitEthernet0/3\n description access-group 1200",
        "crypto ipsec transform-set FENN-AES-OTHER esp-aes esp-sha-hmac",
    ],
)
def test_a_number_or_a_longer_name_is_no_use(lines: str) -> None:
    """A number stands for many things, and a name that begins alike is another one."""
    assert {LIST, AES} <= set(cleanup(lines))


NAMED = {
    "\n acl 120": "\n acl BRANCHES",
    "access-list 120 remark": "ip access-list extended BRANCHES\n remark",
    "access-list 120 permit": " permit",
}


def test_a_named_list_stays_where_even_an_unknown_line_has_its_name() -> None:
    """A name of somebody's own choice stands for one thing: better a list too many than a filter without its list."""
    assert "no ip access-list extended BRANCHES" in cleanup(changes=NAMED)
    assert "no ip access-list extended BRANCHES" not in cleanup("frobnicate BRANCHES inbound", NAMED)
    assert "no ip access-list extended BRANCHES" in cleanup("frobnicate BRANCHES-NORTH inbound", NAMED)


TEXT = (
    "banner login #aaa authentication login FENN-XAUTH and list 120 are EzVPN's#",
    "alias exec vpn show access-list 120",
    "interface GigabitEthernet0/3\n description access-group 120 of FENN-XAUTH",
    "ip access-list extended OTHER\n remark see access-list 120 of FENN-XAUTH",
    "access-list 16 remark the acl 120 of FENN-XAUTH",
    "menu M text 1 show access-list 120",
)


@pytest.mark.parametrize("text", TEXT)
def test_text_keeps_nothing(text: str) -> None:
    """A banner, an alias, a description or a remark that names an object needs it no more than people do."""
    assert cleanup(text) == cleanup()


def test_code_keeps_what_it_names() -> None:
    """An applet runs: what its commands name is left until somebody decides about it."""
    applet = 'event manager applet WATCH\n event timer watchdog time 60\n action 1.0 cli command "show access-list 120"'

    assert LIST not in [row.strip('"') for row in cleanup(applet)]


def test_what_keeps_the_client_of_a_spoke_is_named_with_its_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """An applet clears the client by its name: it stays, and render, check and checklist say because of what."""
    site = tmp_path / "site"
    files = configurations("server-own-authority.cfg", "spoke-own-authority.cfg")
    ez2flex(capsys, "plan", *files, "-o", site, "--set", "strategy=reuse", "--set", "management_access=outside")
    rendered, checked = ez2flex(capsys, "render", site), ez2flex(capsys, "check", site)

    assert "aqua-ps07: EzVPN client AQUA, in line 229 (EEM applet EZVPN-WATCH)" in rendered.err
    assert "EzVPN client AQUA stays after the clean-up: EEM applet EZVPN-WATCH names it." in checked.out
    assert "line 229 of EEM applet EZVPN-WATCH" in (site / "out" / "aqua-ps07" / "checklist.md").read_text("utf-8")
    assert not (site / "out" / "aqua-ps07" / "6-cleanup.cfg").exists()


def test_a_spoke_whose_client_goes_is_told_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Text that names EzVPN keeps nothing, and nothing is said of it."""
    site = tmp_path / "site"
    ez2flex(capsys, "plan", *configurations("guide-ezvpn-server.cfg", "guide-ezvpn-spoke1.cfg"), "-o", site)

    assert "Not removed" not in ez2flex(capsys, "render", site).err
    assert "EZV024" not in ez2flex(capsys, "check", site).out
