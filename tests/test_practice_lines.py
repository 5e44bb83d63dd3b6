"""What a practice router says of itself beside its configuration: lines, lock and log, time, pools, applets."""

import pytest

from tests.practice_networks import SERVER, SPOKE, network_of
from tests.practice_routers import ARCHIVING, SMALL, change, logged_in, prompt_of, router, told
from wizard.fetch.shown_commands import SHOWN_COMMANDS
from wizard.practice import PracticeRouter

LOCKED = "Configuration mode locked exclusively by user '{user}' process '13' from terminal '{line}'. Please try later."
LOGGING = ARCHIVING.replace(" path flash:ez2flex\n", " path flash:ez2flex\n log config\n  logging enable\n{more}")


def told_at(practice: PracticeRouter, line: str) -> str:
    """What a router says to one command."""
    terminal = logged_in(practice)
    said = told(terminal, line)
    terminal.close()
    return said


@pytest.mark.parametrize("command", [shown.command for shown in SHOWN_COMMANDS])
def test_every_command_that_fetch_asks_is_known(command: str) -> None:
    """None of them gets the caret."""
    answer = told_at(router(ARCHIVING), command)
    assert "% Invalid" not in answer
    assert "% Incomplete" not in answer


def test_the_lines_show_who_is_there_and_who_may_come_in() -> None:
    """A star where somebody is logged in, and the list of each range."""
    practice = router(SMALL.replace(" login local", " login local\n access-class 15 in\nline vty 5 15\n login local"))
    first, _ = logged_in(practice), logged_in(practice)
    rows = told(first, "show line").splitlines()

    assert rows[3].startswith("*     2 VTY              -    -      -    -   15      1")
    assert rows[5].startswith("      4 VTY")
    assert len(rows) == 3 + 16
    assert "192.0.2.10.50002" in told(first, "show tcp brief")


def test_the_lock_is_free_and_stops_nobody() -> None:
    """No release that has FlexVPN locks by itself: two configure at once."""
    practice = router()
    one, other = logged_in(practice), logged_in(practice)
    assert "State             : FREE" in told(one, "show configuration lock")

    told(one, "configure terminal")
    assert "Enter configuration commands" in told(other, "configure terminal")
    assert "% Configuration mode exclusive is not configured" in told_at(practice, "configure terminal lock")


@pytest.mark.parametrize(
    "command", ["configure terminal", "configure terminal revert timer 5", "configure replace f:a"]
)
def test_a_lock_that_a_program_holds_stops_who_wants_to_configure_until_it_ends(command: str) -> None:
    """They are told who holds it, and may when its time is over."""
    practice = router(ARCHIVING)
    practice.suffer("lock by bob 30s")
    terminal = logged_in(practice)

    assert told(terminal, command) == LOCKED.format(user="bob", line=0)
    assert "User              : bob" in told(terminal, "show configuration lock")
    assert "State             : LOCKED" in told(terminal, "show configuration lock")

    practice.clock.go_on(31)
    assert "State             : FREE" in told(terminal, "show configuration lock")
    assert "Enter configuration commands" in told(terminal, "configure terminal")


def test_who_is_in_configuration_mode_when_a_lock_comes_is_pushed_out_of_it() -> None:
    """The line is not taken, and the prompt is that of exec mode."""
    practice = router()
    terminal = logged_in(practice)
    told(terminal, "configure terminal")
    practice.suffer("lock by bob 30s")

    assert "user will be pushed back to exec mode" in told(terminal, "hostname R9")
    assert prompt_of(terminal) == "R1#"
    assert practice.hostname == "R1"


@pytest.mark.parametrize(("mode", "command"), [("auto", "configure terminal"), ("manual", "configure terminal lock")])
def test_an_old_release_locks_for_who_configures(mode: str, command: str) -> None:
    """`configuration mode exclusive` keeps the others out until its owner leaves configuration mode."""
    practice = router(SMALL.replace("!\nline", f"!\nconfiguration mode exclusive {mode}\nline"))
    one, other = logged_in(practice), logged_in(practice)
    told(one, command)

    assert "locked exclusively by user 'admin' process '13' from terminal '2'" in told(other, "configure terminal")
    told(one, "hostname R2")
    told(one, "end")
    assert practice.hostname == "R2"
    assert "Enter configuration commands" in told(other, "configure terminal")


def test_the_log_of_commands_has_who_typed_what() -> None:
    """By number and time of configuring, a blank in front for each mode; what is not typed is not there."""
    practice = router(LOGGING.format(more=""))
    terminal = logged_in(practice)
    change(terminal, "interface GigabitEthernet0/1", "description a LAN")
    change(terminal, "hostname R2")

    assert told(terminal, "show archive log config all").splitlines() == [
        " idx   sess           user@line      Logged command",
        "    1     0           admin@vty0     |interface GigabitEthernet0/1 ",
        "    2     0           admin@vty0     | description a LAN ",
        "    3     1           admin@vty0     |hostname R2 ",
    ]


