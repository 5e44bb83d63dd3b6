"""A practice router keeps its files, its archive and its timers as IOS does, text for text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.practice_routers import ARCHIVING, SMALL, change, logged_in, prompt_of, received, router, told, typed
from wizard.practice import PracticeRouter, Terminal, VirtualClock

BACKUP = "flash:ez2flex-Mar--2-09-00-00.000-0"


def armed(practice: PracticeRouter, minutes: int = 10) -> Terminal:
    """A login that armed the timer and left configuration mode."""
    terminal = logged_in(practice)
    told(terminal, f"configure terminal revert timer {minutes}")
    told(terminal, "end")
    return terminal


def test_arming_backs_up_and_opens_configuration_mode() -> None:
    """What comes is what a published transcript shows; the copy is on flash and in the archive."""
    practice = router(ARCHIVING)
    terminal = logged_in(practice)

    assert typed(terminal, "configure terminal revert timer 2\r") == (
        "configure terminal revert timer 2\n"
        f"Rollback Confirmed Change: Backing up current running config to {BACKUP}\n"
        "\n"
        "Enter configuration commands, one per line.  End with CNTL/Z.\n"
        "R1(config)#"
    )
    told(terminal, "end")
    assert told(terminal, "show archive config rollback timer") == (
        "Time configured(or reconfigured): 09:00:00 UTC Mon Mar 2 2026\n"
        "Timer type: absolute timer\n"
        "Timer value: 2 min\n"
        "User: admin"
    )
    assert BACKUP.removeprefix("flash:") in told(terminal, "dir")
    assert f"   1        {BACKUP} <- Most Recent\n" in told(terminal, "show archive")


def test_without_an_archive_nothing_is_armed() -> None:
    """The router says what it needs, and stays in exec mode."""
    terminal = logged_in(router())

    assert told(terminal, "show archive") == " Archive feature not enabled"
    assert told(terminal, "configure terminal revert timer 2") == (
        "%Turn config archive on before using Rollback Confirmed Change"
    )
    assert prompt_of(terminal) == "R1#"
    assert told(terminal, "configure confirm") == "%No Rollback Confirmed Change pending"
    assert told(terminal, "show archive config rollback timer") == "%No Rollback Confirmed Change pending"


def test_the_timer_warns_a_minute_before_and_takes_the_change_back() -> None:
    """Both texts land on the line on which it was armed, glued to whatever prompt stands there."""
    practice = router(ARCHIVING)
    before = practice.running
    terminal = armed(practice, 2)
    change(terminal, "interface GigabitEthernet0/0", "ip address 192.0.2.77 255.255.255.0")
    received(terminal)

    assert terminal.receive(119).decode() == (
        "Rollback Confirmed Change: Rollback will begin in one minute.\r\n"
        'Enter "configure confirm" if you wish to keep what you\'ve configured\r\n'
    )
    assert practice.clock.now.minute == 1
    assert terminal.receive(119).decode().replace("\r\n", "\n") == (
        f"Rollback Confirmed Change: rolling to:{BACKUP}\n"
        "!Pass 1\n"
        "!List of Rollback Commands:\n"
        "interface GigabitEthernet0/0\n"
        "no ip address 192.0.2.77 255.255.255.0\n"
        "interface GigabitEthernet0/0\n"
        "ip address 192.0.2.1 255.255.255.0\n"
        "end\n"
        "\n"
        "Total number of passes: 1\n"
        "Rollback Done\n"
        "\n"
    )
    assert practice.clock.now.minute == 2
    assert practice.running == before


def test_a_fresh_login_of_the_same_user_confirms_and_another_user_cannot() -> None:
    """The one who armed it keeps the change, from whatever line; a lost session does not matter."""
    practice = router(ARCHIVING)
    terminal = armed(practice)
    change(terminal, "hostname R2")
    terminal.close()
    other = logged_in(practice, "guest")
    typed(other, "enable\rsecret\r")
    told(other, "configure confirm")
    assert "User: admin" in told(other, "show archive config rollback timer")

    assert told(logged_in(practice), "configure confirm") == ""
    practice.clock.go_on(3600)
    assert practice.hostname == "R2"


def test_a_change_is_taken_back_at_once_and_a_deadline_moved() -> None:
    """`configure revert timer` begins anew from now; `configure revert now` waits for nothing."""
    practice = router(ARCHIVING)
    terminal = armed(practice, 2)
    change(terminal, "hostname R2")
    practice.clock.go_on(90)
    told(terminal, "configure revert timer 5")
    practice.clock.go_on(240)

    assert practice.hostname == "R2"
    assert f"rolling to:{BACKUP}\n" in told(terminal, "configure revert now")
    assert practice.hostname == "R1"
    assert told(terminal, "configure revert now") == "%No Rollback Confirmed Change pending"


def test_an_idle_timer_begins_anew_with_each_enter() -> None:
    """Only silence lets it take the change back."""
    practice = router(ARCHIVING)
    terminal = logged_in(practice)
    told(terminal, "configure terminal revert timer idle 2")
    told(terminal, "hostname R2")
    for _ in range(3):
        practice.clock.go_on(100)
        told(terminal, "")

    assert practice.hostname == "R2"
    practice.clock.go_on(121)
    assert practice.hostname == "R1"


LINES = st.sampled_from(
    [
        "hostname R9",
        "interface GigabitEthernet0/0",
        "interface Tunnel5",
        "no ip address",
        "ip address 10.7.0.1 255.255.0.0",
        "shutdown",
        "no shutdown",
        "crypto ikev2 policy P",
        "ip access-list extended A",
        "5 permit ip any any",
        "no 10",
        "no access-list 101 permit ip any any",
        "access-list 101 deny ip host 10.1.1.1 any",
        "no ip route 0.0.0.0 0.0.0.0",
        "ip route 10.0.0.0 255.0.0.0 Tunnel5",
        "aaa new-model",
        "no aaa new-model",
        "crypto ikev2 keyring K",
        "peer A",
        "pre-shared-key local secret",
        "no crypto ikev2 keyring K",
        "banner motd #Hello#",
        "no interface Tunnel5",
        "default interface GigabitEthernet0/1",
        "username bob privilege 15 secret x",
        "no archive",
        "frobnicate",
    ]
)
WITH_LISTS = ARCHIVING.replace(
    "!\narchive",
    "ip access-list extended A\n permit ip host 10.1.0.1 any\n deny   ip any any\n"
    "access-list 101 permit ip any any\naccess-list 101 remark the end\n!\narchive",
)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, max_size=12))
def test_whatever_follows_an_arming_is_taken_back(lines: list[str]) -> None:
    """Once the time is over the running configuration is what it was."""
    practice = router(WITH_LISTS)
    before = practice.running
    change(armed(practice), *lines)
    practice.clock.go_on(601)

    assert practice.running == before


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, max_size=12))
def test_what_is_saved_is_there_behind_a_reload(lines: list[str]) -> None:
    """A configuration saved, reloaded and shown is the same."""
    practice = router(WITH_LISTS)
    terminal = logged_in(practice)
    change(terminal, *lines)
    told(terminal, "write memory")
    saved = practice.running
    typed(terminal, "reload\r\r")

    assert practice.running == saved
    with pytest.raises(EOFError):
        terminal.receive(0)


def test_a_reload_is_asked_for_announced_and_cancelled() -> None:
    """The questions, the banners five minutes and one before, the abort: as in the published transcript."""
    practice = router()
    terminal = logged_in(practice)
    assert typed(terminal, "reload in 10 reason arrow\r").endswith(
        "System configuration has been modified. Save? [yes/no]: "
    )
    assert typed(terminal, "no\r") == (
        "no\nReload scheduled in 10 minutes by admin on vty0 (192.0.2.10)\n"
        "Reload reason: arrow\n"
        "Proceed with reload? [confirm]"
    )
    assert typed(terminal, "\r") == "\nR1#"
    practice.clock.go_on(60)
    assert told(terminal, "show reload").startswith("Reload scheduled in 9 minutes by admin")
    received(terminal)
    assert terminal.receive(600) == b"\r\n\r\n\r\n\x07***\r\n*** --- SHUTDOWN in 0:05:00 ---\r\n***\r\n"
    assert terminal.receive(600) == b"\r\n\r\n\r\n\x07***\r\n*** --- SHUTDOWN in 0:01:00 ---\r\n***\r\n"
    assert typed(terminal, "reload cancel\r").endswith("R1#\n\n\n\a***\n*** --- SHUTDOWN ABORTED ---\n***\n")

    practice.clock.go_on(60)
    assert told(terminal, "show reload") == "No reload is scheduled."


def test_a_reload_loses_what_was_not_saved_and_the_timer() -> None:
    """Every login ends; the router comes up with what stands in NVRAM, and nothing is pending."""
    practice = router(ARCHIVING)
    terminal = armed(practice)
    told(terminal, "write memory")
    change(terminal, "hostname R2")
    typed(terminal, "reload in 1\rno\r\r")
    practice.clock.go_on(61)

    assert practice.hostname == "R1"
    assert practice.state.revert is None
    assert "SHUTDOWN NOW" in received(terminal)
    with pytest.raises(EOFError):
        terminal.receive(0)
    practice.clock.go_on(3600)


def test_an_idle_login_ends() -> None:
    """After ten minutes, or what `exec-timeout` says; with `0 0` never."""
    for line, ends in (("", True), (" exec-timeout 0 0\n", False), (" exec-timeout 5\n", True)):
        practice = router(SMALL.replace(" login local\n", f" login local\n{line}"), clock=VirtualClock())
        terminal = logged_in(practice)
        practice.clock.go_on(301 if line.endswith("5\n") else 601)

        assert (terminal not in practice.terminals) is ends


def test_a_fork_goes_its_own_way() -> None:
    """What happens to a fork, its clock included, does not happen to the router that it was made of."""
    practice = router(ARCHIVING)
    change(armed(practice), "hostname R2")
    other = practice.fork()
    other.clock.go_on(601)

    assert other.hostname == "R1"
    assert practice.hostname == "R2"