def test_the_log_of_commands_hides_keys_where_it_is_told_to() -> None:
    """With `hidekeys` a secret is a star, whatever kind it is of; without it, it stands there."""
    lines = (
        "username bob privilege 15 secret 5 $1$abcd$xxxxxxxxxxxxxxxxxxxxxx",
        "enable secret Hunter2-a",
        "crypto isakmp key Hunter2-b address 192.0.2.9",
        "snmp-server community Hunter2-c RO",
        "crypto ikev2 keyring K",
        "peer P",
        "pre-shared-key Hunter2-d",
    )
    hiding, open_ = (router(LOGGING.format(more=more)) for more in ("  hidekeys\n", ""))
    for practice in (hiding, open_):
        change(logged_in(practice), *lines)

    hidden = told_at(hiding, "show archive log config all")
    assert "Hunter2" not in hidden
    assert "$1$abcd" not in hidden
    assert "|crypto isakmp key * address 192.0.2.9 " in hidden
    assert "Hunter2-d" in told_at(open_, "show archive log config all")
    assert "Hunter2" not in repr(open_.state)


def test_the_log_of_commands_is_empty_where_nobody_wants_it() -> None:
    """And it keeps no more than its size."""
    practice = router(ARCHIVING)
    change(logged_in(practice), "hostname R2")
    assert told_at(practice, "show archive log config all").splitlines()[1:] == []

    small = router(LOGGING.format(more="  logging size 2\n"))
    change(logged_in(small), "hostname R2", "hostname R3", "hostname R4")
    assert [row.split("|")[1].strip() for row in told_at(small, "show archive log config all").splitlines()[1:]] == [
        "hostname R3",
        "hostname R4",
    ]


def test_the_clock_follows_a_time_server_that_answers() -> None:
    """The hub's: without a star and synchronised while it is reached."""
    _, spoke = network_of(hub=SERVER, spoke=SPOKE)
    assert told_at(spoke, "show clock detail") == "*09:00:00.000 UTC Mon Mar 2 2026\nNo time source"
    assert told_at(spoke, "show ntp status").startswith("Clock is unsynchronized, stratum 16, no reference clock")

    change(logged_in(spoke), "ntp server 10.99.99.1", "ntp server 192.0.2.1 prefer")
    assert told_at(spoke, "show clock detail") == "09:00:00.000 UTC Mon Mar 2 2026\nTime source is NTP"
    assert told_at(spoke, "show ntp status").startswith("Clock is synchronized, stratum 2, reference is 192.0.2.1")
    rows = told_at(spoke, "show ntp associations").splitlines()
    assert rows[2].startswith(" ~10.99.99.1")
    assert rows[3].startswith("*~192.0.2.1")


def test_a_clock_that_somebody_set_has_no_star() -> None:
    """It goes on from there, until the router starts again."""
    practice = router(SMALL)
    assert told_at(practice, "clock set 25:00:00 30 nov 2026").startswith("% Invalid input")
    assert told_at(practice, "clock set 10:05:00 30 nov 2026") == ""
    assert told_at(practice, "show clock") == "10:05:00.000 UTC Mon Nov 30 2026"
    assert told_at(practice, "show clock detail").endswith("Time source is user configuration")

    practice.suffer("after 0s reboot")
    practice.clock.go_on(600)
    assert told_at(practice, "show clock").startswith("*")


def test_pools_show_what_they_gave() -> None:
    """One address in use by the client, the others free."""
    server = SERVER.replace(" acl 101", " acl 101\n pool P") + "ip local pool P 10.10.200.1 10.10.200.9\n"
    hub, _ = network_of(hub=server, spoke=SPOKE.replace("network-extension", "client"))

    row = told_at(hub, "show ip local pool").splitlines()[1].split()
    assert row == ["P", "10.10.200.1", "10.10.200.9", "8", "1", "0"]


def test_a_group_of_hsrp_shows_its_virtual_address() -> None:
    """Nobody stands beside the router: it is the active one."""
    practice = router(
        SMALL.replace(
            " ip address 10.1.0.1 255.255.255.0\n",
            " ip address 10.1.0.1 255.255.255.0\n standby 5 ip 10.1.0.3\n standby 5 priority 110\n standby 5 preempt\n",
        )
    )

    assert told_at(practice, "show standby brief").splitlines()[-1].split() == [
        *("Gi0/1", "5", "110", "P", "Active", "local", "unknown", "10.1.0.3")
    ]
    assert told_at(router(), "show standby brief") == ""


def test_applets_are_listed() -> None:
    """What may save by itself is seen before anything is sent."""
    practice = router(SMALL.replace("!\nline", "!\nevent manager applet SAVER\n event syslog pattern CONFIG_I\nline"))

    assert told_at(practice, "show event manager policy registered").splitlines()[1].split()[:5] == [
        *("1", "applet", "user", "syslog", "Off")
    ]
